"""Named subsets kept in the catalogue of a folder."""

import sqlite3
from collections.abc import Sequence

from vectorstore.collections import Collection, Collections, by_name, line_of, same
from vectorstore.errors import CollectionError
from vectorstore.sql.sqlite import Database


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
