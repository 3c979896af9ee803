"""One SQLite file: a connection a thread, whole transactions, and SQLite's errors in the library's words.

Knows nothing of what the tables hold, but for the sequence that each change takes the next number of.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vectorstore.errors import LibraryDamagedError, LibraryError
from vectorstore.sql.sqlite_schema import migrate

FILE = "catalogue.sqlite"
BUSY_TIMEOUT_S = 60.0


class Database:
    """One connection a thread to `folder`/catalogue.sqlite; safe for many readers and one writer at a time.

    Raises: LibraryError when the file can't be opened, LibraryDamagedError when SQLite finds it unsound.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE
        self._local = threading.local()
        with self.translated():
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

    @contextmanager
    def translated(self) -> Iterator[None]:
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

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One write transaction: all of it happens or nothing does."""
        with self.translated():
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def change(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        """A transaction that derived indexes must hear of, and its number in the sequence."""
        with self.transaction() as connection:
            number = self.sequence() + 1
            connection.execute("UPDATE meta SET value = ? WHERE name = 'sequence'", (str(number),))
            yield connection, number

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything that this thread reads inside sees one and the same moment."""
        with self.translated():
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.connection.execute("COMMIT")

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows of one query."""
        with self.translated():
            return self.connection.execute(query, values).fetchall()

    def sequence(self) -> int:
        """The number of the last change."""
        return int(self.rows("SELECT value FROM meta WHERE name = 'sequence'")[0][0])
