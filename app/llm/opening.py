"""A chat model from settings: `provider:model` through LangChain, or a bare name at an OpenAI-compatible endpoint.

Nothing is called yet. Partner packages are extras: one that is missing is an error that says what to install.
"""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from app.llm.context import capacity_of
from app.settings import Settings, SettingsError
from rag.generate.generator import Generator

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# Servers of one's own ask for no key, but the client insists on one.
_NO_KEY = "none"
# Provider: (the module it needs, the extra that brings it).
PROVIDERS = {
    "openai": ("langchain_openai", ""),
    "anthropic": ("langchain_anthropic", "anthropic"),
    "google_genai": ("langchain_google_genai", "google"),
    "ollama": ("langchain_ollama", "ollama"),
    "mistralai": ("langchain_mistralai", "mistral"),
}
# Ollama is served with a short context unless told otherwise; more than this takes much memory.
_OLLAMA_CONTEXT = 32_768


def open_generator(settings: Settings, *, own: bool = False) -> Generator | None:
    """The LLM of the settings, not yet called; None when none is set. `own`: a reader named it, not the server.

    Raises: SettingsError when it can't be reached as the settings stand, or its package isn't installed.
    """
    if settings.llm is None:
        return None
    provider, _, model = settings.llm.partition(":")
    named = provider in PROVIDERS and bool(model) and not own
    if named and provider != "openai":
        made = _of_provider(settings, provider, model)
    else:
        made = _openai_compatible(settings, model if named else settings.llm, own=own)
    return Generator(
        made,
        settings.llm,
        settings.llm_timeout_s,
        lambda: capacity_of(made, settings, own=own),
        checks=settings.check == "llm" and not own,  # a reader's own key is spent on their answers alone
    )


def _chosen(settings: Settings) -> dict[str, Any]:
    """What is sent only where a setting says so: endpoints differ in what they take."""
    chosen = {
        "temperature": settings.llm_temperature,
        "max_tokens": settings.llm_max_tokens,
        "reasoning_effort": settings.llm_effort,
    }
    return {name: value for name, value in chosen.items() if value is not None}


def _openai_compatible(settings: Settings, model: str, *, own: bool) -> "BaseChatModel":
    if settings.openai_api_key is None and settings.openai_base_url is None:
        raise SettingsError("HOIBAO_LLM", settings.llm or "", "llm_place")
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    from app.llm.client import bounded_client, discreet_client

    key = settings.openai_api_key or _NO_KEY
    return ChatOpenAI(
        model=model,
        api_key=SecretStr(key),
        base_url=settings.openai_base_url,
        http_client=discreet_client(key) if own else bounded_client(),
        timeout=settings.llm_timeout_s,
        max_retries=1,
        stream_usage=True,
        **_chosen(settings),
    )


def _of_provider(settings: Settings, provider: str, model: str) -> "BaseChatModel":
    module, extra = PROVIDERS[provider]
    if find_spec(module) is None:
        raise SettingsError("HOIBAO_LLM", settings.llm or "", "llm_package", f".[{extra}]")
    from langchain.chat_models import init_chat_model

    chosen = _chosen(settings)
    if provider == "ollama":
        chosen["num_predict"] = chosen.pop("max_tokens", None)
        chosen["num_ctx"] = settings.llm_context or _OLLAMA_CONTEXT
        chosen["reasoning"] = None if (effort := chosen.pop("reasoning_effort", None)) is None else effort != "none"
        chosen["client_kwargs"] = {"timeout": settings.llm_timeout_s}
    else:
        chosen |= {"timeout": settings.llm_timeout_s, "max_retries": 1}
    if provider == "google_genai" and "max_tokens" in chosen:
        chosen["max_output_tokens"] = chosen.pop("max_tokens")
    try:
        made: BaseChatModel = init_chat_model(model, model_provider=provider, **chosen)
    except Exception as error:  # each client asks for its own key in its own way
        raise SettingsError("HOIBAO_LLM", settings.llm or "", "llm_key", type(error).__name__) from error
    _keep_to_its_address(made)
    return made


def _keep_to_its_address(model: "BaseChatModel") -> None:
    """Where an address redirects to is no place for articles: the partners' HTTP clients follow unless told otherwise,
    and most take no client from outside.
    """
    for name in ("_client", "client"):
        client = getattr(model, name, None)
        for inner in (client, getattr(client, "_client", None)):
            if inner is not None and hasattr(inner, "follow_redirects"):
                inner.follow_redirects = False
