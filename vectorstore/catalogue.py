"""The only truth: articles, chunks and their embeddings in one SQLite file, changed in whole transactions.

Every change takes the next number of one sequence, so that a derived index can ask for what came since its own.
Knows nothing of FAISS, of keywords or of how a text is embedded.
"""

import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.chunk import Article, Chunk, Coverage, Filters, Passage
from vectorstore.encoder import Fingerprint, Vectors
from vectorstore.errors import LibraryDamagedError, LibraryError
from vectorstore.schema import migrate

FILE = "catalogue.sqlite"
BUSY_TIMEOUT_S = 60.0
Keys = NDArray[np.int64]
# Half precision on disk: half the bytes, and cosines move by less than 0.001 (tests/vectorstore/test_catalogue.py).
STORED = np.dtype("<f2")
_ARTICLE = "id, title, text, published, outlet, url, author, topic, source, metadata"
_FIELDS = frozenset({"id", "title", "published", "outlet", "url", "author", "topic", "source"})


@dataclass(frozen=True, slots=True)
class Entry:
    """An article ready to be stored: its chunks and their (n_chunks, dim) embeddings."""

    article: Article
    chunks: Sequence[Chunk]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Known:
    """What tells whether an article has changed, without its text."""

    digest: str
    text_digest: str
    source: str


