"""Folders kept in step while they change: what happened to files becomes a call to bring them up to date.

Knows files and time; what an update does is its caller's.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from ingest import readers


@dataclass(frozen=True, slots=True)
class WatchTimes:
    """When a change is followed by an update."""

    # Editors write a copy, rename and remove; programs write for a while. An update waits until it has been still so
    # long,
    settle_s: float = 1.0
    # but not for ever where something is always being written.
    patience_s: float = 15.0
    poll_s: float = 0.2
    # Where the system can't tell of changes (network folders, too many watches), the folders are looked through this
    # often.
    polling_s: float = 5.0


WATCHING = WatchTimes()
_CHANGES = frozenset({"created", "modified", "moved", "deleted", "closed"})
log = logging.getLogger(__name__)


def watch(
    folders: Sequence[Path], update: Callable[[], object], stopping: Callable[[], bool], *, polling: bool = False
) -> None:
    """Call `update` at once, and again whenever readable files in `folders` have changed, until `stopping` says so."""
    changes = _Changes()
    watched: dict[Path, int] = {}
    observer: Any = None
    changes.mark()
    try:
        while not stopping():
            there = {folder: _inode(folder) for folder in folders}
            if observer is None or there != watched:  # one that went and came back is another folder
                _end(observer)
                observer, watched = _observer(folders, changes, polling=polling), there
                changes.mark()
            if changes.are_settled():
                update()
            time.sleep(WATCHING.poll_s)
    finally:
        _end(observer)


class _Changes(FileSystemEventHandler):
    """When the first change since the last update came, and the last one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._first = self._last = 0.0

    def mark(self) -> None:
        """Something has changed now."""
        with self._lock:
            self._last = time.monotonic()
            self._first = self._first or self._last

    def are_settled(self) -> bool:
        """Whether there are changes and it is time to look at them; they count as looked at then."""
        now = time.monotonic()
        with self._lock:
            due = bool(self._first) and (
                now - self._last >= WATCHING.settle_s or now - self._first >= WATCHING.patience_s
            )
            if due:
                self._first = 0.0
            return due

    def dispatch(self, event: FileSystemEvent) -> None:
        """What watchdog calls. Reading a file is no change, nor is what a folder's own date says."""
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        if event.is_directory or any(readers.is_readable(path) for path in paths):
            self.mark()


def _observer(folders: Sequence[Path], changes: _Changes, *, polling: bool) -> Any:
    from watchdog.observers import Observer
    from watchdog.observers.polling import PollingObserver

    observer = PollingObserver(timeout=WATCHING.polling_s) if polling else Observer()
    try:
        for folder in folders:
            if folder.exists():
                observer.schedule(changes, str(folder), recursive=folder.is_dir())
        observer.start()
    except OSError as error:
        with suppress(RuntimeError):  # its threads may not have started
            observer.unschedule_all()
        if polling:
            raise
        log.warning("The system can't tell of changes (%s); looking every %.0f s instead.", error, WATCHING.polling_s)
        return _observer(folders, changes, polling=True)
    return observer


def _end(observer: Any) -> None:
    if observer is not None:
        observer.stop()
        observer.join()


def _inode(folder: Path) -> int:
    try:
        return folder.stat().st_ino
    except OSError:
        return 0
