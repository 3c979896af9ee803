"""Reading ahead in other processes, so that parsing, which holds Python's lock, goes on while the encoder works.

Documents come back in the order in which they were given. Knows processes, not what is read.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO, Any, Self

from ingest.article import Rejection
from ingest.document import Document
from ingest.reading import Item, candidates

# A process takes 0.3 s to start and 60 MB.
MAX_WORKERS = 4
# As many documents are handed out to each before the first has come back; what it reads waits in its pipe.
AHEAD = 4
_BATCH = 8
_START = "import sys; sys.path[:] = {path!r}; from ingest.ahead import work; work()"


class Reader:
    """Reads documents in `workers` other processes (none: in this one). A context manager: they end with it."""

    def __init__(self, workers: int | None = None) -> None:
        self._count = min(MAX_WORKERS, max(1, (os.cpu_count() or 2) - 1)) if workers is None else workers
        self._workers: list[_Worker | None] = [None] * self._count

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            if worker:
                worker.end()

    def read(self, documents: Iterable[tuple[Document, frozenset[str]]]) -> Iterator[tuple[Document, Iterator[Item]]]:
        """Each document and what it holds, which must be taken before the next; with parts where nothing is known.

        The digests beside a document stay here: those of a large one would fill the pipe of a worker that waits to
        be listened to, and then both would wait.
        """
        under_way: deque[tuple[Document, bool, _Worker | None]] = deque()
        for number, (document, known) in enumerate(documents):
            whole = not known
            under_way.append((document, whole, self._hand_out(document, whole, number)))
            if len(under_way) > AHEAD * self._count:
                yield self._taken(*under_way.popleft())
        while under_way:
            yield self._taken(*under_way.popleft())

    def _hand_out(self, document: Document, whole: bool, number: int) -> "_Worker | None":
        """The process that reads it, or None where it must be read here: what was fetched may not be sent on."""
        if not self._count:
            return None
        try:
            task = pickle.dumps((document, whole))
        except (pickle.PicklingError, AttributeError, TypeError):
            return None
        slot = number % self._count
        worker = self._workers[slot]
        if worker is None or not worker.alive:
            worker = self._workers[slot] = _Worker()
        worker.send(task)
        return worker

    def _taken(self, document: Document, whole: bool, worker: "_Worker | None") -> tuple[Document, Iterator[Item]]:
        return document, self._items(document, whole, worker) if worker else candidates(document, whole=whole)

    @staticmethod
    def _items(document: Document, whole: bool, worker: "_Worker") -> Iterator[Item]:
        """One document that ends its reader is rejected; those that wait behind it get another reader."""
        begun = False
        try:
            for item in worker.items():
                begun = True
                yield item
        except _ReaderEndedError as error:
            if begun:
                yield Rejection(document.source, "unreadable", str(error))
                return
            again = _Worker()
            again.send(pickle.dumps((document, whole)))
            try:
                yield from again.items()
            except _ReaderEndedError as second:
                yield Rejection(document.source, "unreadable", str(second))
            finally:
                again.end()


class _ReaderEndedError(RuntimeError):
    """A reading process has gone: a parser written in C may take it down."""


class _Worker:
    """One process that reads; what it is sent and sends back is pickled, and comes from nobody else."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", _START.format(path=sys.path)]
        # In a session of its own, so that Ctrl-C reaches the run alone, which then ends it in order.
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        self.alive = True

    def send(self, task: bytes) -> None:
        """Give it one more to read. If it is dead, its items will say so."""
        with suppress(OSError):
            self._to.write(task)
            self._to.flush()

    def items(self) -> Iterator[Item]:
        """What it made of the document that it was sent longest ago; to be taken to the end.

        Raises: _ReaderEndedError when it is gone.
        """
        while self.alive:
            try:
                batch: list[Item] | None = pickle.load(self._from)  # noqa: S301
            except (EOFError, OSError, ValueError, pickle.UnpicklingError):
                self.alive = False
                break
            if batch is None:
                return
            yield from batch
        raise _ReaderEndedError(f"reader ended ({self._process.wait()})")

    def end(self) -> None:
        """It ends by itself once nobody is there to send or to listen."""
        self.alive = False
        for pipe in (self._to, self._from):
            with suppress(OSError):
                pipe.close()
        self._process.kill()
        self._process.wait()

    @property
    def _to(self) -> IO[bytes]:
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        return self._process.stdin

    @property
    def _from(self) -> IO[bytes]:
        assert self._process.stdout is not None  # noqa: S101
        return self._process.stdout


def work() -> None:
    """The life of such a process: documents from stdin, batches of items and a None to stdout."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing that a parser prints may get between
    with suppress(EOFError, OSError):
        while True:
            document, whole = pickle.load(sys.stdin.buffer)  # noqa: S301 - its parent's
            batch: list[Item] = []
            for item in candidates(document, whole=whole):
                batch.append(item)
                if len(batch) >= _BATCH:
                    _send(channel, batch)
                    batch = []
            if batch:
                _send(channel, batch)
            _send(channel, None)


def _send(channel: IO[bytes], batch: Any) -> None:
    pickle.dump(batch, channel, pickle.HIGHEST_PROTOCOL)
    channel.flush()
