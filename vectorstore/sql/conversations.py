"""Conversations kept in the catalogue."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from language.normal_form import fold
from vectorstore.conversations import Conversation, Conversations, Rating, StoredTurn, one_line
from vectorstore.sql.database import NUMBERS, Database, Row, listed

_WORD = re.compile(r"[^\W_]+")
_CONVERSATION = "SELECT c.id, c.name, c.changed, (SELECT count(*) FROM turns t WHERE t.conversation = c.id), c.pinned"
_TURN = "t.key, t.record, r.rating, coalesce(r.reason, '')"


class SqlConversations(Conversations):
    """The tables `conversations`, `turns` and `ratings`. Raises as `Database` does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self, *, owner: str = "", search: str = "", limit: int = 50) -> list[Conversation]:
        """The conversations in which words begin with each of `search`, however accented: those that are
        pinned, then the others, the last changed first.

        A name or any of the turns may hold each of them.
        """
        words = _WORD.findall(fold(search))
        if search.strip() and not words:
            return []
        turns = f"SELECT t.conversation FROM turns t WHERE {self._database.TURNS_WITH}"
        held = f" AND (' ' || c.folded LIKE ? OR c.id IN ({turns}))"
        rows = self._database.rows(
            f"{_CONVERSATION} FROM conversations c WHERE owner = ?{held * len(words)} "
            "ORDER BY pinned DESC, changed DESC, id LIMIT ?",
            owner,
            *(value for word in words for value in (f"% {word}%", self._database.beginning_with(word))),
            limit,
        )
        return [_conversation(row) for row in rows]

    def get(self, conversation_id: str, *, owner: str = "") -> Conversation | None:
        """One of this owner's, or None."""
        query = f"{_CONVERSATION} FROM conversations c WHERE id = ? AND owner = ?"
        rows = self._database.rows(query, conversation_id, owner)
        return _conversation(rows[0]) if rows else None

    def turns(self, conversation_id: str, *, reader: str = "") -> list[StoredTurn]:
        """In the order in which they were kept, with this reader's ratings."""
        rows = self._database.rows(
            f"SELECT {_TURN} FROM turns t LEFT JOIN ratings r ON r.turn = t.key AND r.reader = ? "
            "WHERE t.conversation = ? ORDER BY t.key",
            reader,
            conversation_id,
        )
        return [StoredTurn(key, _record(document), rating, reason) for key, document, rating, reason in rows]

    def rated(self) -> list[tuple[str, StoredTurn]]:
        """Every turn that somebody rated, with the id of its conversation, oldest first; once for each who did."""
        rows = self._database.rows(
            f"SELECT t.conversation, {_TURN} FROM turns t JOIN ratings r ON r.turn = t.key ORDER BY t.key, r.reader"
        )
        return [(row[0], StoredTurn(row[1], _record(row[2]), *row[3:])) for row in rows]

    def keep(
        self,
        conversation_id: str,
        record: Mapping[str, Any],
        words: str,
        *,
        key: int | None = None,
        owner: str = "",
        name: str = "",
    ) -> int:
        """Keep a turn, in the place of turn `key` if there is that; returns its key.

        `words` are what a search finds it by; `name` is the conversation's if it is new. Ratings go with the turn that
        they were for. Raises: PermissionError where the conversation is another's.
        """
        document = json.dumps(record, ensure_ascii=False)
        name, folded = one_line(name), fold(words)
        with self._database.transaction() as transaction:
            is_theirs = transaction.run(
                "INSERT INTO conversations (id, owner, name, folded, changed) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET changed = excluded.changed WHERE conversations.owner = excluded.owner",
                conversation_id,
                owner,
                name,
                fold(name),
                datetime.now(UTC).isoformat(timespec="milliseconds"),
            )
            if not is_theirs:
                raise PermissionError(conversation_id)
            query = "UPDATE turns SET record = ?, folded = ? WHERE key = ? AND conversation = ?"
            if key is not None and transaction.run(query, document, folded, key, conversation_id):
                transaction.run("DELETE FROM ratings WHERE turn = ?", key)
                return key
            query = "INSERT INTO turns (conversation, record, folded) VALUES (?, ?, ?) RETURNING key"
            return int(transaction.rows(query, conversation_id, document, folded)[0][0])

    def amend(self, key: int, record: Mapping[str, Any], words: str | None = None) -> None:
        """Record something more of a turn, whose ratings stay; nothing where it is gone.

        `words` are what a search finds it by from now on; None where they stay.
        """
        document = json.dumps(record, ensure_ascii=False)
        folded = None if words is None else fold(words)
        with self._database.transaction() as transaction:
            query = "UPDATE turns SET record = ?, folded = coalesce(?, folded) WHERE key = ?"
            transaction.run(query, document, folded, key)

    def rate(self, key: int, rating: Rating | None, reason: str = "", *, reader: str = "") -> None:
        """What a reader thought of a turn; None takes it back. Nothing where the turn is gone."""
        with self._database.transaction() as transaction:
            transaction.run("DELETE FROM ratings WHERE turn = ? AND reader = ?", key, reader)
            if rating is not None:
                query = "INSERT INTO ratings SELECT key, ?, ?, ? FROM turns WHERE key = ?"
                transaction.run(query, reader, rating, reason, key)

    def drop(self, keys: Sequence[int]) -> None:
        """Forget turns."""
        with self._database.transaction() as transaction:
            transaction.run(f"DELETE FROM turns WHERE key IN {NUMBERS}", listed(keys))

    def rename(self, conversation_id: str, name: str, *, owner: str = "") -> None:
        """Give a conversation another name; an empty one changes nothing."""
        if name := one_line(name):
            with self._database.transaction() as transaction:
                query = "UPDATE conversations SET name = ?, folded = ? WHERE id = ? AND owner = ?"
                transaction.run(query, name, fold(name), conversation_id, owner)

    def pin(self, conversation_id: str, pinned: bool, *, owner: str = "") -> None:
        """Keep a conversation at the head of the list, or no longer."""
        with self._database.transaction() as transaction:
            query = "UPDATE conversations SET pinned = ? WHERE id = ? AND owner = ?"
            transaction.run(query, int(pinned), conversation_id, owner)

    def remove(self, conversation_id: str, *, owner: str = "") -> None:
        """Forget a conversation with its turns."""
        with self._database.transaction() as transaction:
            transaction.run("DELETE FROM conversations WHERE id = ? AND owner = ?", conversation_id, owner)


def _conversation(row: Row) -> Conversation:
    identity, name, changed, turns, pinned = row
    return Conversation(identity, name, changed, turns, bool(pinned))


def _record(document: str) -> dict[str, Any]:
    """What was recorded; nothing where a damaged disk left no document, so that the turns around it can be read."""
    try:
        record = json.loads(document)
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}
