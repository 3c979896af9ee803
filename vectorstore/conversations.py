"""Conversations kept beside the articles: named, searched without diacritics, each turn as its writer recorded it.

Knows tables, not what a turn's record says. Nothing is derived from these, so they take no number of the sequence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from vectorstore.database import Database
from vectorstore.text import fold, syllables

MAX_NAME_CHARS = 120


@dataclass(frozen=True, slots=True)
class Conversation:
    """`updated` is an ISO 8601 moment in UTC, `turns` their number."""

    id: str
    name: str
    updated: str
    turns: int


@dataclass(frozen=True, slots=True)
class Kept:
    """One turn: `record` as it was put; `rating` 1 for good, 0 for bad, None for none, with a `remark` or ""."""

    number: int
    question: str
    record: str
    rating: int | None
    remark: str


class Conversations:
    """The tables `conversations` and `turns`. `owner` is who may see one: "" where nobody signs in.

    Raises: LibraryError when nothing can be written; what is gone is passed over.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, name: str, owner: str = "") -> str:
        """A new conversation's id."""
        made = uuid4().hex[:16]
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO conversations (id, owner, name, updated) VALUES (?, ?, ?, ?)",
                (made, owner, _name(name), _now()),
            )
        return made

    def listed(self, words: str = "", owner: str = "", limit: int = 100) -> list[Conversation]:
        """Those whose name or turns hold all of `words`, typed with or without diacritics, the last one used first."""
        wanted = syllables(fold(words))
        found = self._database.rows(
            "SELECT c.id, c.name, c.updated, count(t.number), group_concat(t.words, ' ') FROM conversations c"
            " LEFT JOIN turns t ON t.conversation = c.key WHERE c.owner = ? GROUP BY c.key"
            " ORDER BY c.updated DESC, c.key DESC",
            owner,
        )
        held = (
            Conversation(*row[:4])
            for row in found
            if not wanted or set(wanted) <= {*syllables(fold(row[1])), *(row[4] or "").split()}
        )
        return [conversation for conversation, _ in zip(held, range(limit), strict=False)]

    def find(self, conversation_id: str, owner: str = "") -> Conversation | None:
        """One conversation, None where this owner has none of that id."""
        rows = self._database.rows(
            "SELECT c.id, c.name, c.updated, (SELECT count(*) FROM turns WHERE conversation = c.key)"
            " FROM conversations c WHERE c.id = ? AND c.owner = ?",
            conversation_id, owner,
        )  # fmt: skip
        return Conversation(*rows[0]) if rows else None

    def turns(self, conversation_id: str) -> list[Kept]:
        """Its turns, the first one first."""
        rows = self._database.rows(
            "SELECT t.number, t.question, t.record, t.rating, t.remark FROM turns t JOIN conversations c"
            " ON c.key = t.conversation WHERE c.id = ? ORDER BY t.number",
            conversation_id,
        )
        return [Kept(*row) for row in rows]

    def put(self, conversation_id: str, question: str, record: str, said: str, number: int | None = None) -> int:
        """A turn at the end, or in place of turn `number`, when what came after is dropped. `said` is searched.

        Returns its number, from 0.
        """
        words = " ".join(dict.fromkeys(syllables(fold(f"{question} {said}"))))
        with self._database.transaction() as connection:
            found = connection.execute("SELECT key FROM conversations WHERE id = ?", (conversation_id,)).fetchone()
            if found is None:
                return 0  # deleted in another window
            if number is None:
                last = connection.execute("SELECT max(number) FROM turns WHERE conversation = ?", found).fetchone()[0]
                number = 0 if last is None else last + 1
            connection.execute("DELETE FROM turns WHERE conversation = ? AND number >= ?", (found[0], number))
            connection.execute(
                "INSERT INTO turns VALUES (?, ?, ?, ?, ?, NULL, '')", (found[0], number, question, record, words)
            )
            connection.execute("UPDATE conversations SET updated = ? WHERE key = ?", (_now(), found[0]))
        return number

    def rate(self, conversation_id: str, number: int, rating: int | None, remark: str = "") -> None:
        """What a reader thinks of a turn's answer."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE turns SET rating = ?, remark = ? WHERE number = ?"
                " AND conversation = (SELECT key FROM conversations WHERE id = ?)",
                (rating, remark, number, conversation_id),
            )

    def rated(self) -> list[tuple[str, Kept, Sequence[Kept]]]:
        """Every turn that was rated, with its conversation's id and the turns before it."""
        ids = self._database.rows(
            "SELECT DISTINCT c.id FROM conversations c JOIN turns t ON t.conversation = c.key"
            " WHERE t.rating IS NOT NULL ORDER BY c.key"
        )
        found = ((conversation_id, self.turns(conversation_id)) for (conversation_id,) in ids)
        return [
            (conversation_id, turn, turns[:at])
            for conversation_id, turns in found
            for at, turn in enumerate(turns)
            if turn.rating is not None
        ]

    def rename(self, conversation_id: str, name: str) -> None:
        """Give it another name; an empty one changes nothing."""
        if _name(name):
            with self._database.transaction() as connection:
                connection.execute("UPDATE conversations SET name = ? WHERE id = ?", (_name(name), conversation_id))

    def delete(self, conversation_id: str) -> None:
        """Forget it with all its turns."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))


def _name(name: str) -> str:
    """One line, of a length that fits a list."""
    plain = " ".join(name.split())
    return plain if len(plain) <= MAX_NAME_CHARS else f"{plain[: MAX_NAME_CHARS - 1].rstrip()}…"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
