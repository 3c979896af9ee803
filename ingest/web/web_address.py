"""Addresses as text: which can be asked for, how they are written once, shown, and made into names. Contacts nobody."""

import re
from hashlib import sha256
from urllib.parse import unquote

import httpx

from ingest.web.errors import WebError

# What is added to tell where readers come from, and changes nothing about the page.
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid)(?:=|$)", re.IGNORECASE)
_USER = re.compile(r"//.*@", re.DOTALL)
_UNFIT = re.compile(r"[^\w.-]+")
_MAX_SLUG_CHARS = 80


def checked(address: str) -> httpx.URL:
    """The address to ask for: http or https, no fragment, no default port. Raises: WebError."""
    try:
        url = httpx.URL(re.sub(r"^\w+", lambda scheme: scheme[0].lower(), address.strip()))
        port = 80 if url.port is None else url.port
        if url.scheme not in ("http", "https") or not url.host or "%" in url.host or not 0 < port < 65536:
            raise WebError("bad_address")
        if url.userinfo:
            raise WebError("credentials")
        # A name may end in a dot, which certificates and rate limits know nothing of.
        return url.copy_with(host=url.host.rstrip("."), fragment=None)
    except httpx.InvalidURL as error:
        raise WebError("bad_address") from error


def canonical(url: httpx.URL) -> httpx.URL:
    """The one writing of an address that may be written in many: without what only tells where a reader came from."""
    parts = [part for part in url.query.decode("ascii").split("&") if part and not _TRACKING.match(part)]
    path = url.raw_path.partition(b"?")[0]
    return url.copy_with(raw_path=b"?".join([path, "&".join(parts).encode()] if parts else [path]))


def shown(address: str) -> str:
    """The address without the name and password that it may hold."""
    try:
        url = httpx.URL(address.strip())
        return str(url.copy_with(userinfo=b"")) if url.userinfo else address.strip()
    except httpx.InvalidURL:
        return _USER.sub("//", address.strip())


def file_name(url: httpx.URL, suffix: str) -> str:
    """A name for what was found there, ending as its reader wants."""
    return f"{_last(url, suffix) or url.host}{suffix}"


def readable_id(url: httpx.URL, suffix: str) -> str:
    """Host, end of the path and a digest: told apart at a glance, and the same in every run."""
    digest = sha256(str(url).encode()).hexdigest()[:8]
    return "-".join(part for part in (url.host.removeprefix("www."), _last(url, suffix), digest) if part)


def _last(url: httpx.URL, suffix: str) -> str:
    name = unquote(url.path).rstrip("/").rpartition("/")[2]
    name = name[: -len(suffix)] if name.lower().endswith(suffix) else name
    return _UNFIT.sub("-", name).strip("-.")[:_MAX_SLUG_CHARS]
