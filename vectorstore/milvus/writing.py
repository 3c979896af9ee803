"""Every change of a library on Milvus, each one batch: which rows of which collections it touches, in memory first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

import numpy as np

from vectorstore.catalogue import Entry
from vectorstore.chunk import Chunk
from vectorstore.encoder import Fingerprint, Vectors
from vectorstore.errors import EncoderMismatchError
from vectorstore.milvus import parts, schema, statistics
from vectorstore.milvus.articles import Articles, clipped, place_of
from vectorstore.milvus.batch import Batch, Writer
from vectorstore.milvus.connection import SEEN_NOW, Connection, Row, one_of, some_of
from vectorstore.milvus.links import forget_links, link, link_twins
from vectorstore.milvus.places import Changes
from vectorstore.milvus.state import State
from vectorstore.milvus.statistics import Numbers
from vectorstore.milvus.weights import chunk_weights
from vectorstore.sources import NOTHING_SEEN, Seen

# Sparse vectors are read to be taken off the sums: 5 kB each, and a message holds 64 MB.
READ_ARTICLES = 100


class Changing:
    """The writes of `Library`. Each waits for the one of another process to end; none waits for an ingest."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.writer = Writer(connection)

    def put(
        self, entries: Sequence[Entry], encoder: Fingerprint, seen: Seen = NOTHING_SEEN, superseded: Sequence[str] = ()
    ) -> int:
        """As `Library.put`; returns how many chunks were stored."""
        entries = list({entry.article.id: entry for entry in entries}.values())
        with self.writer.batch() as batch:
            if entries:
                self._prepare(batch, encoder)
            articles = Articles(batch)
            articles.load([*(entry.article.id for entry in entries), *superseded])
            changes = Changes(batch, articles)
            replaced = [row for entry in entries if (row := articles.get(entry.article.id)) is not None]
            numbers = [self._taken(batch, replaced)]
            for rank, entry in enumerate(entries):
                row = articles.put(entry, batch.key(rank))
                rows = _chunk_rows(entry, row)
                batch.add_chunks(rows)
                numbers.append(_counted([row], [each["sparse"] for each in rows]))
            changes.claim([(entry.article.source, entry.article.id) for entry in entries])
            changes.record(seen)
            removed = [name for name in superseded if articles.get(name) is not None]
            numbers.append(self._forget(batch, articles, changes, removed))
            forget_links(batch, [row["id"] for row in replaced], removed)
            link_twins(batch, articles, entries, removed)
            batch.add_statistics(statistics.summed(numbers))
            articles.write()
            changes.write()
        return sum(len(entry.chunks) for entry in entries)

    def see(self, seen: Seen) -> None:
        """As `Library.see`."""
        with self.writer.batch() as batch:
            articles = Articles(batch)
            changes = Changes(batch, articles)
            changes.record(seen)
            articles.write()
            changes.write()

    def remove(self, ids: Iterable[str]) -> int:
        """As `Library.remove`."""
        with self.writer.batch() as batch:
            articles = Articles(batch)
            return self._remove(batch, articles, Changes(batch, articles), list(dict.fromkeys(ids)))

    def remove_unseen(self, places: Sequence[str], stamp: int, keep: Sequence[str]) -> int:
        """As `Library.remove_unseen`."""
        with self.writer.batch() as batch:
            articles = Articles(batch)
            changes = Changes(batch, articles)
            homeless = changes.forget_unseen(places, stamp, keep)
            changes.forget_empty_documents()
            return self._remove(batch, articles, changes, homeless)

    def link_correction(self, article_id: str, corrected_id: str, score: float) -> None:
        """As `Library.link_correction`."""
        with self.writer.batch() as batch:
            articles = Articles(batch)
            articles.load([article_id, corrected_id])
            if articles.get(corrected_id) is not None:
                batch.upsert("links", [link(article_id, corrected_id, "corrects", score)])
            articles.change(article_id, pending=False)
            articles.write()

    def sum_statistics(self) -> None:
        """Make few documents of many, so that opening the library reads few."""
        with self.writer.batch() as batch:
            if old := statistics.to_sum(batch.state.statistics):
                found = parts.read(self._connection, old, SEEN_NOW)
                batch.replace_statistics(old, statistics.summed([statistics.from_document(found[at]) for at in old]))

    def creating(self) -> AbstractContextManager[State]:
        """The state, of a library that may be new, while nobody else writes."""
        return self.writer.alone(create=True)

    def _prepare(self, batch: Batch, encoder: Fingerprint) -> None:
        state = batch.state
        if state.encoder is not None and state.encoder != encoder:
            raise EncoderMismatchError(self._connection.address, str(state.encoder), str(encoder), encoder.model)
        if not state.chunks:
            self._connection.drop("chunks_1")  # as a process leaves it that is killed in the very first batch
            schema.create_chunks(self._connection, "chunks_1", encoder.dim)
            batch.state = replace(state, chunks="chunks_1", encoder=encoder)

    def _remove(self, batch: Batch, articles: Articles, changes: Changes, ids: Sequence[str]) -> int:
        articles.load(ids)
        removed = [name for name in ids if articles.get(name) is not None]
        numbers = self._forget(batch, articles, changes, removed)
        forget_links(batch, [], removed)
        batch.add_statistics(numbers)
        articles.write()
        changes.write()
        return len(removed)

    def _forget(self, batch: Batch, articles: Articles, changes: Changes, ids: Sequence[str]) -> Numbers:
        rows = [row for name in ids if (row := articles.get(name)) is not None]
        numbers = self._taken(batch, rows)
        for condition in some_of("article", ids):
            batch.delete("members", condition)
        changes.forget(ids)
        for name in ids:
            articles.remove(name)
        return numbers

    def _taken(self, batch: Batch, rows: Sequence[Row]) -> Numbers:
        """Let the chunks and documents of these versions go; returns what that takes off the sums.

        Chunks of still other versions, which a killed writer left, go too; in the sums they never were.
        """
        numbers = []
        for at in range(0, len(rows), READ_ARTICLES):
            part = rows[at : at + READ_ARTICLES]
            chunks = f"{one_of('article', [row['id'] for row in part])} && version < {batch.number}"
            found = self._connection.query(batch.state.chunks, chunks, ["article", "version", "sparse"], SEEN_NOW)
            current = {(row["id"], row["version"]) for row in part}
            own = [row["sparse"] for row in found if (row["article"], row["version"]) in current]
            numbers.append(_counted(part, own, sign=-1))
            batch.forget(batch.state.chunks, chunks)
            batch.forget_documents([place_of(row) for row in part])
        return statistics.summed(numbers)


