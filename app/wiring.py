"""The composition root: the only place that knows which library, encoder and model are in use."""

import gc
import logging
import os
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values
from platformdirs import user_cache_path

from app.llm.opening import open_generator
from app.settings import LANGUAGES, Settings
from app.telemetry import turn_off
from app.tracing import tracing
from ingest.budget import Budget
from rag.assistant import Assistant
from rag.retrieve.rerank import CrossEncoderReranker, Reranker
from rag.retrieve.retriever import Retriever
from vectorstore.encoders.encoder import Encoder
from vectorstore.encoders.load import load_encoder
from vectorstore.errors import LibraryError, shown_address
from vectorstore.library import Library
from vectorstore.local.library import IndexedLibrary
from vectorstore.local.server_library import ServerLibrary
from vectorstore.sql.database import Database
from vectorstore.sql.sqlite import opened


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
    turn_off(os.environ)
    # OpenMP's threads spin while they wait. With other work on the cores a query took 0.8-3.7 s to embed; 0.1 s so.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    for name in ("httpx", "httpx2", "openai", "sentence_transformers", "transformers", "huggingface_hub"):
        logging.getLogger(name).setLevel(logging.ERROR)


def settle() -> None:
    """Keep all that is loaded by now out of garbage collection, for a process that is to answer many questions.

    Every dozenth question waited 20 ms for a look at modules and tables that never go.
    """
    gc.collect()
    gc.freeze()


def reading_budget(settings: Settings) -> Budget:
    """What one document may cost to be read."""
    return Budget(
        settings.read_seconds,
        memory_mb=settings.read_memory_mb,
        article_chars=settings.article_chars,
        originals_mb=settings.originals_mb,
    )


def open_library(place: Settings | Path, *, create: bool = False) -> Library:
    """The library of the settings, on a server or on disk, or the one in a folder. Raises: LibraryError."""
    folder, store = (place, None) if isinstance(place, Path) else (place.library, place.store)
    return ServerLibrary(_on_server(store, create)) if store else IndexedLibrary(opened(folder, create=create))


def open_database(where: str, *, create: bool = False) -> Database:
    """The catalogue at an address, or else in a folder. Raises: LibraryError."""
    return _on_server(where, create) if "://" in where else opened(Path(where), create=create)


def _on_server(address: str, create: bool) -> Database:
    try:
        from vectorstore.sql.postgres import PostgresDatabase
    except ImportError as error:
        shown = shown_address(address)
        raise LibraryError(f"{shown} can't be used without psycopg.", shown, "uninstalled") from error
    return PostgresDatabase(address, user_cache_path("hoibao"), create=create)


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


def open_assistant(
    settings: Settings, library: Library, *, with_llm: bool = True, one_question: bool = False
) -> Assistant:
    """Everything put together.

    Raises: EncoderError, EncoderMismatchError, LibraryError, RerankerError, SettingsError.
    """
    generator = open_generator(settings) if with_llm else None
    encoder = open_encoder(settings, one_question=one_question)
    retriever = Retriever(library, encoder, open_reranker(settings))
    return Assistant(library, retriever, generator, finished=tracing(settings))