class Catalogue:
    """One connection a thread to `folder`/catalogue.sqlite; safe for many readers and one writer at a time.

    Raises: LibraryError when the file can't be opened, LibraryDamagedError when SQLite finds it unsound.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE
        self._local = threading.local()
        with self._translated():
            migrate(self._connection, folder)

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            if os.access(self.folder, os.W_OK):
                connection = sqlite3.connect(self.path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
            else:  # on a read-only medium there is no place for the write-ahead log, and nobody to write to it
                mode = "mode=ro" if self.path.with_name(f"{FILE}-wal").exists() else "immutable=1"
                connection = sqlite3.connect(f"{self.path.resolve().as_uri()}?{mode}", uri=True, isolation_level=None)
            self._local.connection = connection
        return connection

    def close(self) -> None:
        """Close this thread's connection."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise LibraryError(
                f"The library in {self.folder} can't be used: {error}. Check that the folder exists, is writable and "
                f"has room: hoibao doctor --library {self.folder}",
                self.folder,
                detail=str(error),
            ) from error
        except sqlite3.DatabaseError as error:
            raise LibraryDamagedError(
                f"The catalogue {self.path} is damaged: {error}. Put back a copy, or move the folder away and ingest "
                "the articles again.",
                self.folder,
                "damaged",
                str(error),
            ) from error

    @contextmanager
    def _change(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        """One write transaction and its sequence number; all of it happens or nothing does."""
        with self._translated():
            connection = self._connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                number = self.sequence() + 1
                connection.execute("UPDATE meta SET value = ? WHERE name = 'sequence'", (str(number),))
                yield connection, number
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything that this thread reads inside sees one and the same moment."""
        with self._translated():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._translated():
            return self._connection.execute(query, values).fetchall()

    # -- the encoder on record -----------------------------------------------------------------------------------

    def encoder(self) -> Fingerprint | None:
        """Whose embeddings searches use; None while nothing has been embedded."""
        rows = self._rows("SELECT model, dim, revision FROM encoders WHERE active")
        return Fingerprint(*rows[0]) if rows else None

    def record_encoder(self, fingerprint: Fingerprint) -> None:
        """Make `fingerprint` the encoder of this library, dropping embeddings of any other."""
        with self._change() as (connection, _):
            key = self._encoder_key(connection, fingerprint)
            connection.execute("UPDATE encoders SET active = (key = ?)", (key,))
            connection.execute("DELETE FROM embeddings WHERE encoder <> ?", (key,))
            connection.execute("DELETE FROM encoders WHERE key <> ?", (key,))

    @staticmethod
    def _encoder_key(connection: sqlite3.Connection, fingerprint: Fingerprint) -> int:
        values = (fingerprint.model, fingerprint.dim, fingerprint.revision)
        connection.execute("INSERT OR IGNORE INTO encoders (model, dim, revision, active) VALUES (?, ?, ?, 0)", values)
        query = "SELECT key FROM encoders WHERE model = ? AND dim = ? AND revision = ?"
        return int(connection.execute(query, values).fetchone()[0])

    # -- writing ---------------------------------------------------------------------------------------------------

    def put(self, entries: Sequence[Entry], fingerprint: Fingerprint) -> None:
        """Add or replace articles by id, in one transaction: a reader sees all of the new version or all of the old.

        `fingerprint` becomes the library's encoder if it has none yet; the caller has checked it otherwise.
        """
        with self._change() as (connection, number):
            encoder = self._encoder_key(connection, fingerprint)
            if not connection.execute("SELECT 1 FROM encoders WHERE active").fetchone():
                connection.execute("UPDATE encoders SET active = 1 WHERE key = ?", (encoder,))
            for entry in entries:
                self._forget(connection, number, [entry.article.id])
                self._insert(connection, number, encoder, entry)

    @staticmethod
    def _insert(connection: sqlite3.Connection, number: int, encoder: int, entry: Entry) -> None:
        article = entry.article
        values = [getattr(article, name) for name in _ARTICLE.split(", ")[:-1]]
        values += [json.dumps(dict(article.metadata), ensure_ascii=False), article.digest, article.text_digest]
        marks = ", ".join("?" * len(values))
        query = f"INSERT INTO articles ({_ARTICLE}, digest, text_digest) VALUES ({marks})"
        row = connection.execute(query, values).lastrowid
        vectors = np.ascontiguousarray(entry.vectors, dtype=STORED)
        for chunk, vector in zip(entry.chunks, vectors, strict=True):
            key = connection.execute(
                'INSERT INTO chunks (article, start, "end", heading, sequence) VALUES (?, ?, ?, ?, ?)',
                (row, chunk.start, chunk.end, chunk.heading, number),
            ).lastrowid
            connection.execute("INSERT INTO embeddings VALUES (?, ?, ?)", (key, encoder, vector.tobytes()))

    def remove(self, ids: Iterable[str]) -> int:
        """Forget articles and all that hangs on them; returns how many there were."""
        with self._change() as (connection, number):
            return self._forget(connection, number, ids)

    @staticmethod
    def _forget(connection: sqlite3.Connection, number: int, ids: Iterable[str]) -> int:
        count = 0
        for article_id in ids:
            connection.execute(
                "INSERT INTO deletions "
                "SELECT ?, key FROM chunks WHERE article = (SELECT key FROM articles WHERE id = ?)",
                (number, article_id),
            )
            count += connection.execute("DELETE FROM articles WHERE id = ?", (article_id,)).rowcount
        return count

    def put_vectors(self, keys: Sequence[int], vectors: Vectors, fingerprint: Fingerprint) -> None:
        """Store embeddings by an encoder that is not (yet) the active one. Chunks since removed are skipped."""
        with self._change() as (connection, _):
            encoder = self._encoder_key(connection, fingerprint)
            for key, vector in zip(keys, np.ascontiguousarray(vectors, dtype=STORED), strict=True):
                query = "INSERT OR REPLACE INTO embeddings SELECT key, ?, ? FROM chunks WHERE key = ?"
                connection.execute(query, (encoder, vector.tobytes(), key))

    # -- reading ---------------------------------------------------------------------------------------------------

    def sequence(self) -> int:
        """The number of the last change."""
        return int(self._rows("SELECT value FROM meta WHERE name = 'sequence'")[0][0])

    def known(self) -> dict[str, Known]:
        """Every article's digests and source, by id."""
        rows = self._rows("SELECT id, digest, text_digest, source FROM articles")
        return {row[0]: Known(*row[1:]) for row in rows}

    def article(self, article_id: str) -> Article | None:
        """One article as stored, or None when the library has none of that id."""
        rows = self._rows(f"SELECT {_ARTICLE} FROM articles WHERE id = ?", article_id)
        return _article(rows[0]) if rows else None

    def articles(self, filters: Filters = Filters(), limit: int | None = None) -> list[tuple[Article, int]]:
        """Articles and their number of chunks, newest first, undated last."""
        where, values = _where(filters)
        columns = ", ".join(f"a.{name}" for name in _ARTICLE.split(", "))
        rows = self._rows(
            f"SELECT {columns}, (SELECT count(*) FROM chunks c WHERE c.article = a.key) FROM articles a WHERE {where} "
            "ORDER BY a.published IS NULL, a.published DESC, a.key DESC LIMIT ?",
            *values,
            -1 if limit is None else limit,
        )
        return [(_article(row[:-1]), row[-1]) for row in rows]

    def coverage(self) -> Coverage:
        """How many articles and chunks there are and which days they span."""
        (row,) = self._rows(
            "SELECT count(*), (SELECT count(*) FROM chunks), "
            "min(substr(published, 1, 10)), max(substr(published, 1, 10)) FROM articles"
        )
        return Coverage(*row)

    def outlets(self) -> list[str]:
        """The outlets that articles name, each once."""
        return [row[0] for row in self._rows("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL")]

    def matching(self, filters: Filters) -> Keys:
        """Keys of the chunks that a search under `filters` may return."""
        where, values = _where(filters)
        rows = self._rows(f"SELECT c.key FROM chunks c JOIN articles a ON a.key = c.article WHERE {where}", *values)
        return np.array([row[0] for row in rows], dtype=np.int64)

    def passages(self, scores: Sequence[tuple[int, float]]) -> list[Passage]:
        """The chunks with these keys and scores, in the order given; keys that are gone are left out."""
        marks = ", ".join("?" * len(scores))
        rows = self._rows(
            'SELECT c.key, a.id, a.title, a.published, a.outlet, a.url, c.start, c."end", c.heading, a.text '
            f"FROM chunks c JOIN articles a ON a.key = c.article WHERE c.key IN ({marks})",
            *(key for key, _ in scores),
        )
        found = {row[0]: row for row in rows}
        return [_passage(found[key], score) for key, score in scores if key in found]

    def vectors_since(self, sequence: int) -> tuple[Keys, Vectors]:
        """Keys (n,) and active embeddings (n, dim) of the chunks added after change `sequence`."""
        rows = self._rows(
            "SELECT e.chunk, e.vector FROM chunks c JOIN embeddings e ON e.chunk = c.key "
            "JOIN encoders n ON n.key = e.encoder WHERE n.active AND c.sequence > ? ORDER BY c.key",
            sequence,
        )
        fingerprint = self.encoder()
        joined = b"".join(row[1] for row in rows)
        vectors = np.frombuffer(joined, dtype=STORED).astype(np.float32)
        shape = (len(rows), fingerprint.dim if fingerprint else 0)
        return np.array([row[0] for row in rows], dtype=np.int64), vectors.reshape(shape)

    def texts_since(self, sequence: int) -> Iterator[tuple[int, str, str, str]]:
        """Key, title, heading and text of the chunks added after change `sequence`; holds one article at a time."""
        changed = "SELECT key, title, text FROM articles WHERE key IN (SELECT article FROM chunks WHERE sequence > ?)"
        chunks = 'SELECT key, heading, start, "end" FROM chunks WHERE article = ? AND sequence > ? ORDER BY key'
        with self._translated():
            for article, title, text in self._connection.execute(changed, (sequence,)):
                for key, heading, start, end in self._connection.execute(chunks, (article, sequence)):
                    yield key, title, heading, text[start:end]

    def deleted_since(self, sequence: int) -> Keys:
        """Keys of the chunks removed after change `sequence`."""
        rows = self._rows("SELECT chunk FROM deletions WHERE sequence > ?", sequence)
        return np.array([row[0] for row in rows], dtype=np.int64)

    def unembedded(self, fingerprint: Fingerprint, limit: int) -> list[Passage]:
        """Up to `limit` chunks that this encoder has not embedded yet."""
        rows = self._rows(
            "SELECT c.key FROM chunks c WHERE NOT EXISTS (SELECT 1 FROM embeddings e "
            "JOIN encoders n ON n.key = e.encoder WHERE e.chunk = c.key AND n.model = ? AND n.dim = ? "
            "AND n.revision = ?) ORDER BY c.key LIMIT ?",
            fingerprint.model,
            fingerprint.dim,
            fingerprint.revision,
            limit,
        )
        return self.passages([(row[0], 0.0) for row in rows])

    def identity(self) -> str:
        """A random name given to this catalogue when it was made: derived files of another are not its own."""
        return str(self._rows("SELECT value FROM meta WHERE name = 'identity'")[0][0])

    def faults(self) -> list[str]:
        """What SQLite's own integrity and foreign-key checks find wrong; empty when sound. Reads the whole file."""
        found = [str(row[0]) for row in self._rows("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"orphan row in {row[0]}" for row in self._rows("PRAGMA foreign_key_check")]
        bare = self._rows(
            "SELECT count(*) FROM chunks c LEFT JOIN embeddings e ON e.chunk = c.key WHERE e.chunk IS NULL"
        )
        return [*found, *([f"{bare[0][0]} chunks without an embedding"] if bare[0][0] else [])]


def _passage(row: Sequence[Any], score: float) -> Passage:
    key, article_id, title, published, outlet, url, start, end, heading, text = row
    return Passage(key, score, article_id, title, published, outlet, url, start, end, heading, text[start:end])


def _article(row: Sequence[Any]) -> Article:
    fields = dict(zip(_ARTICLE.split(", "), row, strict=True))
    fields["metadata"] = json.loads(fields["metadata"])
    return Article(**fields)


def _where(filters: Filters) -> tuple[str, list[object]]:
    """A condition on `articles a`; values are always bound, never pasted."""
    terms: list[str] = ["TRUE"]
    values: list[object] = []
    for bound, sign in ((filters.published_from, ">="), (filters.published_to, "<=")):
        if bound is not None:
            terms.append(f"substr(a.published, 1, 10) {sign} ?")
            values.append(bound.isoformat())
    if filters.outlet is not None:
        terms.append("a.outlet = ? COLLATE NOCASE")
        values.append(filters.outlet)
    for name, wanted in filters.metadata.items():
        column = f"a.{name}" if name in _FIELDS else "json_extract(a.metadata, ?)"
        options = list(wanted) if isinstance(wanted, list | tuple | set | frozenset) else [wanted]
        terms.append(f"{column} IN ({', '.join('?' * len(options))})")
        values += [] if name in _FIELDS else [f'$."{name}"']
        values += options
    return " AND ".join(terms), values
