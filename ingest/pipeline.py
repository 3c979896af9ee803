"""Sources into a library: read, compare, embed in batches, store each batch whole; and keep folders in step.

Knows the order of work; which article a record is, `identity.py` knows. Never holds more than a batch, and the digests
of what is known of the documents under way.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Protocol, Self

from ingest import readers
from ingest.ahead import ReaderProcesses
from ingest.article import Notice, Rejection
from ingest.budget import Budget
from ingest.chunking import chunking_version
from ingest.corrections import link_corrections
from ingest.document import Document
from ingest.prepare import PreparedArticle
from ingest.reading_documents import Item, digest
from ingest.renewal import rechunk
from ingest.run import IngestRun
from ingest.web import WebVisit, is_address, visitor
from language.dates.day import DEFAULT_ZONE, in_zone
from vectorstore.encoders.encoder import Encoder
from vectorstore.records import NOTHING_BEHIND
from vectorstore.writable import WritableLibrary

# Fewer bytes than these are read sooner than another process is started.
FEW_BYTES = 2_000_000
UNSURE = frozenset({"missing", "unreadable"})


class Progress(Protocol):
    """Told how many bytes there are to read, and of each portion that is done with.

    `count` hears how many articles have been read so far, and how many of them the library has.
    """

    def start(self, total: int) -> None: ...
    def advance(self, size: int) -> None: ...
    def count(self, read: int, stored: int) -> None: ...


class Reads(Protocol):
    """Reads documents wherever it likes, and gives them back in the order given; `ahead.Reader` is one.

    Beside each are the digests of the articles that the library has of it, which need no parts.
    """

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def read(
        self, documents: Iterable[tuple[Document, frozenset[str]]]
    ) -> Iterator[tuple[Document, Iterator[Item]]]: ...


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did; `articles` and `chunks` are the library's afterwards."""

    added: int
    updated: int
    unchanged: int
    duplicates: int
    removed: int
    rejected: tuple[Rejection, ...]
    notices: tuple[Notice, ...]
    articles: int
    chunks: int
    seconds: float
    interrupted: bool


def ingest(
    sources: Iterable[str | Path | Document | Rejection],
    library: WritableLibrary,
    encoder: Encoder,
    progress: Progress | None = None,
    *,
    sync: bool = False,
    stopping: Callable[[], bool] = lambda: False,
    waiting: Callable[[str], None] = lambda holder: None,
    visit: WebVisit | None = None,
    reader: Reads | None = None,
    zone: str = DEFAULT_ZONE,
    budget: Budget = Budget(),
) -> IngestReport:
    """Add or update the articles of files, folders, addresses and documents; what is unchanged costs no embedding.

    With `sync`, articles that stood in those folders or files and stand nowhere any more are removed; of the web
    nothing is. `visit` fetches addresses (`ingest.web.visitor`). When `stopping` says so, what waits is stored, unless
    that takes long, and the run ends; Ctrl-C (KeyboardInterrupt) ends it without that. What has been stored stays, the
    report says so, and a second run does the rest. Last, what an older program has stored is cut and embedded as today
    (`ingest.renewal`). `waiting` hears which process ingests into this library already; the run begins when that one
    ends. `reader` reads elsewhere than in this machine's processes; `budget` is what one document may cost. An article
    bears the day on which it appeared in `zone`, where its time says which instant that was.

    Raises: EncoderMismatchError before anything is read; LibraryError when it can't be written.
    """
    began = time.perf_counter()
    library.check_encoder(encoder.fingerprint)
    places = [_place(source) for source in sources]
    paths = [place for place in places if isinstance(place, Path)]
    removed, interrupted = 0, False
    with library.writing(waiting, stopping):
        advance = progress.advance if progress else lambda size: None
        run = IngestRun(library, encoder, advance, readers.is_gone, stopping, budget.originals_mb)
        try:
            named = [place for place in places if isinstance(place, Document)]
            files = (entry for path in paths for entry in readers.find(path) if isinstance(entry, Document))
            total = sum(document.size for document in chain(named, files))
            if progress:
                progress.start(total)
            few = total < FEW_BYTES
            own = reader or ReaderProcesses(1 if few else None, budget, plain_here=few, stopping=stopping)
            files_in = Counter[Path]()
            with library.following():
                entries = _entries(places, visit or visitor(stopping=stopping), files_in)
                count = progress.count if progress else lambda read, stored: None
                _read_all(entries, run, stopping, own, count, zone)
            interrupted = stopping()
            if sync and not interrupted:
                removed = _remove_gone(paths, files_in, run, library)
        except KeyboardInterrupt:
            interrupted = True
        if not interrupted:
            interrupted = _renew(library, encoder, stopping)
        library.flush()
        link_corrections(library)
    coverage = library.coverage()
    counts = {name: run.done[name] for name in ("added", "updated", "unchanged", "duplicates")}
    seconds = time.perf_counter() - began
    return IngestReport(
        **counts,
        removed=removed,
        rejected=tuple(run.rejected),
        notices=tuple(run.notices),
        articles=coverage.articles,
        chunks=coverage.chunks,
        seconds=seconds,
        interrupted=interrupted,
    )


