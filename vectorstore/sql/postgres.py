"""A schema of a PostgreSQL database: connections that threads share, whole transactions, and the server's errors in the
library's words. A read is repeated once where the connection was lost; a write never is.
"""

import os
import socket
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus
from psycopg.types.string import StrDumperUnknown

from vectorstore.errors import LibraryError
from vectorstore.sql.address import Address, parsed
from vectorstore.sql.database import Database, Row, Transaction, new_token
from vectorstore.sql.postgres_schema import MIGRATIONS

POLL_S = 0.2
# A server that doesn't answer is given up after so long; one that vanished in mid-sentence after about 20 s.
_PATIENCE = {
    "connect_timeout": "5",
    "tcp_user_timeout": "15000",
    "keepalives_idle": "10",
    "keepalives_interval": "3",
    "keepalives_count": "3",
}
_REFUSED = ("password authentication failed", "no password supplied", "pg_hba.conf", "role ")


Connection = psycopg.Connection[Any]


class _WithoutNul(StrDumperUnknown):
    """PostgreSQL takes no NUL in a text."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", "\ufffd"))


class PostgresTransaction(Transaction):
    """On one connection, which `PostgresDatabase.transaction` begins and ends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, query: str, *values: object) -> list[Row]:
        return _done(self._connection, query, values).fetchall()

    def run(self, query: str, *values: object) -> int:
        return _done(self._connection, query, values).rowcount

    def load(self, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
        if rows := list(rows):
            query = f"COPY {table} ({columns}) FROM STDIN"
            with self._connection.cursor() as cursor, cursor.copy(query) as copy:
                for row in rows:
                    copy.write_row(row)


class PostgresDatabase(Database):
    """Any number of processes and machines may read; changes are made one after the other.

    Derived indexes go into a folder below `cache` that bears the catalogue's identity. Raises: LibraryError when there
    is no library at the address (unless `create`), or it can't be used.
    """

    TURNS_WITH = "to_tsvector('simple', plain_words(t.folded)) @@ CAST(? AS tsquery)"

    def __init__(self, address: str, cache: Path, *, create: bool = False) -> None:
        self._address: Address = parsed(address)
        self.place = self._address.shown
        self._idle = list[Connection]()
        weakref.finalize(self, _close_all, self._idle)
        self._sharing = threading.Lock()
        # A thread's connection for the time of a snapshot, and for its turn to ingest.
        self._local = threading.local()
        identity = self._opened(create=create)
        self._turn_number = int(identity[:15], 16)
        self.folder = cache / "nodes" / identity
        with suppress(OSError):  # what is derived goes elsewhere then
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def rows(self, query: str, *values: object) -> list[Row]:
        with self._translated():
            if pinned := getattr(self._local, "snapshot", None):
                return list(_done(pinned, query, values).fetchall())
            with self._ready(lambda connection: _done(connection, query, values)) as (_, cursor):
                return list(cursor.fetchall())

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self._translated(), self._begun("BEGIN ISOLATION LEVEL READ COMMITTED") as connection:
            yield PostgresTransaction(connection)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        with self._translated(), self._begun(begin, turn=False) as self._local.snapshot:
            try:
                yield
            finally:
                self._local.snapshot = None

    @contextmanager
    def alone(self, waiting: Callable[[str], None], stopping: Callable[[], bool]) -> Iterator[None]:
        """The server takes the turn back when the connection ends, on which this thread's changes are made meanwhile:
        who has lost the turn can't write.
        """
        with self._translated():
            connection, told = self._connected(), False
            try:
                while not self._takes_turn(connection):
                    if not told:
                        waiting(self._holder(connection))
                        told = True
                    if stopping():
                        raise KeyboardInterrupt
                    time.sleep(POLL_S)
                self._local.turn = connection
                yield
            finally:
                self._local.turn = None
                connection.close()

    def close(self) -> None:
        """Close the connections that nobody uses just now; others are opened when needed."""
        with self._sharing:
            _close_all(self._idle)

    @staticmethod
    def beginning_with(word: str) -> str:
        return f"'{word}':*"

    def count_on(self, transaction: Transaction, table: str) -> None:
        last = f"coalesce((SELECT max(key) FROM {table}) + 1, 1)"
        transaction.rows(f"SELECT setval(pg_get_serial_sequence('{table}', 'key'), {last}, false)")

    def reindex(self) -> None:
        query = f"REINDEX SCHEMA {self._address.name}"
        with self._translated(), self._ready(lambda connection: _done(connection, query, ())):
            pass

    def faults(self) -> list[str]:
        """The server checks its pages by itself."""
        query = "SELECT CAST(indexrelid AS regclass) FROM pg_index WHERE NOT indisvalid"
        return [f"index {name} is not valid" for (name,) in self.rows(query)]

    def _opened(self, *, create: bool) -> str:
        """The catalogue's identity, once its tables are there and of today's version."""
        name = self._address.name
        there = bool(self.rows("SELECT 1 FROM pg_tables WHERE schemaname = ? AND tablename = 'library'", name))
        if not there and not create:
            raise self._error("There is no library at {}. Make one: hoibao ingest examples/articles", "absent")
        if not there or self._version() < len(MIGRATIONS):
            with self.transaction() as transaction:
                transaction.rows("SELECT pg_advisory_xact_lock(hashtext(?))", f"hoibao {name}")
                transaction.run(f"CREATE SCHEMA IF NOT EXISTS {name}")
                known = transaction.rows("SELECT 1 FROM pg_tables WHERE schemaname = ? AND tablename = 'library'", name)
                version = transaction.rows("SELECT version FROM library")[0][0] if known else 0
                for migration in MIGRATIONS[version:]:
                    transaction.run(migration)
                if not version:
                    query = "INSERT INTO library (version, identity, sequence, last_chunk) VALUES (?, ?, 0, 0)"
                    transaction.run(query, len(MIGRATIONS), new_token() + new_token())
                    transaction.run("INSERT INTO changes (number, token) VALUES (0, ?)", new_token())
                transaction.run("UPDATE library SET version = ?", max(version, len(MIGRATIONS)))
        if self._version() > len(MIGRATIONS):
            raise self._error("The library at {} was written by a newer version of hoibao.", "newer")
        return str(self.rows("SELECT identity FROM library")[0][0])

    def _version(self) -> int:
        return int(self.rows("SELECT version FROM library")[0][0])

    def _connected(self) -> Connection:
        try:
            given = conninfo_to_dict(self._address.url)
        except psycopg.ProgrammingError:  # its words may hold a password
            raise self._error("{} is no address of a PostgreSQL server.", "address") from None
        wanted = {"application_name": f"hoibao {os.getpid()}@{socket.gethostname()}", **_PATIENCE}
        if "," in str(given.get("host", "")):
            wanted["target_session_attrs"] = "read-write"
        unsaid = {name: value for name, value in wanted.items() if name not in given}
        connection = psycopg.connect(make_conninfo(self._address.url, **unsaid), autocommit=True)
        connection.adapters.register_dumper(str, _WithoutNul)
        connection.execute("SELECT set_config('search_path', %s, false)", (self._address.name,))
        if connection.info.parameter_status("server_encoding") != "UTF8":
            connection.close()
            raise self._error("The database of {} is not in UTF-8.", "store", "server_encoding must be UTF8")
        return connection

    @contextmanager
    def _ready(self, first: Callable[[Connection], Any]) -> Iterator[tuple[Connection, Any]]:
        """A connection that nobody else uses meanwhile, and what `first` gave on it.

        `first` may be done twice: connections that have been idle may have been lost.
        """
        while True:
            with self._sharing:
                kept = self._idle.pop() if self._idle else None
            connection = kept or self._connected()
            try:
                given = first(connection)
            except psycopg.OperationalError:
                lost = kept is not None and connection.broken
                connection.close()
                if not lost:
                    raise
                self.close()
            except BaseException:
                self._keep(connection)
                raise
            else:
                break
        try:
            yield connection, given
        finally:
            self._keep(connection)

    def _keep(self, connection: Connection) -> None:
        """For the next who needs one, if it is as new."""
        if connection.info.transaction_status == TransactionStatus.IDLE:
            with self._sharing:
                self._idle.append(connection)
        else:
            connection.close()

    @contextmanager
    def _begun(self, begin: str, *, turn: bool = True) -> Iterator[Connection]:
        """A transaction's connection: committed at the end, rolled back where that ends badly."""
        own = getattr(self._local, "turn", None) if turn else None
        if own is not None:
            own.execute(begin)
            with self._ended(own):
                yield own
            return
        with self._ready(lambda connection: connection.execute(begin)) as (connection, _), self._ended(connection):
            yield connection

    @contextmanager
    def _ended(self, connection: Connection) -> Iterator[None]:
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            with suppress(psycopg.Error):
                connection.execute("ROLLBACK")
            raise

    def _takes_turn(self, connection: Connection) -> bool:
        return bool(connection.execute("SELECT pg_try_advisory_lock(%s)", (self._turn_number,)).fetchone()[0])  # type: ignore[index]

    def _holder(self, connection: Connection) -> str:
        """Who has the turn, as process@machine."""
        row = connection.execute(
            "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.granted "
            "AND l.locktype = 'advisory' AND (l.classid::bigint << 32) + l.objid::bigint = %s",
            (self._turn_number,),
        ).fetchone()
        return str(row[0]).removeprefix("hoibao ") if row else "?"

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """What the server or its client raises inside becomes a LibraryError."""
        try:
            yield
        except psycopg.Error as error:
            detail = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            if error.sqlstate is None or error.sqlstate[:2] in ("08", "57"):
                refused = any(words in str(error) for words in _REFUSED)
                problem = "refused" if refused else "unreachable"
                raise self._error("No PostgreSQL server can be used at {}: " + detail, problem, detail) from error
            raise self._error("The PostgreSQL server at {} failed: " + detail, "store", detail) from error

    def _error(self, message: str, problem: Any, detail: str = "") -> LibraryError:
        return LibraryError(message.replace("{}", str(self.place)), self.place, problem, detail)


def _close_all(connections: list[Connection]) -> None:
    while connections:
        connections.pop().close()


def _done(connection: Connection, query: str, values: Sequence[object]) -> psycopg.Cursor[Any]:
    return connection.execute(_own(query), values) if values else connection.execute(query)


@lru_cache(512)
def _own(query: str) -> str:
    """A statement of the catalogue, whose values are bound, in the client's own form."""
    return query.replace("%", "%%").replace("?", "%s")
