"""Conversations kept in the catalogue of a folder."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from language.normal_form import fold
from vectorstore.conversations import Conversation, Conversations, Rating, StoredTurn, one_line
from vectorstore.sql.sqlite import Database

_CONVERSATION = "SELECT c.id, c.name, c.changed, (SELECT count(*) FROM turns t WHERE t.conversation = c.id)"


_TURN = "SELECT key, record, rating, reason FROM turns"


class LocalConversations(Conversations):
    """The tables `conversations` and `turns`. Raises as `Database` does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self, *, owner: str = "", search: str = "", limit: int = 50) -> list[Conversation]:
        """The conversations in which all words of `search` stand, however accented; the last changed first."""
        words = fold(search).split()
        inside = "SELECT 1 FROM turns t WHERE t.conversation = c.id AND instr(t.folded, ?)"
        held = f" AND (instr(c.folded, ?) OR EXISTS ({inside}))"
        rows = self._database.rows(
            f"{_CONVERSATION} FROM conversations c WHERE owner = ?{held * len(words)} "
            "ORDER BY changed DESC, id LIMIT ?",
            owner,
            *(word for word in words for _ in range(2)),
            limit,
        )
        return [Conversation(*row) for row in rows]

    def get(self, conversation_id: str, *, owner: str = "") -> Conversation | None:
        """One of this owner's, or None."""
        query = f"{_CONVERSATION} FROM conversations c WHERE id = ? AND owner = ?"
        rows = self._database.rows(query, conversation_id, owner)
        return Conversation(*rows[0]) if rows else None

    def turns(self, conversation_id: str) -> list[StoredTurn]:
        """In the order in which they were kept."""
        rows = self._database.rows(f"{_TURN} WHERE conversation = ? ORDER BY key", conversation_id)
        return [StoredTurn(key, json.loads(record), rating, reason) for key, record, rating, reason in rows]

    def rated(self) -> list[tuple[str, StoredTurn]]:
        """Every turn that somebody rated, with the id of its conversation, oldest first."""
        rows = self._database.rows(
            "SELECT conversation, key, record, rating, reason FROM turns WHERE rating NOT NULL ORDER BY key"
        )
        return [(row[0], StoredTurn(row[1], json.loads(row[2]), *row[3:])) for row in rows]

    def keep(
        self, conversation_id: str, record: Mapping[str, Any], words: str, *, key: int | None = None, owner: str = "",
        name: str = "",
    ) -> int:  # fmt: skip
        """Keep a turn, in the place of turn `key` if there is that; returns its key.

        `words` are what a search finds it by; `name` is the conversation's if it is new. A rating goes with the turn
        that it was for.
        """
        document = json.dumps(record, ensure_ascii=False)
        with self._database.transaction() as connection:
            name = one_line(name)
            connection.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET changed = excluded.changed",
                (conversation_id, owner, name, fold(name), datetime.now(UTC).isoformat(timespec="milliseconds")),
            )
            stored = connection.execute(
                "UPDATE turns SET record = ?, folded = ?, rating = NULL, reason = '' "
                "WHERE key = ? AND conversation = ?",
                (document, fold(words), key, conversation_id),
            )
            if key is not None and stored.rowcount:
                return key
            query = "INSERT INTO turns (conversation, record, folded, reason) VALUES (?, ?, ?, '')"
            return int(connection.execute(query, (conversation_id, document, fold(words))).lastrowid or 0)

    def amend(self, key: int, record: Mapping[str, Any]) -> None:
        """Record something more of a turn, whose words and rating stay."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE turns SET record = ? WHERE key = ?", (json.dumps(record, ensure_ascii=False), key)
            )

    def rate(self, key: int, rating: Rating | None, reason: str = "") -> None:
        """What the reader thought of a turn; None takes it back."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE turns SET rating = ?, reason = ? WHERE key = ?", (rating, reason, key))

    def drop(self, keys: Sequence[int]) -> None:
        """Forget turns."""
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM turns WHERE key = ?", [(key,) for key in keys])

    def rename(self, conversation_id: str, name: str, *, owner: str = "") -> None:
        """Give a conversation another name; an empty one changes nothing."""
        if name := one_line(name):
            with self._database.transaction() as connection:
                query = "UPDATE conversations SET name = ?, folded = ? WHERE id = ? AND owner = ?"
                connection.execute(query, (name, fold(name), conversation_id, owner))

    def remove(self, conversation_id: str, *, owner: str = "") -> None:
        """Forget a conversation with its turns."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM conversations WHERE id = ? AND owner = ?", (conversation_id, owner))
