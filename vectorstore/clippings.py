"""Clippings: folders of quotes that a reader gathers for a piece. A quote is kept with its source, and outlives it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from vectorstore.records import one_line

MAX_FOLDER_CHARS, MAX_NOTE_CHARS = 80, 1_000


@dataclass(frozen=True, slots=True)
class Clipping:
    """`quote` stands from `start` on in the article as it was; `added`: ISO in UTC. `key` is 0 until it is kept."""

    article_id: str
    title: str
    published: str | None
    outlet: str | None
    url: str | None
    start: int
    quote: str
    note: str = ""
    added: str = ""
    key: int = 0


class Clippings(Protocol):
    """A library's clippings. `owner` is empty where nobody signs in. Raises: LibraryError."""

    def folders(self, *, owner: str = "") -> list[tuple[str, int]]: ...
    def listed(self, folder: str, *, owner: str = "") -> list[Clipping]: ...
    def add(self, folder: str, clippings: Sequence[Clipping], *, owner: str = "") -> int: ...
    def note(self, key: int, note: str, *, owner: str = "") -> None: ...
    def remove(self, keys: Sequence[int], *, owner: str = "") -> int: ...
    def rename(self, folder: str, new: str, *, owner: str = "") -> None: ...


def folder_named(name: str) -> str:
    """A folder's name, on one line, as it is kept; empty for none."""
    return one_line(name, MAX_FOLDER_CHARS)
