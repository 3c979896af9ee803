"""Everything that can go wrong with an answer.

QuestionError (ValueError)       the question can't be asked as it is
ToolError (ValueError)           a tool was called for what the library lacks
RerankerError (RuntimeError)     the re-ranking model can't be loaded
GenerationError (RuntimeError)   the LLM gave no usable answer; `kind` says why
"""

import re
from collections.abc import Sequence
from typing import Literal, Self

QuestionProblem = Literal["empty", "too_long"]
RerankerProblem = Literal["package", "folder", "hub", "scores", "kind"]
LLMProblem = Literal[
    "unauthorized",
    "rate_limited",
    "not_found",
    "too_long",
    "server_error",
    "timeout",
    "unreachable",
    "interrupted",
    "redirected",
    "foreign",
    "empty",
    "echo",
    "uncited",
    "failed",
]

# What a message names of the choices, and of a name that was given: either may be endless.
MAX_CHOICES, MAX_NAMED_CHARS = 40, 80


class QuestionError(ValueError):
    """`problem` says what is wrong with the question; `limit` is the longest allowed, in characters."""

    def __init__(self, problem: QuestionProblem, limit: int) -> None:
        super().__init__(f"question is {problem.replace('_', ' ')} (at most {limit} characters)")
        self.problem: QuestionProblem = problem
        self.limit = limit


class ToolError(ValueError):
    """The library has nothing of the name `value`, given as `parameter`; `choices`: some that it has, if few kinds.

    The message is for the program, or the model, that called.
    """

    def __init__(self, parameter: str, value: str, choices: Sequence[str] = ()) -> None:
        self.parameter, self.value, self.choices = parameter, value, tuple(choices[:MAX_CHOICES])
        known = f" It has: {', '.join(self.choices)}." if self.choices else ""
        super().__init__(f"The library has no {parameter} {value[:MAX_NAMED_CHARS]!r}.{known}")


class RerankerError(RuntimeError):
    """The re-ranking model `model` can't be used: `problem` says what is wrong, `detail` what was reported."""

    def __init__(self, problem: RerankerProblem, model: str, detail: str) -> None:
        super().__init__(f"The re-ranking model '{model}' can't be used ({problem}): {detail}")
        self.problem, self.model, self.detail = problem, model, detail


class GenerationError(RuntimeError):
    """Why the LLM failed. The message is technical and free of secrets; readers get other words, by `kind`."""

    def __init__(self, kind: LLMProblem, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind: LLMProblem = kind

    @classmethod
    def translated(cls, error: Exception, *, begun: bool) -> Self | "GenerationError":
        """From whatever the client raised, before or after the answer had begun.

        Only its type and status are kept: a server may echo the key in its body.
        """
        if isinstance(error, GenerationError):
            return error
        detail = type(error).__name__
        status = _status_of(error)
        if status is not None:
            return cls(_kind_of(status, str(error)), f"HTTP {status}")
        if isinstance(error, TimeoutError) or "Timeout" in detail:
            return cls("timeout", detail)
        if begun or _broke_off(error):
            return cls("interrupted", detail)
        if isinstance(error, ConnectionError) or "Connect" in detail:
            return cls("unreachable", detail)
        return cls("failed", detail)


def _broke_off(error: BaseException | None) -> bool:
    """Whether a client's error comes of an answer that had begun."""
    while error is not None:
        if type(error).__name__ in ("ReadError", "RemoteProtocolError", "DecodingError"):
            return True
        error = error.__cause__
    return False


def _kind_of(status: int, said: str) -> LLMProblem:
    if 300 <= status < 400:
        return "redirected"
    if status == 400 and _TOO_LONG.search(said):
        return "too_long"
    return _KIND_OF_STATUS.get(status, "server_error")


def _status_of(error: Exception) -> int | None:
    """The HTTP status that a client's error carries: LangChain's partners have no class in common."""
    for holder in (error, getattr(error, "response", None)):
        for name in ("status_code", "code"):
            if isinstance(status := getattr(holder, name, None), int) and 100 <= status < 600:
                return status
    return None


# As OpenAI, vLLM, llama.cpp and Anthropic say that a prompt doesn't fit.
_TOO_LONG = re.compile(r"context.{0,40}(?:length|size|window)|prompt is too long|too many tokens", re.IGNORECASE)
_KIND_OF_STATUS: dict[int, LLMProblem] = {
    400: "failed",
    401: "unauthorized",
    403: "unauthorized",
    404: "not_found",
    413: "too_long",
    429: "rate_limited",
}
