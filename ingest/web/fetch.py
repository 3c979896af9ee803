"""One polite visitor: robots.txt kept, a request a second, few retries, nothing too large or too slow.

Keeps no cookies and no connections, and asks no proxy: what is connected to is what was checked.
"""

import gzip
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO

import httpcore
import httpx

from ingest.document import MAX_BYTES
from ingest.web import MAX_PAGES
from ingest.web.errors import WebError
from ingest.web.network import CheckedNetwork
from ingest.web.pace import Pace
from ingest.web.robots import AGENT, MAX_ROBOTS_BYTES, Robots
from ingest.web.web_address import checked


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How often a server is asked again."""

    redirects: int = 5
    attempts: int = 3
    backoff_s: float = 1.0
    # Who asks for a longer wait is asked again in another run.
    retry_after_s: float = 60.0


FETCHING = FetchLimits()
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_BUSY = 429
_ACCEPTED = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be contacted and how much taken. `page_s` is for one page with its redirects and retries, without what
    is waited between them; `silence_s` for one step of it.
    """

    allow_private: bool = False
    max_pages: int = MAX_PAGES
    max_bytes: int = MAX_BYTES
    page_s: float = 60.0
    silence_s: float = 15.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave after all redirects, unpacked; `content_type` in lower case, without parameters."""

    url: httpx.URL
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class _Again:
    """An attempt that may be repeated: why it failed, and how long the server asks to wait."""

    error: WebError
    after_s: float = 0.0


class Fetcher:
    """Fetches one page after the other."""

    def __init__(self, policy: Policy, network: CheckedNetwork, pace: Pace, clock: Callable[[], float]) -> None:
        self._policy, self._network, self._pace, self._clock = policy, network, pace, clock
        self._pool = httpcore.ConnectionPool(network_backend=network, max_keepalive_connections=0)
        self._robots = Robots(lambda url: self._followed(url, lambda _: 0.0, MAX_ROBOTS_BYTES).content)
        self._headers = {"User-Agent": _agent(), "Accept": _ACCEPTED, "Accept-Encoding": "gzip", "Connection": "close"}

    def page(self, address: str) -> Fetched:
        """Raises: WebError when it can't or mustn't be fetched; StoppedError."""
        return self._followed(checked(address), self._robots.delay_s, self._policy.max_bytes)

    def _followed(self, url: httpx.URL, delay_s: Callable[[httpx.URL], float], max_bytes: int) -> Fetched:
        left_s = self._policy.page_s
        for _ in range(FETCHING.redirects + 1):
            answer, left_s = self._tried(url, delay_s(url), max_bytes, left_s)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise WebError("too_many_redirects", str(FETCHING.redirects))

    def _tried(
        self, url: httpx.URL, delay_s: float, max_bytes: int, left_s: float
    ) -> tuple[Fetched | httpx.URL, float]:
        """What is there or where it leads, and how much of the time is left."""
        for attempt in range(1, FETCHING.attempts + 1):
            self._pace.take_turn(url.host, delay_s)
            began = self._clock()
            answer = self._asked(url, max_bytes, began + left_s)
            left_s -= self._clock() - began
            if not isinstance(answer, _Again):
                return answer, left_s
            if attempt == FETCHING.attempts or answer.after_s > FETCHING.retry_after_s:
                raise answer.error
            self._pace.wait(max(FETCHING.backoff_s * 2 ** (attempt - 1), answer.after_s))
        raise AssertionError("the last attempt returns or raises")

    def _asked(self, url: httpx.URL, max_bytes: int, deadline: float) -> Fetched | httpx.URL | _Again:
        self._network.deadline = deadline
        silence_s = self._policy.silence_s
        headers = [*self._headers.items(), ("Host", url.netloc.decode("ascii"))]
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), silence_s)
        try:
            with self._pool.stream("GET", str(url), headers=headers, extensions={"timeout": timeout}) as response:
                sent = httpx.Headers(response.headers)
                if response.status in _REDIRECTS and "location" in sent:
                    return _target(url, sent["location"])
                if response.status == _BUSY or response.status >= 500:
                    return _Again(WebError("http_status", str(response.status)), _after_s(sent.get("retry-after")))
                if response.status != httpx.codes.OK:
                    raise WebError("http_status", str(response.status))
                content = _bounded(response.iter_stream(), max_bytes)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ConnectTimeout) as error:
            return _Again(WebError("unreachable", str(error)) if str(error) else WebError("disconnected"))
        except httpcore.TimeoutException as error:
            raise WebError("timed_out", f"{self._policy.page_s:g}") from error
        content = _decoded(content, sent.get("content-encoding", "").strip().lower(), max_bytes)
        return Fetched(url, content, sent.get("content-type", "").partition(";")[0].strip().lower())


def unpacked(content: bytes, max_bytes: int) -> bytes:
    """What gzip holds, never more than `max_bytes`. Raises: WebError."""
    try:
        content_out = gzip.GzipFile(fileobj=BytesIO(content)).read(max_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise WebError("damaged", "GZIP") from error
    if len(content_out) > max_bytes:
        raise _too_large(max_bytes)
    return content_out


def _decoded(content: bytes, encoding: str, max_bytes: int) -> bytes:
    """Only what was asked for: packed twice, a small page could become a very large one."""
    if encoding in ("", "identity") or not content:
        return content
    if encoding not in ("gzip", "x-gzip"):
        raise WebError("packed_otherwise", encoding[:20])
    return unpacked(content, max_bytes)


def _bounded(blocks: Iterable[bytes], max_bytes: int) -> bytes:
    content = bytearray()
    for block in blocks:
        content += block
        if len(content) > max_bytes:
            raise _too_large(max_bytes)
    return bytes(content)


def _too_large(max_bytes: int) -> WebError:
    return WebError("too_large", f"{max_bytes / 1_000_000:g} MB")


def _target(url: httpx.URL, location: str) -> httpx.URL:
    try:
        return checked(str(url.join(location)))
    except httpx.InvalidURL as error:
        raise WebError("bad_address") from error


def _after_s(value: str | None) -> float:
    """Retry-After, which is a number of seconds or a date."""
    if not value:
        return 0.0
    if value.strip().isdecimal():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds()


def _agent() -> str:
    try:
        return f"{AGENT}/{version('hoibao')}"
    except PackageNotFoundError:
        return AGENT
