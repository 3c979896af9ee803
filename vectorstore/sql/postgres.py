"""A schema of a PostgreSQL database: whole transactions, snapshots, and whose turn it is to ingest."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from vectorstore.sql.database import Database, Row, Transaction, new_token
from vectorstore.sql.postgres_connections import Connection, Connections, done
from vectorstore.sql.postgres_schema import MIGRATIONS
from vectorstore.sql.store_address import Address, parsed

POLL_S = 0.2
# A writer that stops in mid-change, as a suspended machine does, keeps all others waiting for so long at most.
_CHANGING = "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = '2min'"


class PostgresTransaction(Transaction):
    """On one connection, which `PostgresDatabase.transaction` begins and ends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, query: str, *values: object) -> list[Row]:
        return done(self._connection, query, values).fetchall()

    def run(self, query: str, *values: object) -> int:
        return done(self._connection, query, values).rowcount

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
        self._connections = Connections(self._address)
        # A thread's connection for the time of a snapshot, and for its turn to ingest.
        self._local = threading.local()
        identity = self._opened(create=create)
        self._turn_number = int(identity[:15], 16)
        self.folder = cache / "nodes" / identity
        with suppress(OSError):  # what is derived goes elsewhere then
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def rows(self, query: str, *values: object) -> list[Row]:
        with self._connections.translated():
            if pinned := getattr(self._local, "snapshot", None):
                return list(done(pinned, query, values).fetchall())
            with self._connections.ready(lambda connection: done(connection, query, values)) as (_, cursor):
                return list(cursor.fetchall())

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self._connections.translated(), self._begun(_CHANGING) as connection:
            yield PostgresTransaction(connection)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        with self._connections.translated(), self._begun(begin, turn=False) as self._local.snapshot:
            try:
                yield
            finally:
                self._local.snapshot = None

    @contextmanager
    def alone(self, waiting: Callable[[str], None], stopping: Callable[[], bool]) -> Iterator[None]:
        """The server takes the turn back when the connection ends, on which this thread's changes are made meanwhile:
        who has lost the turn can't write.
        """
        with self._connections.translated():
            connection, announced = self._connections.opened(), False
            try:
                while not self._takes_turn(connection):
                    if not announced:
                        waiting(self._holder(connection))
                        announced = True
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
        self._connections.close()

    @staticmethod
    def beginning_with(word: str) -> str:
        return f"'{word}':*"

    def count_on(self, transaction: Transaction, table: str) -> None:
        last = f"coalesce((SELECT max(key) FROM {table}) + 1, 1)"
        transaction.rows(f"SELECT setval(pg_get_serial_sequence('{table}', 'key'), {last}, false)")

    def reindex(self) -> None:
        query = f"REINDEX SCHEMA {self._address.name}"
        with self._connections.translated(), self._connections.ready(lambda connection: done(connection, query, ())):
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
            raise self._connections.error(
                "There is no library at {}. Make one: hoibao ingest examples/articles", "absent"
            )
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
            raise self._connections.error("The library at {} was written by a newer version of hoibao.", "newer")
        return str(self.rows("SELECT identity FROM library")[0][0])

    def _version(self) -> int:
        return int(self.rows("SELECT version FROM library")[0][0])

    @contextmanager
    def _begun(self, begin: str, *, turn: bool = True) -> Iterator[Connection]:
        """A transaction's connection: committed at the end, rolled back where that ends badly."""
        own = getattr(self._local, "turn", None) if turn else None
        if own is not None:
            own.execute(begin)
            with self._ended(own):
                yield own
            return
        with (
            self._connections.ready(lambda connection: connection.execute(begin)) as (connection, _),
            self._ended(connection),
        ):
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
