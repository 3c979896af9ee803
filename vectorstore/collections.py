"""Collections: named subsets of a library's articles, to list and to ask within. An article may be in any number.

Knows names and which articles they stand for; searching within one is a filter (`Filters.collection`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from language.normal_form import fold, normalize
from vectorstore.errors import CollectionError

MAX_NAME_CHARS = 80


@dataclass(frozen=True, slots=True)
class Collection:
    """Its name and how many articles it has.

    `search`: what it follows, in words that are its owner's; None where it only holds what was put into it. `seen`: the
    last article that was looked at for it, as `Library.last_added` names one.
    """

    name: str
    articles: int
    search: str | None = None
    seen: int = 0


class Collections(Protocol):
    """A library's collections. Raises: CollectionError and LibraryError."""

    def listed(self) -> list[Collection]: ...

    def named(self, name: str) -> str:
        """The name, as it is kept, of the collection meant: in any case, and without diacritics if only one fits."""
        names = [matching.name for matching in self.listed()]
        matching = [known for known in names if same(known) == same(name)]
        matching = matching or [known for known in names if fold(known) == fold(_short(name))]
        if len(matching) != 1:
            raise CollectionError(name, "missing")
        return matching[0]

    def create(self, name: str) -> str: ...
    def rename(self, name: str, new: str) -> str: ...
    def delete(self, name: str) -> None: ...
    def add(self, name: str, ids: Sequence[str]) -> int: ...
    def take_out(self, name: str, ids: Sequence[str]) -> int: ...
    def follow(self, name: str, search: str | None, seen: int = 0) -> None: ...


def line_of(name: str) -> str:
    """A name as it is kept, on one line. Raises: CollectionError when there is nothing in it."""
    if line := _short(name):
        return line
    raise CollectionError(name, "unnamed")


def same(name: str) -> str:
    """A name as it is compared: two that differ in capitals or the place of accents are one."""
    return normalize(_short(name)).casefold()


def by_name(collections: Iterable[Collection]) -> list[Collection]:
    """As lists show them."""
    return sorted(collections, key=lambda found: (fold(found.name), found.name))


def _short(name: str) -> str:
    return " ".join(name.split())[:MAX_NAME_CHARS]
