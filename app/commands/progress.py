"""A progress bar on stderr, with rate and time left; seldom redrawn where stderr is a file, so that logs stay short."""

import sys
from types import TracebackType
from typing import Self

from tqdm import tqdm


class ProgressBar:
    """Context manager around tqdm; an `ingest.pipeline.Progress`. Without `total` the time left is not shown."""

    def __init__(self, description: str, total: int | None = None, unit: str = "") -> None:
        self._bar = tqdm(
            total=total,
            desc=description,
            unit=unit,
            unit_scale=True,
            file=sys.stderr,
            dynamic_ncols=True,
            mininterval=0.2 if sys.stderr.isatty() else 10,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()

    def start(self, total: int) -> None:
        """Now it is known how much there is."""
        self._bar.reset(total)

    def advance(self, size: int) -> None:
        """So much more is done."""
        self._bar.update(size)

    def count(self, read: int, stored: int) -> None:
        """How many articles; the bar shows bytes, of which the total is known."""

    def step(self) -> None:
        """One more is done."""
        self._bar.update()

    def at(self, done: int) -> None:
        """Set how much is done."""
        self._bar.update(done - self._bar.n)
