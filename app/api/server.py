"""The process that serves: its socket, its patience with slow clients, and its end, which waits for answers at work."""

import asyncio
import logging
import socket
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.api.limits import ServerLimits

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def _protocol(head_s: float) -> type[H11Protocol]:
    class Patient(H11Protocol):
        """Closes a connection on which no whole head of a request has come in time."""

        _head_due: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._wait()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.cycle is not None and not self.cycle.response_complete and self._head_due:
                self._head_due.cancel()
                self._head_due = None

        def on_response_complete(self) -> None:
            super().on_response_complete()
            if not self.transport.is_closing() and (self.cycle is None or self.cycle.response_complete):
                self._wait()

        def connection_lost(self, exc: Exception | None) -> None:
            if self._head_due:
                self._head_due.cancel()
            super().connection_lost(exc)

        def _wait(self) -> None:
            if self._head_due:
                self._head_due.cancel()
            self._head_due = self.loop.call_later(head_s, self.transport.close)

    return Patient


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises: OSError, OverflowError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(1024)
    except (OSError, OverflowError):
        bound.close()
        raise
    return bound


def server(app: "ASGIApp", limits: ServerLimits) -> uvicorn.Server:
    """Serves the sockets that its `run` is given until SIGINT, SIGTERM or its `should_exit`; answers that have begun
    are finished first, within `limits.finish_s`.
    """
    options: dict[str, Any] = {
        "http": _protocol(limits.head_s),
        "ws": "none",
        "limit_concurrency": limits.connections,
        "timeout_keep_alive": int(limits.head_s),
        "timeout_graceful_shutdown": limits.finish_s,
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,
    }
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    return uvicorn.Server(uvicorn.Config(app, **options))
