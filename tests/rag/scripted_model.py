"""A chat model that plays a script of words and tool calls, the first line first, whatever it is told."""

from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable

from rag.generate.capacity import Capacity
from rag.generate.generator import Generator

# What the model says next, given all that it was told: words, or the calls of tools as (name, arguments).
Line = str | list[tuple[str, dict[str, Any]]]


class ScriptedModel(BaseChatModel):
    """Says the lines of `script` in turn, then the last one again and again. `heard`: what it was told each time."""

    script: list[Line | Callable[[Sequence[BaseMessage]], Line]]
    heard: list[list[BaseMessage]]
    offered: list[str]
    refuses_tools: bool = False

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[Any, AIMessage]:
        if self.refuses_tools:
            raise NotImplementedError("this model does not support tools")
        self.offered = [tool.name for tool in tools]
        return self

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        self.heard.append(list(messages))
        line = self.script[min(len(self.heard), len(self.script)) - 1]
        said = line(messages) if callable(line) else line
        calls = [] if isinstance(said, str) else said
        message = AIMessage(
            said if isinstance(said, str) else "",
            tool_calls=[
                {"name": name, "args": given, "id": f"{len(self.heard)}-{at}"} for at, (name, given) in enumerate(calls)
            ],
            usage_metadata={"input_tokens": 100, "output_tokens": 10, "total_tokens": 110},
            response_metadata={"finish_reason": "stop"},
        )
        return ChatResult(generations=[ChatGeneration(message=message)])


def scripted(*script: Line | Callable[[Sequence[BaseMessage]], Line], **how: Any) -> ScriptedModel:
    return ScriptedModel(script=list(script), heard=[], offered=[], **how)


def generator_of(model: BaseChatModel, context_tokens: int = 128_000, tool_calling: bool | None = True) -> Generator:
    return Generator(model, "scripted", 30.0, lambda: Capacity(context_tokens, tool_calling))
