"""Collections: named subsets of a library's articles, to list and to ask within. An article may be in any number.

Knows names and which articles they stand for; searching within one is a filter (`Filters.collection`).
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from vectorstore.local.database import Database
from vectorstore.errors import CollectionError
from language.normal_form import fold, normalize

MAX_NAME_CHARS = 80


@dataclass(frozen=True, slots=True)
class Collection:
    """Its name and how many articles it has."""

    name: str
    articles: int


class Collections(Protocol):
    """A library's collections. Raises: CollectionError and LibraryError."""

    def listed(self) -> list[Collection]: ...

    def named(self, name: str) -> str:
        """The name, as it is kept, of the collection meant: in any case, and without diacritics if only one fits."""
        names = [found.name for found in self.listed()]
        found = [known for known in names if same(known) == same(name)]
        found = found or [known for known in names if fold(known) == fold(_short(name))]
        if len(found) != 1:
            raise CollectionError(name, "missing")
        return found[0]

    def create(self, name: str) -> str: ...
    def rename(self, name: str, new: str) -> str: ...
    def delete(self, name: str) -> None: ...
    def add(self, name: str, ids: Sequence[str]) -> int: ...
    def take_out(self, name: str, ids: Sequence[str]) -> int: ...


class LocalCollections(Collections):
    """The tables `collections` and `collection_articles`. Derived indexes hear of nothing here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self) -> list[Collection]:
        """All of them, by name."""
        rows = self._database.rows(
            "SELECT name, (SELECT count(*) FROM collection_articles WHERE collection = key) FROM collections"
        )
        return by_name(Collection(*row) for row in rows)

    def create(self, name: str) -> str:
        """Make an empty one; returns its name as it is kept."""
        with self._database.transaction() as connection:
            line = _free(connection, name)
            connection.execute("INSERT INTO collections (name, same) VALUES (?, ?)", (line, same(line)))
            return line

    def rename(self, name: str, new: str) -> str:
        """Give it another name, which is returned as it is kept."""
        with self._database.transaction() as connection:
            key = _key(connection, name)
            line = _free(connection, new, but=key)
            connection.execute("UPDATE collections SET name = ?, same = ? WHERE key = ?", (line, same(line), key))
            return line

    def delete(self, name: str) -> None:
        """Forget it; its articles stay in the library."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM collections WHERE name = ?", (name,))

    def add(self, name: str, ids: Sequence[str]) -> int:
        """Put articles into it; returns how many were not in it before. Unknown ids are passed over."""
        with self._database.transaction() as connection:
            key = _key(connection, name)
            query = "INSERT OR IGNORE INTO collection_articles SELECT ?, key FROM articles WHERE id = ?"
            return sum(connection.execute(query, (key, article_id)).rowcount for article_id in ids)

    def take_out(self, name: str, ids: Sequence[str]) -> int:
        """Take articles out of it; returns how many were in it. They stay in the library."""
        with self._database.transaction() as connection:
            key = _key(connection, name)
            query = (
                "DELETE FROM collection_articles WHERE collection = ? "
                "AND article = (SELECT key FROM articles WHERE id = ?)"
            )
            return sum(connection.execute(query, (key, article_id)).rowcount for article_id in ids)


def _key(connection: sqlite3.Connection, name: str) -> int:
    row = connection.execute("SELECT key FROM collections WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise CollectionError(name, "missing")
    return int(row[0])


def _free(connection: sqlite3.Connection, name: str, but: int = 0) -> str:
    """The name on one line, if no other collection than `but` has it."""
    line = line_of(name)
    if connection.execute("SELECT 1 FROM collections WHERE same = ? AND key <> ?", (same(line), but)).fetchone():
        raise CollectionError(line, "taken")
    return line


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
