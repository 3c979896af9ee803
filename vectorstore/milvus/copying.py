"""All chunks into a new collection: with another encoder's embeddings, or with their terms counted anew.

Searches go on in the old one until the last chunk is there; then one batch puts the new one in its place.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from vectorstore.chunk import Article, embedding_text
from vectorstore.encoder import Fingerprint, Vectors
from vectorstore.errors import LibraryError
from vectorstore.milvus import schema, statistics
from vectorstore.milvus.articles import read_articles
from vectorstore.milvus.batch import Batch, Writer
from vectorstore.milvus.connection import SEEN_NOW, Connection, Row
from vectorstore.milvus.schema import ARTICLE
from vectorstore.milvus.state import Copy, State, read_copy, write_copy
from vectorstore.milvus.statistics import Numbers
from vectorstore.milvus.weights import chunk_weights

CHUNK = ("key", "version", "start", "stop", "article", "heading", "day", "outlet", "fields", "dense")
COUNTED = 500
# Texts of chunks → their embeddings (n, dim); None: each keeps its own.
Embed = Callable[[list[str]], Vectors] | None


def copied(
    connection: Connection, writer: Writer, encoder: Fingerprint, embed: Embed, batch_size: int
) -> Iterator[int]:
    """Copy, then take the copy into use; yields the chunks copied so far.

    With another encoder, one that was stopped goes on where it was. A chunk that comes meanwhile is copied last.
    """
    with writer.alone() as state:
        if not state.chunks:
            return
        source, copy = state.chunks, _begin(connection, state, encoder, resume=embed is not None)
    done, passed_over = 0, set[int]()
    while True:
        for keys in _missing(connection, state, copy.chunks, passed_over, batch_size):
            _require(connection, copy)
            rows = _changed(connection, state, keys, embed)
            passed_over |= set(keys) - {row["key"] for row in rows}
            _require(connection, copy)  # embedding takes its time
            connection.upsert(copy.chunks, rows)
            done += len(keys)
            yield done
        with writer.alone() as state:
            _require(connection, copy)
            if state.chunks != source:
                raise _overtaken(connection)
            if next(_missing(connection, state, copy.chunks, passed_over, batch_size), None) is None:
                _end(connection, writer, copy)  # nothing may come in between
                return


def _require(connection: Connection, copy: Copy) -> None:
    if read_copy(connection) != copy:
        raise _overtaken(connection)


def _overtaken(connection: Connection) -> LibraryError:
    message = (
        f"Another process re-indexes the library on {connection.address}. Wait until it is done; if that one was to do "
        "something else, run the command again: hoibao reindex"
    )
    return LibraryError(message, connection.address, "store", "another process re-indexes it")


def _begin(connection: Connection, state: State, encoder: Fingerprint, *, resume: bool) -> Copy:
    number = int(state.chunks.rpartition("_")[2])
    copy = Copy(f"chunks_{number + 1}", encoder)
    for old in range(1, number):  # from which a copy was made whose maker was killed just then
        connection.drop(f"chunks_{old}")
    if not (resume and read_copy(connection) == copy and connection.has(copy.chunks)):
        connection.drop(copy.chunks)
        write_copy(connection, copy)
        schema.create_chunks(connection, copy.chunks, encoder.dim)
    return copy


def _missing(
    connection: Connection, state: State, target: str, passed_over: set[int], size: int
) -> Iterator[list[int]]:
    """The keys that the target has not, a batch at a time; a key is 8 bytes, so that all of them fit."""
    held = _keys(connection, target, 'article != ""') | passed_over
    missing = sorted(_keys(connection, state.chunks, f"version <= {state.committed}") - held)
    for at in range(0, len(missing), size):
        yield missing[at : at + size]


def _keys(connection: Connection, collection: str, condition: str) -> set[int]:
    pages = connection.scan(collection, condition, ["key"], 10_000, by="key", fresh=SEEN_NOW)
    return {row["key"] for rows in pages for row in rows}


def _changed(connection: Connection, state: State, keys: Sequence[int], embed: Embed) -> list[Row]:
    """The rows of these chunks in the copy, but for those of no article or of another version: a killed writer's."""
    rows = connection.among(state.chunks, "key", keys, CHUNK, SEEN_NOW)
    stored = connection.among("articles", "id", {row["article"] for row in rows}, ARTICLE, SEEN_NOW)
    articles = read_articles(connection, stored, SEEN_NOW)
    current = {(row["id"], row["version"]) for row in stored if row["id"] in articles}
    known = [(row, articles[row["article"]][1]) for row in rows if (row["article"], row["version"]) in current]
    if embed is None:
        vectors = [row["dense"] for row, _ in known]
    else:
        texts = [embedding_text(article.title, row["heading"], _text(row, article)) for row, article in known]
        vectors = np.asarray(embed(texts), np.float32).tolist()
    return [
        {**row, "dense": vector, "sparse": chunk_weights(article.title, row["heading"], _text(row, article))}
        for (row, article), vector in zip(known, vectors, strict=True)
    ]


def _text(row: Row, article: Article) -> str:
    return article.text[row["start"] : row["stop"]]


def _end(connection: Connection, writer: Writer, copy: Copy) -> None:
    target = copy.chunks
    with writer.batch() as batch:
        gone = _keys(connection, target, 'article != ""') - _keys(connection, batch.state.chunks, 'article != ""')
        for key in gone:
            connection.delete(target, f"key == {key}")
        old = batch.state.chunks
        _recount(connection, batch, target)
        batch.state = replace(batch.state, chunks=target, encoder=copy.encoder)
    write_copy(connection, None)
    connection.flush(target)
    connection.drop(old)


def _recount(connection: Connection, batch: Batch, target: str) -> None:
    days: dict[str, int] = {}
    outlets: dict[str, int] = {}
    articles = 0
    for rows in connection.scan("articles", 'id != ""', ["day", "fields"], fresh=SEEN_NOW):
        articles += len(rows)
        for row in rows:
            days[row["day"]] = days.get(row["day"], 0) + 1
            if name := row["fields"].get("outlet"):
                outlets[name] = outlets.get(name, 0) + 1
    numbers = [Numbers(articles, 0, days, outlets)]
    for rows in connection.scan(target, 'article != ""', ["sparse"], COUNTED, by="key", fresh=SEEN_NOW):
        terms, counts = statistics.of_terms([row["sparse"] for row in rows])
        numbers.append(Numbers(chunks=len(rows), terms=terms, counts=counts))
        if len(numbers) > statistics.MAX_DOCUMENTS:
            numbers = [statistics.summed(numbers)]
    batch.replace_statistics(batch.state.statistics, statistics.summed(numbers))
