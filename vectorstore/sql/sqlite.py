"""One SQLite file: a connection a thread, whole transactions, and SQLite's errors in the library's words."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from vectorstore.errors import LibraryDamagedError, LibraryError
from vectorstore.sql.database import Database, Row, Transaction
from vectorstore.sql.file_lock import alone
from vectorstore.sql.sqlite_schema import migrate

FILE = "catalogue.sqlite"
BUSY_TIMEOUT_S = 60.0


def opened(folder: Path, *, create: bool = False) -> "SqliteDatabase":
    """The catalogue in `folder`. Raises: LibraryError when there is none (unless `create`) or it can't be opened."""
    try:
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        missing = not create and not (folder / FILE).is_file()
    except OSError as error:
        verb = "made" if create else "read"
        message = f"The library folder {folder} can't be {verb}: {error.strerror}."
        raise LibraryError(message, folder, detail=str(error.strerror)) from error
    if missing:
        message = f"There is no library in {folder}. Make one: hoibao ingest examples/articles --library {folder}"
        raise LibraryError(message, folder, "missing")
    return SqliteDatabase(folder)


class SqliteTransaction(Transaction):
    """On one connection, which `SqliteDatabase.transaction` begins and ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, query: str, *values: object) -> list[Row]:
        return self._connection.execute(query, values).fetchall()

    def run(self, query: str, *values: object) -> int:
        return self._connection.execute(query, values).rowcount

    def load(self, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
        marks = ", ".join("?" * (columns.count(",") + 1))
        self._connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


class SqliteDatabase(Database):
    """One connection a thread to `folder`/catalogue.sqlite; safe for many readers and one writer at a time.

    Raises: LibraryError when the file can't be opened, LibraryDamagedError when SQLite finds it unsound.
    """

    TURNS_WITH = "t.key IN (SELECT rowid FROM turn_words WHERE turn_words MATCH ?)"

    def __init__(self, folder: Path) -> None:
        self.folder = self.place = folder
        self.path = folder / FILE
        self._local = threading.local()
        with self._translated():
            migrate(self.connection, folder)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's own."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            if os.access(self.folder, os.W_OK):
                connection = sqlite3.connect(self.path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
            else:  # on a read-only medium there is no place for the write-ahead log, and nobody to write to it
                mode = "mode=ro" if self.path.with_name(f"{FILE}-wal").exists() else "immutable=1"
                connection = sqlite3.connect(f"{self.path.resolve().as_uri()}?{mode}", uri=True, isolation_level=None)
            self._local.connection = connection
        return connection

    def close(self) -> None:
        """Close this thread's connection."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    def rows(self, query: str, *values: object) -> list[Row]:
        with self._translated():
            return self.connection.execute(query, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self._translated():
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield SqliteTransaction(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        with self._translated():
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.connection.execute("COMMIT")

    def alone(self, waiting: Callable[[str], None], stopping: Callable[[], bool]) -> AbstractContextManager[None]:
        return alone(self.folder, waiting, stopping)

    @staticmethod
    def beginning_with(word: str) -> str:
        return f'"{word}"*'

    def count_on(self, transaction: Transaction, table: str) -> None:
        """SQLite looks by itself."""

    def reindex(self) -> None:
        with self.transaction() as transaction:
            transaction.run("REINDEX")

    def faults(self) -> list[str]:
        """Reads the whole file: SQLite notices a torn page, but not a letter that has changed on the disk."""
        faults = [str(row[0]) for row in self.rows("PRAGMA integrity_check") if row[0] != "ok"]
        return [*faults, *(f"orphan row in {row[0]}" for row in self.rows("PRAGMA foreign_key_check"))]

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """What SQLite raises inside becomes a LibraryError."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "decode" in str(error):  # bytes that are no text any more
                raise self._damaged(error) from error
            raise LibraryError(
                f"The library in {self.folder} can't be used: {error}. Check that the folder exists, is writable and "
                f"has room: hoibao doctor --library {self.folder}",
                self.folder,
                detail=str(error),
            ) from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error

    def _damaged(self, error: sqlite3.Error) -> LibraryDamagedError:
        message = (
            f"The catalogue {self.path} is damaged: {error}. Put back a copy, or move the folder away and ingest "
            "the articles again."
        )
        return LibraryDamagedError(message, self.folder, "damaged", str(error))
