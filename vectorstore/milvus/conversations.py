"""Conversations on a server: `vectorstore.conversations` over rows, so that a reader may come to another page server.

Of one turn that two browser windows change at once, the later change stays.
"""

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from vectorstore.conversations import Conversation, Conversations, Rating, StoredTurn, one_line
from vectorstore.milvus.connection import SEEN_NOW, Connection, Row, one_of, quoted
from vectorstore.milvus.schema import CONVERSATION, NO_VECTOR, TURN, pieces
from vectorstore.text import fold


class MilvusConversations(Conversations):
    """One row a conversation, one a turn."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def listed(self, *, owner: str = "", search: str = "", limit: int = 50) -> list[Conversation]:
        """The conversations in which all words of `search` stand, however accented; the last changed first."""
        rows = self._rows(f"owner == {quoted(owner)}")
        if words := fold(search).split():
            said = self._said([row["id"] for row in rows])
            texts = {row["id"]: [fold(row["name"]), *said.get(row["id"], ())] for row in rows}
            rows = [row for row in rows if all(any(word in text for text in texts[row["id"]]) for word in words)]
        newest = sorted(sorted(rows, key=lambda row: row["id"]), key=lambda row: row["changed"], reverse=True)[:limit]
        ids = [row["id"] for row in newest]
        turns = Counter(row["conversation"] for row in self._among(ids, ["conversation"]))
        return [Conversation(row["id"], row["name"], row["changed"], turns[row["id"]]) for row in newest]

    def get(self, conversation_id: str, *, owner: str = "") -> Conversation | None:
        """One of this owner's, or None."""
        row = self._row(conversation_id)
        if row is None or row["owner"] != owner:
            return None
        turns = len(self._among([conversation_id], ["conversation"]))
        return Conversation(row["id"], row["name"], row["changed"], turns)

    def turns(self, conversation_id: str) -> list[StoredTurn]:
        """In the order in which they were kept."""
        return [_turn(row) for row in sorted(self._among([conversation_id], TURN), key=lambda row: row["key"])]

    def rated(self) -> list[tuple[str, StoredTurn]]:
        """Every turn that somebody rated, with the id of its conversation, oldest first."""
        pages = self._connection.scan("turns", 'rating != ""', TURN, 100, by="key")
        rows = sorted((row for page in pages for row in page), key=lambda row: row["key"])
        return [(row["conversation"], _turn(row)) for row in rows]

    def keep(
        self, conversation_id: str, record: Mapping[str, Any], words: str, *, key: int | None = None, owner: str = "",
        name: str = "",
    ) -> int:  # fmt: skip
        """As `LocalConversations.keep`. A key is the moment at which a turn was first kept, in nanoseconds."""
        known = self._row(conversation_id) or {"id": conversation_id, "owner": owner, "name": one_line(name)}
        before = self._turns([key]) if key is not None else []
        if not before or before[0]["conversation"] != conversation_id:
            key = None
        stored = {"conversation": conversation_id, "words": pieces(fold(words)), "rating": "", "reason": ""}
        key = key or time.time_ns()
        self._put("turns", {"key": key, **stored, "record": _written(record)})
        self._put("conversations", {**known, "changed": datetime.now(UTC).isoformat(timespec="milliseconds")})
        return key

    def amend(self, key: int, record: Mapping[str, Any]) -> None:
        """Record something more of a turn, whose words and rating stay."""
        for row in self._turns([key]):
            self._put("turns", {**row, "record": _written(record)})

    def rate(self, key: int, rating: Rating | None, reason: str = "") -> None:
        """What the reader thought of a turn; None takes it back."""
        for row in self._turns([key]):
            self._put("turns", {**row, "rating": rating or "", "reason": reason})

    def drop(self, keys: Sequence[int]) -> None:
        """Forget turns."""
        if keys:
            self._connection.delete("turns", one_of("key", keys))

    def rename(self, conversation_id: str, name: str, *, owner: str = "") -> None:
        """Give a conversation another name; an empty one changes nothing."""
        row = self._row(conversation_id)
        if (line := one_line(name)) and row and row["owner"] == owner:
            self._put("conversations", {**row, "name": line})

    def remove(self, conversation_id: str, *, owner: str = "") -> None:
        """Forget a conversation with its turns."""
        row = self._row(conversation_id)
        if row and row["owner"] == owner:
            self._connection.delete("conversations", f"id == {quoted(conversation_id)}")
            self._connection.delete("turns", f"conversation == {quoted(conversation_id)}")

    def _rows(self, condition: str) -> list[Row]:
        pages = self._connection.scan("conversations", condition, CONVERSATION)
        return [row for page in pages for row in page]

    def _row(self, conversation_id: str) -> Row | None:
        condition = f"id == {quoted(conversation_id)}"
        rows = self._connection.query("conversations", condition, CONVERSATION, SEEN_NOW)
        return rows[0] if rows else None

    def _turns(self, keys: Sequence[int]) -> list[Row]:
        rows = self._connection.query("turns", one_of("key", keys), TURN, SEEN_NOW)
        return [{**row, "record": list(row["record"]), "words": list(row["words"])} for row in rows]

    def _among(self, ids: Sequence[str], fields: Sequence[str]) -> list[Row]:
        return self._connection.among("turns", "conversation", ids, fields)

    def _said(self, ids: Sequence[str]) -> dict[str, list[str]]:
        """What was said in each of these conversations, as a search looks for it."""
        said: dict[str, list[str]] = {}
        for row in self._among(ids, ["conversation", "words"]):
            said.setdefault(row["conversation"], []).append("".join(row["words"]))
        return said

    def _put(self, collection: str, row: Row) -> None:
        self._connection.upsert(collection, [{**row, **NO_VECTOR}])


def _written(record: Mapping[str, Any]) -> list[str]:
    return pieces(json.dumps(record, ensure_ascii=False))


def _turn(row: Row) -> StoredTurn:
    record = json.loads("".join(row["record"]))
    return StoredTurn(row["key"], record, row["rating"] or None, row["reason"])
