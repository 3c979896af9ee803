"""What the catalogue asks of a database: rows, whole transactions, numbered changes, and one moment to read.

`SqliteDatabase` and `PostgresDatabase` offer it. Statements are the same for both, with `?` for each value; what is
not the same SQL in both is here, or a function of the same name in the database.
"""

import json
import secrets
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = tuple[Any, ...]
# The members of a list, which is bound as `listed` gives it.
NUMBERS = "(SELECT CAST(value AS BIGINT) FROM json_each(CAST(? AS TEXT)))"
TEXTS = "(SELECT value FROM json_each(CAST(? AS TEXT)))"
NO_LIMIT = 1 << 62
# Of so many changes the tokens and deletions are kept. A derived index that lags further behind is built anew.
KEPT_CHANGES = 50_000
# Values in one statement; PostgreSQL takes 65,535, SQLite 32,766.
MAX_VALUES = 30_000


@dataclass(frozen=True, slots=True)
class Change:
    """The last change that something holds.

    Its number comes again where a catalogue is put back from a copy or a server fails over; its random token doesn't.
    """

    number: int
    token: str


NO_CHANGE = Change(0, "")


class Transaction(ABC):
    """Statements of which all or none take effect."""

    @abstractmethod
    def rows(self, query: str, *values: object) -> list[Row]:
        """Run a statement that gives rows."""

    @abstractmethod
    def run(self, query: str, *values: object) -> int:
        """Run a statement that gives none; returns how many it touched."""

    @abstractmethod
    def load(self, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
        """Add rows none of which is there yet, as fast as the database can."""

    def upsert(self, table: str, columns: str, rows: Sequence[Sequence[object]], then: str) -> list[Row]:
        """Add rows in few statements, each of which ends in `then`: what to do on a conflict, and what to return."""
        if not rows:
            return []
        width = len(rows[0])
        given, most = list[Row](), MAX_VALUES // width
        for some in (rows[at : at + most] for at in range(0, len(rows), most)):
            marks = ", ".join([f"({', '.join('?' * width)})"] * len(some))
            query = f"INSERT INTO {table} ({columns}) VALUES {marks} {then}"
            values = [value for row in some for value in row]
            if " RETURNING " in then:
                given += self.rows(query, *values)
            else:
                self.run(query, *values)
        return given


class Database(ABC):
    """`folder` is where derived indexes go, `place` what errors call the library. Raises: LibraryError."""

    folder: Path
    place: Path | str
    # The condition that a turn `t` has a word that begins as `beginning_with` says.
    TURNS_WITH: str

    @staticmethod
    @abstractmethod
    def beginning_with(word: str) -> str:
        """The value that TURNS_WITH takes; the word has letters and digits alone."""

    @abstractmethod
    def rows(self, query: str, *values: object) -> list[Row]:
        """All rows of one query."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Transaction]:
        """One write transaction: all of it happens or nothing does."""

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[None]:
        """Everything that this thread reads inside sees one and the same moment."""

    @abstractmethod
    def alone(self, waiting: Callable[[str], None], stopping: Callable[[], bool]) -> AbstractContextManager[None]:
        """Hold the turn to ingest; `waiting` is called once, with who holds it, if that is another.

        `stopping` ends the wait with a KeyboardInterrupt.
        """

    @abstractmethod
    def count_on(self, transaction: Transaction, table: str) -> None:
        """Let the next key of a table follow the last that is there."""

    @abstractmethod
    def reindex(self) -> None:
        """Build the database's own indexes anew from its tables."""

    @abstractmethod
    def faults(self) -> list[str]:
        """What the database's own checks find wrong."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what this thread holds open."""

    @contextmanager
    def change(self) -> Iterator[tuple[Transaction, int]]:
        """A transaction that derived indexes must hear of, and its number.

        The row that is updated first is locked until the end, so that changes become visible in their order.
        """
        with self.transaction() as transaction:
            ((number,),) = transaction.rows("UPDATE library SET sequence = sequence + 1 RETURNING sequence")
            transaction.run("INSERT INTO changes (number, token) VALUES (?, ?)", number, new_token())
            for table, column in (("changes", "number"), ("deletions", "sequence")):
                transaction.run(f"DELETE FROM {table} WHERE {column} <= ?", number - KEPT_CHANGES)
            yield transaction, number

    def last_change(self) -> Change:
        """The last change there was."""
        return Change(*self.rows("SELECT c.number, c.token FROM library l JOIN changes c ON c.number = l.sequence")[0])


def new_token() -> str:
    """One that no other change has."""
    return secrets.token_hex(8)


def listed(values: Iterable[object]) -> str:
    """The members of a list, as NUMBERS or TEXTS takes them."""
    return json.dumps(list(values), ensure_ascii=False)
