"""So many questions at work at once; the others wait their turn, in the order in which they came.

Does not know what a question is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from vectorstore.encoders.cores import usable_cores

WorkArguments = ParamSpec("WorkArguments")
Result = TypeVar("Result")


class Turns:
    """`places` at once: one more than cores, for one question may read while others compute.

    Python computes in one thread at a time: sixteen that want to waste a quarter of what two cores can do in handing
    over (docs/measurements/performance.md, “Askers”).
    """

    def __init__(self, places: int | None = None) -> None:
        self._pool = ThreadPoolExecutor(places or usable_cores() + 1, thread_name_prefix="question")

    def take(
        self, work: Callable[WorkArguments, Result], *given: WorkArguments.args, **named: WorkArguments.kwargs
    ) -> Result:
        """What `work` returns or raises, once it is its turn. It must not take another."""
        return self._pool.submit(work, *given, **named).result()
