"""`hoibao doctor`: is everything there, sound and fitting, and what to do where it is not."""

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from app.llm.opening import open_generator
from app.messages import say, say_error, say_searched
from app.settings import Settings, SettingsError
from app.wiring import open_encoder, open_library, open_reranker
from ingest.chunking import chunking_version
from rag.errors import GenerationError, RerankerError
from vectorstore.encoders.encoder import Encoder
from vectorstore.errors import EncoderError, LibraryError, shown_address
from vectorstore.library import Library

BEHIND, SETTING_FAULT, LIBRARY_FAULT, LLM_FAULT = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `exit_code` is the command's when this is the first that fails."""

    name: str
    ok: bool
    detail: str
    exit_code: int


def examine(settings: Settings) -> list[Check]:
    """Every check, none of which stops the others. Reads the whole library; asks the LLM one word."""
    encoder, encoder_check = _encoder(settings)
    return [
        _installation(settings.language),
        Check("settings", True, repr(settings), SETTING_FAULT),
        *_library(settings, encoder),
        encoder_check,
        *_reranker(settings),
        _llm(settings),
    ]


def missing_packages() -> list[str]:
    """What this distribution asks for, extras apart, and isn't installed; sorted."""
    names = [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in requires("hoibao") or () if "extra ==" not in line]
    return sorted(name for name in names if not _installed(name))


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _installation(language: str) -> Check:
    missing = missing_packages()
    if missing:
        return Check("installation", False, say("packages_missing", language, names=", ".join(missing)), SETTING_FAULT)
    return Check("installation", True, f"hoibao {version('hoibao')}", SETTING_FAULT)


def _library(settings: Settings, encoder: Encoder | None) -> list[Check]:
    language = settings.language
    try:
        library = open_library(settings)
        faults = library.faults()
        coverage = library.coverage()
    except LibraryError as error:
        return [Check("library", False, say_error(error, language), LIBRARY_FAULT)]
    if faults:
        advice = say("library_faults", language, faults="; ".join(faults), option=settings.option)
        return [Check("library", False, advice, LIBRARY_FAULT)]
    held = (
        say_searched(coverage, language)
        if coverage.articles
        else say("library_empty", language, option=settings.option)
    )
    shown = shown_address(settings.store) if settings.store else settings.library
    checks = [Check("library", True, f"{shown}: {held}", LIBRARY_FAULT)]
    if encoder is not None:
        try:
            library.check_encoder(encoder.fingerprint)
        except EncoderError as error:
            checks.append(Check("embeddings", False, say_error(error, language), SETTING_FAULT))
    return [*checks, *_behind(library, settings)]


def _behind(library: Library, settings: Settings) -> list[Check]:
    """What an older version has left to be done: searches work as they did."""
    behind = library.behind(chunking_version())
    checks = []
    if behind.articles:
        advice = say("cut_otherwise", settings.language, articles=behind.articles, option=settings.option)
        checks.append(Check("chunks", False, advice, BEHIND))
    if behind.chunks:
        advice = say("sentences_missing", settings.language, chunks=behind.chunks, option=settings.option)
        checks.append(Check("sentences", False, advice, BEHIND))
    return checks


def _encoder(settings: Settings) -> tuple[Encoder | None, Check]:
    try:
        encoder = open_encoder(settings)
    except EncoderError as error:
        return None, Check("encoder", False, say_error(error, settings.language), SETTING_FAULT)
    return encoder, Check("encoder", True, f"{encoder.fingerprint}: {encoder.engine}", SETTING_FAULT)


def _reranker(settings: Settings) -> list[Check]:
    if settings.reranker is None:
        return []
    try:
        open_reranker(settings)
    except RerankerError as error:
        return [Check("reranker", False, say_error(error, settings.language), SETTING_FAULT)]
    return [Check("reranker", True, settings.reranker, SETTING_FAULT)]


def _llm(settings: Settings) -> Check:
    language = settings.language
    try:
        generator = open_generator(settings)
        if generator is None:
            return Check("llm", True, say("llm_unset", language), LLM_FAULT)
        generator.ping()
    except SettingsError as error:
        return Check("llm", False, say_error(error, language), SETTING_FAULT)
    except GenerationError as error:
        return Check("llm", False, say(f"llm_{error.kind}", language), LLM_FAULT)
    return Check("llm", True, settings.llm or "", LLM_FAULT)
