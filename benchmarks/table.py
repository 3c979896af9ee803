"""What the benchmarks share: stopwatches, percentiles, the machine, and the rows of one table."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np

from vectorstore.encoders.cores import usable_cores

HEAD = ("", "Hỏi Báo", "instead", "theirs", "Hỏi Báo is")
PATIENCE_S = 60.0
WARM_UP = 50


@dataclass(frozen=True, slots=True)
class TableRow:
    """One figure, and what stands in its place in what one would build `instead`."""

    what: str
    own: str
    instead: str = ""
    theirs: str = ""
    better: str = ""


def print_head() -> None:
    """The date, the machine, and the head of the table."""
    print(f"{machine()}\n\n{_line(HEAD)}\n{_line(['---'] * len(HEAD))}", flush=True)


def print_row(row: TableRow) -> None:
    """One more row."""
    print(_line(astuple(row)), flush=True)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def machine() -> str:
    """The date and what the figures were taken on."""
    cores = usable_cores()
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = names[0] if names else platform.processor()
    load = f"load {os.getloadavg()[0]:.1f}"
    return f"{time.strftime('%Y-%m-%d')}, {cores} cores ({model}), {load}, Python {platform.python_version()}"


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def timed(work: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Milliseconds for each question, after some that aren't counted; stops when patience ends.

    Those have the same words in another order: what is mapped from disk is in memory then, and no answer is.
    """
    for question in questions[:WARM_UP]:
        work(reordered(question))
    until, found = time.perf_counter() + PATIENCE_S, []
    for question in questions:
        found.append(seconds(lambda asked=question: work(asked)) * 1e3)  # type: ignore[misc]
        if time.perf_counter() > until:
            break
    return found


def reordered(question: str) -> str:
    """The same words from the last to the first."""
    return " ".join(reversed(question.split()))


def percentiles(ms: Sequence[float], *which: int) -> str:
    """“4.1 / 5.0”: the median and the 95th, or those named."""
    return " / ".join(f"{np.percentile(ms, each):.1f}" for each in which or (50, 95))


def times(ratio: float) -> str:
    """“1.8 ×”."""
    return f"{ratio:.2f} ×" if ratio < 10 else f"{ratio:.0f} ×"


def faster(own: Sequence[float], theirs: Sequence[float]) -> str:
    """How many times their median takes ours."""
    return f"{times(statistics.median(theirs) / statistics.median(own))} as fast"
