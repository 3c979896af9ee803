"""Reading, chunking and embedding on a Ray cluster, by Ray Data; comparing and storing stay in the one run that asks.

Documents come back in the order in which they were given, as from `ahead.Reader`, and articles bring their embeddings,
so that what is stored is the same to the letter. Workers keep nothing: one that dies is replaced and its part is done
again, of which the run sees nothing. Knows Ray, not what is read nor which encoder is used.
"""

import logging
import os
import pickle
import signal
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, Self

import numpy as np

from ingest.ahead import ReaderProcesses
from ingest.article import RejectedError
from ingest.document import Document
from ingest.prepare import PreparedArticle, with_parts
from ingest.reading_documents import Item, candidates
from vectorstore.encoders.encoder import Encoder, Fingerprint
from vectorstore.errors import EncoderError


@dataclass(frozen=True, slots=True)
class RayPortions:
    """How much of the work goes where at a time."""

    # Documents of one Ray Data run: its descriptions of them fit anywhere, and actors start anew for each such run.
    run_documents: int = 50_000
    # A reader does 350 articles a second, one core of the bundled encoder about 6.
    encoders_a_reader: int = 32
    # At once: a second or two of work, which is what a lost worker costs.
    embedded_articles: int = 16
    block_bytes: int = 256 * 1024
    reached_within_s: float = 5.0


PORTIONS = RayPortions()
# In place of a document: why a worker has no encoder. Ray Data doesn't bring exceptions home as they were.
NO_ENCODER = -1
# Its backend would tell of actors' arguments that may go out of scope, which they don't.
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal"}

Columns = Mapping[str, Sequence[Any]]
Problem = Literal["missing", "unreachable", "failed"]


class ClusterError(RuntimeError):
    """The Ray cluster can't be used: `problem` says why, `detail` what exactly. What was stored stays."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(f"Ray {problem}: {detail}")
        self.problem, self.detail = problem, detail


class RayReader:
    """An `ahead.Reader` whose work is done by the cluster at `address` (“host:port”), or by one started here for it.

    `load` makes the encoder on a worker; the files' paths must be good there too. A context manager.

    Raises: ClusterError when there is no Ray or it can't be reached, EncoderError when a worker's encoder is another.
    """

    def __init__(self, load: Callable[[], Encoder], fingerprint: Fingerprint, address: str | None = None) -> None:
        self._load, self._fingerprint, self._address = load, fingerprint, address
        self._ray: Any = None
        if find_spec("ray") is None:
            raise ClusterError("missing", "No module named 'ray'")

    def __enter__(self) -> Self:
        if self._address:
            _knock(self._address)
        return self

    def __exit__(self, *_: object) -> None:
        if self._ray:
            self._ray.shutdown()
            self._ray = None

    def _connect(self) -> None:
        """Not before there is something to read: to start a cluster takes seconds."""
        for name, value in _QUIET.items():
            os.environ.setdefault(name, value)
        try:
            import ray.data
        except ImportError as error:
            raise ClusterError("missing", str(error)) from error
        self._ray = ray
        where = {"address": self._address} if self._address else {"include_dashboard": False, "address": "local"}
        try:
            with _signals_kept():
                self._ray.init(**where, log_to_driver=False, logging_level=logging.ERROR)
        except (OSError, RuntimeError, ValueError, AssertionError) as error:
            raise ClusterError("unreachable", _first_line(error)) from error
        logging.getLogger("ray.data").setLevel(logging.CRITICAL)  # it tells of what is raised here anyway

    def read(self, documents: Iterable[tuple[Document, frozenset[str]]]) -> Iterator[tuple[Document, Iterator[Item]]]:
        """As `ahead.Reader.read`, and of a known document what is new comes embedded too.

        What can't be sent, as what was fetched, is read here and embedded by the run.
        """
        window: list[tuple[Document, bytes]] = []
        for document, known in documents:
            try:
                window.append((document, pickle.dumps((document, known))))
            except (pickle.PicklingError, AttributeError, TypeError):
                yield from self._done(window)
                window = []
                yield document, candidates(document, whole=not known)
            if len(window) >= PORTIONS.run_documents:
                yield from self._done(window)
                window = []
        yield from self._done(window)

    def _done(self, window: Sequence[tuple[Document, bytes]]) -> Iterator[tuple[Document, Iterator[Item]]]:
        if not window:
            return
        if self._ray is None:
            self._connect()
        rows = self._rows([{"at": at, "task": task} for at, (_, task) in enumerate(window)])
        for at, group in groupby(rows, key=itemgetter(0)):
            yield window[at][0], (item for _, item in group if item is not None)

    def _rows(self, tasks: list[dict[str, Any]]) -> Iterator[tuple[int, Item | None]]:
        """Items with their document's place in the window, in order; None ends a document."""
        data = self._ray.data
        context = data.DataContext.get_current()
        context.enable_progress_bars = False
        context.execution_options.preserve_order = True
        context.target_max_block_size = PORTIONS.block_bytes
        cores = max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        readers = 1 + cores // PORTIONS.encoders_a_reader
        batches = (
            data.from_items(tasks, override_num_blocks=min(len(tasks), 2 * readers))
            # Readers ask for no core, else encoders that hold them all would wait for readers for ever.
            .map_batches(_read, batch_size=None, num_cpus=0, compute=data.TaskPoolStrategy(size=readers))
            .map_batches(
                _Embedding,
                fn_args=(self._load, self._fingerprint),
                batch_size=PORTIONS.embedded_articles,
                num_cpus=1,
                compute=data.ActorPoolStrategy(size=cores),
            )
        )
        try:
            for batch in batches.iter_batches(batch_size=None):
                for at, packed in zip(batch["at"].tolist(), batch["item"], strict=True):
                    item = pickle.loads(packed)  # noqa: S301 - from our own workers
                    if at == NO_ENCODER:
                        raise EncoderError("unrunnable", self._fingerprint.model, item)
                    yield at, item
        except self._ray.exceptions.RayError as error:
            raise ClusterError("failed", str(error).strip().splitlines()[-1]) from error


