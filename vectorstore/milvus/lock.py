"""One writer at a time among processes on many machines: rows that their holders keep alive.

Milvus has no compare-and-swap. So whoever wants the lock looks whether anybody has it, writes a claim of its own, and
looks again (strong reads): alone it has the lock, else it takes the claim back and tries again later. Of two, one at
least sees the other, so that never both hold it. A holder beats, in a row beside its claim: the claim itself is never
written again, so that one which was taken away can't come back. A claim that stands still was left by a process that
was killed, and is removed by the next holder, once the last request of that process must have come to its end.
"""

import itertools
import json
import os
import platform
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import Any

from vectorstore.errors import LibraryError
from vectorstore.milvus.connection import SEEN_NOW, Connection, one_of, quoted
from vectorstore.milvus.schema import NO_VECTOR

# A process that was killed on another machine is waited for so long; on this one its number tells at once.
STILL_S = 15.0
# Who hasn't looked for so long begins to wait anew: what stopped it (a server that stood still) may have stopped all.
AWAY_S = 5.0
# What a killed process sent last may still be under way: chunks that land after they were wiped out would stay.
SETTLED_S = 1.0
BEAT_S, POLL_S, MAX_POLL_S = 4.0, 0.2, 2.0
BEAT = "/beat"

Holder = dict[str, Any]


class Lock:
    """The lock `name`, for the threads of one process one after the other."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._first, self._last = f"{name}/", f"{name}0"  # "0" follows "/"
        self._claim = f"{self._first}{uuid.uuid4().hex}"
        self._threads = threading.RLock()
        # Rises over all holds, so that no two moments of this process look like one that stands still.
        self._numbers = itertools.count(time.time_ns())
        self._hold = 0
        self._seen: dict[str, tuple[int, float]] = {}
        self._looked = 0.0
        self._depth = 0
        self.inherited = True  # whether a holder before, or this one, may have left something half done

    @contextmanager
    def held(
        self, waiting: Callable[[str], None] = lambda holder: None, stopping: Callable[[], bool] = lambda: False
    ) -> Iterator[None]:
        """`waiting` hears once who holds it; `stopping` ends the wait with a KeyboardInterrupt.

        While something is left half done (`inherited`) the claim stays, so that who comes next knows of it.
        """
        with self._threads:
            if not self._depth:
                self._acquire(waiting, stopping)
            self._depth += 1
            try:
                with self._beating() if self._depth == 1 else nullcontext():
                    yield
            finally:
                self._depth -= 1
                if not (self._depth or self.inherited):
                    self._withdraw()

    def check(self) -> None:
        """Raises LibraryError when the lock was taken away, as from a process that was stopped for long."""
        rows = self._connection.query("locks", one_of("name", [self._claim]), ["value"], SEEN_NOW)
        if not rows or json.loads(rows[0]["value"])["hold"] != self._hold:
            raise self.lost()

    def lost(self) -> LibraryError:
        """The error of one whose lock was taken away."""
        message = (
            f"Another process writes to {self._connection.address}: this one stood still for {STILL_S:.0f} s. "
            "Of its last batch all or nothing was stored; run the command again."
        )
        return LibraryError(message, self._connection.address, "store", "the lock was lost")

    @staticmethod
    def settle() -> None:
        """Wait until what was sent last, and failed or was cut off, has come to its end on the server."""
        time.sleep(SETTLED_S)

    def _acquire(self, waiting: Callable[[str], None], stopping: Callable[[], bool]) -> None:
        told, pause, left = False, POLL_S, False
        while True:
            alive, dead = self._look()
            left = left or bool(dead)
            if not alive:
                alive, dead = self._try()
                if not alive:
                    self._inherit(dead, left=left or bool(dead))
                    return
            for name, holder in alive.items():
                if not told and self._has_waited(name):
                    waiting(_named(holder))
                    told = True
            if stopping():
                raise KeyboardInterrupt
            time.sleep(pause * random.uniform(0.2, 1.0))  # noqa: S311 - so that two don't meet again and again
            pause = min(2 * pause, MAX_POLL_S)

    def _try(self) -> tuple[dict[str, Holder], list[str]]:
        """Claim the lock; what `_look` says then. The claim stays if nobody else alive is there."""
        try:
            self._hold = next(self._numbers)
            holder = {"machine": _machine(), "host": platform.node(), "process": os.getpid(), "hold": self._hold}
            self._write(self._claim, holder)
            alive, dead = self._look()
            if alive and self._claim < min(alive):  # of those who come at once one stays until the others have gone
                time.sleep(POLL_S)
                alive, dead = self._look()
        except BaseException:
            with suppress(LibraryError):
                self._withdraw()
            raise
        if alive:
            self._withdraw()
        return alive, dead

    def _look(self) -> tuple[dict[str, Holder], list[str]]:
        """The other holders and those that want to be, by claim; and the claims that dead ones left."""
        began = time.monotonic()
        condition = f"name > {quoted(self._first)} && name < {quoted(self._last)}"
        rows = self._connection.query("locks", condition, ["name", "value"], SEEN_NOW)
        values = {row["name"]: json.loads(row["value"]) for row in rows}
        others = {name: value for name, value in values.items() if name != self._claim and not name.endswith(BEAT)}
        known = self._seen if began - self._looked < AWAY_S else {}
        self._looked = time.monotonic()
        self._seen = {}
        for name, holder in others.items():
            beat = max(holder["hold"], values.get(name + BEAT, 0))
            before = known.get(name)
            self._seen[name] = before if before and before[0] == beat else (beat, self._looked)
        dead = [name for name, holder in others.items() if _is_gone(holder) or began - self._seen[name][1] > STILL_S]
        return {name: holder for name, holder in others.items() if name not in dead}, dead

    def _inherit(self, dead: list[str], *, left: bool) -> None:
        """Take over from these; this one's own claim stands all the while, so that nobody comes in between."""
        self.inherited = self.inherited or left
        if dead:
            self.settle()
            self._connection.delete("locks", one_of("name", [row for name in dead for row in (name, name + BEAT)]))

    def _has_waited(self, name: str) -> bool:
        """Whether it is more than somebody who is looking, too."""
        return self._seen[name][1] < time.monotonic() - POLL_S / 2

    @contextmanager
    def _beating(self) -> Iterator[None]:
        done = threading.Event()
        thread = threading.Thread(target=self._beat, args=(done,), name="lock", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()  # else its last row could come after those that are withdrawn

    def _beat(self, done: threading.Event) -> None:
        while not done.wait(BEAT_S):
            with suppress(LibraryError):  # `check` will say so
                self._write(self._claim + BEAT, next(self._numbers))

    def _write(self, name: str, value: Any) -> None:
        self._connection.upsert("locks", [{"name": name, "value": json.dumps(value), **NO_VECTOR}])

    def _withdraw(self) -> None:
        self._connection.delete("locks", one_of("name", [self._claim, self._claim + BEAT]))


@cache
def _machine() -> str:
    """What numbers of processes mean the same in; "" where it isn't known: then their beats alone tell.

    Names and addresses don't say: containers may share those, but not a namespace of processes.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}/{os.readlink('/proc/self/ns/pid')}"
    except OSError:
        return ""


def _is_gone(holder: Holder) -> bool:
    """Whether it is a process of this machine that runs no more."""
    if not _machine() or holder["machine"] != _machine():
        return False
    try:
        os.kill(holder["process"], 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _named(holder: Holder) -> str:
    here = _machine() and holder["machine"] == _machine()
    return str(holder["process"]) if here else f"{holder['process']} ({holder['host']})"
