"""The composition root: the only place that knows which library, encoder and model are in use."""

import gc
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import dotenv_values
from platformdirs import user_cache_path

from app.settings import LANGUAGES, Settings, SettingsError
from rag.assistant import Assistant
from rag.generate.generator import Generator
from rag.retrieve.rerank import CrossEncoderReranker, Reranker
from rag.retrieve.retriever import Retriever
from vectorstore.encoders.encoder import Encoder
from vectorstore.encoders.load import load_encoder
from vectorstore.library import Library
from vectorstore.local.library import LocalLibrary

if TYPE_CHECKING:
    import httpx2

# Servers of one's own ask for no key, but the client insists on one.
_NO_KEY = "none"
# The headers that a request needs; what else the client would send stays here.
_TOLD = {"host", "content-type", "content-length", "accept", "accept-encoding", "connection", "user-agent"}


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment and, for what it leaves unset, from `.env` in the working folder."""
    return Settings.from_env(_given(environment))


def read_language() -> str:
    """The language of the settings, also where another of them can't be used and that is to be said."""
    named = _given(None).get("HOIBAO_LANGUAGE")
    return named if named in LANGUAGES else Settings().language


def _given(environment: Mapping[str, str] | None) -> Mapping[str, str]:
    given = os.environ if environment is None else environment
    return {**{name: value or "" for name, value in dotenv_values(".env").items()}, **given}


def prepare_process() -> None:
    """Settings of other packages that must stand before they are loaded: no telemetry, no chatter, no busy waiting."""
    # OpenMP's threads spin while they wait. With other work on the cores a query took 0.8-3.7 s to embed; 0.1 s so.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    for name in ("httpx", "httpx2", "openai", "sentence_transformers", "transformers", "huggingface_hub"):
        logging.getLogger(name).setLevel(logging.ERROR)


def settle() -> None:
    """Keep all that is loaded by now out of garbage collection, for a process that is to answer many questions.

    Every dozenth question waited 20 ms for a look at modules and tables that never go.
    """
    gc.collect()
    gc.freeze()


def open_library(place: Settings | Path, *, create: bool = False) -> Library:
    """The library of the settings, on a server or on disk, or the one in a folder. Raises: LibraryError."""
    if isinstance(place, Path):
        return LocalLibrary(place, create=create)
    return LocalLibrary(place.library, create=create)


def open_encoder(settings: Settings, *, one_question: bool = False) -> Encoder:
    """The encoder of the settings: the one that answers most, or `one_question`, soonest. Raises: EncoderError."""
    return load_encoder(settings.embedding_model, None if one_question else user_cache_path("hoibao"))


def open_worker_encoder(model: str) -> Encoder:
    """The encoder on a cluster's worker, of which there is one a core; it is sent no other setting, and no key."""
    prepare_process()
    return load_encoder(model, user_cache_path("hoibao"), threads=1)


def open_reranker(settings: Settings) -> Reranker | None:
    """The re-ranker of the settings; None when none is set. Raises: RerankerError."""
    return CrossEncoderReranker(settings.reranker) if settings.reranker else None


def open_generator(settings: Settings, *, own: bool = False) -> Generator | None:
    """The LLM of the settings, not yet called; None when none is set. `own`: a reader named it, not the server.

    Raises: SettingsError when an LLM is named but neither a key nor an address says where it is.
    """
    if settings.llm is None:
        return None
    if settings.openai_api_key is None and settings.openai_base_url is None:
        raise SettingsError("HOIBAO_LLM", settings.llm, "llm_place")
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    key = settings.openai_api_key or _NO_KEY
    model = ChatOpenAI(
        model=settings.llm,
        api_key=SecretStr(key),
        base_url=settings.openai_base_url,
        http_client=_discreet(key) if own else None,
        temperature=0,
        max_completion_tokens=800,
        timeout=settings.llm_timeout_s,
        max_retries=1,
    )
    return Generator(model, settings.llm, settings.llm_timeout_s)


def _discreet(key: str) -> "httpx2.Client":
    """A client that tells an address of a reader's nothing of this server: its environment may name an organization, a
    project or another key, which the OpenAI client would send along. It follows nobody elsewhere.
    """
    import httpx2

    def only_ours(request: httpx2.Request) -> None:
        for name in request.headers.keys() - _TOLD:
            del request.headers[name]
        request.headers["Authorization"] = f"Bearer {key}"

    return httpx2.Client(event_hooks={"request": [only_ours]}, follow_redirects=False)


def open_assistant(
    settings: Settings, library: Library, *, with_llm: bool = True, one_question: bool = False
) -> Assistant:
    """Everything put together.

    Raises: EncoderError, EncoderMismatchError, LibraryError, RerankerError, SettingsError.
    """
    generator = open_generator(settings) if with_llm else None
    encoder = open_encoder(settings, one_question=one_question)
    return Assistant(library, Retriever(library, encoder, open_reranker(settings)), generator)
