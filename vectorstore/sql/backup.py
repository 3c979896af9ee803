"""A library's catalogue in one file, made while the library is in use, and put back from it.

The file is the SQLite catalogue as it was at one moment, conversations and collections included, and a trailer of fixed
length with its checksum. Derived indexes are not in it: they are built from the catalogue when it is opened.
"""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from vectorstore.errors import BackupError
from vectorstore.sql.sqlite import FILE, SqliteDatabase, opened
from vectorstore.sql.sqlite_schema import MIGRATIONS

TRAILER_BYTES = 512
BLOCK_BYTES = 1 << 20
_KIND = "hoibao backup"
_PAGES, _STEPS = 1_000, 100_000
# Hears how many bytes of how many are done; what it raises ends the work, and nothing is left behind.
Advance = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BackupTrailer:
    """What stands before it: so many bytes of a catalogue of that schema, with that many articles and chunks."""

    sha256: str
    size: int
    schema: int
    articles: int
    chunks: int
    kind: str = _KIND


def back_up(database: SqliteDatabase, file: Path, advance: Advance = lambda done, total: None) -> BackupTrailer:
    """Write `file`, which must not be there yet, whole or not at all. Others may read and write the library.

    Raises: BackupError, LibraryError.
    """
    if file.exists():
        raise BackupError("taken", file)
    with _beside(file) as part:
        trailer = _copied(database, part, advance)
        if file.exists():
            raise BackupError("taken", file)
        part.replace(file)
    return trailer


def _copied(database: SqliteDatabase, part: Path, advance: Advance) -> BackupTrailer:
    """The catalogue's bytes and their trailer in `part`, once they were found sound."""
    source = database.connection
    page_bytes = source.execute("PRAGMA page_size").fetchone()[0]
    with closing(sqlite3.connect(part)) as target:
        # One moment for all of it: without a transaction of ours each write of others would begin it anew.
        with database.snapshot():
            source.execute("SELECT 1 FROM library").fetchone()
            try:
                source.backup(
                    target,
                    pages=_PAGES,
                    progress=lambda _, left, total: advance((total - left) * page_bytes, total * page_bytes),
                    sleep=0,
                )
            except sqlite3.OperationalError as error:  # most likely there is no room for the new file
                raise BackupError("unusable", part, str(error)) from error
        target.execute("PRAGMA journal_mode = DELETE")
        _check_sound(target, part)
        ((articles,),) = target.execute("SELECT count(*) FROM articles")
        ((chunks,),) = target.execute("SELECT count(*) FROM chunks")
        ((schema,),) = target.execute("PRAGMA user_version")
    with part.open("r+b") as stream:
        size = stream.seek(0, os.SEEK_END)
        trailer = BackupTrailer(_digest(stream, size), size, schema, articles, chunks)
        stream.seek(size)
        stream.write(json.dumps(asdict(trailer)).encode().ljust(TRAILER_BYTES))
        stream.flush()
        os.fsync(stream.fileno())
    return trailer


def restore(file: Path, folder: Path, advance: Advance = lambda done, total: None) -> BackupTrailer:
    """Make a library in `folder`, where there is none, of a backup that is found sound. All of it or nothing.

    Raises: BackupError, LibraryError.
    """
    if left := [path.name for path in folder.glob(f"{FILE}*")]:
        raise BackupError("occupied", folder, ", ".join(sorted(left)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BackupError("unusable", folder, error.strerror or "") from error
    with _beside(folder / FILE) as part:
        with _readable(file) as stream, part.open("wb") as copy:
            trailer = _trailer(stream, file)
            _copy_sound(stream, copy, trailer, file, advance)
        with closing(sqlite3.connect(part)) as connection:
            _check_sound(connection, file)
        part.replace(folder / FILE)
    opened(folder).close()
    return trailer


def _copy_sound(stream: BinaryIO, copy: BinaryIO, trailer: BackupTrailer, file: Path, advance: Advance) -> None:
    digest, left = hashlib.sha256(), trailer.size
    while block := stream.read(min(BLOCK_BYTES, left)):
        digest.update(block)
        copy.write(block)
        left -= len(block)
        advance(trailer.size - left, trailer.size)
    if digest.hexdigest() != trailer.sha256:
        raise BackupError("damaged", file, "SHA-256")
    copy.flush()
    os.fsync(copy.fileno())


def _trailer(stream: BinaryIO, file: Path) -> BackupTrailer:
    """What the end of the file says; the stream stands at its beginning afterwards."""
    try:
        end = stream.seek(-TRAILER_BYTES, os.SEEK_END)
        trailer = BackupTrailer(**json.loads(stream.read()))
    except (OSError, ValueError, TypeError) as error:
        raise BackupError("foreign", file) from error
    if trailer.kind != _KIND or trailer.size != end:
        raise BackupError("foreign", file)
    if trailer.schema > len(MIGRATIONS):
        raise BackupError("newer", file)
    stream.seek(0)
    return trailer


def _check_sound(connection: sqlite3.Connection, file: Path) -> None:
    connection.set_progress_handler(lambda: 0, _STEPS)  # Python's code, in which a Ctrl-C is heard
    try:
        ((problems,), *_) = connection.execute("PRAGMA integrity_check")
    except sqlite3.DatabaseError as error:
        if str(error) == "interrupted":
            raise KeyboardInterrupt from error
        raise BackupError("damaged", file, str(error)) from error
    if problems != "ok":
        raise BackupError("damaged", file, str(problems))


def _digest(stream: BinaryIO, size: int) -> str:
    digest = hashlib.sha256()
    stream.seek(0)
    while size and (block := stream.read(min(BLOCK_BYTES, size))):
        digest.update(block)
        size -= len(block)
    return digest.hexdigest()


@contextmanager
def _readable(file: Path) -> Iterator[BinaryIO]:
    try:
        stream = file.open("rb")
    except OSError as error:
        raise BackupError("unusable", file, error.strerror or "") from error
    with stream:
        yield stream


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A folder of its own beside `file`, gone afterwards, for what is to take that name."""
    work = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        work.mkdir()
        yield work / FILE
    except sqlite3.OperationalError as error:  # of the new file: the library's own errors have been translated
        raise BackupError("unusable", file, str(error)) from error
    except OSError as error:
        if error.errno is None:  # ours
            raise
        raise BackupError("unusable", file, error.strerror or "") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
