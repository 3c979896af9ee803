"""Where articles were found: one article may stand in several places, and goes when it stands in none.

A *source* is the exact place (a file, a line of one, an address), a *document* what was read to find it. Documents
whose bytes and reader are as before need not be read again.
"""

import sqlite3
from collections.abc import Iterable, Sequence

from vectorstore.records import Known, Seen
from vectorstore.sql.sqlite import Database

_LAST = "\U0010ffff"


class Sources:
    """The tables `sources` and `documents`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kin(self, article_id: str, text_digest: str, source: str) -> list[Known]:
        """The articles with this id, this text or this source."""
        rows = self._database.rows(
            "SELECT key, id, digest, text_digest, source FROM articles WHERE id = ? OR text_digest = ? "
            "OR key IN (SELECT article FROM sources WHERE source = ?)",
            article_id,
            text_digest,
            source,
        )
        where = "SELECT source, document, seen FROM sources WHERE article = ?"
        return [Known(row[1], row[2], row[3], row[4], self._database.rows(where, row[0])) for row in rows]

    def of(self, article_id: str) -> list[str]:
        """Everywhere that an article was found, the place that it goes by first."""
        rows = self._database.rows(
            "SELECT s.source FROM sources s JOIN articles a ON a.key = s.article WHERE a.id = ? "
            "ORDER BY s.source <> a.source, s.source",
            article_id,
        )
        return [row[0] for row in rows]

    def as_before(self, document: str, digest: str) -> tuple[int, int] | None:
        """How many articles go by this document and how many only stand in it too; None when it must be read."""
        query = "SELECT count FROM documents WHERE document = ? AND digest = ?"
        rows = self._database.rows(query, document, digest)
        if not rows:
            return None
        ((total, own),) = self._database.rows(
            "SELECT count(*), coalesce(sum(a.source = s.source), 0) FROM sources s "
            "JOIN articles a ON a.key = s.article WHERE s.document = ?",
            document,
        )
        return (own, total - own) if total == rows[0][0] else None  # else some were removed by hand

    def see(self, seen: Seen) -> None:
        """Record what was found where nothing is to be stored."""
        with self._database.transaction() as connection:
            self.record(connection, seen)

    @staticmethod
    def claim(connection: sqlite3.Connection, stored: Iterable[tuple[str, int]]) -> None:
        """Give each stored article, by key, the source that it bears; a run says more of it by `record`."""
        rows = [(source, key, source) for source, key in stored]
        connection.executemany("INSERT OR IGNORE INTO sources VALUES (?, ?, ?, 0)", rows)

    def digests_in(self, document: str) -> frozenset[str]:
        """The digests of the articles found in this document."""
        query = "SELECT a.digest FROM sources s JOIN articles a ON a.key = s.article WHERE s.document = ?"
        return frozenset(row[0] for row in self._database.rows(query, document))

    def record(self, connection: sqlite3.Connection, seen: Seen) -> None:
        """As `see`, in a transaction under way. An article whose own source is lost goes by another of its sources."""
        touched: set[int] = set()
        for source, article_id, document in seen.at:
            row = connection.execute("SELECT key FROM articles WHERE id = ?", (article_id,)).fetchone()
            if row is None:  # removed by another process meanwhile
                continue
            values = (document, seen.stamp, source, row[0])
            known = "UPDATE sources SET document = ?, seen = ? WHERE source = ? AND article = ?"
            if not connection.execute(known, values).rowcount:
                connection.execute("INSERT INTO sources (document, seen, source, article) VALUES (?, ?, ?, ?)", values)
                touched.add(row[0])
            touched |= _drop(connection, "source = ? AND article <> ? AND seen <> ?", source, row[0], seen.stamp)
        for source in seen.lost:
            touched |= _drop(connection, "source = ?", source)
        for document, digest in seen.documents:
            touched |= _drop(connection, "document = ? AND seen <> ?", document, seen.stamp)
            query = "INSERT OR REPLACE INTO documents SELECT ?, ?, count(*) FROM sources WHERE document = ?"
            connection.execute(query, (document, digest, document))
        _rename(connection, touched)
        again = [(seen.stamp, document) for document in seen.skipped]
        connection.executemany("UPDATE sources SET seen = ? WHERE document = ?", again)

    @staticmethod
    def forget_unseen(
        connection: sqlite3.Connection, places: Sequence[str], stamp: int, keep: Sequence[str]
    ) -> list[str]:
        """Forget the sources under `places` not seen at `stamp`; returns the ids of articles that are left with none.

        A place is a file's or a folder's path; what begins as one of `keep` stays.
        """
        ids: list[str] = []
        touched: set[int] = set()
        for place in places:
            for first, last in _ranges(place):
                rows = connection.execute(
                    "SELECT source, article FROM sources WHERE source >= ? AND source <= ? AND seen <> ?",
                    (first, last, stamp),
                ).fetchall()
                gone = [row for row in rows if not row[0].startswith(tuple(keep))]
                connection.executemany("DELETE FROM sources WHERE source = ? AND article = ?", gone)
                touched |= {row[1] for row in gone}
                # Articles that lost their place to another one earlier, as lines of a file do.
                homeless = connection.execute(
                    "SELECT key, source FROM articles a WHERE source >= ? AND source <= ? "
                    "AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.article = a.key)",
                    (first, last),
                ).fetchall()
                touched |= {key for key, source in homeless if not source.startswith(tuple(keep))}
        for key in touched:
            query = "SELECT id FROM articles a WHERE key = ? AND NOT EXISTS (SELECT 1 FROM sources WHERE article = ?)"
            ids += [row[0] for row in connection.execute(query, (key, key))]
        _rename(connection, touched)
        connection.execute("DELETE FROM documents WHERE document NOT IN (SELECT document FROM sources)")
        return ids

    def any_under(self, place: str) -> bool:
        """Whether any source lies in this folder or file."""
        query = "SELECT 1 FROM sources WHERE source >= ? AND source <= ? LIMIT 1"
        return any(self._database.rows(query, first, last) for first, last in _ranges(place))


def _ranges(place: str) -> list[tuple[str, str]]:
    """The sources in a file or folder, as ranges: itself, its files or members, its lines."""
    return [(place, place), *((first, first + _LAST) for first in (f"{place.rstrip('/')}/", f"{place}:"))]


def _drop(connection: sqlite3.Connection, where: str, *values: object) -> set[int]:
    """Delete these sources; returns the articles that stood there."""
    losers = {row[0] for row in connection.execute(f"SELECT article FROM sources WHERE {where}", values)}
    if losers:
        connection.execute(f"DELETE FROM sources WHERE {where}", values)
    return losers


def _rename(connection: sqlite3.Connection, articles: Iterable[int]) -> None:
    """Let articles whose own source is lost go by another; one that has none keeps its last."""
    connection.executemany(
        "UPDATE articles SET source = (SELECT min(source) FROM sources s WHERE s.article = articles.key) "
        "WHERE key = ? AND EXISTS (SELECT 1 FROM sources s WHERE s.article = articles.key) "
        "AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.article = articles.key AND s.source = articles.source)",
        [(key,) for key in articles],
    )
