"""An LLM that a reader names for their own browser session: who may, at which address, with whose key. Pure functions.

The server's key goes to the server's address alone. Whoever names another address brings a key of their own, or none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urlsplit

from app.llm.opening import PROVIDERS
from app.loopback import is_loopback
from app.settings import Settings

OPENAI = "https://api.openai.com/v1"
MAX_CHARS = 500
# What a proxy adds when it hands on somebody else's request.
_HANDED_ON = frozenset(("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "forwarded", "via"))

Fault = Literal["no_model", "bad_address", "address_not_listed", "bad_key", "no_key"]
Permission = Literal["any", "listed", "none"]


class OwnLLMError(ValueError):
    """What a reader typed can't be used; `fault` says why. Never shows the key."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


@dataclass(frozen=True, slots=True)
class OwnLLM:
    """As typed, but checked. `key` is None where the reader gave none."""

    model: str
    address: str
    key: str | None = field(default=None, repr=False)


def permission(settings: Settings, *, here: bool) -> Permission:
    """What a reader may name; `here`: whether they sit at this machine (`opened_here`)."""
    if settings.own_llm_addresses:
        return "listed"
    return "any" if settings.own_llm == "local" and here else "none"


def opened_here(listens_on: str | None, headers: Mapping[str, str], *, signed_in: bool) -> bool:
    """Whether a page is opened on the machine that serves it, and by nobody else.

    It must listen on this machine alone, ask for no sign-in, and be called by this machine's own name, not handed on by
    a proxy. A proxy that adds no header and calls the page by that name can't be told: set HOIBAO_OWN_LLM=no there.
    """
    sent = {name.lower(): value for name, value in headers.items()}
    hosts = [sent.get("host", ""), *([urlsplit(sent["origin"]).netloc] if "origin" in sent else [])]
    return (
        not signed_in
        and not sent.keys() & _HANDED_ON
        and is_loopback(listens_on or "")
        and all(is_loopback(urlsplit(f"//{host}").hostname or "") for host in hosts)
    )


def checked(
    settings: Settings, allowed: Permission, model: str, address: str, key: str, before: OwnLLM | None = None
) -> OwnLLM:
    """What was typed, if it can be used. An empty address is the server's; an empty key is the one typed `before`, if
    that was for the same address. Raises: OwnLLMError.
    """
    model, address, key = " ".join(model.split()), address.strip().rstrip("/"), key.strip()
    servers = server_address(settings)
    address = address or servers
    if not model or len(model) > MAX_CHARS or not model.isprintable():
        raise OwnLLMError("no_model")
    if not _usable(address):
        raise OwnLLMError("bad_address")
    if allowed == "none" or (allowed == "listed" and address not in listed(settings)):
        raise OwnLLMError("address_not_listed")
    if not key.isascii() or not key.isprintable() or " " in key or len(key) > MAX_CHARS:
        raise OwnLLMError("bad_key")
    if not key and before and before.address == address:
        key = before.key or ""
    if allowed == "listed" and not key:
        raise OwnLLMError("no_key")
    return OwnLLM(model, address, key or None)


def server_address(settings: Settings) -> str:
    """Where the server's own LLM is, or would be."""
    return (settings.openai_base_url or OPENAI).rstrip("/")


def listed(settings: Settings) -> tuple[str, ...]:
    """The addresses that every reader may use."""
    return tuple(address.rstrip("/") for address in settings.own_llm_addresses)


def applied(settings: Settings, own: OwnLLM | None) -> Settings:
    """The settings under which this reader's questions are asked."""
    if own is None:
        return settings
    servers = settings.openai_api_key if own.address == server_address(settings) else None
    return replace(settings, llm=own.model, openai_base_url=own.address, openai_api_key=own.key or servers)


def host_of(settings: Settings) -> str:
    """Where the questions of these settings go, as a reader knows it: a server, or a provider by its name."""
    provider, _, model = (settings.llm or "").partition(":")
    if model and provider in PROVIDERS and provider != "openai":
        return provider
    return urlsplit(settings.openai_base_url or OPENAI).netloc


def _usable(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and (
                len(address) <= MAX_CHARS
                and address.isprintable()
                and " " not in address
                and parts.username is None
                and not parts.query
                and not parts.fragment
            )
        )
    except ValueError:
        return False
