"""Many askers: every question is counted, and so is what goes wrong."""

import threading
import time

from benchmarks.askers import load


def test_as_many_ask_at_once_as_are_wanted() -> None:
    together = threading.Barrier(4, timeout=20)  # breaks, which is an error, unless four are there
    met: set[int] = set()

    def ask(question: str) -> None:
        if threading.get_ident() not in met:
            met.add(threading.get_ident())
            together.wait()
        time.sleep(0.05)

    got = load(ask, ["một", "hai"], askers=4, for_s=0.5)
    assert got.errors == ()
    assert got.rate > 0


def test_errors_are_counted_and_shown() -> None:
    def fail(question: str) -> None:
        raise ValueError(question)

    got = load(fail, ["một"], askers=2, for_s=0.02)
    assert got.errors
    assert set(got.errors) == {"ValueError('một')"}
    assert f"ERRORS: {len(got.errors)}" in str(got)
