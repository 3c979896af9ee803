"""The LLM that reads once more what the rules of the check find nowhere (`rag.check.second_reading`).

It reads in a thread of its own, so that whoever waits for the answer hears that it lives, and may stop.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from collections.abc import Generator as Yields
from concurrent.futures import ThreadPoolExecutor

from rag.answer import Usage
from rag.check.citations import Settled, settled
from rag.errors import GenerationError
from rag.generate.generator import Generator
from rag.generate.streaming import STREAM
from vectorstore.records import Passage

# A finished answer waits for its second reading: a line a sentence.
CHECK_S = 30.0
log = logging.getLogger(__name__)


class SecondReader:
    """Reads for the check of one answer; `usage` is what that took."""

    def __init__(self, generator: Generator) -> None:
        self._generator = generator
        self._stopped = threading.Event()
        self.usage: Usage | None = None

    def settled(self, raw: str, passages: Sequence[Passage], enough: Callable[[], bool]) -> Yields[str, None, Settled]:
        """As `rag.check.citations.settled`, with an empty piece a heartbeat. Once the reader has `enough`, what the
        rules say stands.
        """
        done = threading.Event()
        with ThreadPoolExecutor(1, thread_name_prefix="check") as apart:
            work = apart.submit(settled, raw, passages, self)
            work.add_done_callback(lambda _: done.set())
            try:
                while not done.wait(STREAM.heartbeat_s):
                    if enough():
                        self._stopped.set()
                    yield ""
            finally:
                self._stopped.set()
        return work.result()

    def read(self, system: str, asked: str) -> str:
        """What the model answers; "" where it fails or is stopped, and what the rules say stands."""
        from langchain_core.messages import HumanMessage, SystemMessage

        writing = self._generator.write([SystemMessage(system), HumanMessage(asked)], CHECK_S)
        try:
            for _ in writing:
                if self._stopped.is_set():
                    return ""
        except GenerationError as error:
            log.warning("The LLM %s did not read for the check: %s", self._generator.name, error)
            return ""
        finally:
            self.usage = writing.usage
        return writing.raw
