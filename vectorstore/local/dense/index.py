"""The dense index, derived from the catalogue's embeddings. Losing it costs time, never data.

What is stored (`stored_vectors.py`) is one read-only file, exact while small, approximate when large. What came since
is held in memory and compared exactly, what went since is passed over: neither touches the file, and recall can't
fall with them. Only time grows, until the file is written anew (`building.py`), beside the answers where that takes
long. One that is missing, torn, of another catalogue or of another encoder is built from the stored embeddings,
without the encoder.
"""

import atexit
import logging
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from vectorstore.encoders.encoder import Fingerprint, Vectors
from vectorstore.errors import EncoderMismatchError, LibraryError
from vectorstore.local.dense import stored_vectors
from vectorstore.local.dense.building import build
from vectorstore.local.dense.index_state import IndexState, following
from vectorstore.local.dense.stored_vectors import FILE, StoredVectors, encoder_name, opened
from vectorstore.local.derived_file import UNUSABLE
from vectorstore.sql.articles import Keys
from vectorstore.sql.catalogue_reader import CatalogueReader


@dataclass(frozen=True, slots=True)
class DenseLimits:
    """When the file is exact and when it is written anew."""

    # Comparing this many vectors of 384 takes one core 7 ms (p95: 10).
    exact_chunks: int = 200_000
    # A large file is written anew when what came and went since is more than this share of what there is.
    drift_share: float = 0.1
    # After a build that failed, as on a full disk, the next waits so long, and twice as long after each that fails
    # too.
    retry_s: float = 60.0
    retry_at_most_s: float = 3_600.0


DENSE = DenseLimits()
log = logging.getLogger(__name__)


class FaissIndex:
    """Search by cosine over every active embedding, exact for up to `exact_up_to`.

    One a process, shared by its threads.
    """

    def __init__(self, catalogue: CatalogueReader, exact_up_to: int = DENSE.exact_chunks) -> None:
        self._catalogue = catalogue
        self._exact_up_to = exact_up_to
        self._path = catalogue.folder / FILE
        self._loading = threading.RLock()
        self._changing = threading.Lock()
        self._state = IndexState()
        self._loaded = False
        self._builder: threading.Thread | None = None
        self._stopping = threading.Event()
        self._rest_s = DENSE.retry_s
        self._rest_until = 0.0

    def __len__(self) -> int:
        self.catch_up()
        return len(self._state)

    def lag(self) -> int:
        """How many changes of the catalogue it has still to follow; all of them before its first use."""
        return self._catalogue.last_change().number - self._state.last.number

    def search(
        self, query: Vectors, k: int, among: Keys | None = None, encoder: Fingerprint | None = None
    ) -> list[tuple[int, float]]:
        """Up to `k` (chunk key, cosine) pairs, best first. `query` is (dim,) of length 1; `among` limits the keys.

        Raises: EncoderMismatchError when `query` is this encoder's and the embeddings are another's.
        """
        state = self.check(encoder)
        return state.search(query, k, among) if among is None or len(among) else []

    def similarities(
        self, query: Vectors, keys: Sequence[int], encoder: Fingerprint | None = None
    ) -> list[tuple[int, float]]:
        """The cosine of each of these chunks, best first; keys that are gone are left out. Reads only their vectors.

        Raises: as `search`.
        """
        return self.check(encoder).similarities(query, keys)

    def check(self, encoder: Fingerprint | None) -> IndexState:
        """The state, caught up. Raises: as `search`."""
        self.catch_up()
        state = self._state
        if encoder and state.encoder and state.encoder != encoder_name(encoder):
            raise EncoderMismatchError(
                self._catalogue.database.place, str(self._catalogue.encoder()), str(encoder), encoder.model
            )
        return state

    def catch_up(self) -> None:
        """Apply what the catalogue has gained and lost since this index last looked. Cheap when nothing has."""
        with self._loading:
            if not self._loaded:
                self._loaded = True
                self._load()
        if self._catalogue.known_change() != self._state.last:
            with self._changing:
                if self._catalogue.last_change() != self._state.last:
                    self._state = self._state.advanced(self._catalogue)
        if self._is_large() and self._is_due() and time.monotonic() > self._rest_until:
            self._build_beside()

    def save(self) -> None:
        """Write the file if that is due: half a minute for a million chunks.

        A folder that can't be written is left as it is.
        """
        self.catch_up()
        self._wait()
        if self._is_due():
            self._build()

    def rebuild(self) -> int:
        """Build anew from the stored embeddings; returns the number of chunks. Searches use the old one until then."""
        with self._loading:
            self._loaded = True
        self._wait()
        self._discard()
        self._build()
        return len(self)

    def fault(self) -> str | None:
        """Why the file on disk can't be used as it is, or None. Reads all of it and mends nothing.

        Where there is none yet, that is no fault: the next question has it built.
        """
        if not self._path.exists():
            return None
        try:
            stored_vectors.check(self._catalogue)
        except UNUSABLE as error:
            return f"{FILE}: {error}"
        return None

    def _is_large(self) -> bool:
        return len(self._state) > self._exact_up_to

    def _is_due(self) -> bool:
        state = self._state
        return state.came + state.gone > (DENSE.drift_share * len(state) if self._is_large() else 0)

    def _load(self) -> None:
        stored = self._opened()
        state = following(stored).advanced(self._catalogue) if stored else IndexState()
        if stored and not state.fits(self._catalogue):
            log.warning("%s has lost step with the catalogue; building it again.", self._path)
            self._discard()
            state = IndexState()
        self._state = state
        if not state.stored and (chunks := self._catalogue.coverage().chunks):
            # First the file, then what came since: a single command would end before a thread beside it had written
            # one, and all commands would hold every vector in memory.
            if chunks > self._exact_up_to:
                log.warning("Writing %s for %s chunks; this takes a while, once.", self._path, f"{chunks:,}")
            self._build()
        if not self._state.stored:
            self._state = self._state.advanced(self._catalogue)

    def _opened(self) -> StoredVectors | None:
        try:
            stored = opened(self._catalogue)
        except FileNotFoundError:
            return None
        except UNUSABLE as error:
            log.warning("%s can't be used (%s); building it again from the catalogue.", self._path, error)
            return None
        return stored if stored.trailer.encoder == encoder_name(self._catalogue.encoder()) else None

    def _build(self) -> None:
        """Write the file, or take over the one that another process has written, and go on from it."""
        self._rest_until = time.monotonic() + DENSE.retry_s
        stored = build(self._catalogue, self._state.since, self._exact_up_to, self._stopping.is_set)
        if stored:
            with self._changing:
                self._state = following(stored).advanced(self._catalogue)
            self._rest_s = DENSE.retry_s
        else:
            self._rest_until = time.monotonic() + self._rest_s
            self._rest_s = min(2 * self._rest_s, DENSE.retry_at_most_s)

    def _build_beside(self) -> None:
        def run() -> None:
            with suppress(LibraryError):  # of the catalogue: the next search will say so
                self._build()
            self._catalogue.close()
            atexit.unregister(self._stop)

        with self._loading:
            if self._builder is None or not self._builder.is_alive():
                self._builder = threading.Thread(target=run, name="dense", daemon=True)
                atexit.register(self._stop)
                self._builder.start()

    def _stop(self) -> None:
        """FAISS must not be at work when the interpreter goes."""
        self._stopping.set()
        self._wait()

    def _wait(self) -> None:
        if self._builder:
            self._builder.join()

    def _discard(self) -> None:
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
