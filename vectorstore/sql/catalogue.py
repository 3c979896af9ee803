"""The only truth: articles, chunks and their embeddings in one database, changed in whole transactions.

Every change takes the next number of one sequence, so that a derived index can ask for what came since its own.
`CatalogueReader` has the questions, `sources.py` where articles were found, `links.py` how they hang together.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from vectorstore.encoders.encoder import Fingerprint, Vectors
from vectorstore.records import NOTHING_SEEN, Entry, Seen, Sentences
from vectorstore.sentence_vectors import packed
from vectorstore.sql.articles import COLUMNS
from vectorstore.sql.catalogue_reader import STORED, CatalogueReader
from vectorstore.sql.database import NUMBERS, TEXTS, Database, Row, Transaction, listed
from vectorstore.sql.links import Links
from vectorstore.sql.originals import forget_unused
from vectorstore.sql.sources import Sources

# What is stored of an article: what it says, and what has been made of it.
_STORED_COLUMNS = f"{COLUMNS}, digest, text_digest, chunking, body_start"
_UPDATES = ", ".join(f"{name} = excluded.{name}" for name in _STORED_COLUMNS.split(", ")[1:])


class Catalogue(CatalogueReader):
    """All writes. Raises as `Database` does."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.sources = Sources(database)
        self.links = Links(database)

    def record_encoder(self, fingerprint: Fingerprint) -> None:
        """Make `fingerprint` the encoder of this library, dropping embeddings of any other."""
        with self.database.change() as (transaction, _):
            key = _encoder_key(transaction, fingerprint)
            transaction.run("UPDATE encoders SET active = (key = ?)", key)
            for table in ("embeddings", "sentence_embeddings"):
                transaction.run(f"DELETE FROM {table} WHERE encoder <> ?", key)
            transaction.run("DELETE FROM encoders WHERE key <> ?", key)

    def put(
        self,
        entries: Sequence[Entry],
        fingerprint: Fingerprint,
        seen: Seen = NOTHING_SEEN,
        superseded: Iterable[str] = (),
    ) -> None:
        """Add or replace articles by id, in one transaction: a reader sees all of the new version or all of the old.

        `fingerprint` becomes the library's encoder if it has none yet; the caller has checked it otherwise. `seen` is
        recorded, and the articles `superseded` by these are forgotten, in the same transaction. Of two entries with
        one id the last counts.
        """
        by_id = {entry.article.id: _storable(entry) for entry in entries}
        with self.database.change() as (transaction, number):
            encoder = _encoder_key(transaction, fingerprint)
            if not transaction.rows("SELECT 1 FROM encoders WHERE active"):
                transaction.run("UPDATE encoders SET active = TRUE WHERE key = ?", encoder)
            self._unlink(transaction, number, list(by_id))
            keys = _insert_articles(transaction, list(by_id.values()))
            stored = [(keys[article_id], entry) for article_id, entry in by_id.items()]
            _insert_chunks(transaction, number, encoder, stored)
            self.sources.claim(transaction, [(entry.article.source, key) for key, entry in stored])
            self.sources.record(transaction, seen)
            self._forget(transaction, number, superseded)
            self.links.index(transaction, stored)
            self.links.link_twins(transaction, stored)

    def remove(self, ids: Iterable[str]) -> int:
        """Forget articles and all that hangs on them; returns how many there were."""
        with self.database.change() as (transaction, number):
            return self._forget(transaction, number, ids)

    def remove_unseen(self, places: Sequence[str], stamp: int, keep: Sequence[str]) -> int:
        """Forget the sources under `places` that were not seen at `stamp`, and the articles that have no other.

        A source that begins as one of `keep` stays. Returns how many articles went.
        """
        with self.database.change() as (transaction, number):
            ids = self.sources.forget_unseen(transaction, places, stamp, keep)
            return self._forget(transaction, number, ids)

    def put_vectors(self, keys: Sequence[int], vectors: Vectors, fingerprint: Fingerprint) -> None:
        """Store embeddings by an encoder that is not (yet) the active one. Chunks since removed are skipped."""
        with self.database.change() as (transaction, _):
            encoder = _encoder_key(transaction, fingerprint)
            stored = np.ascontiguousarray(vectors, dtype=STORED)
            present = _present(transaction, keys)
            pairs = [(key, vector) for key, vector in zip(keys, stored, strict=True) if key in present]
            rows = [(key, encoder, vector.tobytes()) for key, vector in pairs]
            then = "ON CONFLICT (chunk, encoder) DO UPDATE SET vector = excluded.vector"
            transaction.upsert("embeddings", "chunk, encoder, vector", rows, then)

    def put_sentences(self, chunks: Mapping[int, Sentences], fingerprint: Fingerprint) -> None:
        """Store embeddings of the sentences of these chunks. Chunks since removed are skipped."""
        with self.database.change() as (transaction, _):
            encoder = _encoder_key(transaction, fingerprint)
            present = _present(transaction, list(chunks))
            rows = [(key, encoder, *packed(sentences)) for key, sentences in chunks.items() if key in present]
            then = "ON CONFLICT (chunk, encoder) DO UPDATE SET spans = excluded.spans, vectors = excluded.vectors"
            transaction.upsert("sentence_embeddings", "chunk, encoder, spans, vectors", rows, then)

    def rechunk(self, entries: Sequence[Entry], fingerprint: Fingerprint) -> None:
        """Replace the chunks of articles whose text is as it was, and nothing else; one that is gone is skipped."""
        with self.database.change() as (transaction, number):
            encoder = _encoder_key(transaction, fingerprint)
            query = "UPDATE articles SET chunking = ?, body_start = ? WHERE id = ? AND text_digest = ? RETURNING key"
            stored = [
                (key, entry)
                for entry in entries
                for (key,) in transaction.rows(
                    query, entry.chunking, entry.body_start, entry.article.id, entry.article.text_digest
                )
            ]
            _drop_chunks(transaction, number, [key for key, _ in stored])
            _insert_chunks(transaction, number, encoder, stored)

    def record_chunking(self, ids: Sequence[str], chunking: str) -> None:
        """These articles' chunks are what that version would make of them."""
        with self.database.transaction() as transaction:
            transaction.run(f"UPDATE articles SET chunking = ? WHERE id IN {TEXTS}", chunking, listed(ids))

    def _forget(self, transaction: Transaction, number: int, ids: Iterable[str]) -> int:
        ids = list(ids)
        self._unlink(transaction, number, ids)
        count = transaction.run(f"DELETE FROM articles WHERE id IN {TEXTS}", listed(ids))
        if count:
            forget_unused(transaction)
        return count

    def _unlink(self, transaction: Transaction, number: int, ids: Sequence[str]) -> None:
        """Drop what hangs on the texts of these articles, as far as they are there."""
        texts = transaction.rows(f"SELECT key, text FROM articles WHERE id IN {TEXTS}", listed(ids))
        if texts:
            self.links.forget(transaction, texts)
            _drop_chunks(transaction, number, [key for key, _ in texts])


