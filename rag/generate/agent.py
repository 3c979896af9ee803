"""An agent that gathers articles: LangChain's `create_agent` with the tools of `rag.tools`, within calls and time.

It runs in a thread of its own, which the reader never waits for: whoever iterates hears of each step as it begins, and
may stop. What was seen by then is in the notebook. It writes no answer.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rag.answer import NO_USAGE, Step, Usage
from rag.generate.agent_tools import Notebook
from rag.generate.parameters import without_refused
from rag.generate.streaming import STREAM
from rag.tools import ArticleTools
from vectorstore.errors import EncoderError, LibraryError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import RunnableConfig


@dataclass(frozen=True, slots=True)
class GatheringLimits:
    """Calls of tools and of the model, and the time for all of them together."""

    tool_calls: int = 12
    model_calls: int = 8
    within_s: float = 120.0


LIMITS = GatheringLimits()


@dataclass(frozen=True, slots=True)
class _GatheringEnded:
    error: Exception | None = None


class Gathering:
    """One agent at work: iterate for its steps, None while it is silent. It sees at most `max_chars` of articles.

    Raises while iterated: LibraryError, EncoderError. Whatever goes wrong with the model ends it, and is its `error`.
    """

    def __init__(
        self, model: "BaseChatModel", tools: ArticleTools, max_chars: int, limits: GatheringLimits = LIMITS
    ) -> None:
        self.model = model
        """The model that answered: without the parameter that its server refused, if it did."""
        self.notebook = Notebook(tools, max_chars, self._began)
        self.usage: Usage = NO_USAGE
        self.error: Exception | None = None
        self.out_of_time = False
        self._limits = limits
        self._events: queue.Queue[Step | _GatheringEnded] = queue.Queue()

    def steps(self, system: str, asked: "Sequence[BaseMessage]", enough: Callable[[], bool]) -> Iterator[Step | None]:
        """Its steps, until it is done, out of time, or `enough` says so."""
        threading.Thread(target=self._work, args=(system, asked), daemon=True).start()
        deadline = time.monotonic() + self._limits.within_s
        try:
            while not enough():
                if time.monotonic() >= deadline:
                    self.out_of_time = True
                    break
                try:
                    event = self._events.get(timeout=STREAM.heartbeat_s)
                except queue.Empty:
                    yield None
                    continue
                if isinstance(event, _GatheringEnded):
                    self.error = event.error
                    break
                yield event
        finally:
            self.notebook.closed = True
        if isinstance(self.error, LibraryError | EncoderError):
            raise self.error

    def _began(self, step: Step) -> None:
        self._events.put(step)

    def _work(self, system: str, asked: "Sequence[BaseMessage]") -> None:
        try:
            self._run(system, asked)
        except Exception as error:  # noqa: BLE001 - carried over to the asking thread
            trimmed = None if self.notebook.closed else without_refused(self.model, error)
            if trimmed is None:
                self._events.put(_GatheringEnded(error))
                return
            self.model = trimmed
            try:
                self._run(system, asked)
            except Exception as again:  # noqa: BLE001 - as above
                self._events.put(_GatheringEnded(again))
                return
        self._events.put(_GatheringEnded())

    def _run(self, system: str, asked: "Sequence[BaseMessage]") -> None:
        from langchain.agents import create_agent
        from langchain.agents.middleware import ModelCallLimitMiddleware, ToolCallLimitMiddleware

        limits = self._limits
        bounds: list[Any] = [  # their types don't fit into `create_agent`'s own
            ModelCallLimitMiddleware(run_limit=limits.model_calls),
            ToolCallLimitMiddleware(run_limit=limits.tool_calls),
        ]
        agent = create_agent(self.model, self.notebook.tools(), system_prompt=system, middleware=bounds)
        # Every call of the model is some steps of the graph; its own limit of these would be an error.
        told: RunnableConfig = {"recursion_limit": 10 * (limits.model_calls + limits.tool_calls)}
        begins: Any = {"messages": list(asked)}
        for update in agent.stream(begins, told, stream_mode="updates"):
            for changed in update.values():
                self._count((changed or {}).get("messages", ()))
            if self.notebook.closed:
                return

    def _count(self, messages: "Sequence[BaseMessage]") -> None:
        for message in messages:
            if used := getattr(message, "usage_metadata", None):
                self.usage += Usage(used["input_tokens"], used["output_tokens"])
