"""The only truth: articles, chunks and their embeddings in one SQLite file, changed in whole transactions.

Every change takes the next number of one sequence, so that a derived index can ask for what came since its own.
`CatalogueReader` has the questions, `sources.py` where articles were found, `links.py` how they hang together.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from vectorstore.encoders.encoder import Fingerprint, Vectors
from vectorstore.records import NOTHING_SEEN, Entry, Seen, Sentences
from vectorstore.sentence_vectors import packed
from vectorstore.sql.links import Links
from vectorstore.sql.reader import COLUMNS, STORED, CatalogueReader, Keys
from vectorstore.sql.sources import Sources
from vectorstore.sql.sqlite import FILE

__all__ = ["FILE", "Catalogue", "Entry", "Keys"]
# What is stored of an article besides what it says.
_DERIVED = ("digest", "text_digest", "chunking", "body_start")
_UPDATES = ", ".join(f"{name} = excluded.{name}" for name in (*COLUMNS.split(", ")[1:], *_DERIVED))


class Catalogue(CatalogueReader):
    """All writes. Raises as `Database` does."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.sources = Sources(self)
        self.links = Links(self)

    def record_encoder(self, fingerprint: Fingerprint) -> None:
        """Make `fingerprint` the encoder of this library, dropping embeddings of any other."""
        with self.change() as (connection, _):
            key = _encoder_key(connection, fingerprint)
            connection.execute("UPDATE encoders SET active = (key = ?)", (key,))
            for table in ("embeddings", "sentence_embeddings"):
                connection.execute(f"DELETE FROM {table} WHERE encoder <> ?", (key,))
            connection.execute("DELETE FROM encoders WHERE key <> ?", (key,))

    def put(
        self,
        entries: Sequence[Entry],
        fingerprint: Fingerprint,
        seen: Seen = NOTHING_SEEN,
        superseded: Iterable[str] = (),
    ) -> None:
        """Add or replace articles by id, in one transaction: a reader sees all of the new version or all of the old.

        `fingerprint` becomes the library's encoder if it has none yet; the caller has checked it otherwise. `seen` is
        recorded, and the articles `superseded` by these are forgotten, in the same transaction.
        """
        with self.change() as (connection, number):
            encoder = _encoder_key(connection, fingerprint)
            if not connection.execute("SELECT 1 FROM encoders WHERE active").fetchone():
                connection.execute("UPDATE encoders SET active = 1 WHERE key = ?", (encoder,))
            for entry in entries:
                self._unlink(connection, number, entry.article.id)
            keys = [_insert(connection, number, encoder, entry) for entry in entries]
            self.sources.claim(connection, [(e.article.source, key) for e, key in zip(entries, keys, strict=True)])
            self.sources.record(connection, seen)
            self._forget(connection, number, superseded)
            for key, entry in zip(keys, entries, strict=True):
                self.links.index(connection, key, entry.bands, correction=entry.correction)
            for key, entry in zip(keys, entries, strict=True):
                if entry.bands and not entry.correction:
                    self.links.link_twins(connection, key, entry.article, entry.bands)

    def remove(self, ids: Iterable[str]) -> int:
        """Forget articles and all that hangs on them; returns how many there were."""
        with self.change() as (connection, number):
            return self._forget(connection, number, ids)

    def remove_unseen(self, places: Sequence[str], stamp: int, keep: Sequence[str]) -> int:
        """Forget the sources under `places` that were not seen at `stamp`, and the articles that have no other.

        A source that begins as one of `keep` stays. Returns how many articles went.
        """
        with self.change() as (connection, number):
            ids = self.sources.forget_unseen(connection, places, stamp, keep)
            return self._forget(connection, number, ids)

    def _forget(self, connection: sqlite3.Connection, number: int, ids: Iterable[str]) -> int:
        count = 0
        for article_id in ids:
            self._unlink(connection, number, article_id)
            count += connection.execute("DELETE FROM articles WHERE id = ?", (article_id,)).rowcount
        return count

    def _unlink(self, connection: sqlite3.Connection, number: int, article_id: str) -> None:
        """Drop what hangs on the text of an article, if there is one of this id."""
        row = connection.execute("SELECT key, text FROM articles WHERE id = ?", (article_id,)).fetchone()
        if row:
            self.links.forget(connection, *row)
            _drop_chunks(connection, number, row[0])

    def reindex(self) -> None:
        """Build SQLite's own indexes anew from its tables."""
        with self.transaction() as connection:
            connection.execute("REINDEX")

    def rechunk(self, entries: Sequence[Entry], fingerprint: Fingerprint) -> None:
        """Replace the chunks of articles whose text is as it was, and nothing else; one that is gone is skipped."""
        with self.change() as (connection, number):
            encoder = _encoder_key(connection, fingerprint)
            for entry in entries:
                values = (entry.chunking, entry.body_start, entry.article.id, entry.article.text_digest)
                query = (
                    "UPDATE articles SET chunking = ?, body_start = ? WHERE id = ? AND text_digest = ? RETURNING key"
                )
                for (key,) in connection.execute(query, values).fetchall():
                    _drop_chunks(connection, number, key)
                    _insert_chunks(connection, number, encoder, key, entry)

    def record_chunking(self, ids: Sequence[str], chunking: str) -> None:
        """These articles' chunks are what that version would make of them."""
        with self.transaction() as connection:
            query = "UPDATE articles SET chunking = ? WHERE id = ?"
            connection.executemany(query, [(chunking, article_id) for article_id in ids])

    def put_vectors(self, keys: Sequence[int], vectors: Vectors, fingerprint: Fingerprint) -> None:
        """Store embeddings by an encoder that is not (yet) the active one. Chunks since removed are skipped."""
        with self.change() as (connection, _):
            encoder = _encoder_key(connection, fingerprint)
            stored = np.ascontiguousarray(vectors, dtype=STORED)
            connection.executemany(
                "INSERT INTO embeddings (chunk, encoder, vector) SELECT key, ?, ? FROM chunks WHERE key = ? "
                "ON CONFLICT (chunk, encoder) DO UPDATE SET vector = excluded.vector",
                [(encoder, vector.tobytes(), key) for key, vector in zip(keys, stored, strict=True)],
            )

    def put_sentences(self, chunks: Mapping[int, Sentences], fingerprint: Fingerprint) -> None:
        """Store embeddings of the sentences of these chunks. Chunks since removed are skipped."""
        with self.change() as (connection, _):
            encoder = _encoder_key(connection, fingerprint)
            connection.executemany(
                "INSERT INTO sentence_embeddings (chunk, encoder, spans, vectors) SELECT key, ?, ?, ? FROM chunks "
                "WHERE key = ? ON CONFLICT (chunk, encoder) DO UPDATE SET spans = excluded.spans, "
                "vectors = excluded.vectors",
                [(encoder, *packed(sentences), key) for key, sentences in chunks.items()],
            )


