"""Named subsets kept in the catalogue."""

from collections.abc import Sequence

from vectorstore.collections import Collection, Collections, by_name, line_of, same
from vectorstore.errors import CollectionError
from vectorstore.sql.database import TEXTS, Database, Transaction, listed


class SqlCollections(Collections):
    """The tables `collections` and `collection_articles`. Derived indexes hear of nothing here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self) -> list[Collection]:
        """All of them, by name."""
        rows = self._database.rows(
            "SELECT name, (SELECT count(*) FROM collection_articles WHERE collection = key), search, seen "
            "FROM collections"
        )
        return by_name(Collection(*row) for row in rows)

    def create(self, name: str) -> str:
        """Make an empty one; returns its name as it is kept."""
        with self._database.transaction() as transaction:
            line = _free(transaction, name)
            transaction.run("INSERT INTO collections (name, same) VALUES (?, ?)", line, same(line))
            return line

    def rename(self, name: str, new: str) -> str:
        """Give it another name, which is returned as it is kept."""
        with self._database.transaction() as transaction:
            key = _key(transaction, name)
            line = _free(transaction, new, but=key)
            transaction.run("UPDATE collections SET name = ?, same = ? WHERE key = ?", line, same(line), key)
            return line

    def delete(self, name: str) -> None:
        """Forget it; its articles stay in the library."""
        with self._database.transaction() as transaction:
            transaction.run("DELETE FROM collections WHERE name = ?", name)

    def add(self, name: str, ids: Sequence[str]) -> int:
        """Put articles into it; returns how many were not in it before. Unknown ids are passed over."""
        with self._database.transaction() as transaction:
            key = _key(transaction, name)
            articles = f"SELECT ?, key FROM articles WHERE id IN {TEXTS} ORDER BY key"
            query = f"INSERT INTO collection_articles (collection, article) {articles} ON CONFLICT DO NOTHING"
            return transaction.run(query, key, listed(ids))

    def take_out(self, name: str, ids: Sequence[str]) -> int:
        """Take articles out of it; returns how many were in it. They stay in the library."""
        with self._database.transaction() as transaction:
            key = _key(transaction, name)
            articles = f"SELECT key FROM articles WHERE id IN {TEXTS}"
            query = f"DELETE FROM collection_articles WHERE collection = ? AND article IN ({articles})"
            return transaction.run(query, key, listed(ids))

    def follow(self, name: str, search: str | None, seen: int = 0) -> None:
        """What it follows from now on, None for nothing, and up to which article that has been looked at."""
        with self._database.transaction() as transaction:
            key = _key(transaction, name)
            transaction.run("UPDATE collections SET search = ?, seen = ? WHERE key = ?", search, seen, key)


def _key(transaction: Transaction, name: str) -> int:
    rows = transaction.rows("SELECT key FROM collections WHERE name = ?", name)
    if not rows:
        raise CollectionError(name, "missing")
    return int(rows[0][0])


def _free(transaction: Transaction, name: str, but: int = 0) -> str:
    """The name on one line, if no other collection than `but` has it."""
    line = line_of(name)
    if transaction.rows("SELECT 1 FROM collections WHERE same = ? AND key <> ?", same(line), but):
        raise CollectionError(line, "taken")
    return line
