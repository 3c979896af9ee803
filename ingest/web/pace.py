"""Waiting: between requests to one host, and before a request is tried again. Knows time and hosts, not HTTP."""

import time
from collections.abc import Callable

from ingest.web.errors import StoppedError

# Between two requests to a host; sites may ask for more in their robots.txt.
DELAY_S = 1.0
_SLICE_S = 0.2


class Pace:
    """`stopping` is looked at while waiting."""

    def __init__(
        self,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._sleep, self._clock, self._stopping = sleep, clock, stopping
        self._last: dict[str, float] = {}

    def take_turn(self, host: str, delay_s: float) -> None:
        """Return when `host` may be asked again. Raises: StoppedError."""
        if host in self._last:
            self.wait(self._last[host] + max(DELAY_S, delay_s) - self._clock())
        elif self._stopping():
            raise StoppedError
        self._last[host] = self._clock()

    def wait(self, left_s: float) -> None:
        """Raises: StoppedError as soon as the run is to end."""
        while not self._stopping():
            if left_s <= 0:
                return
            self._sleep(min(left_s, _SLICE_S))
            left_s -= _SLICE_S
        raise StoppedError
