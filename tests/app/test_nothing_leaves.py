"""No packet leaves that the user didn't ask for: whole processes, whose sockets and look-ups of names are counted.

Python's own are refused and written down by an audit hook. What libraries written in C do is seen by strace, where
there is one, and by the device id that ONNX Runtime leaves in the user's cache before it sends anything.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters
from platformdirs import user_cache_path
from playwright.sync_api import Request, expect

from tests.app.browser import FakeLLM, chromium, environment

pytestmark = [pytest.mark.enable_socket, pytest.mark.timeout(300), pytest.mark.slow]

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "articles"
# Native telemetry was seen to look its host up nine seconds after it was loaded.
LINGER_S = 14
HOOK = """
import os, sys

def local(host):
    return host in (None, "", "localhost", "::1", "::") or str(host).startswith("127.")

def watch(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        if not isinstance(arguments[1], tuple):
            return
        host = arguments[1][0]
    else:
        return
    if not local(host):
        with open(os.environ["SEEN"], "a") as seen:
            seen.write(f"{event} {host}\\n")
        raise OSError(101, "refused by the test")

sys.addaudithook(watch)
"""
_ADDRESS = re.compile(r'(?:connect|sendto|sendmsg|sendmmsg)\(.*?inet_(?:addr|pton)\((?:AF_INET6, )?"([^"]+)"')


class Watched:
    """A folder in which commands run that are watched; `outward` is what they sent elsewhere than to this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "hook").mkdir()
        (folder / "hook" / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
        (folder / "cache").mkdir()
        model = user_cache_path("hoibao")
        model.mkdir(parents=True, exist_ok=True)
        (folder / "cache" / "hoibao").symlink_to(model)
        self.environment = environment(
            PYTHONPATH=os.pathsep.join((str(folder / "hook"), str(ROOT))),
            SEEN=str(folder / "seen"),
            XDG_CACHE_HOME=str(folder / "cache"),
            # What another program's user may have set in the same shell.
            LANGSMITH_TRACING="true",
            LANGCHAIN_TRACING_V2="true",
            LANGSMITH_API_KEY="lsv2_test",
            HOIBAO_LIBRARY=str(folder / "library"),
        )

    def command(self, *arguments: str) -> list[str]:
        """The command, under strace where there is one."""
        traced = ["strace", "-f", "-qq", "-s", "80", "-e", "trace=connect,sendto,sendmsg,sendmmsg"]
        traced += ["-e", "signal=none", "-o", str(self.folder / "trace"), "-A"]
        return [*(traced if shutil.which("strace") else []), sys.executable, "-m", "app.cli", *arguments]

    def ran(self, *arguments: str, **more: str) -> str:
        """What a command says, which must do its work."""
        done = subprocess.run(
            self.command(*arguments),
            capture_output=True,
            text=True,
            env={**self.environment, **more},
            cwd=self.folder,
            timeout=200,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def outward(self) -> list[str]:
        """Every look-up and every packet to another machine, and what telemetry left in the cache."""
        seen, trace = self.folder / "seen", self.folder / "trace"
        lines = seen.read_text(encoding="utf-8").splitlines() if seen.exists() else []
        hosts = _ADDRESS.findall(trace.read_text(encoding="utf-8", errors="replace")) if trace.exists() else []
        lines += [f"native: {host}" for host in hosts if host != "::1" and not host.startswith("127.")]
        return lines + [
            f"in the cache: {path.name}" for path in (self.folder / "cache").iterdir() if path.name != "hoibao"
        ]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    watched = Watched(tmp_path_factory.mktemp("watched"))
    assert "21" in watched.ran("ingest", str(EXAMPLES))
    return watched


def test_the_hook_and_the_trace_see_what_leaves(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    script = "import socket\ntry: socket.getaddrinfo('tin.example', 80)\nexcept OSError: print('refused')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=watched.environment)
    assert done.stdout == "refused\n", done.stderr
    assert watched.outward() == ["socket.getaddrinfo tin.example"]


def test_ingest_and_quoting(watched: Watched) -> None:
    assert "684,5" in watched.ran("ask", "Cầu An Thạch dài bao nhiêu mét?")
    assert watched.outward() == []


def test_an_llm_is_sent_its_question_and_nobody_else_hears_of_it(watched: Watched) -> None:
    with FakeLLM(["Cầu An Thạch dài 684,5 mét [1]."]) as llm:
        own = {"HOIBAO_LLM": "m", "OPENAI_BASE_URL": llm.address, "OPENAI_API_KEY": "k"}
        watched.ran("ask", "Cầu An Thạch dài bao nhiêu mét?", **own)
        assert llm.heard
    assert watched.outward() == []


@contextmanager
def server_of(watched: Watched, face: str, healthy: str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (watched.folder / f"{face}.log").open("w")
    command = watched.command(face, "--port", str(port))
    server = subprocess.Popen(
        command, env=watched.environment, cwd=watched.folder, stdout=log, stderr=log, start_new_session=True
    )
    try:
        until = time.monotonic() + 90
        while time.monotonic() < until and server.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}{healthy}", timeout=2):
                break
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, 15)
        server.wait(20)
        log.close()


def test_the_api(watched: Watched) -> None:
    with server_of(watched, "serve", "/api/health") as address:
        body = json.dumps({"question": "Cầu An Thạch dài bao nhiêu mét?"}).encode()
        request = urllib.request.Request(f"{address}/api/ask", body, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as reply:
            assert "684,5" in reply.read().decode()
    assert watched.outward() == []


async def test_the_mcp_server(watched: Watched) -> None:
    command, *arguments = watched.command("mcp")
    server = StdioServerParameters(command=command, args=arguments, env=watched.environment, cwd=watched.folder)
    async with Client(server) as client:
        asked = {"question": "Cầu An Thạch dài bao nhiêu mét?"}
        assert "684,5" in str((await client.call_tool("ask", asked)).structured_content)
        await client.call_tool("search_articles", {"query": "Cầu An Thạch"})
    assert watched.outward() == []


@pytest.mark.browser
def test_the_page_and_the_browser_that_shows_it(watched: Watched) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    with server_of(watched, "page", "/_stcore/health") as address, chromium() as browser:
        page = browser.new_page()
        page.on("request", note)
        page.goto(address)
        box = page.get_by_role("textbox").last
        box.fill("Cầu An Thạch dài bao nhiêu mét?")
        box.press("Enter")
        expect(page.locator(".hb-answer").last).to_contain_text("684,5", timeout=60_000)
        page.wait_for_timeout(LINGER_S * 1_000)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert watched.outward() == []
