"""Clients that are slow, silent, huge or gone, and a server that is told to stop or killed: on real sockets."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.api.limits import ServerLimits
from tests.app.api.served import QUESTION, filled, service, serving
from tests.app.browser import ROOT, FakeLLM, environment, stored
from vectorstore.local.library import LocalLibrary

pytestmark = [pytest.mark.enable_socket]
HASTE = ServerLimits(head_s=1.0, body_s=1.0, send_s=2.0, body_bytes=4_000_000)
HEAD = b"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    import pytest_socket

    pytest_socket.enable_socket()
    with serving(service(filled(tmp_path_factory.mktemp("hostile")), limits=HASTE)) as port:
        yield port


def lives(port: int) -> bool:
    return httpx.post(f"http://127.0.0.1:{port}/api/ask", json={"question": QUESTION}, timeout=30).status_code == 200


def said(port: int, content: bytes, wait_s: float = 10.0) -> bytes:
    """All that the server answers before it closes the connection."""
    with closing(socket.create_connection(("127.0.0.1", port))) as connection:
        connection.settimeout(wait_s)
        connection.sendall(content)
        answer = b""
        while part := connection.recv(65_536):
            answer += part
        return answer


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", b""),
        (b"POST /api/ask HT", b""),
        (HEAD + b"X-Slow: ", b""),
        (HEAD + b"Content-Length: 100\r\n\r\n{", b"408"),
        (HEAD + b'Transfer-Encoding: chunked\r\n\r\n5\r\n{"que', b"408"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01", b"400"),
        (b"GET / HTTP/9.9\r\n\r\n", b"403"),
        (HEAD + b"Content-Length: -1\r\n\r\n", b"400"),
        (HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
    ],
)
def test_a_client_that_stalls_or_lies_is_let_go(port: int, content: bytes, status: bytes) -> None:
    answer = said(port, content)
    assert answer[9:12] == status
    assert b"Traceback" not in answer
    assert lives(port)


def test_ten_megabytes_are_refused_and_the_server_lives(port: int) -> None:
    body = json.dumps({"question": "x" * 10_000_000})
    headers = {"Content-Type": "application/json"}
    response = httpx.post(f"http://127.0.0.1:{port}/api/ask", content=body, headers=headers, timeout=30)
    assert (response.status_code, response.json()["error"]["code"]) == (413, "too_large")
    assert lives(port)


def test_many_half_open_connections_keep_nobody_out(port: int) -> None:
    held = [socket.create_connection(("127.0.0.1", port)) for _ in range(100)]
    for connection in held[::2]:
        connection.sendall(b"POST /api/ask HTTP/1.1\r\n")
    assert lives(port)
    time.sleep(1.5)
    for connection in held:
        connection.settimeout(5)
        assert connection.recv(100) == b""
        connection.close()
    assert lives(port)


def test_a_client_that_goes_away_in_mid_answer_is_no_ones_trouble(port: int) -> None:
    body = json.dumps({"model": "hoibao", "stream": True, "messages": [{"role": "user", "content": QUESTION}]}).encode()
    head = HEAD.replace(b"/api/ask", b"/v1/chat/completions") + b"Content-Length: %d\r\n\r\n" % len(body)
    for _ in range(10):
        with closing(socket.create_connection(("127.0.0.1", port))) as connection:
            connection.sendall(head + body)
    assert lives(port)


@contextmanager
def process(library: Path, **settings: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """`hoibao serve` over a library, and its address; killed at the end if it still runs."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "app.cli", "serve", "--library", str(library), "--port", str(port)]
    log = (library.parent / "serve.log").open("w+")
    server = subprocess.Popen(
        command, env=environment(PYTHONPATH=str(ROOT), **settings), stderr=log, text=True, cwd=library.parent
    )
    address, until = f"http://127.0.0.1:{port}", time.monotonic() + 60
    try:
        while True:
            try:
                httpx.get(f"{address}/api/health", timeout=2)
                break
            except httpx.HTTPError:
                assert time.monotonic() < until, Path(log.name).read_text()
                assert server.poll() is None, Path(log.name).read_text()
                time.sleep(0.1)
        yield server, address
    finally:
        server.kill()
        server.wait(10)
        log.close()


@pytest.mark.slow
def test_a_server_that_is_told_to_stop_finishes_its_answers(tmp_path: Path) -> None:
    library = stored(tmp_path, [{"id": "cau", "title": "Cầu Bến Sỏi", "text": "Cầu Bến Sỏi dài 420 m, rộng 12 m."}])
    library.close()
    got: dict[str, Any] = {}

    def ask(address: str) -> None:
        body = {"model": "hoibao", "messages": [{"role": "user", "content": QUESTION}]}
        got["response"] = httpx.post(f"{address}/v1/chat/completions", json=body, timeout=60)

    pieces = ["Cầu Bến Sỏi ", "dài 420 m [1]."]
    with FakeLLM(pieces, hold=1) as llm:
        settings = {"HOIBAO_LLM": "tiny", "OPENAI_BASE_URL": llm.address, "OPENAI_API_KEY": "none"}
        with process(tmp_path / "library", **settings) as (server, address):
            asking = threading.Thread(target=ask, args=(address,))
            asking.start()
            assert llm.asked.wait(30)
            server.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            with pytest.raises(httpx.ConnectError):
                httpx.get(f"{address}/api/health", timeout=2)
            assert server.poll() is None
            llm.go.set()
            asking.join(30)
            assert server.wait(30) == 0
    message = got["response"].json()["choices"][0]["message"]
    assert message["content"].startswith("Cầu Bến Sỏi dài 420 m [1].")
    assert message["annotations"]


@pytest.mark.slow
def test_a_server_killed_in_mid_ingest_loses_nothing_that_was_stored(tmp_path: Path) -> None:
    library = stored(tmp_path, [{"id": "cau", "title": "Cầu Bến Sỏi", "text": "Cầu Bến Sỏi dài 420 m, rộng 12 m."}])
    library.close()
    lines = [
        json.dumps({"id": f"bai-so-{n}", "text": f"Chuyến phà số {n} chở {n + 20} lượt khách."}) for n in range(900)
    ]
    files = {"files": ("pha.jsonl", "\n".join(lines).encode(), "application/jsonl")}
    with process(tmp_path / "library") as (server, address):
        job, until = httpx.post(f"{address}/api/ingest", files=files, timeout=30).json(), time.monotonic() + 100
        while (document := httpx.get(f"{address}/api/ingest/{job['id']}", timeout=30).json())["stored"] < 40:
            assert document["state"] in ("waiting", "running"), document
            assert time.monotonic() < until
            time.sleep(0.02)
        os.kill(server.pid, signal.SIGKILL)
        server.wait(10)
    reopened = LocalLibrary(tmp_path / "library")
    assert reopened.article("cau")
    assert document["stored"] <= reopened.coverage().articles - 1 < 900
    reopened.flush()
    assert reopened.faults() == []