def _encoder_key(transaction: Transaction, fingerprint: Fingerprint) -> int:
    values = (fingerprint.model, fingerprint.dim, fingerprint.revision)
    transaction.upsert(
        "encoders", "model, dim, revision, active", [(*values, False)], "ON CONFLICT (model, dim, revision) DO NOTHING"
    )
    ((key,),) = transaction.rows("SELECT key FROM encoders WHERE model = ? AND dim = ? AND revision = ?", *values)
    return int(key)


def _insert_articles(transaction: Transaction, entries: Sequence[Entry]) -> dict[str, int]:
    """The key of each by id; one of an id that is there already keeps its key."""
    rows = []
    for article, entry in ((entry.article, entry) for entry in entries):
        values = [getattr(article, name) for name in COLUMNS.split(", ")[:-1]]
        metadata = json.dumps(dict(article.metadata), ensure_ascii=False)
        rows.append([*values, metadata, article.digest, article.text_digest, entry.chunking, entry.body_start])
    then = f"ON CONFLICT (id) DO UPDATE SET {_UPDATES} RETURNING id, key"
    return dict(transaction.upsert("articles", _STORED_COLUMNS, rows, then))


def _insert_chunks(transaction: Transaction, number: int, encoder: int, stored: Sequence[tuple[int, Entry]]) -> None:
    """The chunks of articles that have none now, with their embeddings and those of their sentences."""
    first = _new_chunk_keys(transaction, sum(len(entry.chunks) for _, entry in stored))
    chunks, embeddings, sentences = list[Row](), list[Row](), list[Row]()
    for article, entry in stored:
        vectors = np.ascontiguousarray(entry.vectors, dtype=STORED)
        keys = range(first + len(chunks), first + len(chunks) + len(entry.chunks))
        if entry.sentences:
            sentences += [(key, encoder, *packed(of)) for key, of in zip(keys, entry.sentences, strict=True)]
        for key, chunk, vector in zip(keys, entry.chunks, vectors, strict=True):
            chunks.append((key, article, chunk.start, chunk.end, chunk.heading, number))
            embeddings.append((key, encoder, vector.tobytes()))
    transaction.load("chunks", 'key, article, start, "end", heading, sequence', chunks)
    transaction.load("embeddings", "chunk, encoder, vector", embeddings)
    transaction.load("sentence_embeddings", "chunk, encoder, spans, vectors", sentences)


def _new_chunk_keys(transaction: Transaction, count: int) -> int:
    """The first of `count` keys that no chunk ever had. They rise with the number of the change."""
    query = "UPDATE library SET last_chunk = last_chunk + ? RETURNING last_chunk"
    return int(transaction.rows(query, count)[0][0]) - count + 1


def _drop_chunks(transaction: Transaction, number: int, articles: Sequence[int]) -> None:
    which = f"FROM chunks WHERE article IN {NUMBERS}"
    transaction.run(f"INSERT INTO deletions (sequence, chunk) SELECT ?, key {which}", number, listed(articles))
    transaction.run(f"DELETE {which}", listed(articles))


def _present(transaction: Transaction, keys: Sequence[int]) -> set[int]:
    return {row[0] for row in transaction.rows(f"SELECT key FROM chunks WHERE key IN {NUMBERS}", listed(keys))}


def _storable(entry: Entry) -> Entry:
    """The entry without NUL, which PostgreSQL takes in no text; offsets stay."""
    article = entry.article
    fields = {name: _without_nul(getattr(article, name)) for name in COLUMNS.split(", ")}
    if all(fields[name] == getattr(article, name) for name in fields):
        return entry
    chunks = [replace(chunk, heading=_without_nul(chunk.heading)) for chunk in entry.chunks]
    return replace(entry, article=replace(article, **fields), chunks=chunks)


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, dict):
        return {_without_nul(name): _without_nul(inner) for name, inner in value.items()}
    return [_without_nul(inner) for inner in value] if isinstance(value, list) else value
