"""Where articles were found: one article may stand in several places, and goes when it stands in none.

A *source* is the exact place (a file, a line of one, an address), a *document* what was read to find it. Documents
whose bytes and reader are as before need not be read again.
"""

from collections.abc import Iterable, Sequence

from vectorstore.records import Known, Seen
from vectorstore.sql.database import NUMBERS, TEXTS, Database, Row, Transaction, listed
from vectorstore.sql.originals import forget_unused

_LAST = "\U0010ffff"
_COLUMNS = "source, article, document, seen"


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
            "SELECT count(*), count(*) FILTER (WHERE a.source = s.source) FROM sources s "
            "JOIN articles a ON a.key = s.article WHERE s.document = ?",
            document,
        )
        return (own, total - own) if total == rows[0][0] else None  # else some were removed by hand

    def see(self, seen: Seen) -> None:
        """Record what was found where nothing is to be stored."""
        with self._database.transaction() as transaction:
            self.record(transaction, seen)

    def digests_in(self, document: str) -> frozenset[str]:
        """The digests of the articles found in this document."""
        query = "SELECT a.digest FROM sources s JOIN articles a ON a.key = s.article WHERE s.document = ?"
        return frozenset(row[0] for row in self._database.rows(query, document))

    def any_under(self, place: str) -> bool:
        """Whether any source lies in this folder or file."""
        query = "SELECT 1 FROM sources WHERE source >= ? AND source <= ? LIMIT 1"
        return any(self._database.rows(query, first, last) for first, last in _ranges(place))

    @staticmethod
    def claim(transaction: Transaction, stored: Iterable[tuple[str, int]]) -> None:
        """Give each stored article, by key, the source that it bears; a run says more of it by `record`."""
        rows = [(source, key, source, 0) for source, key in stored]
        transaction.upsert("sources", _COLUMNS, rows, "ON CONFLICT (source, article) DO NOTHING")

    @staticmethod
    def record(transaction: Transaction, seen: Seen) -> None:
        """As `see`, in a transaction under way. An article whose own source is lost goes by another of its sources."""
        touched = _place(transaction, seen)
        if seen.lost:
            touched |= _drop(transaction, f"source IN {TEXTS}", listed(seen.lost))
        if seen.documents:
            read = listed(document for document, _ in seen.documents)
            touched |= _drop(transaction, f"document IN {TEXTS} AND seen <> ?", read, seen.stamp)
            query = f"SELECT document, count(*) FROM sources WHERE document IN {TEXTS} GROUP BY document"
            counts: dict[str, int] = dict(transaction.rows(query, read))
            rows = [(document, digest, counts.get(document, 0)) for document, digest in dict(seen.documents).items()]
            then = "ON CONFLICT (document) DO UPDATE SET digest = excluded.digest, count = excluded.count"
            transaction.upsert("documents", "document, digest, count", rows, then)
        _rename(transaction, touched)
        if seen.skipped:
            again = f"UPDATE sources SET seen = ? WHERE document IN {TEXTS}"
            transaction.run(again, seen.stamp, listed(seen.skipped))
        if touched:
            forget_unused(transaction)

    @staticmethod
    def forget_unseen(transaction: Transaction, places: Sequence[str], stamp: int, keep: Sequence[str]) -> list[str]:
        """Forget the sources under `places` not seen at `stamp`; returns the ids of articles that are left with none.

        A place is a file's or a folder's path; what begins as one of `keep` stays.
        """
        touched: set[int] = set()
        for first, last in (limits for place in places for limits in _ranges(place)):
            rows = transaction.rows(
                "SELECT source, article FROM sources WHERE source >= ? AND source <= ? AND seen <> ?",
                first,
                last,
                stamp,
            )
            gone = [row for row in rows if not row[0].startswith(tuple(keep))]
            _delete(transaction, gone)
            touched |= {row[1] for row in gone}
            # Articles that lost their place to another one earlier, as lines of a file do.
            homeless = transaction.rows(
                "SELECT key, source FROM articles a WHERE source >= ? AND source <= ? "
                "AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.article = a.key)",
                first,
                last,
            )
            touched |= {key for key, source in homeless if not source.startswith(tuple(keep))}
        rows = transaction.rows(
            f"SELECT id FROM articles a WHERE key IN {NUMBERS} "
            "AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.article = a.key) ORDER BY key",
            listed(touched),
        )
        _rename(transaction, touched)
        transaction.run(
            "DELETE FROM documents WHERE NOT EXISTS (SELECT 1 FROM sources s WHERE s.document = documents.document)"
        )
        return [row[0] for row in rows]


def _ranges(place: str) -> list[tuple[str, str]]:
    """The sources in a file or folder, as ranges: itself, its files or members, its lines."""
    return [(place, place), *((first, first + _LAST) for first in (f"{place.rstrip('/')}/", f"{place}:"))]


def _place(transaction: Transaction, seen: Seen) -> set[int]:
    """Record where articles were seen; returns those whose places are not as they were."""
    ids = listed({article_id for _, article_id, _ in seen.at})
    keys: dict[str, int] = dict(transaction.rows(f"SELECT id, key FROM articles WHERE id IN {TEXTS}", ids))
    # An article may have been removed by another process meanwhile.
    documents = {(source, keys[name]): document for source, name, document in seen.at if name in keys}
    query = f"SELECT source, article, seen FROM sources WHERE source IN {TEXTS}"
    known = {(source, key): stamp for source, key, stamp in transaction.rows(query, listed({s for s, _ in documents}))}
    then = "ON CONFLICT (source, article) DO UPDATE SET document = excluded.document, seen = excluded.seen"
    rows = [(*place, document, seen.stamp) for place, document in documents.items()]
    transaction.upsert("sources", _COLUMNS, rows, then)
    gone = [place for place, stamp in known.items() if place not in documents and stamp != seen.stamp]
    _delete(transaction, gone)
    return {key for _, key in documents.keys() - known.keys()} | {key for _, key in gone}


def _drop(transaction: Transaction, where: str, *values: object) -> set[int]:
    """Delete these sources; returns the articles that stood there."""
    return {row[0] for row in transaction.rows(f"DELETE FROM sources WHERE {where} RETURNING article", *values)}


def _delete(transaction: Transaction, places: Sequence[Row]) -> None:
    for source, article in places:
        transaction.run("DELETE FROM sources WHERE source = ? AND article = ?", source, article)


def _rename(transaction: Transaction, articles: set[int]) -> None:
    """Let articles whose own source is lost go by another; one that has none keeps its last."""
    if not articles:
        return
    transaction.run(
        "UPDATE articles SET source = (SELECT min(source) FROM sources s WHERE s.article = articles.key) "
        f"WHERE key IN {NUMBERS} AND EXISTS (SELECT 1 FROM sources s WHERE s.article = articles.key) "
        "AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.article = articles.key AND s.source = articles.source)",
        listed(articles),
    )
