"""Originals: files that were uploaded, kept as they came. They are reached by an article that stands in them alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True)
class Original:
    """The file in which an article was found: `digest` is the SHA-256 of its bytes, of which there are `size`."""

    name: str
    digest: str
    size: int


class Originals(Protocol):
    """A library's originals. One goes with the last article that stands in it. Raises: LibraryError."""

    def of(self, article_id: str) -> Original | None: ...
    def content(self, article_id: str) -> bytes | None: ...
    def keep(self, document: str, opened: Callable[[], BinaryIO], most_bytes: int) -> bool: ...
