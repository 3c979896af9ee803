"""Conversations kept beside the articles that they are about: names, turns as their owner records them, ratings.

Does not know what a turn's record holds. Nothing here reaches derived indexes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Rating = Literal["up", "down"]
MAX_NAME_CHARS = 120


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a list shows of one. `changed`: when something was last asked, ISO in UTC; `pinned`: at the list's head."""

    id: str
    name: str
    changed: str
    turns: int
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One turn: its key, its record as it was kept, and what one reader thought of it."""

    key: int
    record: Mapping[str, Any]
    rating: Rating | None
    reason: str


class Conversations(Protocol):
    """A library's conversations. `owner` is empty where nobody signs in, `reader` where readers can't be told apart.

    Raises: LibraryError.
    """

    def listed(self, *, owner: str = "", search: str = "", limit: int = 50) -> list[Conversation]: ...
    def get(self, conversation_id: str, *, owner: str = "") -> Conversation | None: ...
    def turns(self, conversation_id: str, *, reader: str = "") -> list[StoredTurn]: ...
    def rated(self) -> list[tuple[str, StoredTurn]]: ...
    def keep(
        self,
        conversation_id: str,
        record: Mapping[str, Any],
        words: str,
        *,
        key: int | None = None,
        owner: str = "",
        name: str = "",
    ) -> int: ...
    def amend(self, key: int, record: Mapping[str, Any], words: str | None = None) -> None: ...
    def rate(self, key: int, rating: Rating | None, reason: str = "", *, reader: str = "") -> None: ...
    def drop(self, keys: Sequence[int]) -> None: ...
    def rename(self, conversation_id: str, name: str, *, owner: str = "") -> None: ...
    def pin(self, conversation_id: str, pinned: bool, *, owner: str = "") -> None: ...
    def remove(self, conversation_id: str, *, owner: str = "") -> None: ...


def one_line(name: str) -> str:
    """The name of a conversation as it is kept."""
    line = " ".join(name.split())
    return line if len(line) <= MAX_NAME_CHARS else f"{line[: MAX_NAME_CHARS - 1]}…"