def _renew(library: WritableLibrary, encoder: Encoder, stopping: Callable[[], bool]) -> bool:
    """Do what an older program has left to be done; whether it was interrupted."""
    if library.behind(chunking_version()) == NOTHING_BEHIND:
        return False
    try:
        for _ in chain(rechunk(library, encoder, stopping), library.reembed(encoder)):
            if stopping():
                return True
    except KeyboardInterrupt:
        return True
    return False


def _place(source: str | Path | Document | Rejection) -> str | Path | Document | Rejection:
    """What is to be looked through: an address, a path, or what has been found already."""
    if isinstance(source, Document | Rejection):
        return source
    if not str(source).strip():  # as a variable that isn't set gives it; as a path it would be where one stands
        return Rejection(str(source), "missing")
    return str(source) if is_address(source) else Path(source)


def _entries(
    places: Iterable[Path | str | Document | Rejection], visit: WebVisit, count: Counter[Path]
) -> Iterator[Document | Rejection | Notice]:
    """What there is in all places, one at a time: a million would not fit. Documents are counted by path."""
    for place in places:
        if isinstance(place, Document | Rejection):
            yield place
            continue
        if isinstance(place, str):
            yield from visit(place)
            continue
        for entry in readers.find(place):
            count[place] += isinstance(entry, Document)
            yield entry


def _read_all(
    entries: Iterable[Document | Rejection | Notice],
    run: IngestRun,
    stopping: Callable[[], bool],
    reader: Reads,
    count: Callable[[int, int], None],
    zone: str,
) -> None:
    def to_read() -> Iterator[tuple[Document, frozenset[str]]]:
        for document in entries:
            if isinstance(document, Rejection):
                run.rejected.append(document)
                continue
            if isinstance(document, Notice):
                run.notices.append(document)
                continue
            digests[document.source] = _digest(document, zone)
            if not run.skip(document, digests[document.source]):
                yield document, run.known(document)

    read = 0
    digests: dict[str, str | None] = {}
    with reader as opened:
        for document, items in opened.read(to_read()):
            for item in items:
                run.take(_dated(item, zone), document)
                read += isinstance(item, PreparedArticle)
                count(read, run.done.total())
                if stopping():
                    break
            else:
                run.finish(document, digests.pop(document.source, None))
            if stopping():
                break
    run.release()
    run.tell()
    count(read, run.done.total())


def _dated(item: Item, zone: str) -> Item:
    """The item with its day as the reader's calendar has it."""
    if not isinstance(item, PreparedArticle) or not item.article.published:
        return item
    local = in_zone(item.article.published, zone)
    return item if local == item.article.published else replace(item, article=replace(item.article, published=local))


def _digest(document: Document, zone: str) -> str | None:
    """Of the document and of the zone, in which its dates may be others."""
    try:
        return digest(document) + ("" if zone == DEFAULT_ZONE else f" {zone}")
    except OSError:  # its reader will say so
        return None


def _remove_gone(places: Sequence[Path], files_in: Counter[Path], run: IngestRun, library: WritableLibrary) -> int:
    """Remove what stood in `places` and was not seen; nothing where it can't be told whether it is still there."""
    sure: list[str] = []
    for path in places:
        place = os.path.abspath(path)
        unsure = [rejection for rejection in run.rejected if rejection.code in UNSURE and _lies_in(rejection, place)]
        if unsure or (not files_in[path] and library.any_under(place)):
            run.rejected.append(Rejection(str(path), "sync_refused", unsure[0].source if unsure else ""))
        else:
            sure.append(place)
    rejected = [rejection.source for rejection in run.rejected]  # keeps its old version, and what lies in it
    return library.remove_unseen(sure, run.stamp, [*rejected, *map(os.path.abspath, rejected)]) if sure else 0


def _lies_in(rejection: Rejection, place: str) -> bool:
    return _is_under(os.path.abspath(rejection.source), place)


def _is_under(source: str, place: str) -> bool:
    return source == place or source.startswith(place.rstrip("/") + "/")
