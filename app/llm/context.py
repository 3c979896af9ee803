"""What a model can take: as its LangChain profile says, else its server, else the settings, else a cautious guess."""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.settings import Settings
from rag.generate.capacity import UNKNOWN_CONTEXT, Capacity

if TYPE_CHECKING:
    import httpx2
    from langchain_core.language_models import BaseChatModel

# A server that doesn't say at once is not waited for.
_ASKED_S = 2.0
log = logging.getLogger(__name__)


def capacity_of(model: "BaseChatModel", settings: Settings, *, own: bool = False) -> Capacity:
    """What `model` can take. May ask its server, for two seconds a question at most. Never raises.

    HOIBAO_LLM_CONTEXT overrules a server, which may be set up for more than its machine can read in good time; of a
    reader's `own` server only what it tells of itself counts.
    """
    profile: Mapping[str, Any] = getattr(model, "profile", None) or {}
    calls = profile.get("tool_calling")
    if settings.llm_context and not own:
        return Capacity(settings.llm_context, calls)
    if known := profile.get("max_input_tokens"):
        return Capacity(int(known), calls)
    if settings.openai_base_url and type(model).__name__ == "ChatOpenAI":
        key = settings.openai_api_key
        if told := server_context(settings.openai_base_url, key, getattr(model, "model_name", "")):
            return Capacity(told, calls)
    told_to_ollama = getattr(model, "num_ctx", None)
    return Capacity(told_to_ollama or UNKNOWN_CONTEXT, calls)


def server_context(
    base_url: str, key: str | None, model: str, transport: "httpx2.BaseTransport | None" = None
) -> int | None:
    """The context of `model` as its server tells: vLLM, llama.cpp or Ollama; None where none of their ways does."""
    import httpx2

    base = base_url.rstrip("/")
    root = base.removesuffix("/v1")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    with httpx2.Client(timeout=_ASKED_S, follow_redirects=False, headers=headers, transport=transport) as client:
        for asks in (_vllm, _llama_cpp, _ollama):
            try:
                told = asks(client, base, root, model)
            except (httpx2.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
                log.debug("%s: %s", asks.__name__, type(error).__name__)
                continue
            if isinstance(told, int) and told > 0:
                return told
    return None


def _vllm(client: "httpx2.Client", base: str, root: str, model: str) -> int | None:
    listed = client.get(f"{base}/models").raise_for_status().json()["data"]
    return next((entry.get("max_model_len") for entry in listed if entry.get("id") == model), None)


def _llama_cpp(client: "httpx2.Client", base: str, root: str, model: str) -> int | None:
    told = client.get(f"{root}/props").raise_for_status().json()["default_generation_settings"]["n_ctx"]
    return int(told)


def _ollama(client: "httpx2.Client", base: str, root: str, model: str) -> int | None:
    """What the model was set up with (`num_ctx`), else what it was made for."""
    shown = client.post(f"{root}/api/show", json={"model": model}).raise_for_status().json()
    for line in str(shown.get("parameters", "")).splitlines():
        name, _, value = line.strip().partition(" ")
        if name == "num_ctx":
            return int(value)
    return next((int(value) for name, value in shown["model_info"].items() if name.endswith(".context_length")), None)