def _read(batch: Columns) -> Iterator[Columns]:
    """On a worker: documents in, what they hold out, by a process of its own that a parser may take down."""
    tasks = [pickle.loads(task) for task in batch["task"]]  # noqa: S301 - from the run
    with ReaderProcesses(workers=1) as reader:
        for at, (_, known), (_, items) in zip(batch["at"], tasks, reader.read(tasks), strict=True):
            for item in items:
                yield _row(at, _prepared(item, known))
            yield _row(at, None)


def _prepared(item: Item, known: frozenset[str]) -> Item:
    """The same item; an article that the library may lack has its parts, by which it will be embedded."""
    if not isinstance(item, PreparedArticle):
        return item
    try:
        return with_parts(item, known)
    except RejectedError as error:
        return error.rejection


class _Embedding:
    """On a worker, one a core: gives articles their embeddings. The encoder is loaded once."""

    def __init__(self) -> None:
        self._encoder: Encoder | None = None

    def __call__(self, batch: Columns, load: Callable[[], Encoder], fingerprint: Fingerprint) -> Columns:
        try:
            self._encoder = self._encoder or load()
        except EncoderError as error:
            return _row(NO_ENCODER, f"{socket.gethostname()}: {error.detail}")
        if self._encoder.fingerprint != fingerprint:
            detail = f"{socket.gethostname()} has {self._encoder.fingerprint}, this machine {fingerprint}."
            return _row(NO_ENCODER, detail)
        items: list[Item | None] = [pickle.loads(item) for item in batch["item"]]  # noqa: S301 - `_read`'s
        return {"at": batch["at"], "item": [pickle.dumps(item) for item in embedded(items, self._encoder)]}


def embedded(items: Sequence[Item | None], encoder: Encoder) -> list[Item | None]:
    """The same items; articles that bring their parts have them embedded."""
    whole = [
        (at, item, item.parts) for at, item in enumerate(items) if isinstance(item, PreparedArticle) and item.parts
    ]
    embedded_items = list(items)
    if whole:
        vectors = encoder.encode_documents([text for _, _, parts in whole for text in parts.texts])
        ends = np.cumsum([len(parts.texts) for _, _, parts in whole])
        for (at, item, parts), own in zip(whole, np.split(vectors, ends[:-1]), strict=True):
            embedded_items[at] = replace(item, parts=replace(parts, vectors=own))
    return embedded_items


def _row(at: int, item: Item | str | None) -> Columns:
    return {"at": [at], "item": [pickle.dumps(item)]}


def _knock(address: str) -> None:
    """Ray itself would try for a minute. Raises: ClusterError."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), PORTIONS.reached_within_s).close()
    except (OSError, ValueError, OverflowError) as error:
        raise ClusterError("unreachable", f"{address}: {_first_line(error)}") from error


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Ray takes SIGTERM for itself, which whoever runs us has taken to stop in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
