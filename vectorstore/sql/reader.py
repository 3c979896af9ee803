"""What can be asked of the catalogue. Knows nothing of FAISS, of keywords or of how a text is embedded."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from language.normal_form import normalize
from vectorstore.encoders.encoder import Fingerprint, Vectors
from vectorstore.errors import CollectionError
from vectorstore.records import (
    Article,
    Behind,
    Chunk,
    Coverage,
    Entry,
    Field,
    Filters,
    Listing,
    Order,
    Passage,
    Tallies,
)
from vectorstore.sentence_vectors import Row, unpacked
from vectorstore.sql.sqlite import Database

Keys = NDArray[np.int64]
# Half precision on disk: half the bytes, and cosines move by less than 0.001 (tests/vectorstore/test_library.py).
STORED = np.dtype("<f2")
BLOCK = 20_000
CENTROIDS = 500
# As many filters' keys are kept: askers at once have each their days, and a million chunks are 8 MB.
MATCHED = 8
COLUMNS = "id, title, text, published, outlet, url, author, topic, source, metadata"
_QUALIFIED = ", ".join(f"a.{name}" for name in COLUMNS.split(", "))
# SQLite puts what has no date last, and goes through its index of dates backwards without sorting.
_NEWEST_FIRST = "ORDER BY a.published DESC, a.key DESC LIMIT ? OFFSET ?"
_IN_ORDER: dict[Order, str] = {
    "newest": _NEWEST_FIRST,
    "oldest": "ORDER BY a.published IS NULL, a.published, a.key LIMIT ? OFFSET ?",
    "longest": "ORDER BY length(a.text) DESC, a.key DESC LIMIT ? OFFSET ?",
    "shortest": "ORDER BY length(a.text), a.key DESC LIMIT ? OFFSET ?",
}
_FIELDS = frozenset({"id", "title", "published", "outlet", "url", "author", "topic", "source"})


class CatalogueReader(Database):
    """Reads of articles, chunks, embeddings and what has changed since a number of the sequence."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._counted: dict[str, tuple[int, Any]] = {}
        self._matched: tuple[tuple[int, str, Keys], ...] = ()

    def encoder(self) -> Fingerprint | None:
        """Whose embeddings searches use; None while nothing has been embedded."""
        rows = self.rows("SELECT model, dim, revision FROM encoders WHERE active")
        return Fingerprint(*rows[0]) if rows else None

    def ids(self) -> list[str]:
        """The ids of all articles."""
        return [row[0] for row in self.rows("SELECT id FROM articles ORDER BY key")]

    def article(self, article_id: str) -> Article | None:
        """One article as stored, or None when the library has none of that id."""
        rows = self.rows(f"SELECT {COLUMNS} FROM articles WHERE id = ?", article_id)
        return _article(rows[0]) if rows else None

    def articles(self, filters: Filters = Filters(), limit: int | None = None) -> list[tuple[Article, int]]:
        """Articles and their number of chunks, newest first, undated last."""
        where, values = self._where(filters)
        rows = self.rows(
            f"SELECT {_QUALIFIED}, (SELECT count(*) FROM chunks c WHERE c.article = a.key) FROM articles a "
            f"WHERE {where} {_NEWEST_FIRST}",
            *values,
            -1 if limit is None else limit,
            0,
        )
        return [(_article(row[:-1]), row[-1]) for row in rows]

    def listed(self, filters: Filters, among: Keys | None, limit: int, offset: int, order: Order = "newest") -> Listing:
        """Articles from the one numbered `offset` on, undated last; `among`: only those that these chunks are of.

        A page of 100,000 articles takes 7 to 30 ms, of a collection of 50,000 160.
        """
        where, values = self._among(filters, among)
        ((total,),) = self.rows(f"SELECT count(*) FROM articles a WHERE {where}", *values)
        query = f"SELECT {_QUALIFIED} FROM articles a WHERE {where} {_IN_ORDER[order]}"
        return Listing(total, tuple(_article(row) for row in self.rows(query, *values, limit, offset)))

    def counts(self, by: Field, filters: Filters, among: Keys | None) -> list[tuple[str, int]]:
        """How many articles there are of each outlet, topic or author, most first; conditions as in `listed`."""
        where, values = self._among(filters, among)
        named = f"SELECT a.{by}, count(*) FROM articles a WHERE {where} AND a.{by} IS NOT NULL"
        query = f"{named} GROUP BY 1 ORDER BY 2 DESC, 1"
        return list(self._unchanged(query) if where == "TRUE" else self.rows(query, *values))

    def _among(self, filters: Filters, among: Keys | None) -> tuple[str, list[object]]:
        where, values = self._where(filters)
        if among is None:
            return where, values
        chunks = "SELECT article FROM chunks WHERE key IN (SELECT value FROM json_each(?))"
        return f"{where} AND a.key IN ({chunks})", [*values, json.dumps(among.tolist())]

    def coverage(self, filters: Filters = Filters()) -> Coverage:
        """How many articles and chunks there are under `filters` and which days they span."""
        days = "min(substr(published, 1, 10)), max(substr(published, 1, 10))"
        if not filters:
            counted = self._unchanged(f"SELECT count(*), (SELECT count(*) FROM chunks), {days} FROM articles")
            return Coverage(*counted[0])
        where, values = self._where(filters)
        chunks = "coalesce(sum((SELECT count(*) FROM chunks c WHERE c.article = a.key)), 0)"
        return Coverage(*self.rows(f"SELECT count(*), {chunks}, {days} FROM articles a WHERE {where}", *values)[0])

    def outlets(self) -> list[str]:
        """The outlets that articles name, each once."""
        return [row[0] for row in self._unchanged("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL")]

    def tallies(self) -> Tallies:
        """How many articles there are of each month and outlet."""
        months = (
            "SELECT substr(published, 1, 7), count(*) FROM articles WHERE published IS NOT NULL GROUP BY 1 ORDER BY 1"
        )
        outlets = "SELECT outlet, count(*) FROM articles WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        return Tallies(tuple(self._unchanged(months)), tuple(self._unchanged(outlets)))

    def centroids(self, ids: Sequence[str]) -> Vectors:
        """The mean embedding of each article's chunks, (n, dim) float32 of length 1; zeros for an id that is gone."""
        encoder = self.encoder()
        means = np.zeros((len(ids), encoder.dim if encoder else 0), dtype=np.float32)
        places = {article_id: place for place, article_id in enumerate(ids)}
        for start in range(0, len(ids), CENTROIDS):
            some = ids[start : start + CENTROIDS]
            rows = self.rows(
                "SELECT a.id, e.vector FROM articles a JOIN chunks c ON c.article = a.key JOIN embeddings e ON "
                "e.chunk = c.key JOIN encoders n ON n.key = e.encoder WHERE n.active AND a.id IN "
                f"({', '.join('?' * len(some))})",
                *some,
            )
            for article_id, vector in rows:
                means[places[article_id]] += np.frombuffer(vector, dtype=STORED)
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        means /= np.where(lengths > 0, lengths, 1)
        return means

    def _unchanged(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query that counts through all articles, asked again only when they have changed."""
        number = self.sequence()
        known = self._counted.get(query)
        if known is None or known[0] != number:
            known = (number, self.rows(query))
            if self.sequence() == number:  # else a change came in between, which the rows may hold already
                self._counted[query] = known
        return known[1]

    def matching(self, filters: Filters) -> Keys:
        """Keys of the chunks that a search under `filters` may return; those asked for last are kept until a change.

        Both searches of a question ask. Not those of a collection, which changes without the sequence.
        """
        number, asked = self.sequence(), repr(filters)
        kept = [each for each in self._matched if each[0] == number]
        keys = next((each[2] for each in kept if each[1] == asked), None)
        if keys is None:
            where, values = self._where(filters)
            rows = self.rows(f"SELECT c.key FROM chunks c JOIN articles a ON a.key = c.article WHERE {where}", *values)
            keys = np.array([row[0] for row in rows], dtype=np.int64)
        if filters.collection is None and self.sequence() == number:
            # Replaced whole: of two threads at once, one may forget what the other kept, and no more.
            self._matched = ((number, asked, keys), *[each for each in kept if each[1] != asked][: MATCHED - 1])
        return keys

    def _where(self, filters: Filters) -> tuple[str, list[object]]:
        """As `_condition`. Raises CollectionError where the filters name a collection that isn't there."""
        name = filters.collection
        if name is not None and not self.rows("SELECT 1 FROM collections WHERE name = ?", name):
            raise CollectionError(name, "missing")
        wanted = _without_case(filters.outlet or "")
        return _condition(filters, [name for name in self.outlets() if _without_case(name) == wanted])

    def passages(self, scores: Sequence[tuple[int, float]]) -> list[Passage]:
        """The chunks with these keys and scores, in the order given; keys that are gone are left out."""
        marks = ", ".join("?" * len(scores))
        rows = self.rows(
            'SELECT c.key, a.id, a.title, a.published, a.outlet, a.url, c.start, c."end", c.heading, a.text '
            f"FROM chunks c JOIN articles a ON a.key = c.article WHERE c.key IN ({marks})",
            *(key for key, _ in scores),
        )
        found = {row[0]: row for row in rows}
        return [_passage(found[key], score) for key, score in scores if key in found]

    def vectors_since(self, sequence: int) -> Iterator[tuple[Keys, Vectors]]:
        """Keys (n,) and active embeddings (n, dim) of the chunks added after change `sequence`, a block at a time.

        All at once, a million articles would take as much again as the index that they go into, thrice.
        """
        # Keys rise with the sequence, so that all of them follow the last one before.
        query = "SELECT key FROM chunks WHERE sequence <= ? ORDER BY sequence DESC, key DESC LIMIT 1"
        last = next((row[0] for row in self.rows(query, sequence)), 0)
        while rows := self.rows(
            "SELECT e.chunk, e.vector FROM embeddings e JOIN encoders n ON n.key = e.encoder "
            "WHERE n.active AND e.chunk > ? ORDER BY e.chunk LIMIT ?",
            last,
            BLOCK,
        ):
            last = rows[-1][0]
            vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype=STORED).astype(np.float32)
            yield np.array([row[0] for row in rows], dtype=np.int64), vectors.reshape(len(rows), -1)

    def texts_since(self, sequence: int) -> Iterator[tuple[int, str, str, str]]:
        """Key, title, heading and text of the chunks added after change `sequence`; holds one article at a time."""
        changed = "SELECT key, title, text FROM articles WHERE key IN (SELECT article FROM chunks WHERE sequence > ?)"
        chunks = 'SELECT key, heading, start, "end" FROM chunks WHERE article = ? AND sequence > ? ORDER BY key'
        with self.translated():
            for article, title, text in self.connection.execute(changed, (sequence,)):
                for key, heading, start, end in self.connection.execute(chunks, (article, sequence)):
                    yield key, title, heading, text[start:end]

    def deleted_since(self, sequence: int) -> Keys:
        """Keys of the chunks removed after change `sequence`; none after 0, for who begins there holds none of them."""
        rows = self.rows("SELECT chunk FROM deletions WHERE sequence > ?", sequence) if sequence else []
        return np.array([row[0] for row in rows], dtype=np.int64)

    def unembedded(self, fingerprint: Fingerprint, limit: int, *, sentences: bool = False) -> list[Passage]:
        """Up to `limit` chunks that this encoder has not embedded yet; or whose `sentences` it hasn't."""
        table = "sentence_embeddings" if sentences else "embeddings"
        rows = self.rows(
            f"SELECT c.key FROM chunks c WHERE NOT EXISTS (SELECT 1 FROM {table} e "
            "JOIN encoders n ON n.key = e.encoder WHERE e.chunk = c.key AND n.model = ? AND n.dim = ? "
            "AND n.revision = ?) ORDER BY c.key LIMIT ?",
            fingerprint.model,
            fingerprint.dim,
            fingerprint.revision,
            limit,
        )
        return self.passages([(row[0], 0.0) for row in rows])

    def sentence_rows(self, keys: Sequence[int]) -> list[Row]:
        """The sentences of these chunks, embedded by the active encoder; chunks that have none are left out."""
        rows = self.rows(
            "SELECT s.chunk, s.spans, s.vectors FROM sentence_embeddings s JOIN encoders n ON n.key = s.encoder "
            f"WHERE n.active AND s.chunk IN ({', '.join('?' * len(keys))})",
            *keys,
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def behind(self, chunking: str) -> Behind:
        """How many articles were cut into chunks otherwise, and how many chunks lack their sentences' embeddings."""
        ((articles,),) = self.rows("SELECT count(*) FROM articles WHERE chunking <> ?", chunking)
        ((chunks,),) = self.rows(
            "SELECT count(*) FROM chunks c WHERE NOT EXISTS (SELECT 1 FROM sentence_embeddings s "
            "JOIN encoders n ON n.key = s.encoder WHERE n.active AND s.chunk = c.key)"
        )
        return Behind(articles, chunks)

    def cut_otherwise(self, chunking: str, limit: int) -> list[Entry]:
        """Up to `limit` articles that were not cut into chunks by that version, as they are stored.

        `body_start` is -1 where an older program has not told it.
        """
        rows = self.rows(
            f"SELECT {COLUMNS}, key, chunking, coalesce(body_start, -1) FROM articles WHERE chunking <> ? "
            "ORDER BY key LIMIT ?",
            chunking,
            limit,
        )
        return [self._entry(row) for row in rows]

    def _entry(self, row: Sequence[Any]) -> Entry:
        *columns, key, chunking, body_start = row
        rows = self.rows(
            'SELECT c.start, c."end", c.heading, e.vector, s.spans, s.vectors FROM chunks c '
            "JOIN encoders n ON n.active JOIN embeddings e ON e.chunk = c.key AND e.encoder = n.key "
            "LEFT JOIN sentence_embeddings s ON s.chunk = c.key AND s.encoder = n.key "
            "WHERE c.article = ? ORDER BY c.start",
            key,
        )
        vectors = np.frombuffer(b"".join(of[3] for of in rows), dtype=STORED).astype(np.float32)
        dim = len(vectors) // max(len(rows), 1)
        sentences = [unpacked(spans or b"", stored or b"", dim) for *_, spans, stored in rows]
        chunks = [Chunk(*of[:3]) for of in rows]
        return Entry(
            _article(columns), chunks, vectors.reshape(len(rows), dim), sentences=sentences,
            chunking=chunking, body_start=body_start,
        )  # fmt: skip

    def identity(self) -> str:
        """A random name given to this catalogue when it was made: derived files of another are not its own."""
        return str(self.rows("SELECT value FROM meta WHERE name = 'identity'")[0][0])

    def faults(self) -> list[str]:
        """What SQLite's own checks find wrong, and articles that are not as they were stored; empty when sound.

        Reads the whole file: SQLite notices a torn page, but not a letter that has changed on the disk.
        """
        found = [str(row[0]) for row in self.rows("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"orphan row in {row[0]}" for row in self.rows("PRAGMA foreign_key_check")]
        bare = self.rows(
            "SELECT count(*) FROM chunks c LEFT JOIN embeddings e ON e.chunk = c.key WHERE e.chunk IS NULL"
        )
        found += [f"{bare[0][0]} chunks without an embedding"] if bare[0][0] else []
        query = (
            "SELECT count(*) FROM embeddings e JOIN encoders n ON n.key = e.encoder WHERE length(vector) <> 2 * n.dim"
        )
        found += [f"{count} embeddings of a wrong length" for (count,) in self.rows(query) if count]
        ((count,),) = self.rows(
            "SELECT count(*) FROM sentence_embeddings s JOIN encoders n ON n.key = s.encoder "
            "WHERE 8 * length(s.vectors) <> n.dim * length(s.spans)"
        )
        found += [f"{count} chunks with sentences' embeddings of a wrong length"] if count else []
        with self.translated():
            for *columns, digest in self.connection.execute(f"SELECT {COLUMNS}, digest FROM articles"):
                if not _is_intact(columns, digest):
                    found.append(f"article '{columns[0]}' is not as it was stored")
        return found


def _is_intact(columns: Sequence[Any], digest: str) -> bool:
    try:
        return _article(columns).digest == digest
    except ValueError:
        return False


def _passage(row: Sequence[Any], score: float) -> Passage:
    key, article_id, title, published, outlet, url, start, end, heading, text = row
    return Passage(key, score, article_id, title, published, outlet, url, start, end, heading, text[start:end])


def _article(row: Sequence[Any]) -> Article:
    fields = dict(zip(COLUMNS.split(", "), row, strict=True))
    fields["metadata"] = json.loads(fields["metadata"])
    return Article(**fields)


def _condition(filters: Filters, outlets: Sequence[str]) -> tuple[str, list[object]]:
    """A condition on `articles a`, such that its indexes serve; values are always bound, never pasted.

    `outlets`: all spellings of the one that is asked for.
    """
    terms: list[str] = ["TRUE"]
    values: list[object] = []
    if filters.published_from is not None:
        terms.append("a.published >= ?")
        values.append(filters.published_from.isoformat())
    if filters.published_to is not None:
        terms.append("a.published <= ?")
        values.append(f"{filters.published_to.isoformat()}~")  # after every hour of that day
    if filters.outlet is not None:
        terms.append(f"a.outlet IN ({', '.join('?' * len(outlets))})")
        values += outlets
    if filters.collection is not None:
        inside = "SELECT i.article FROM collection_articles i JOIN collections n ON n.key = i.collection"
        terms.append(f"a.key IN ({inside} WHERE n.name = ?)")
        values.append(filters.collection)
    for name, wanted in filters.metadata.items():
        column = f"a.{name}" if name in _FIELDS else "json_extract(a.metadata, ?)"
        options = list(wanted) if isinstance(wanted, list | tuple | set | frozenset) else [wanted]
        terms.append(f"{column} IN ({', '.join('?' * len(options))})")
        values += [] if name in _FIELDS else [f'$."{name}"']
        values += options
    return " AND ".join(terms), values


def _without_case(outlet: str) -> str:
    """For comparing: capitals and the place of accents don't count."""
    return normalize(outlet).casefold()
