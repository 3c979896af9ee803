"""The keyword index on disk, kept in step with the catalogue that it is derived from.

Losing it costs time, never data. Each commit carries, in a document of its own, the last change of the catalogue that
it contains: one that is behind catches up; one that is torn, newer or of another catalogue is built anew. Does not
know what is searched for.
"""

import json
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from vectorstore.errors import LibraryError
from vectorstore.local.derived_file import UNUSABLE
from vectorstore.local.keywords.folder import (
    copy_current,
    current,
    open_checked,
    replacement,
    schema,
    share,
    sweep,
    writable,
)
from vectorstore.sql.catalogue_reader import CatalogueReader
from vectorstore.sql.database import Change
from vectorstore.terms import chunk_terms

if TYPE_CHECKING:
    import tantivy

FOLDER = "keywords"
FORMAT = 1  # to be raised when chunks get other terms: an index of another format is built anew
RECORD_KEY = 0  # chunk keys start at 1


@dataclass(frozen=True, slots=True)
class KeepingLimits:
    """What writing the index may cost, and how long a question waits for it."""

    heap_bytes: int = 128_000_000
    # A question waits so long for another thread or process that is writing, and not again for `rest_s`.
    patience_s: float = 2.0
    rest_s: float = 5.0
    # After a write that failed, as on a full disk.
    retry_s: float = 60.0
    # Terms whose count is kept: questions are made of the same syllables. 10 MB.
    counted_terms: int = 1 << 16


KEEPING = KeepingLimits()
log = logging.getLogger(__name__)


