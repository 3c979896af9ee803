"""One run's state: what waits to be embedded and stored, what is to be told the library, what has been done."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ingest.article import Notice, RejectedError, Rejection
from ingest.document import Document
from ingest.embedding import embedded
from ingest.facts_by_hand import kept_by_hand
from ingest.identity import Identities, IdentityVerdict
from ingest.prepare import Parts, entry, parts_of
from ingest.reading_documents import Item
from vectorstore.encoders.encoder import Encoder
from vectorstore.records import Article, Entry, Seen
from vectorstore.writable import WritableLibrary


@dataclass(frozen=True, slots=True)
class BatchSizes:
    """How much is stored at a time."""

    # As many fill an encoder's batches; a batch grows while it takes less than `batch_s`, which is what killing
    # loses.
    chunks: int = 32
    most_chunks: int = 1024
    batch_s: float = 2.0
    # What has only been seen again is told in portions.
    told_documents: int = 2_000
    # A changed line of a file waits until so many more are read: it may be a new one before the old.
    held_articles: int = 500
    # An article of more takes long enough to be stopped in.
    long_chars: int = 200_000


BATCHES = BatchSizes()


class IngestRun:
    """`advance` hears of each portion that is done with, in bytes; `gone` whether a document is no more.

    `done` counts by verdict; `stopping` is asked within what takes long; `originals_mb` is what uploaded files may
    take in the library.
    """

    def __init__(
        self,
        library: WritableLibrary,
        encoder: Encoder,
        advance: Callable[[int], None],
        gone: Callable[[str], bool],
        stopping: Callable[[], bool] = lambda: False,
        originals_mb: int = 0,
    ) -> None:
        self._originals_mb, self._read = originals_mb, list[Document]()
        self._library, self._encoder, self._advance, self._stopping = library, encoder, advance, stopping
        self.stamp = time.time_ns() // 1_000_000
        self._identities = Identities(library, self.stamp, gone)
        self._batch: dict[str, _ToStore] = {}
        self._held: dict[str, _ToStore] = {}
        self._limit = BATCHES.chunks
        self._untold = _UntoldChanges()
        self._spoilt = False
        self.done = Counter[str]()
        self.rejected: list[Rejection] = []
        self.notices: list[Notice] = []

    def skip(self, document: Document, digest: str | None) -> bool:
        """Whether nothing about the document has changed since it was last read to the end."""
        counts = self._library.as_before(document.source, digest) if digest else None
        if counts is None:
            return False
        self.done["unchanged"] += counts[0]
        self.done["duplicates"] += counts[1]
        self._untold.skipped.append(document.source)
        self._keep(document)
        self._advance(document.size)
        return True

    def known(self, document: Document) -> frozenset[str]:
        """The digests of the articles found in it before, most of which will be unchanged."""
        return self._library.digests_in(document.source)

    def take(self, item: Item, document: Document) -> None:
        """Compare with what the library has; let wait what is new or changed."""
        if isinstance(item, Rejection):
            self._reject(item)
            return
        if isinstance(item, Notice):
            self.notices.append(item)
            return
        if len(item.article.text) > BATCHES.long_chars and self._batch:
            self.tell()  # by itself: where it is given up, nothing else is
        identity = self._identities.of(item, document.source)
        if identity.replaces:
            self.notices.append(Notice(item.article.source, "replaces", f"{identity.id[:60]} ({identity.replaces})"))
        article = replace(item.article, id=identity.id)
        if identity.verdict == "updated":
            stored = self._library.article(identity.id)
            article = kept_by_hand(article, stored)
            if stored and stored.digest == article.digest:
                identity = replace(identity, verdict="unchanged")
        if identity.verdict in ("added", "updated"):
            try:
                of_this_title = article.title == item.article.title
                parts = (item.parts if of_this_title else None) or parts_of(article, item.body_start)
            except RejectedError as error:
                self._reject(error.rejection)
                self._advance(item.size)
                return
            waiting = _ToStore(article, parts, item.body_start, identity.verdict, item.size, document.source)
            may_have_moved = waiting.verdict == "updated" and not item.named and article.source != document.source
            self._wait(waiting, may_have_moved=may_have_moved)
        else:
            if identity.returned:
                self._give_back(identity.returned, identity.new_id)
            self.done[identity.verdict] += 1
            self._untold.at[item.article.source, identity.id] = document.source
            self._advance(item.size)
        self._identities.waiting.places[item.article.source] = identity.id
        self._untold.lost += identity.lost
        self._untold.superseded += [identity.superseded] if identity.superseded else []
        if sum(len(waiting.parts.chunks) for waiting in self._batch.values()) >= self._limit or self._untold.is_long():
            self.tell()

    def finish(self, document: Document, digest: str | None) -> None:
        """The document has been read to the end."""
        self.release()
        self._keep(document)
        if digest and not self._spoilt:
            self._untold.documents.append((document.source, digest))
        self._spoilt = False

    def _keep(self, document: Document) -> None:
        """Let its bytes be kept, once the library knows what stands in it."""
        if document.kept and self._originals_mb:
            self._read.append(document)

    def release(self) -> None:
        """What changed stays where it was: nothing more of its document will be read."""
        self._batch |= self._held
        self._held.clear()

    def tell(self) -> None:
        """Embed what waits, and store it with all that was seen, all or nothing. Raises: KeyboardInterrupt."""
        began = time.perf_counter()
        batch, untold = list(self._batch.values()), self._untold
        at = [(source, name, document) for (source, name), document in untold.at.items()]
        at += [(waiting.article.source, waiting.article.id, waiting.document) for waiting in batch]
        seen = Seen(self.stamp, at, untold.lost, untold.documents, untold.skipped)
        present = {name for _, name, _ in at}
        superseded = [name for name in untold.superseded if name not in present]
        if batch or superseded:
            self._library.put(self._entries(batch), self._encoder.fingerprint, seen, superseded)
        elif at or untold.documents or untold.skipped:
            self._library.see(seen)
        for document in self._read:
            if not self._library.originals.keep(document.source, document.open, self._originals_mb * 1_000_000):
                self.notices.append(Notice(document.source, "original_not_kept", f"{self._originals_mb:,}"))
        self._read.clear()
        self._batch, self._untold = {}, _UntoldChanges()
        self._identities.waiting.clear()
        for waiting in self._held.values():
            self._identities.waiting.add(waiting.article)
            self._identities.waiting.movable.add(waiting.article.id)
        for waiting in batch:
            self.done[waiting.verdict] += 1
            if waiting.parts.vectors is not None:
                self._advance(waiting.size)
        if batch and time.perf_counter() - began < BATCHES.batch_s / 2:
            self._limit = min(2 * self._limit, BATCHES.most_chunks)

    def _wait(self, waiting: "_ToStore", *, may_have_moved: bool) -> None:
        article = waiting.article
        if may_have_moved:
            self._held[article.id] = waiting
            self._identities.waiting.movable.add(article.id)
            if len(self._held) > BATCHES.held_articles:
                oldest = next(iter(self._held))
                self._batch[oldest] = self._held.pop(oldest)
        else:
            self._batch[article.id] = waiting
        self._identities.waiting.add(article)

    def _give_back(self, article_id: str, new_id: str) -> None:
        """The article that was to be updated has only moved: what stands in its old place is a new one."""
        (self._held.pop(article_id, None) or self._batch.pop(article_id)).become(new_id, self._batch)
        self._identities.waiting.rename(article_id, new_id)

    def _entries(self, batch: Sequence["_ToStore"]) -> list[Entry]:
        unembedded = [waiting for waiting in batch if waiting.parts.vectors is None]
        texts = [text for waiting in unembedded for text in waiting.parts.texts]
        size = sum(waiting.size for waiting in unembedded)
        vectors = embedded(texts, self._encoder, size, self._advance, self._stopping)
        entries, taken = [], 0
        for each in batch:
            own = each.parts.vectors
            if own is None:
                own = vectors[taken : taken + len(each.parts.texts)]
                taken += len(own)
            entries.append(entry(each.article, each.parts, own, each.body_start))
        return entries

    def _reject(self, rejection: Rejection) -> None:
        self._spoilt = True
        self.rejected.append(rejection)


@dataclass(slots=True)
class _ToStore:
    """An article to be embedded and stored."""

    article: Article
    parts: Parts
    body_start: int
    verdict: IdentityVerdict
    size: int
    document: str

    def become(self, new_id: str, batch: dict[str, "_ToStore"]) -> None:
        """Wait in `batch` as a new article."""
        self.article, self.verdict = replace(self.article, id=new_id), "added"
        batch[new_id] = self


@dataclass(slots=True)
class _UntoldChanges:
    """What the library is to be told with the next batch; `at` is by (source, article id), giving the document."""

    at: dict[tuple[str, str], str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    superseded: list[str] = field(default_factory=list)
    documents: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def is_long(self) -> bool:
        """Whether it should be told although no batch is full."""
        return len(self.at) + len(self.skipped) + len(self.documents) >= BATCHES.told_documents
