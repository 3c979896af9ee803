"""One writer at a time among processes on many machines: rows that their holders keep alive.

Milvus has no compare-and-swap. So whoever wants the lock writes a row of its own, then looks for others (a strong
read): with none it has the lock, else it takes its row back and tries again later. Of two, one at least sees the other,
so that never both hold it. A holder's row beats; one that stands still was left by a process that was killed, and is
removed by the next holder, once the last request of that process must have come to its end.
"""

import json
import os
import platform
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from vectorstore.errors import LibraryError
from vectorstore.milvus.connection import SEEN_NOW, Connection, one_of, quoted
from vectorstore.milvus.schema import NO_VECTOR

# A process that was killed on another machine is waited for so long; on this one its number tells at once.
STILL_S = 15.0
# What a killed process sent last may still be under way: chunks that land after they were wiped out would stay.
SETTLED_S = 1.0
BEAT_S, POLL_S = 4.0, 0.2


class Lock:
    """The lock `name`, for the threads of one process one after the other."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._first, self._last = f"lock/{name}/", f"lock/{name}0"  # "0" follows "/"
        self._row = f"{self._first}{uuid.uuid4().hex}"
        self._threads = threading.RLock()
        self._seen: dict[str, tuple[int, float]] = {}
        self._depth = 0
        self.inherited = True  # whether a holder before, or this one, may have left something half done

    @contextmanager
    def held(
        self, waiting: Callable[[str], None] = lambda holder: None, stopping: Callable[[], bool] = lambda: False
    ) -> Iterator[None]:
        """`waiting` hears once who holds it; `stopping` ends the wait with a KeyboardInterrupt.

        While something is left half done (`inherited`) the row stays, so that who comes next knows of it.
        """
        with self._threads:
            if not self._depth:
                self._acquire(waiting, stopping)
            self._depth += 1
            done = threading.Event()
            if self._depth == 1:
                threading.Thread(target=self._beat, args=(done,), name="lock", daemon=True).start()
            try:
                yield
            finally:
                done.set()
                self._depth -= 1
                if not (self._depth or self.inherited):
                    self._withdraw()

    def check(self) -> None:
        """Raises LibraryError when the lock was taken away, as from a process that was stopped for long."""
        if not self._connection.query("locks", f"name == {quoted(self._row)}", ["name"], SEEN_NOW):
            message = (
                f"Another process writes to {self._connection.address}: this one stood still for {STILL_S:.0f} s. "
                "Nothing of its last batch was stored; run the command again."
            )
            raise LibraryError(message, self._connection.address, "store", "the lock was lost")

    def _acquire(self, waiting: Callable[[str], None], stopping: Callable[[], bool]) -> None:
        told = False
        while True:
            self._write(0)
            condition = f"name > {quoted(self._first)} && name < {quoted(self._last)}"
            rows = self._connection.query("locks", condition, ["name", "value"], SEEN_NOW)
            others = {row["name"]: json.loads(row["value"]) for row in rows if row["name"] != self._row}
            alive = [name for name, holder in others.items() if not self._is_dead(name, holder)]
            if not alive:
                self._inherit(list(others))
                return
            self._withdraw()
            for name in alive:
                if not told and self._has_waited(name):
                    waiting(_named(others[name]))
                    told = True
            if stopping():
                raise KeyboardInterrupt
            time.sleep(POLL_S * random.uniform(0.2, 1.0))  # noqa: S311 - so that two don't meet again and again

    def _inherit(self, dead: list[str]) -> None:
        """Take over from these; this one's own row stands all the while, so that nobody comes in between."""
        if dead:
            self.inherited = True
            time.sleep(SETTLED_S)
            self._connection.delete("locks", one_of("name", dead))

    def _has_waited(self, name: str) -> bool:
        """Whether it is more than somebody who is looking, too."""
        return name in self._seen and self._seen[name][1] < time.monotonic() - POLL_S / 2

    def _is_dead(self, name: str, holder: dict[str, object]) -> bool:
        now, beat = time.monotonic(), int(str(holder["beat"]))
        if holder["machine"] == _machine() and not _runs(int(str(holder["process"]))):
            return True
        if name not in self._seen or self._seen[name][0] != beat:
            self._seen[name] = (beat, now)
        return now - self._seen[name][1] > STILL_S

    def _beat(self, done: threading.Event) -> None:
        beat = 1
        while not done.wait(BEAT_S):
            with suppress(LibraryError):  # `check` will say so
                self.check()
                self._write(beat)
            beat += 1

    def _write(self, beat: int) -> None:
        holder = {"machine": _machine(), "host": platform.node(), "process": os.getpid(), "beat": beat}
        self._connection.upsert("locks", [{"name": self._row, "value": json.dumps(holder), **NO_VECTOR}])

    def _withdraw(self) -> None:
        self._connection.delete("locks", f"name == {quoted(self._row)}")


def _machine() -> str:
    return f"{platform.node()}/{uuid.getnode()}"


def _named(holder: dict[str, object]) -> str:
    here = holder["machine"] == _machine()
    return str(holder["process"]) if here else f"{holder['process']} ({holder['host']})"


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
