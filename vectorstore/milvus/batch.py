"""What makes several writes one: either all of a batch happens or nothing does, whoever is killed when.

1. Chunks and documents are written under the batch's own number: no reader looks beyond the last one committed.
2. So is the list of all other changes to be made (rows to write, conditions to delete by), as one more document.
3. The row `state` is replaced: the commit.
4. The list is applied. An article's row names the batch of its chunks, so that each article changes at one moment;
   then its old chunks go. Every step may be repeated, and is, by the next writer, if this one is killed.

A batch that was killed before its commit is wiped out by the next writer.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from vectorstore.errors import CollectionError, EncoderError, LibraryError
from vectorstore.milvus import parts, statistics
from vectorstore.milvus.connection import SEEN_NOW, SENT_ROWS, Connection, Row, one_of
from vectorstore.milvus.lock import Lock
from vectorstore.milvus.parts import Place
from vectorstore.milvus.schema import NO_VECTOR
from vectorstore.milvus.state import State, damaged, known_state, new_state, write_state

# Keys of chunks and parts are the batch's number, then theirs in it: never used again.
KEY_BITS = 20


class Batch:
    """One batch being put together; `number` is later than any before: milliseconds since 1970 where clocks agree."""

    def __init__(self, connection: Connection, state: State) -> None:
        self.connection, self.state = connection, state
        self.number = max(state.committed + 1, time.time_ns() // 1_000_000)
        self._documents: list[Row] = []
        self._chunks: list[Row] = []
        self._changes: list[tuple[str, list[Row] | str]] = []
        self._obsolete: list[tuple[str, str]] = []
        self._sums: list[Place] = []
        self._summed: list[Place] = []

    def key(self, at: int) -> int:
        """The key of this batch's row number `at`, of chunks as of parts."""
        return (self.number << KEY_BITS) + at

    def keep(self, document: Any) -> Place:
        """Write a document; returns where it will stand."""
        place, rows = parts.cut(document, self.key(len(self._documents)))
        self._documents += rows
        return place

    def add_chunks(self, rows: Sequence[Row]) -> None:
        """Chunks of this batch, without their keys."""
        first = len(self._chunks)
        self._chunks += [{**row, "key": self.key(at), "version": self.number} for at, row in enumerate(rows, first)]

    def add_statistics(self, numbers: statistics.Numbers) -> None:
        """What the batch changes of the sums."""
        if numbers:
            self._sums.append(self.keep(numbers.to_document()))

    def replace_statistics(self, old: Sequence[Place], new: statistics.Numbers) -> None:
        """Let one document stand for several."""
        self._summed += old
        self._sums.append(self.keep(new.to_document()))
        self.forget_documents(old)

    def upsert(self, collection: str, rows: Sequence[Row]) -> None:
        """Rows, but for their vector, to be written after the commit."""
        if rows:
            self._changes.append((collection, list(rows)))

    def delete(self, collection: str, condition: str) -> None:
        """Rows to be deleted after the commit."""
        self._changes.append((collection, condition))

    def forget(self, collection: str, condition: str) -> None:
        """Rows to be deleted last, when no article's row leads to them any more."""
        self._obsolete.append((collection, condition))

    def forget_documents(self, places: Sequence[Place]) -> None:
        """Documents that are no more."""
        if keys := [key for place in places for key in place.keys]:
            self.forget("parts", one_of("key", keys))

    def commit(self, lock: Lock) -> State:
        """Do all of it; returns the state after."""
        if not (self._documents or self._chunks or self._changes or self._obsolete):
            return self.state
        applying = self.keep([*self._changes, *self._obsolete])
        self.connection.upsert("parts", self._documents)
        if self._chunks:
            self.connection.upsert(self.state.chunks, self._chunks)
        sums = [place for place in self.state.statistics if place not in self._summed] + self._sums
        lock.check()
        state = replace(self.state, committed=self.number, applying=applying, statistics=tuple(sums))
        write_state(self.connection, state)
        return finish(self.connection, state, lock)


def finish(connection: Connection, state: State, lock: Lock) -> State:
    """Apply what a committed batch says; nothing to do when that has been done.

    Each request asks for the lock again: a holder that stood still meanwhile must not undo what another has done.
    """
    if state.applying is None:
        return state
    found = parts.read(connection, [state.applying], SEEN_NOW)
    if state.applying not in found:
        raise damaged(connection, f"what batch {state.committed} changes is gone")
    for collection, change in found[state.applying]:
        for at in range(0, 1 if isinstance(change, str) else len(change), SENT_ROWS):
            lock.check()
            if isinstance(change, str):
                connection.delete(collection, change)
            else:
                connection.upsert(collection, [{**row, **NO_VECTOR} for row in change[at : at + SENT_ROWS]])
    done = replace(state, applying=None)
    lock.check()
    if known_state(connection, SEEN_NOW).committed != state.committed:
        raise lock.lost()
    write_state(connection, done)
    lock.check()
    connection.delete("parts", one_of("key", state.applying.keys))
    return done


class Writer:
    """Gives out batches, one at a time on all machines."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = Lock(connection, "write")

    @contextmanager
    def alone(self, *, create: bool = False) -> Iterator[State]:
        """The state, which nobody else changes inside; what a writer before left half done has been mended.

        With `create` there may be none yet, nor anything else.
        """
        with self._lock.held():
            state = new_state(self._connection) if create else known_state(self._connection, SEEN_NOW)
            if self._lock.inherited or state.applying:
                state = self._mend(state)
            try:
                yield state
            except (CollectionError, EncoderError):  # raised before anything was written
                raise
            except BaseException:
                self._lock.inherited = True
                with suppress(LibraryError):  # the next writer will mend it
                    self._lock.settle()
                    self._mend(known_state(self._connection, SEEN_NOW))
                raise

    def _mend(self, state: State) -> State:
        self._lock.check()
        state = finish(self._connection, state, self._lock)
        self._lock.check()
        self._connection.delete("parts", f"key >= {(state.committed + 1) << KEY_BITS}")
        if state.chunks:
            self._lock.check()
            self._connection.delete(state.chunks, f"version > {state.committed}")
        self._lock.inherited = False
        return state

    @contextmanager
    def batch(self) -> Iterator[Batch]:
        """A batch that is committed when the block ends well, and never was when it doesn't."""
        with self.alone() as state:
            batch = Batch(self._connection, state)
            yield batch
            batch.commit(self._lock)
