"""Work that nobody waits for gives way to questions: its threads get the processor when these leave it idle.

Linux knows a priority for each thread, which hands it on to those that it starts. Elsewhere nothing happens.
"""

import os
import threading
from contextlib import suppress

# Beside a thread that answers, one that stands back gets a quarter of a core. The lowest level, 19, would get a
# seventieth, and on a machine that does other work as well, a run of ingest stands still and doesn't hear “stop”.
_NICE = 5


def stand_back() -> None:
    """Let this thread, and those that it starts, give way to others from now on; it can't be taken back."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


def stands_back() -> bool:
    """Whether this thread gives way."""
    try:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) >= _NICE
    except (OSError, AttributeError):
        return False
