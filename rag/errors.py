"""Everything that can go wrong with an answer.

QuestionError (ValueError)       the question can't be asked as it is
ToolError (ValueError)           a tool was called for what the library lacks
RerankerError (RuntimeError)     the re-ranking model can't be loaded
GenerationError (RuntimeError)   the LLM gave no usable answer; `kind` says why
"""

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
        import openai

        detail = type(error).__name__
        if isinstance(error, openai.APITimeoutError):
            return cls("timeout", detail)
        if isinstance(error, openai.APIConnectionError):
            return cls("interrupted" if begun else "unreachable", detail)
        if isinstance(error, openai.APIStatusError):
            return cls(_KIND_OF_STATUS.get(error.status_code, "server_error"), f"HTTP {error.status_code}")
        if type(error).__module__.startswith(("httpx", "httpcore")):
            return cls("interrupted", detail)
        return cls("failed", detail)


_KIND_OF_STATUS: dict[int, LLMProblem] = {
    400: "failed",
    401: "unauthorized",
    403: "unauthorized",
    404: "not_found",
    413: "too_long",
    429: "rate_limited",
}