def _chunk_rows(entry: Entry, article: Row) -> list[Row]:
    """The rows of an article's chunks, but for their keys. Raises ValueError when one has no embedding."""
    about = {"article": article["id"], "day": article["day"], "outlet": article["outlet"], "fields": article["fields"]}
    pairs: list[tuple[Chunk, Vectors]] = list(zip(entry.chunks, entry.vectors, strict=True))
    title, text = entry.article.title, entry.article.text
    return [
        {
            **about, "start": chunk.start, "stop": chunk.end, "heading": clipped(chunk.heading),
            "dense": np.asarray(vector, np.float32).tolist(),
            "sparse": chunk_weights(title, chunk.heading, text[chunk.start : chunk.end]),
        }
        for chunk, vector in pairs
    ]  # fmt: skip


def _counted(articles: Sequence[Row], vectors: Sequence[dict[int, float]], sign: int = 1) -> Numbers:
    """What these articles and their chunks add to the sums."""
    days = Counter(row["day"] for row in articles)
    outlets = Counter(name for row in articles if (name := row["fields"].get("outlet")))
    terms, counts = statistics.of_terms(vectors)
    return Numbers(
        sign * len(articles), sign * len(vectors), {day: sign * count for day, count in days.items()},
        {name: sign * count for name, count in outlets.items()}, terms, sign * counts,
    )  # fmt: skip
