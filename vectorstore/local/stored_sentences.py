"""The sentences' embeddings on this machine's own disk, so that a question fetches none of them from a server.

A SQLite file of the rows as the catalogue has them, mapped. Losing it costs time, never data: it answers only while it
holds the catalogue's last change, and until it does again the catalogue is asked, so no question waits for it.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from zlib import crc32

from vectorstore.errors import LibraryError
from vectorstore.local.dense.stored_vectors import encoder_name
from vectorstore.local.derived_file import readable_as
from vectorstore.sentence_vectors import PackedRow
from vectorstore.sql.catalogue_reader import CatalogueReader
from vectorstore.sql.database import NO_CHANGE, NUMBERS, Change, listed

FILE, LOCK = "sentences.sqlite", ".sentences.lock"
# Eight chunks a page: .97 of the bytes are theirs. With SQLite's own 4,096 it is .8.
_SCHEMA = """
PRAGMA page_size = 16384;
PRAGMA journal_mode = WAL;
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS sentences (
    chunk INTEGER PRIMARY KEY, spans BLOB NOT NULL, vectors BLOB NOT NULL, crc32 INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS holds (number INTEGER NOT NULL, token TEXT NOT NULL, encoder TEXT NOT NULL) STRICT;
COMMIT;
"""
MAPPED_BYTES = 1 << 40
RETRY_S = 60.0  # after a failure, as on a full disk
log = logging.getLogger(__name__)


class StoredSentences:
    """One a process, shared by its threads. Any number of processes may use one file."""

    def __init__(self, catalogue: CatalogueReader) -> None:
        self._catalogue = catalogue
        self._path = catalogue.folder / FILE
        self._reading = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="sentences")
        self._work: Future[None] | None = None
        self._rest_until = 0.0

    def rows(self, keys: Sequence[int], encoder: str) -> list[PackedRow]:
        """As `CatalogueReader.sentence_rows`, of which encoder is said by `encoder_name`."""
        if not self._path.exists():  # as the other indexes: a single command would end before a thread had done it
            self._unless_resting(self.save)
        with self._unusable_is_told():
            if self._held() == (self._catalogue.known_change(), encoder):
                return self._read(keys)
        if self._work is None or self._work.done():
            self._unless_resting(self._follow)
        return self._catalogue.sentence_rows(keys)

    def lag(self) -> int:
        """How many changes of the catalogue it has still to follow."""
        held = NO_CHANGE
        with self._unusable_is_told():
            held, _ = self._held()
        return self._catalogue.last_change().number - held.number

    def save(self) -> None:
        """Catch up, however long that takes: 100,000 chunks 4 s. A folder that can't be written is left as it is."""
        if self._work is not None:
            wait([self._work])
        with self._unusable_is_told():
            self._catch_up()

    def rebuild(self) -> None:
        """Fetch all of it anew."""
        self._discard()
        self.save()

    def fault(self) -> str | None:
        """Why the file can't be used as it is, or None. Reads all of it and mends nothing."""
        if not self._path.exists():
            return None
        try:
            with closing(sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
                for row in connection.execute("SELECT spans, vectors, crc32 FROM sentences"):
                    if _sum(*row[:2]) != row[2]:
                        return f"{FILE}: a checksum does not fit"
                change, encoder = _holds(connection)
                count = _count(connection)
        except sqlite3.Error as error:
            return f"{FILE}: {error}"
        with self._catalogue.snapshot():
            if not self._catalogue.holds(change):
                return f"{FILE}: what it holds is not the catalogue's past, or too long ago"
            current = (change, encoder) == (self._catalogue.last_change(), encoder_name(self._catalogue.encoder()))
            lost = current and count != self._catalogue.sentences_count()
        return f"{FILE}: it has lost step with the catalogue" if lost else None

    def close(self) -> None:
        """Let go of the file; it is opened again when needed."""
        with self._reading:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _unless_resting(self, work: Callable[[], None]) -> None:
        if time.monotonic() > self._rest_until:
            work()

    def _follow(self) -> None:
        def run() -> None:
            with suppress(LibraryError), self._unusable_is_told():  # the next search will say what the catalogue's is
                self._catch_up()
            self._catalogue.close()
            self.close()  # another process may have begun a new file

        self._work = self._beside.submit(run)

    def _catch_up(self) -> None:
        """Bring the file to the catalogue's last change, unless another process is at it."""
        from filelock import FileLock, Timeout

        with suppress(Timeout), FileLock(self._path.with_name(LOCK), timeout=0), closing(_made(self._path)) as file:
            with self._catalogue.snapshot():
                last, encoder = self._catalogue.last_change(), encoder_name(self._catalogue.encoder())
                held, of_encoder = _holds(file)
                if held == last and of_encoder == encoder:
                    return
                if own := of_encoder == encoder and self._catalogue.holds(held):
                    gone = self._catalogue.deleted_since(held.number).tolist()
                    file.execute(f"DELETE FROM sentences WHERE chunk IN {NUMBERS}", [listed(gone)])
                    self._fetch(file, held)
                # As many, unless sentences were embedded of chunks that had come before.
                if not own or self._catalogue.sentences_count() != _count(file):
                    file.execute("DELETE FROM holds")
                    file.execute("DELETE FROM sentences")
                    self._fetch(file, NO_CHANGE)
            with file:
                file.execute("DELETE FROM holds")
                file.execute("INSERT INTO holds VALUES (?, ?, ?)", (last.number, last.token, encoder))

    def _fetch(self, file: sqlite3.Connection, since: Change) -> None:
        for rows in self._catalogue.sentences_since(since.number):
            with file:  # a killed process leaves rows of a change that the file doesn't claim to hold
                given = [(*row, _sum(*row[1:])) for row in rows]
                file.executemany("INSERT OR REPLACE INTO sentences VALUES (?, ?, ?, ?)", given)

    def _held(self) -> tuple[Change, str]:
        if not self._path.exists():
            return NO_CHANGE, ""
        with self._reading:
            return _holds(self._opened())

    def _read(self, keys: Sequence[int]) -> list[PackedRow]:
        query = f"SELECT chunk, spans, vectors, crc32 FROM sentences WHERE chunk IN {NUMBERS}"
        with self._reading:
            rows = self._opened().execute(query, [listed(keys)]).fetchall()
        if any(_sum(*row[1:3]) != row[3] for row in rows):
            raise sqlite3.DatabaseError("a checksum does not fit")
        return [row[:3] for row in rows]

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            # One that isn't there is not made: it would be empty.
            uri = f"{self._path.resolve().as_uri()}?mode=rw"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
        return self._connection

    @contextmanager
    def _unusable_is_told(self) -> Iterator[None]:
        """What is wrong with the file ends the block, and is no error: the catalogue has it all."""
        try:
            yield
        except LibraryError:
            raise
        except (sqlite3.Error, OSError) as error:
            log.warning("%s can't be used (%s); fetching it again from the catalogue.", self._path, error)
            self._rest_until = time.monotonic() + RETRY_S
            if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
                self._discard()

    def _discard(self) -> None:
        self.close()
        for name in (f"{FILE}-wal", f"{FILE}-shm", FILE):
            with suppress(OSError):
                self._path.with_name(name).unlink(missing_ok=True)


def _made(path: Path) -> sqlite3.Connection:
    new = not path.exists()
    connection = sqlite3.connect(path, timeout=RETRY_S)
    connection.executescript(_SCHEMA)
    if new:
        readable_as(path.parent, path)
    return connection


def _holds(file: sqlite3.Connection) -> tuple[Change, str]:
    """The last change that it claims to hold, and whose embeddings."""
    row = file.execute("SELECT number, token, encoder FROM holds").fetchone()
    return (Change(*row[:2]), row[2]) if row else (NO_CHANGE, "")


def _count(file: sqlite3.Connection) -> int:
    return int(file.execute("SELECT count(*) FROM sentences").fetchone()[0])


def _sum(spans: bytes, vectors: bytes) -> int:
    return crc32(vectors, crc32(spans))


def copied(path: Path, into: Path) -> None:
    """Let the file `into` hold what `path` holds, whoever uses either. Raises: sqlite3.Error."""
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(into)) as other:
        one.backup(other)