class KeptIndex:
    """One a process, shared by its threads. Any number of processes may use one folder.

    Opened on first use. Where the folder can't be written, a private copy takes its place; where there is no room, it
    is searched as it was.
    """

    def __init__(self, catalogue: CatalogueReader) -> None:
        self._catalogue = catalogue
        self._folder = catalogue.folder / FOLDER
        self._private: TemporaryDirectory[str] | None = None
        self._lock = threading.Lock()
        self._path = Path()
        self._index: tantivy.Index | None = None
        self._searcher: tantivy.Searcher | None = None
        self._count: Callable[[str, str], int] = lambda field, term: 0
        self._last: Change | None = None
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="keywords")
        self._rest_until = 0.0

    def __len__(self) -> int:
        return self._searcher.num_docs - 1 if self._searcher else 0

    def lag(self) -> int:
        """How many changes of the catalogue it has still to follow; all of them before its first use."""
        followed = self._last
        return self._catalogue.last_change().number - (followed.number if followed else 0)

    def catch_up(self) -> None:
        """Apply what the catalogue has gained and lost since this index last looked. Cheap when nothing has.

        Where there is something to search already, that is done beside: after `patience_s` it is searched as it was.
        """
        if self._catalogue.known_change() == self._last:
            return
        if self._searcher is None:
            self._sync()
        elif time.monotonic() > self._rest_until:
            work = self._beside.submit(self._sync_beside)
            wait([work], KEEPING.patience_s)
            if work.done():
                work.result()
            else:
                work.cancel()  # if it hasn't begun: what comes before it is not at an end
                self._rest_until = time.monotonic() + KEEPING.rest_s

    def save(self) -> None:
        """Catch up, however long it takes, which writes by itself; clear away what killed processes have left."""
        if self._catalogue.last_change() != self._last:
            self._sync()
        sweep(self._folder)

    def rebuild(self) -> int:
        """Build anew from the stored texts; returns the number of chunks. Searches use the old one until then."""
        with self._lock:
            self._build()
            return len(self)

    def fault(self) -> str | None:
        """Why the index on disk can't be used as it is, or None. Reads all of it and mends nothing.

        Where there is none yet, that is no fault: the next question has it built.
        """
        if not self._folder.exists():
            return None
        try:
            self._applied(open_checked(current(self._folder), whole=True))
        except UNUSABLE as error:
            return f"{FOLDER}: {error}"
        return None

    def _sync_beside(self) -> None:
        try:
            self._sync()
        finally:
            self._catalogue.close()

    def _sync(self) -> None:
        with self._lock:
            if not self._private and not writable(self._folder):
                unwritable = self._folder
                self._move_out()
                with suppress(OSError):  # there may be none to copy, or no room
                    copy_current(unwritable, self._folder)
            try:
                self._apply_changes()
            except LibraryError:
                raise
            except UNUSABLE as error:
                if self._searcher and self._path != current(self._folder):
                    return  # another process has swapped in a new one meanwhile, which the next search will open
                if self._searcher and self.fault() is None:  # then it was the writing that failed
                    log.warning("%s can't be written (%s); searching it as it was.", self._path, error)
                    self._rest_until = time.monotonic() + KEEPING.retry_s
                    return
                if not isinstance(error, FileNotFoundError):
                    log.warning("%s can't be used (%s); building it again from the catalogue.", self._path, error)
                self._build()

    def _apply_changes(self) -> None:
        import tantivy

        deadline = time.monotonic() + KEEPING.patience_s
        self._refresh()
        while self._last != self._catalogue.last_change():
            index = tantivy.Index.open(str(self._path))  # only then does tantivy learn of files that others have added
            try:
                writer = index.writer(KEEPING.heap_bytes, 1)
            except ValueError as error:
                if "LockBusy" not in str(error):
                    raise
                if time.monotonic() > deadline:
                    log.warning("Another process is writing %s; searching it as it was.", self._path)
                    self._rest_until = time.monotonic() + KEEPING.rest_s
                    return
                time.sleep(0.02)
            else:
                try:
                    writer.garbage_collect_files()  # a file half written by a killed process would be in the way
                    index.reload()  # nobody else can write now, but may have before
                    self._write(writer, self._applied(index).number)
                    self._refresh()
                finally:
                    # Merges would go on, but no longer under the lock; nor may a failure hold it as long as it is told.
                    writer.wait_merging_threads()
                    share(self._path)
            self._refresh()

    def _refresh(self) -> None:
        """See what is on disk now, whoever wrote it."""
        path = current(self._folder)
        if self._index is None or path != self._path:
            self._path, self._index = path, None
            self._index = open_checked(path)
        self._index.reload()
        self._searcher, self._last = self._index.searcher(), self._applied(self._index)
        self._count = lru_cache(KEEPING.counted_terms)(self._searcher.doc_freq)

    def _applied(self, index: "tantivy.Index") -> Change:
        """The last change that `index` contains. Raises one of UNUSABLE when it does not fit the catalogue."""
        import tantivy

        searcher = index.searcher()
        ((_, address),) = searcher.search(tantivy.Query.term_query(schema(), "key", RECORD_KEY), 2).hits
        record = json.loads(searcher.doc(address)["record"][0])
        last, chunks = Change(int(record["change"]), str(record["token"])), searcher.num_docs - 1
        if (record["format"], record["catalogue"]) != (FORMAT, self._catalogue.identity()):
            raise ValueError("it belongs to another catalogue or version")
        with self._catalogue.snapshot():
            if not self._catalogue.holds(last):
                raise ValueError("what it holds is not the catalogue's past, or too long ago")
            newest = self._catalogue.last_change()
            if chunks != record["chunks"] or (last == newest and chunks != self._catalogue.coverage().chunks):
                raise ValueError("it has lost step with the catalogue")
        return last

    def _write(self, writer: "tantivy.IndexWriter", since: int) -> None:
        """Commit the changes after `since` and a record of it, together; nothing is visible or kept before."""
        import tantivy

        document = partial(tantivy.Document.from_dict, schema=schema())
        with self._catalogue.snapshot():
            record = {"format": FORMAT, "catalogue": self._catalogue.identity()}
            last = self._catalogue.last_change()
            record |= {"change": last.number, "token": last.token, "chunks": self._catalogue.coverage().chunks}
            for key in [RECORD_KEY, *self._catalogue.deleted_since(since).tolist()]:
                writer.delete_documents_by_term("key", key)
            for key, title, heading, text in self._catalogue.texts_since(since):
                writer.add_document(document({"key": key, **chunk_terms(title, heading, text)}))
        writer.add_document(document({"key": RECORD_KEY, "record": json.dumps(record).encode()}))
        writer.commit()

    def _build(self) -> None:
        import tantivy

        try:
            with replacement(self._folder) as path:
                writer = tantivy.Index(schema(), str(path)).writer(KEEPING.heap_bytes, 1)
                self._write(writer, since=0)
                writer.wait_merging_threads()
                share(path)
        except LibraryError:
            raise
        except UNUSABLE as error:
            if self._private:
                reason = f"No keyword index can be built in {self._folder}: {error}. Make room, or set another TMPDIR."
                raise LibraryError(reason, self._catalogue.database.place) from error
            log.warning("%s can't be written (%s); using a temporary folder.", self._folder, error)
            self._move_out()
            self._build()
        else:
            self._refresh()

    def _move_out(self) -> None:
        self._private = TemporaryDirectory(prefix="hoibao-")
        self._folder = Path(self._private.name)