def _encoder_key(connection: sqlite3.Connection, fingerprint: Fingerprint) -> int:
    values = (fingerprint.model, fingerprint.dim, fingerprint.revision)
    connection.execute("INSERT OR IGNORE INTO encoders (model, dim, revision, active) VALUES (?, ?, ?, 0)", values)
    query = "SELECT key FROM encoders WHERE model = ? AND dim = ? AND revision = ?"
    return int(connection.execute(query, values).fetchone()[0])


def _insert(connection: sqlite3.Connection, number: int, encoder: int, entry: Entry) -> int:
    """The article's key, which an article of that id keeps."""
    article = entry.article
    values = [getattr(article, name) for name in COLUMNS.split(", ")[:-1]]
    values += [json.dumps(dict(article.metadata), ensure_ascii=False), article.digest, article.text_digest]
    values += [entry.chunking, entry.body_start]
    connection.execute(
        f"INSERT INTO articles ({COLUMNS}, {', '.join(_DERIVED)}) VALUES ({', '.join('?' * len(values))}) "
        f"ON CONFLICT (id) DO UPDATE SET {_UPDATES}",
        values,
    )
    key = int(connection.execute("SELECT key FROM articles WHERE id = ?", (article.id,)).fetchone()[0])
    _insert_chunks(connection, number, encoder, key, entry)
    return key


def _drop_chunks(connection: sqlite3.Connection, number: int, article: int) -> None:
    connection.execute("INSERT INTO deletions SELECT ?, key FROM chunks WHERE article = ?", (number, article))
    connection.execute("DELETE FROM chunks WHERE article = ?", (article,))


def _insert_chunks(connection: sqlite3.Connection, number: int, encoder: int, article: int, entry: Entry) -> None:
    """The chunks of an article that has none now, with their embeddings and those of their sentences."""
    last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'chunks'").fetchone()
    first = last[0] + 1 if last else 1
    vectors = np.ascontiguousarray(entry.vectors, dtype=STORED)
    rows = list(zip(range(first, first + len(entry.chunks)), entry.chunks, vectors, strict=True))
    connection.executemany(
        'INSERT INTO chunks (key, article, start, "end", heading, sequence) VALUES (?, ?, ?, ?, ?, ?)',
        [(at, article, chunk.start, chunk.end, chunk.heading, number) for at, chunk, _ in rows],
    )
    embeddings = [(at, encoder, vector.tobytes()) for at, _, vector in rows]
    connection.executemany("INSERT INTO embeddings VALUES (?, ?, ?)", embeddings)
    if entry.sentences:
        each = zip(rows, entry.sentences, strict=True)
        connection.executemany(
            "INSERT INTO sentence_embeddings VALUES (?, ?, ?, ?)",
            [(at, encoder, *packed(sentences)) for (at, *_), sentences in each],
        )
