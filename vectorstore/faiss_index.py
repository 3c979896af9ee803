"""The dense index, derived from the catalogue's embeddings. Losing it costs time, never data.

Exact while small. A large one has a base (`dense_base.py`: one read-only file, approximate, built beside the answers by
`dense_training.py`) and a tail of all that came since, exact; what went since is left out of what the base finds. So
neither additions nor removals touch the base, and recall can't fall with them: only time grows, until a new base is
built. A file that is missing, torn, of another catalogue or of another encoder is built anew from the stored
embeddings, without the encoder; one that is behind catches up.
"""

import atexit
import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import faiss

from vectorstore import dense_base, derived_file
from vectorstore.catalogue import Catalogue, Keys
from vectorstore.dense_base import Base
from vectorstore.dense_state import State
from vectorstore.dense_training import build, check
from vectorstore.derived_file import UNUSABLE, Trailer
from vectorstore.encoder import Vectors
from vectorstore.errors import LibraryError

FILE = "dense.faiss"
# Comparing this many vectors of 384 takes one core 8 to 10 ms.
EXACT_UP_TO = 200_000
# A new base is built when what came and went since the last is more than this share of what there is.
DRIFT = 0.2
RETRY_S = 60.0
log = logging.getLogger(__name__)


class FaissIndex:
    """Search by cosine over every active embedding, exact for up to `exact_up_to`.

    One a process, shared by its threads.
    """

    def __init__(self, catalogue: Catalogue, exact_up_to: int = EXACT_UP_TO) -> None:
        self._catalogue = catalogue
        self._exact_up_to = exact_up_to
        self._path = catalogue.folder / FILE
        self._base_path = catalogue.folder / dense_base.FILE
        self._loading = threading.RLock()
        self._changing = threading.RLock()
        self._state = State()
        self._saved: tuple[int, int] | None = None
        self._loaded = False
        self._beside: threading.Thread | None = None
        self._stopping = threading.Event()
        self._rest_until = 0.0

    def __len__(self) -> int:
        self.catch_up()
        return len(self._state)

    def search(self, query: Vectors, k: int, among: Keys | None = None) -> list[tuple[int, float]]:
        """Up to `k` (chunk key, cosine) pairs, best first. `query` is (dim,) of length 1; `among` limits the keys."""
        self.catch_up()
        return self._state.search(query, k, among) if among is None or len(among) else []

    def similarities(self, query: Vectors, keys: Sequence[int]) -> list[tuple[int, float]]:
        """The cosine of each of these chunks, best first; keys that are gone are left out. Reads only their vectors."""
        self.catch_up()
        return self._state.similarities(query, keys)

    def catch_up(self) -> None:
        """Apply what the catalogue has gained and lost since this index last looked. Cheap when nothing has."""
        with self._loading:
            if not self._loaded:
                self._loaded = True
                self._load()
        if self._catalogue.sequence() != self._state.sequence:
            with self._changing:
                if self._catalogue.sequence() != self._state.sequence:
                    self._state = self._state.advanced(self._catalogue)
        if self._is_due() and time.monotonic() > self._rest_until:
            self._run_beside(self._train)

    def save(self) -> None:
        """Write what has changed since it was read, with a new base if one is due, for which this waits.

        A folder that can't be written is left as it is.
        """
        self.catch_up()
        if self._beside:
            self._beside.join()
        if self._is_due():
            self._train()
        self._write()

    def rebuild(self) -> int:
        """Build anew from the stored embeddings and write; returns the number of chunks."""
        with self._loading, self._changing:
            self._loaded = True
            self._discard()
        self.save()
        return len(self._state)

    def fault(self) -> str | None:
        """Why a file on disk can't be used as it is, or None. Reads all of them and mends nothing."""
        if not self._path.exists() and not self._catalogue.coverage().chunks:
            return None
        file = FILE
        try:
            self._read_tail()
            file = dense_base.FILE
            if self._base_path.exists():
                check(derived_file.trailer_of(self._base_path), self._catalogue)
                derived_file.check(self._base_path)
        except UNUSABLE as error:
            return f"{file}: {error}"
        return None

    def _is_due(self) -> bool:
        state = self._state
        if not state.base and len(state) <= self._exact_up_to:
            return False
        return state.came + state.gone > DRIFT * len(state)

    def _train(self) -> None:
        """Build a base, or take over the one that another process has built, and go on from it."""
        self._rest_until = time.monotonic() + RETRY_S
        base = build(self._catalogue, self._state.since, self._stopping.is_set)
        if base:
            following = _following(base).advanced(self._catalogue)
            with self._changing:
                self._state = following

    def _load(self) -> None:
        base = self._mapped_base()
        state = _following(base)
        whole = False
        try:
            tail, trailer = self._read_tail()
        except FileNotFoundError:
            pass
        except UNUSABLE as error:
            self._warn(FILE, error)
        else:
            if trailer.base == state.sequence:  # otherwise the writer of the base was stopped before it wrote this
                state = State(base, None, tail, trailer.encoder, trailer.sequence)
                state = state.without(self._catalogue.deleted_since(trailer.base))
                self._saved = trailer.base, trailer.sequence
                whole = True
        self._state = state.advanced(self._catalogue)
        if not self._state.fits(self._catalogue):
            log.warning("%s has lost step with the catalogue; building it again.", self._path)
            self._discard()
            self._state = self._state.advanced(self._catalogue)
            whole = False
        if not whole:
            self._write()
        if self._state.base:
            self._run_beside(self._verify)

    def _mapped_base(self) -> Base | None:
        try:
            base = dense_base.opened(self._catalogue.folder)
            check(base.trailer, self._catalogue)
        except FileNotFoundError:
            return None
        except UNUSABLE as error:
            self._warn(dense_base.FILE, error)
            return None
        return base

    def _verify(self) -> None:
        """Whether the base is as it was written. Reading a million chunks' takes half a second, so answers go first."""
        try:
            derived_file.check(self._base_path, self._stopping.is_set)
        except FileNotFoundError:
            pass
        except UNUSABLE as error:
            self._warn(dense_base.FILE, error)
            with self._changing:
                self._discard()
                self._state = self._state.advanced(self._catalogue)

    def _write(self) -> None:
        with self._changing:
            state = self._state
            if state.tail is None or self._saved == (state.since, state.sequence):
                return
            trailer = Trailer(self._catalogue.identity(), state.encoder, state.sequence, state.came, base=state.since)
            try:
                derived_file.write(self._path, state.tail, trailer)
            except OSError as error:
                log.warning("%s could not be written (%s); it will be built when next needed.", self._path, error)
                return
            self._saved = state.since, state.sequence

    def _discard(self) -> None:
        with suppress(OSError):
            self._base_path.unlink(missing_ok=True)
        self._state, self._saved = State(), None

    def _read_tail(self) -> tuple[Any, Trailer]:
        index, trailer = derived_file.read(self._path)
        check(trailer, self._catalogue)
        if not isinstance(faiss.downcast_index(index.index), faiss.IndexScalarQuantizer):
            raise ValueError("it was written before half precision")
        return index, trailer

    def _run_beside(self, work: Callable[[], None]) -> None:
        """Do it in a thread of its own, one at a time."""

        def run() -> None:
            try:
                work()
            except (LibraryError, *UNUSABLE) as error:
                log.warning("%s could not be brought up to date: %s", self._base_path, error)
            finally:
                self._catalogue.close()
                atexit.unregister(self._stop)

        with self._loading:
            if self._beside is None or not self._beside.is_alive():
                self._beside = threading.Thread(target=run, name="dense", daemon=True)
                atexit.register(self._stop)
                self._beside.start()

    def _stop(self) -> None:
        """FAISS must not be at work when the interpreter goes."""
        self._stopping.set()
        if self._beside:
            self._beside.join()

    def _warn(self, file: str, error: Exception) -> None:
        log.warning("%s can't be used (%s); building it again from the catalogue.", self._path.with_name(file), error)


def _following(base: Base | None) -> State:
    """Nothing but the base."""
    return State(base, encoder=base.trailer.encoder, sequence=base.trailer.sequence) if base else State()
