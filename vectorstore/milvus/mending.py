"""Readers see to it that a committed batch is applied to the end, if its writer was killed and nobody writes for long.

Until then they would see some of its articles and not others. Knows nothing of how it is done: the next writer does it.
"""

import threading
import time
from contextlib import suppress

from vectorstore.errors import LibraryError
from vectorstore.milvus.batch import Writer
from vectorstore.milvus.parts import Place
from vectorstore.milvus.state import State

# A writer that lives needs a second, of a large batch some; who is too early only waits for it.
LATE_S = 5.0


class Mending:
    """What one process has seen half applied."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._lock = threading.Lock()
        self._applying: Place | None = None
        self._since = 0.0
        self._tried = False

    def see(self, state: State) -> None:
        """A state that was read. Costs nothing: what is to be done goes on in a thread, once for each batch."""
        with self._lock:
            now = time.monotonic()
            if state.applying != self._applying:
                self._applying, self._since, self._tried = state.applying, now, False
            if state.applying is None or self._tried or now - self._since < LATE_S:
                return
            self._tried = True
        threading.Thread(target=self._mend, name="mending", daemon=True).start()

    def _mend(self) -> None:
        with suppress(LibraryError), self._writer.alone():  # which begins with it; else the next writer will
            pass
