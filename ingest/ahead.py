"""Reading ahead in other processes, so that parsing, which holds Python's lock, goes on while the encoder works.

Documents come back in the order in which they were given. Knows processes, not what is read.
"""

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import IO, Any, Self

from ingest.article import Rejection
from ingest.budget import Budget, is_harmless, over_time, within
from ingest.document import Document
from ingest.reading_documents import Item, candidates

# A process takes 0.3 s to start and 60 MB.
MAX_WORKERS = 4
# As many documents are handed out to each before the first has come back; what it reads waits in its pipe.
AHEAD = 4
_BATCH = 8
_WATCH_S = 0.2
_START = "import sys; sys.path[:] = {path!r}; from ingest.ahead import work; work()"


class ReaderProcesses:
    """Reads documents in `workers` other processes (none: in this one). A context manager: they end with it.

    A document that costs more than its `budget` ends its process and is rejected; the others go on in a new one.
    `plain_here`: what is short and plain is read in this process. When `stopping` says so, reading ends at once.
    """

    def __init__(
        self,
        workers: int | None = None,
        budget: Budget = Budget(),
        *,
        plain_here: bool = False,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._count = min(MAX_WORKERS, max(1, (os.cpu_count() or 2) - 1)) if workers is None else workers
        self._workers: list[_Worker | None] = [None] * self._count
        self._budget, self._plain_here, self._stopping = budget, plain_here, stopping
        self._done = threading.Event()

    def __enter__(self) -> Self:
        threading.Thread(target=self._watch, name="stopping", daemon=True).start()
        return self

    def _watch(self) -> None:
        """Whoever waits for a document that takes long isn't asked whether to stop; so the readers are ended."""
        while not self._done.wait(_WATCH_S):
            if self._stopping():
                for worker in self._workers:
                    if worker:
                        worker.kill()
                return

    def __exit__(self, *_: object) -> None:
        self._done.set()
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
        if not self._count or (self._plain_here and is_harmless(document)):
            return None
        try:
            task = pickle.dumps((document, whole, self._budget))
        except (pickle.PicklingError, AttributeError, TypeError):
            return None
        slot = number % self._count
        worker = self._workers[slot]
        if worker is None or not worker.alive:
            worker = self._workers[slot] = _Worker()
        worker.send(task)
        return worker

    def _taken(self, document: Document, whole: bool, worker: "_Worker | None") -> tuple[Document, Iterator[Item]]:
        if worker:
            return document, self._items(document, whole, worker)
        return document, within(self._budget, document, candidates(document, whole=whole))

    def _items(self, document: Document, whole: bool, worker: "_Worker") -> Iterator[Item]:
        """One document that ends its reader is rejected; those that wait behind it get another reader."""
        begun, first = False, not worker.failed
        try:
            for item in worker.items():
                begun = True
                yield item
        except _ReaderEndedError as error:
            worker.failed = True
            if self._stopping():
                return
            if begun or (first and over_time(error.return_code)):
                yield self._ended(document, error)
                return
            again = _Worker()
            again.send(pickle.dumps((document, whole, self._budget)))
            try:
                yield from again.items()
            except _ReaderEndedError as second:
                yield self._ended(document, second)
            finally:
                again.end()

    def _ended(self, document: Document, error: "_ReaderEndedError") -> Rejection:
        if over_time(error.return_code):
            return Rejection(document.source, "over_time", str(self._budget.seconds(document.size)))
        return Rejection(document.source, "reader_ended", str(error.return_code))


class _ReaderEndedError(RuntimeError):
    """A reading process has gone: a parser written in C may take it down, and so does its budget."""

    def __init__(self, return_code: int) -> None:
        super().__init__(f"reader ended ({return_code})")
        self.return_code = return_code


class _Worker:
    """One process that reads; what it is sent and sends back is pickled, and comes from nobody else."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", _START.format(path=sys.path)]
        # In a session of its own, so that Ctrl-C reaches the run alone, which then ends it in order.
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        self.alive, self.failed = True, False

    def kill(self) -> None:
        """End it now; who listens will hear of it."""
        self._process.kill()

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
        raise _ReaderEndedError(self._process.wait())

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
            document, whole, budget = pickle.load(sys.stdin.buffer)  # noqa: S301 - its parent's
            budget.limit_process(document.size)
            batch: list[Item] = []
            for item in within(budget, document, candidates(document, whole=whole)):
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
