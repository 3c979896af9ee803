"""One ingest at a time on a library: a lock that the system takes back when its process ends, however that ends."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK, HOLDER = ".ingest.lock", ".ingest.pid"
POLL_S = 0.2


@contextmanager
def alone(folder: Path, waiting: Callable[[str], None], stopping: Callable[[], bool]) -> Iterator[None]:
    """Hold the lock of `folder`; `waiting` is called once, with the process that holds it, if that is another.

    `stopping` ends the wait with a KeyboardInterrupt.

    A folder that can't be written to can't be locked, nor written by another: the error comes when something is stored.
    """
    from filelock import FileLock, Timeout

    if not os.access(folder, os.W_OK):
        yield
        return
    lock = FileLock(folder / LOCK, thread_local=False)
    announced = False
    while not lock.is_locked:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if not announced:
                waiting(_holder(folder))
                announced = True
            if stopping():
                raise KeyboardInterrupt from None
            time.sleep(POLL_S)  # not inside acquire(), so that Ctrl-C ends the wait
    try:
        with suppress(OSError):
            (folder / HOLDER).write_text(str(os.getpid()))
        yield
    finally:
        with suppress(OSError):
            (folder / HOLDER).unlink()
        lock.release()


def _holder(folder: Path) -> str:
    try:
        return (folder / HOLDER).read_text().strip() or "?"
    except OSError:
        return "?"
