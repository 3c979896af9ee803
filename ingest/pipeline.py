"""Sources into a library: read, compare, split, embed in batches, store each batch whole.

Knows the order of work and what counts as the same article; draws nothing and never holds more than a batch.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import numpy as np

from ingest import readers
from ingest.article import Found, Notice, Record, RejectedError, Rejection, to_article
from ingest.split import split
from vectorstore.catalogue import Entry, Known
from vectorstore.chunk import Article, Chunk, embedding_text
from vectorstore.encoder import Encoder
from vectorstore.library import Library

# Enough to fill an encoder's batches; some 10 s of the bundled one's work to lose when the process is killed.
BATCH_CHUNKS = 32


class Progress(Protocol):
    """Told how many bytes there are to read, and of each portion that is done with."""

    def start(self, total: int) -> None: ...
    def advance(self, size: int) -> None: ...


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did; `articles` and `chunks` are the library's afterwards."""

    added: int
    updated: int
    unchanged: int
    duplicates: int
    rejected: tuple[Rejection, ...]
    notices: tuple[Notice, ...]
    articles: int
    chunks: int
    seconds: float
    interrupted: bool


def ingest(
    sources: Iterable[str | Path], library: Library, encoder: Encoder, progress: Progress | None = None
) -> IngestReport:
    """Add or update the articles of files and folders; one that is unchanged costs no embedding.

    Ctrl-C ends the run early: what has been stored stays, the report says so, and a second run does the rest.

    Raises: EncoderMismatchError before anything is read; LibraryError when it can't be written.
    """
    began = time.perf_counter()
    run = _Run(library, encoder, progress)
    found = [entry for source in sources for entry in readers.find(Path(source))]
    documents = [entry for entry in found if not isinstance(entry, Rejection)]
    run.rejected += [entry for entry in found if isinstance(entry, Rejection)]
    if progress:
        progress.start(sum(document.size for document in documents))
    interrupted = False
    try:
        for document in documents:
            for record in readers.read(document):
                run.take(record)
        run.store()
    except KeyboardInterrupt:
        interrupted = True
    library.flush()
    coverage = library.coverage()
    counts = {name: run.done[name] for name in ("added", "updated", "unchanged", "duplicates")}
    seconds = time.perf_counter() - began
    return IngestReport(
        **counts, rejected=tuple(run.rejected), notices=tuple(run.notices), articles=coverage.articles,
        chunks=coverage.chunks, seconds=seconds, interrupted=interrupted,
    )  # fmt: skip


class _Run:
    """The state of one run: what the library knows, what waits to be embedded, what has been done."""

    def __init__(self, library: Library, encoder: Encoder, progress: Progress | None) -> None:
        library.check_encoder(encoder.fingerprint)
        self._library, self._encoder, self._progress = library, encoder, progress
        self._known = library.known()
        self._texts = {known.text_digest for known in self._known.values()}
        self._waiting: list[_Prepared] = []
        self.done = Counter[str]()
        self.rejected: list[Rejection] = []
        self.notices: list[Notice] = []

    def take(self, found: Found) -> None:
        """Compare with what the library has, and prepare what is new or changed."""
        if isinstance(found, Rejection):
            self.rejected.append(found)
            return
        if isinstance(found, Notice):
            self.notices.append(found)
            return
        try:
            article = self._named(found, to_article(found))
            verdict = self._verdict(article)
            chunks = split(article.text, found.body_start) if verdict in ("added", "updated") else []
            if verdict in ("added", "updated") and not chunks:
                raise RejectedError(Rejection(found.source, "no_text"))
        except RejectedError as error:
            self.rejected.append(error.rejection)
            self._advance(found.size)
            return
        if not chunks:
            self.done[verdict] += 1
            self._advance(found.size)
            return
        self._known[article.id] = Known(article.digest, article.text_digest, article.source)
        self._texts.add(article.text_digest)
        self._waiting.append(_Prepared(article, chunks, verdict, found.size))
        if sum(len(prepared.chunks) for prepared in self._waiting) >= BATCH_CHUNKS:
            self.store()

    def _named(self, record: Record, article: Article) -> Article:
        """Two files of one name in different folders are two articles, unless they say the same."""
        other = self._known.get(article.id)
        own = f"{article.id}-{sha256(article.source.encode()).hexdigest()[:8]}"
        if own in self._known and not record.fields.get("id"):  # even if the other has gone since
            return replace(article, id=own)
        if record.fields.get("id") or other is None or article.source == other.source or article.digest == other.digest:
            return article
        return replace(article, id=own)

    def _verdict(self, article: Article) -> str:
        if article.id in self._known:
            return "unchanged" if self._known[article.id].digest == article.digest else "updated"
        return "duplicates" if article.text_digest in self._texts else "added"

    def store(self) -> None:
        """Embed what waits, by length so that little is padded, and store it in one transaction."""
        batch, self._waiting = self._waiting, []
        texts = [text for prepared in batch for text in prepared.texts()]
        if not texts:
            return
        order = np.argsort([len(text) for text in texts])
        vectors = np.empty((len(texts), self._encoder.fingerprint.dim), dtype=np.float32)
        vectors[order] = self._encoder.encode_documents([texts[at] for at in order])
        ends = np.cumsum([len(prepared.chunks) for prepared in batch])
        parts = np.split(vectors, ends[:-1])
        entries = [Entry(p.article, p.chunks, part) for p, part in zip(batch, parts, strict=True)]
        self._library.put(entries, self._encoder.fingerprint)
        for prepared in batch:
            self.done[prepared.verdict] += 1
            self._advance(prepared.size)

    def _advance(self, size: int) -> None:
        if self._progress:
            self._progress.advance(size)


@dataclass(frozen=True, slots=True)
class _Prepared:
    article: Article
    chunks: list[Chunk]
    verdict: str
    size: int

    def texts(self) -> Iterator[str]:
        for chunk in self.chunks:
            yield embedding_text(self.article.title, chunk.heading, self.article.text[chunk.start : chunk.end])
