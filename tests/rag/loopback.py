"""A server on loopback that answers every POST by script, under the real clients: what is written goes out as it is."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class LoopbackServer(ThreadingHTTPServer):
    """`says`: status, headers and the pieces of each body, one a request; the last again and again."""

    daemon_threads = True

    def __init__(self, *says: tuple[int, dict[str, str], Sequence[bytes]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.says = list(says)
        self.requests: list[tuple[str, dict[str, str], Any]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: LoopbackServer

    def log_message(self, *args: object) -> None:
        """Nothing."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"null")
        self.server.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        at = min(len(self.server.requests), len(self.server.says)) - 1
        status, headers, pieces = self.server.says[at]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for piece in pieces:
                self.wfile.write(piece)
                self.wfile.flush()
        except OSError:  # whoever asked has gone
            return


@contextmanager
def serving(*says: tuple[int, dict[str, str], Sequence[bytes]]) -> Iterator[LoopbackServer]:
    """A server that runs."""
    with LoopbackServer(*says) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


SSE = {"Content-Type": "text/event-stream"}
NDJSON = {"Content-Type": "application/x-ndjson"}


def sse(*events: dict[str, Any] | str) -> list[bytes]:
    """Server-sent events, as OpenAI-compatible servers write them."""
    return [f"data: {one if isinstance(one, str) else json.dumps(one)}\n\n".encode() for one in events]


def lines(*documents: dict[str, Any]) -> list[bytes]:
    """One JSON document a line, as Ollama writes them."""
    return [json.dumps(one).encode() + b"\n" for one in documents]
