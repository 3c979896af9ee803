"""An LLM that words answers: any LangChain chat model, with what it can take and how long it is waited for.

Knows nothing of what the markers in a text stand for (`rag.check`) or what is said to the reader when it fails.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import prompts
from rag.answer import Turn, Usage
from rag.generate.capacity import Capacity
from rag.generate.prompting import as_data
from rag.generate.streaming import Writing

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage


@dataclass(frozen=True, slots=True)
class RephrasingRoom:
    """How a follow-up is written out. An answer waits for it; rules do it at once, and find the passage of 43 of 44."""

    chars: int = 400
    short_turn_chars: int = 400
    patience_s: float = 3.0
    roomy_patience_s: float = 10.0


REPHRASED = RephrasingRoom()
# What the prompts tell a small model to say when the passages hold no answer; compared without case.
_NOT_FOUND = ("không tìm thấy", "not found")


class Generator:
    """Writes with `model`, within `timeout_s` seconds of silence and four times that in all.

    `capacity_of` may ask the model's server, so it is called at the first question, once. `checks`: it also reads what
    the rules of the check find nowhere.
    """

    def __init__(
        self,
        model: "BaseChatModel",
        name: str,
        timeout_s: float,
        capacity_of: Callable[[], Capacity] = Capacity,
        *,
        checks: bool = False,
    ) -> None:
        self._model = model
        self.name = name
        self.timeout_s = timeout_s
        self.checks = checks
        self._capacity_of = capacity_of

    @cached_property
    def capacity(self) -> Capacity:
        """What the model can take."""
        return self._capacity_of()

    @property
    def model(self) -> "BaseChatModel":
        """The chat model itself, for an agent to call."""
        return self._model

    def write(self, messages: "list[BaseMessage]", within_s: float | None = None) -> Writing:
        """What the model answers to `messages`, as it comes. The caller may stop early; the request is dropped then."""
        return Writing(self._model, messages, self.timeout_s, within_s or 4 * self.timeout_s)

    def keep(self, writing: Writing) -> None:
        """Ask from now on without the parameter that the server refused."""
        self._model = writing.model

    def rephrase(
        self, question: str, turns: Sequence[Turn], language: str, spend: Callable[[Usage | None], None]
    ) -> str:
        """What the model makes of a follow-up as a question of its own, unchecked, within some seconds; `spend` hears
        what that took.

        Raises: GenerationError.
        """
        from langchain_core.messages import HumanMessage, SystemMessage

        labels = ("Question", "Answer") if language == "en" else ("Hỏi", "Đáp")
        told = "\n".join(
            f"{label}: {as_data(text[: REPHRASED.short_turn_chars])}"
            for turn in turns
            for label, text in zip(labels, (turn.question, turn.answer), strict=True)
        )
        asked = prompts.load(f"rephrase_user.{language}", turns=told, question=as_data(question))
        messages = [SystemMessage(prompts.load(f"rephrase_system.{language}")), HumanMessage(asked)]
        writing = self.write(messages, REPHRASED.roomy_patience_s if self.capacity.roomy else REPHRASED.patience_s)
        try:
            for _ in writing:
                if "\n" in writing.raw.strip() or len(writing.raw) > REPHRASED.chars:
                    break
        finally:
            spend(writing.usage)
        return writing.raw

    def ping(self) -> None:
        """Have the model write something, however short. Raises: GenerationError."""
        from langchain_core.messages import HumanMessage

        next(piece for piece in self.write([HumanMessage("OK?")]) if piece)


def may_say_not_found(text: str) -> bool:
    """Whether what has come so far may yet turn out to say that the passages hold no answer."""
    bare = text.strip().strip(".!\"'*").casefold()
    return any(phrase.startswith(bare) or bare.startswith(phrase) for phrase in _NOT_FOUND)


def says_not_found(text: str) -> bool:
    """Whether a whole answer says so: “Không tìm thấy nạn nhân nào khác [1]” names a source and is an answer."""
    return "[" not in text and may_say_not_found(text)
