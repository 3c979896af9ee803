"""Connections to a PostgreSQL server that threads share, and the server's errors in the library's words.

A read is repeated once where the connection was lost; a write never is.
"""

import os
import socket
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus
from psycopg.types.string import StrDumperUnknown

from vectorstore.errors import LibraryError
from vectorstore.sql.database import NUMBERS
from vectorstore.sql.store_address import Address

# A server that doesn't answer is given up after so long; one that vanished in mid-sentence after about 20 s.
_PATIENCE = {
    "connect_timeout": "5",
    "tcp_user_timeout": "15000",
    "keepalives_idle": "10",
    "keepalives_interval": "3",
    "keepalives_count": "3",
}
# The server gives up a client that vanished as soon: its transaction and its turn to ingest would keep all others
# waiting, for two hours by the system's own keepalives.
_SESSION = {
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "3",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
_REFUSED = ("password authentication failed", "no password supplied", "pg_hba.conf", "role ")
# The members of a short list of numbers, in a form whose plan costs half as long. A long one would be gone through for
# every row, as it is no constant to the planner; the other form is joined.
_SHORT_CHARS = 4_000
_NUMBERS = "= ANY(CAST(translate(CAST(? AS TEXT), '[]', '{}') AS BIGINT[]))"
Connection = psycopg.Connection[Any]


class _WithoutNul(StrDumperUnknown):
    """PostgreSQL takes no NUL in a text."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", "\ufffd"))


class Connections:
    """Those to one schema of a database. Raises: LibraryError inside `translated`."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._idle = list[Connection]()
        weakref.finalize(self, _close_all, self._idle)
        self._sharing = threading.Lock()

    def close(self) -> None:
        """Close the connections that nobody uses just now; others are opened when needed."""
        with self._sharing:
            _close_all(self._idle)

    def opened(self) -> Connection:
        """One of the caller's own."""
        try:
            given = conninfo_to_dict(self._address.url)
        except psycopg.ProgrammingError:  # its words may hold a password
            raise self.error("{} is no address of a PostgreSQL server.", "address") from None
        wanted = {"application_name": f"hoibao {os.getpid()}@{socket.gethostname()}", **_PATIENCE}
        if "," in str(given.get("host", "")):
            wanted["target_session_attrs"] = "read-write"
        unsaid = {name: value for name, value in wanted.items() if name not in given}
        connection = psycopg.connect(make_conninfo(self._address.url, **unsaid), autocommit=True)
        connection.adapters.register_dumper(str, _WithoutNul)
        settings = {"search_path": self._address.name, **_SESSION}
        chosen = ", ".join(["set_config(%s, %s, false)"] * len(settings))
        connection.execute(f"SELECT {chosen}", [part for setting in settings.items() for part in setting])
        if connection.info.parameter_status("server_encoding") != "UTF8":
            connection.close()
            raise self.error("The database of {} is not in UTF-8.", "store", "server_encoding must be UTF8")
        return connection

    @contextmanager
    def ready(self, first: Callable[[Connection], Any]) -> Iterator[tuple[Connection, Any]]:
        """A connection that nobody else uses meanwhile, and what `first` gave on it.

        `first` may be done twice: connections that have been idle may have been lost.
        """
        while True:
            with self._sharing:
                kept = self._idle.pop() if self._idle else None
            connection = kept or self.opened()
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
    def translated(self) -> Iterator[None]:
        """What the server or its client raises inside becomes a LibraryError."""
        try:
            yield
        except psycopg.Error as error:
            detail = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            if error.sqlstate is None or error.sqlstate[:2] in ("08", "57"):
                refused = any(words in str(error) for words in _REFUSED)
                problem = "refused" if refused else "unreachable"
                raise self.error("No PostgreSQL server can be used at {}: " + detail, problem, detail) from error
            raise self.error("The PostgreSQL server at {} failed: " + detail, "store", detail) from error

    def error(self, message: str, problem: Any, detail: str = "") -> LibraryError:
        """One whose message names the library for `{}`."""
        return LibraryError(message.replace("{}", self._address.shown), self._address.shown, problem, detail)


def _close_all(connections: list[Connection]) -> None:
    while connections:
        connections.pop().close()


def done(connection: Connection, query: str, values: Sequence[object]) -> psycopg.Cursor[Any]:
    """Run a statement of the catalogue. Where it has values, its rows come in binary: embeddings at half the bytes."""
    if not values:
        return connection.execute(query)
    short = all(len(value) < _SHORT_CHARS for value in values if isinstance(value, str))
    return connection.execute(_own(query, short=short), values, binary=True)


@lru_cache(512)
def _own(query: str, *, short: bool) -> str:
    """A statement of the catalogue, whose values are bound, in the client's own form. `short`: its lists are."""
    query = query.replace(f"IN {NUMBERS}", _NUMBERS) if short else query
    return query.replace("%", "%%").replace("?", "%s")
