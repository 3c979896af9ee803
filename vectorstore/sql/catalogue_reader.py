"""What can be asked of the catalogue about embeddings, and about what has changed since. Knows nothing of FAISS, of
keywords or of how a text is embedded.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from vectorstore.encoders.encoder import Fingerprint, Vectors
from vectorstore.records import LANGCHAIN, Behind, Chunk, Entry, Passage
from vectorstore.sentence_vectors import PackedRow, unpacked
from vectorstore.sql.articles import COLUMNS, ArticleReader, Keys, article_of
from vectorstore.sql.database import NO_CHANGE, NUMBERS, TEXTS, Change, Row, listed

# Half precision on disk: half the bytes, and cosines move by less than 0.001 (tests/vectorstore/test_library.py).
STORED = np.dtype("<f2")
BLOCK = 20_000
CENTROIDS = 500
TEXTS_AT_ONCE = 1_000
# A document of a LangChain program stays the one chunk that it was given as.
_CUT_OTHERWISE = f"chunking <> ? AND source <> '{LANGCHAIN}'"


class CatalogueReader(ArticleReader):
    """Reads of articles, chunks, embeddings and what has changed since. Raises as `Database` does."""

    def holds(self, change: Change) -> bool:
        """Whether all changes up to this one are its own, and are known well enough to catch up from there."""
        query = "SELECT 1 FROM changes WHERE number = ? AND token = ?"
        return change == NO_CHANGE or bool(self.rows(query, change.number, change.token))

    def identity(self) -> str:
        """A random name given to this catalogue when it was made: derived files of another are not its own."""
        return str(self.rows("SELECT identity FROM library")[0][0])

    def centroids(self, ids: Sequence[str]) -> Vectors:
        """The mean embedding of each article's chunks, (n, dim) float32 of length 1; zeros for an id that is gone."""
        encoder = self.encoder()
        means = np.zeros((len(ids), encoder.dim if encoder else 0), dtype=np.float32)
        places = {article_id: place for place, article_id in enumerate(ids)}
        for start in range(0, len(ids), CENTROIDS):
            rows = self.rows(
                "SELECT a.id, e.vector FROM articles a JOIN chunks c ON c.article = a.key JOIN embeddings e ON "
                f"e.chunk = c.key JOIN encoders n ON n.key = e.encoder WHERE n.active AND a.id IN {TEXTS}",
                listed(ids[start : start + CENTROIDS]),
            )
            for article_id, vector in rows:
                means[places[article_id]] += np.frombuffer(vector, dtype=STORED)
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        means /= np.where(lengths > 0, lengths, 1)
        return means

    def vectors_since(self, sequence: int) -> Iterator[tuple[Keys, Vectors]]:
        """Keys (n,) and active embeddings (n, dim) of the chunks added after change `sequence`, a block at a time.

        All at once, a million articles would take as much again as the index that they go into, thrice.
        """
        for rows in self._embedded_since(sequence, "embeddings", "e.vector"):
            vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype=STORED).astype(np.float32)
            yield np.array([row[0] for row in rows], dtype=np.int64), vectors.reshape(len(rows), -1)

    def sentences_since(self, sequence: int) -> Iterator[list[Row]]:
        """As `sentence_rows`, of the chunks added after change `sequence`, a block at a time."""
        return self._embedded_since(sequence, "sentence_embeddings", "e.spans, e.vectors")

    def sentences_count(self) -> int:
        """Of how many chunks the active encoder has embedded the sentences."""
        query = "SELECT count(*) FROM sentence_embeddings s JOIN encoders n ON n.key = s.encoder WHERE n.active"
        return int(self.rows(query)[0][0])

    def _embedded_since(self, sequence: int, table: str, columns: str) -> Iterator[list[Row]]:
        last = self._last_key(sequence)
        query = f"SELECT e.chunk, {columns} FROM {table} e JOIN encoders n ON n.key = e.encoder WHERE n.active"
        while rows := self.rows(f"{query} AND e.chunk > ? ORDER BY e.chunk LIMIT ?", last, BLOCK):
            last = rows[-1][0]
            yield rows

    def texts_since(self, sequence: int) -> Iterator[tuple[int, str, str, str]]:
        """Key, title, heading and text of the chunks added after change `sequence`; holds some articles at a time."""
        last, articles = self._last_key(sequence), dict[int, Row]()
        chunks = 'SELECT key, article, heading, start, "end" FROM chunks WHERE key > ? ORDER BY key LIMIT ?'
        while rows := self.rows(chunks, last, TEXTS_AT_ONCE):
            last, needed = rows[-1][0], {row[1] for row in rows}
            missing = listed(needed - articles.keys())
            texts = self.rows(f"SELECT key, title, text FROM articles WHERE key IN {NUMBERS}", missing)
            articles = {key: articles[key] for key in needed & articles.keys()} | {row[0]: row[1:] for row in texts}
            for key, article, heading, start, end in rows:
                title, text = articles[article]
                yield key, title, heading, text[start:end]

    def _last_key(self, sequence: int) -> int:
        """The last of the chunks that came up to change `sequence`: all that came later have greater keys."""
        query = "SELECT key FROM chunks WHERE sequence <= ? ORDER BY sequence DESC, key DESC LIMIT 1"
        return next((row[0] for row in self.rows(query, sequence)), 0)

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

    def sentence_rows(self, keys: Sequence[int]) -> list[PackedRow]:
        """The sentences of these chunks, embedded by the active encoder; chunks that have none are left out."""
        rows = self.rows(
            "SELECT s.chunk, s.spans, s.vectors FROM sentence_embeddings s JOIN encoders n ON n.key = s.encoder "
            f"WHERE n.active AND s.chunk IN {NUMBERS}",
            listed(keys),
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def behind(self, chunking: str) -> Behind:
        """How many articles were cut into chunks otherwise, and how many chunks lack their sentences' embeddings."""
        ((articles,),) = self.rows(f"SELECT count(*) FROM articles WHERE {_CUT_OTHERWISE}", chunking)
        ((chunks,),) = self.rows(
            "SELECT count(*) FROM chunks c WHERE NOT EXISTS (SELECT 1 FROM sentence_embeddings s "
            "JOIN encoders n ON n.key = s.encoder WHERE n.active AND s.chunk = c.key)"
        )
        return Behind(articles, chunks)

    def cut_otherwise(self, chunking: str, limit: int) -> list[Entry]:
        """Up to `limit` articles that were not cut into chunks by that version, as they are stored.

        `body_start` is -1 where an older program has not told it.
        """
        columns = f"{COLUMNS}, key, chunking, coalesce(body_start, -1)"
        query = f"SELECT {columns} FROM articles WHERE {_CUT_OTHERWISE} ORDER BY key LIMIT ?"
        return [self._entry(row) for row in self.rows(query, chunking, limit)]

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
            article_of(columns),
            chunks,
            vectors.reshape(len(rows), dim),
            sentences=sentences,
            chunking=chunking,
            body_start=body_start,
        )

    def faults(self) -> list[str]:
        """What the database's own checks find wrong, and articles not as they were stored; empty when sound."""
        faults = self.database.faults()
        bare = self.rows(
            "SELECT count(*) FROM chunks c LEFT JOIN embeddings e ON e.chunk = c.key WHERE e.chunk IS NULL"
        )
        faults += [f"{bare[0][0]} chunks without an embedding"] if bare[0][0] else []
        query = (
            "SELECT count(*) FROM embeddings e JOIN encoders n ON n.key = e.encoder WHERE length(vector) <> 2 * n.dim"
        )
        faults += [f"{count} embeddings of a wrong length" for (count,) in self.rows(query) if count]
        ((count,),) = self.rows(
            "SELECT count(*) FROM sentence_embeddings s JOIN encoders n ON n.key = s.encoder "
            "WHERE 8 * length(s.vectors) <> n.dim * length(s.spans)"
        )
        faults += [f"{count} chunks with sentences' embeddings of a wrong length"] if count else []
        last = 0
        query = f"SELECT {COLUMNS}, digest, key FROM articles WHERE key > ? ORDER BY key LIMIT ?"
        while rows := self.rows(query, last, TEXTS_AT_ONCE):
            last = rows[-1][-1]
            faults += [
                f"article '{row[0]}' is not as it was stored" for row in rows if not _is_intact(row[:-2], row[-2])
            ]
        return faults


def _is_intact(columns: Sequence[Any], digest: str) -> bool:
    try:
        return article_of(columns).digest == digest
    except ValueError:
        return False
