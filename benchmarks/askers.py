"""Several askers at once: threads that ask without a pause, each another question, for so many seconds."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np


@dataclass(frozen=True, slots=True)
class Load:
    """What `askers` at once got: answers a second, their times, the cores that it took, and what went wrong."""

    askers: int
    rate: float
    p50_ms: float
    p95_ms: float
    cores: float
    errors: tuple[str, ...]


def load(ask: Callable[[str], object], questions: Sequence[str], askers: int, seconds: float) -> Load:
    """Ask so long, and let each finish its last question."""
    times: list[float] = []
    errors: list[str] = []
    began, busy = time.perf_counter(), time.process_time()

    def run(seed: int) -> None:
        order = Random(seed).sample(questions, len(questions))
        at = 0
        while (since := time.perf_counter()) < began + seconds:
            try:
                ask(order[at % len(order)])
            except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                errors.append(repr(error))
            times.append(time.perf_counter() - since)
            at += 1

    threads = [threading.Thread(target=run, args=(seed,)) for seed in range(askers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    cores = (time.process_time() - busy) / took
    p50, p95 = np.percentile(times, [50, 95]) * 1e3
    return Load(askers, len(times) / took, float(p50), float(p95), cores, tuple(errors))
