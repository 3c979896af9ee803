"""A thread that stands back gives way, and so does what it starts; others don't."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from vectorstore.priority import stand_back, stands_back

pytestmark = [
    pytest.mark.own_priority,
    pytest.mark.skipif(
        sys.platform != "linux" or os.nice(0) > 0, reason="needs a priority for each thread, and none lower yet"
    ),
]


def test_a_thread_and_those_that_it_starts() -> None:
    told: dict[str, bool] = {}

    def child() -> None:
        told["child"] = stands_back()

    def parent() -> None:
        told["before"] = stands_back()
        stand_back()
        told["after"] = stands_back()
        started = threading.Thread(target=child)
        started.start()
        started.join()

    thread = threading.Thread(target=parent)
    thread.start()
    thread.join()
    assert told == {"before": False, "after": True, "child": True}
    assert not stands_back()


def test_a_pool_of_such_threads() -> None:
    with ThreadPoolExecutor(2, initializer=stand_back) as pool:
        assert all(pool.map(lambda _: stands_back(), range(4)))
    assert not stands_back()
