"""Parameters that an endpoint may not know: a request that it refuses for one is made again without it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# Of a chat model: (its field, what turns it off, what a server calls it).
_OPTIONAL: tuple[tuple[str, object, tuple[str, ...]], ...] = (
    ("temperature", None, ("temperature",)),
    ("reasoning_effort", None, ("reasoning_effort", "reasoning effort", "reasoning")),
    ("max_tokens", None, ("max_completion_tokens", "max_tokens")),
    ("stream_usage", False, ("stream_options", "include_usage")),
)
_REFUSED = (400, 422)


def without_refused(model: "BaseChatModel", error: Exception) -> "BaseChatModel | None":
    """`model` without the parameter that `error` names as the reason of a refusal; None if it names none."""
    if getattr(error, "status_code", None) not in _REFUSED:
        return None
    said = str(error).lower()
    for field, off, names in _OPTIONAL:
        if getattr(model, field, off) != off and any(name in said for name in names):
            return model.model_copy(update={field: off})
    return None
