"""What every request passes before anything of it is believed: its host, its key, how often, how large, how slow.

Plain ASGI, so that nothing of a body is parsed for who may not send it. Knows paths, not what is done at them.
"""

import asyncio
import json
import logging
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.failures import ApiError, failure
from app.api.limits import ServerLimits
from app.keys import ApiKey, KeyFile
from app.keys import Scope as KeyScope
from app.loopback import is_loopback

log = logging.getLogger("hoibao.requests")
# Answered without a key: that the server lives, and what it can do.
_OPEN = frozenset(("/api/health", "/api/ready", "/openapi.json"))
_ASKING = ("/v1/", "/api/ask", "/api/search", "/api/timeline", "/api/conversations", "/api/alerts")
# A feed's address can't be guessed, and feed readers send no key.
FEEDS = "/feeds/"
# What a proxy says of those whom it lets in.
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_UPLOADS = "/api/ingest"
# Where the MCP server listens, which is a process of its own.
MCP_PATH = "/mcp"


def scopes_of(method: str, path: str) -> tuple[KeyScope, ...]:
    """What a key must be for; nothing where none is asked for."""
    if path in _OPEN or (path.startswith(FEEDS) and method in ("GET", "HEAD")):
        return ()
    if path == MCP_PATH:
        return ("ask", "read")
    if path.startswith(_ASKING):
        return ("ask",)
    return ("read",) if method in ("GET", "HEAD") else ("write",)


@dataclass
class _Bucket:
    """Requests that a key has left, filled up evenly."""

    left: float
    at: float = field(default_factory=time.monotonic)


class Gate:
    """Lets a request through to `app`, with its key's record in `scope["state"]["key"]`.

    `exposed`: whether other machines reach the server, so that nothing is answered without a key. `per_minute`: the
    requests of one key.
    """

    def __init__(
        self, app: ASGIApp, *, keys: KeyFile, exposed: bool, per_minute: int, limits: ServerLimits, language: str
    ) -> None:
        self._app, self._keys, self._exposed = app, keys, exposed
        self._per_minute, self._limits, self._language = per_minute, limits, language
        self._at_work = 0
        self._buckets: dict[str, _Bucket] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no WebSocket is offered
            await send({"type": "websocket.close", "code": 1003})
            return
        began = time.perf_counter()
        passage = _RequestUnderWay(scope, receive, send, self._limits)
        key: ApiKey | None = None
        try:
            key = self._admitted(scope)
            passage.check_declared()
            self._at_work += 1
            try:
                if self._at_work > self._limits.requests:
                    raise ApiError(503, "busy", retry_s=1)
                scope.setdefault("state", {})["key"] = key
                await self._app(scope, passage.receive, passage.send)
            finally:
                self._at_work -= 1
        except Exception as error:  # noqa: BLE001 - `failure` logs what nobody foresaw
            await passage.refuse(failure(error, self._language))
        finally:
            if passage.refusal and not passage.status:
                await passage.refuse(failure(passage.refusal, self._language))
            _tell(scope, passage, key, began)

    def _admitted(self, scope: Scope) -> ApiKey | None:
        """The key of a request that may pass; None where none is wanted. Raises: ApiError; KeysError."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        wanted = scopes_of(scope["method"], scope["path"])
        required = self._exposed or bool(self._keys.listed())
        if not required:
            _check_here(headers)
            return None
        if not wanted:
            return None
        kind, _, given = headers.get("authorization", "").partition(" ")
        key = self._keys.holder(given.strip()) if kind.casefold() == "bearer" else None
        if key is None:
            raise ApiError(401, "no_key")
        if lacking := [each for each in wanted if each not in key.scopes]:
            raise ApiError(403, "scope", detail=", ".join(lacking))
        self._count(key)
        return key

    def _count(self, key: ApiKey) -> None:
        now = time.monotonic()
        bucket = self._buckets.setdefault(key.id, _Bucket(self._per_minute))
        bucket.left = min(self._per_minute, bucket.left + (now - bucket.at) * self._per_minute / 60)
        bucket.at = now
        if bucket.left < 1:
            raise ApiError(429, "rate", detail=str(self._per_minute), retry_s=max(1, 60 // self._per_minute))
        bucket.left -= 1


def _check_here(headers: dict[str, str]) -> None:
    """Without keys whoever sits at this machine may do everything: no page of the web, by their browser, and nobody by
    a proxy on this machine. Raises: ApiError.
    """
    try:
        names = [f"//{headers.get('host', '')}", headers.get("origin", "//localhost")]
        hosts = [urlsplit(name) for name in names]
        here = all(is_loopback(host.hostname or "") for host in hosts)
    except ValueError:
        here = False
    forwarded = any(name in headers for name in _FORWARDED)
    if not here or forwarded or headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise ApiError(403, "not_here")


class _RequestUnderWay:
    """One request on its way: its body within size and time, its answer as fast as it is taken."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, limits: ServerLimits) -> None:
        self._receive, self._send, self._limits = receive, send, limits
        headers = dict(scope["headers"])
        upload = scope["path"] == _UPLOADS and headers.get(b"content-type", b"").startswith(b"multipart/")
        self._most = limits.upload_bytes if upload else limits.body_bytes
        self._until = time.monotonic() + (limits.upload_s if upload else limits.body_s)
        self._declared = headers.get(b"content-length", b"0")
        self._size, self._complete = 0, False
        self.refusal: ApiError | None = None
        self.status = 0
        self.sent_bytes = 0

    def check_declared(self) -> None:
        """Raises: ApiError where the request says that it is too large."""
        if self._declared.isdigit() and int(self._declared) > self._most:
            raise self._too_large()

    async def receive(self) -> Message:
        """The next part of the body. Raises: ApiError, which takes the place of whatever is answered."""
        if self._complete:
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), max(0.0, self._until - time.monotonic()))
        except TimeoutError:
            self.refusal = ApiError(408, "slow")
            raise self.refusal from None
        self._size += len(message.get("body", b""))
        self._complete = not message.get("more_body", False)
        if self._size > self._most:
            self.refusal = self._too_large()
            raise self.refusal
        return message

    async def send(self, message: Message) -> None:
        """Hand on what is answered, unless the body was refused meanwhile. Raises: OSError for a reader that stalls."""
        if self.refusal and not self.status:
            return
        await self._handed_on(message)

    async def refuse(self, answer: JSONResponse) -> None:
        """Answer so, where nothing has been answered yet."""
        if self.status:
            return
        start = {"type": "http.response.start", "status": answer.status_code, "headers": answer.raw_headers}
        await self._handed_on(start)
        await self._handed_on({"type": "http.response.body", "body": answer.body})

    async def _handed_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        self.sent_bytes += len(message.get("body", b""))
        try:
            await asyncio.wait_for(self._send(message), self._limits.send_s)
        except TimeoutError:
            raise OSError("the client takes nothing") from None

    def _too_large(self) -> ApiError:
        return ApiError(413, "too_large", detail=f"{self._most // 1_000_000} MB")


def _tell(scope: Scope, passage: _RequestUnderWay, key: ApiKey | None, began: float) -> None:
    """One line a request; never a question, a key or a query."""
    route: Any = scope.get("route")
    line = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "method": scope["method"],
        "path": getattr(route, "path", None) or "-",
        "status": passage.status,
        "ms": round((time.perf_counter() - began) * 1000, 1),
        "bytes": passage.sent_bytes,
        "key": key.id if key else None,
    }
    log.info("%s", json.dumps(line))
