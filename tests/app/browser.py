"""What the browser tests stand on: the page's own server, Debian's Chromium, and an LLM that writes what it is told."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from ingest.prepare import entry, parts_of
from vectorstore.encoders.load import load_encoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
START_S = 60
FLAGS = (
    "--server.address=127.0.0.1",
    "--server.headless=true",
    "--server.fileWatcherType=none",
    "--browser.gatherUsageStats=false",
    "--client.toolbarMode=viewer",
)


def environment(**settings: str) -> dict[str, str]:
    """This process's, with these settings of ours and no others."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("HOIBAO_", "OPENAI_", "STREAMLIT_"))
    }
    return {**kept, **settings}


def stored(folder: Path, articles: Sequence[dict[str, str]]) -> LocalLibrary:
    """A library of these articles to the letter: ingest would take the markup out of their fields."""
    library, encoder = LocalLibrary(folder / "library", create=True), load_encoder()
    entries = []
    for fields in articles:
        article = Article(source=fields["id"], **fields)
        parts = parts_of(article, 0)
        entries.append(entry(article, parts, encoder.encode_documents(parts.texts), 0))
    library.put(entries, encoder.fingerprint)
    library.flush()
    return library


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium; skips, saying why, where there is none."""
    if not CHROMIUM.is_file():
        pytest.skip(f"BROWSER TESTS NOT RUN: {CHROMIUM} is missing. Install it: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextlib.contextmanager
def served(folder: Path, **settings: str) -> Iterator[str]:
    """The page's address, from a server of its own that runs in `folder` and ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (folder / f"page-{port}.log").open("w+")
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(ROOT / "app" / "page" / "main.py"),
        f"--server.port={port}",
        *FLAGS,
    ]
    server = subprocess.Popen(command, cwd=folder, env=environment(**settings), stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", server, log.name)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(10)
        log.close()


def _wait(address: str, server: "subprocess.Popen[bytes]", log: str) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2) as reply:
            if reply.status == 200:
                return
        time.sleep(0.1)
    pytest.fail(f"the page's server did not start: {Path(log).read_text()}")


class Line:
    """A connection to a server that can be cut, and led to another server behind the same address.

    `adds`: a header line that it adds to each request, WebSocket handshakes included (Chromium's own extra headers
    don't reach those).
    """

    def __init__(self, address: str, adds: str = "") -> None:
        self._adds = f"\r\n{adds}".encode() if adds else b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.to(address)
        threading.Thread(target=self._listen, daemon=True).start()

    def to(self, address: str) -> None:
        """Lead there from now on."""
        self._port: int | None = int(address.rpartition(":")[2])

    def cut(self) -> None:
        """End every connection, and let none come about."""
        self._port = None
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _listen(self) -> None:
        while True:
            caller, _ = self._listener.accept()
            try:
                if self._port is None:
                    raise ConnectionRefusedError
                server = socket.create_connection(("127.0.0.1", self._port))
            except OSError:
                caller.close()
                continue
            self._ends += [caller, server]
            for ends in ((caller, server, self._adds), (server, caller, b"")):
                threading.Thread(target=self._carry, args=ends, daemon=True).start()

    @staticmethod
    def _carry(giver: socket.socket, taker: socket.socket, adds: bytes) -> None:
        with contextlib.suppress(OSError):
            while piece := giver.recv(65_536):
                taker.sendall(re.sub(rb"^([A-Z]+ [^\r\n]+ HTTP/1\.1)(?=\r\n)", rb"\1" + adds, piece))
        for end in (giver, taker):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


class FakeLLM:
    """An OpenAI-compatible server that streams `pieces`; from `hold` on only when `go` is set (or 90 s have passed).

    With another `status` than 200 it says no, or leads `to` elsewhere. `heard`: the headers of each request, by their
    names in small letters.
    """

    def __init__(self, pieces: Sequence[str], hold: int = -1, status: int = 200, to: str = "") -> None:
        self.go, self.asked = threading.Event(), threading.Event()
        self.heard: list[dict[str, str]] = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["content-length"]))
                fake.asked.set()
                fake.heard.append({name.lower(): value for name, value in self.headers.items()})
                self.send_response(status)
                if status != 200:
                    self.send_header("location", to)
                    self.send_header("content-length", "0")
                    self.end_headers()
                    return
                self.send_header("content-type", "text/event-stream")
                self.end_headers()
                for number, piece in enumerate(pieces):
                    if number == hold:
                        fake.go.wait(90)
                    self._send({"index": 0, "delta": {"content": piece}, "finish_reason": None})
                self._send({"index": 0, "delta": {}, "finish_reason": "stop"})
                with contextlib.suppress(OSError):
                    self.wfile.write(b"data: [DONE]\n\n")

            def _send(self, choice: dict[str, object]) -> None:
                event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
                with contextlib.suppress(OSError):  # whoever asked has stopped listening
                    self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> "FakeLLM":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.go.set()
        self._server.shutdown()
        self._server.server_close()
