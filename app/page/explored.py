"""What the Explore section shows, worked out in the server beside the answers, before anybody opens it.

What was worked out stays until the new is ready: a reader waits for the very first time only. Knows no page.
"""

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

from app.messages import FORESEEN
from rag.assistant import Assistant
from rag.explore.differing import Difference, differences
from rag.explore.overview import Overview, overview
from vectorstore.library import Library

_NICE = 10  # of the levels of a Unix system, 19 gives way to all others
Result = TypeVar("Result")
log = logging.getLogger(__name__)


class Explored:
    """One library's topics, names and differing figures. All methods may be called from any thread."""

    def __init__(self, library: Library, assistant: Callable[[], Assistant]) -> None:
        self._library, self._assistant = library, assistant
        self._lock = threading.Lock()
        self._overview: _Latest[Overview] = _Latest()
        self._differences: _Latest[Sequence[Difference]] = _Latest()

    def refresh(self, after_seconds: float = 0.0) -> None:
        """Work out, in a thread, what the library's last change made old."""
        timer = threading.Timer(after_seconds, self._work_out)
        timer.daemon = True
        timer.start()

    def overview(self) -> Overview:
        """The latest that is ready. Raises: LibraryError where the first can't be worked out."""
        return self._latest(self._overview, lambda: overview(self._library))

    def differences(self) -> Sequence[Difference]:
        """The latest that are ready. Raises: errors that `say_error` has words for."""
        return self._latest(self._differences, self._compare)

    def _compare(self) -> Sequence[Difference]:
        return differences(self._library, partial(self._assistant().ask, mode="quote"))

    def _latest(self, kept: "_Latest[Result]", work: Callable[[], Result]) -> Result:
        change = self._library.last_change()
        if (ready := kept.result) is not None:
            if kept.change != change:
                self.refresh()
            return ready
        return kept.renewed(work, change)

    def _work_out(self) -> None:
        if not self._lock.acquire(blocking=False):  # another thread is at it
            return
        try:
            _behind_answers()
            change = self._library.last_change()
            self._overview.renewed(lambda: overview(self._library), change)
            self._differences.renewed(self._compare, change)
        except FORESEEN as error:  # whoever opens the section is told; a thread has nobody to tell
            log.warning("explore: %s", type(error).__name__)
        except Exception:
            log.exception("What the library holds could not be worked out.")
        finally:
            self._lock.release()


def _behind_answers() -> None:
    """Give this thread less of the processor than answers have, where the system can."""
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


class _Latest(Generic[Result]):
    """What was worked out last, and the change of the library that it is of."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.result: Result | None = None
        self.change: str | None = None

    def renewed(self, work: Callable[[], Result], change: str) -> Result:
        """The result as of `change`: worked out once, whoever asks meanwhile waits for it."""
        with self._lock:
            result = self.result
            if result is None or self.change != change:
                result = self.result = work()
                self.change = change
            return result
