"""kill -9 at random moments: of ingest and of embedding anew while others search, and of the page at work."""

import contextlib
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from app.settings import Settings
from app.wiring import open_encoder, open_library
from benchmarks.breakage.trial import ARTICLES, Trial, faults_of, missing, text_of, write
from benchmarks.ingest import NoEncoder
from ingest.pipeline import ingest
from tests.app.browser import CHROMIUM, FLAGS, ROOT, FakeLLM, environment
from vectorstore.encoders.encoder import Fingerprint

REEMBED = """
import sys
from pathlib import Path
from app.wiring import open_library
from benchmarks.breakage.killed import Other
library = open_library(Path({folder!r}))
print("ready", flush=True)
for _ in library.reembed(Other({number}), batch_size=8): pass
"""
PATIENCE_MS = 180_000  # a busy machine takes a minute to start the page
QUESTION, TOLD = "Cầu Bến Vàm dài bao nhiêu mét?", "Cầu Bến Vàm dài 412 mét."


INGEST = """
import sys
from pathlib import Path
from app.wiring import open_library
from benchmarks.ingest import NoEncoder
from ingest.pipeline import ingest
library = open_library(Path({folder!r}))
print("ready", flush=True)
ingest([Path({file!r})], library, NoEncoder())
"""


class Other(NoEncoder):
    """Another model every time."""

    def __init__(self, number: int) -> None:
        self.fingerprint = Fingerprint(f"none {number}", 384, "benchmark")


def ingested(kills: int) -> Trial:
    """`ingest` of a file whose articles all change, while two readers search: each article is of one version or the
    other, and the next run brings them all to the last."""
    trial, moments = Trial("kill -9 of ingest, two readers at work"), Random(3)
    with TemporaryDirectory() as name:
        folder, file = Path(name, "library"), Path(name, "a.jsonl")
        write(file)
        ingest([file], open_library(folder, create=True), NoEncoder())
        for version in range(1, kills + 1):
            write(file, version, 8 * ARTICLES)
            faults: list[str] = []
            _kill_writer(INGEST.format(folder=str(folder), file=str(file)), folder, faults, moments.uniform(0.0, 2.0))
            library = open_library(folder)
            known = {text_of(number, each) for number in range(8 * ARTICLES) for each in (0, version - 1, version)}
            torn = [article.id for article, _ in library.articles() if article.text not in known]
            ingest([file], library, NoEncoder())
            wanted = [text_of(number, version) for number in range(8 * ARTICLES)]
            trial.add([*faults, *faults_of(library), *torn], missing(library, wanted))
            library.close()
    return trial


def _kill_writer(script: str, folder: Path, faults: list[str], seconds: float) -> None:
    """Kill a writer so long after it is ready, with readers beside it."""
    writer = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT)
    assert writer.stdout is not None
    writer.stdout.readline()
    with readers(folder, faults):
        time.sleep(seconds)
        writer.kill()
        writer.wait()
    writer.stdout.close()


def reindex(kills: int) -> Trial:
    """`reindex --embeddings`, while two readers search."""
    trial, moments = Trial("kill -9 of reindex --embeddings, two readers at work"), Random(1)
    with TemporaryDirectory() as name:
        folder, file = Path(name, "library"), Path(name, "a.jsonl")
        write(file)
        ingest([file], open_library(folder, create=True), NoEncoder())
        for number in range(kills):
            script = REEMBED.format(folder=str(folder), number=number)
            faults: list[str] = []
            _kill_writer(script, folder, faults, moments.uniform(0.0, 2.0))
            library = open_library(folder)
            trial.add([*faults, *faults_of(library)], missing(library, map(text_of, range(ARTICLES))))
            library.close()
        library = open_library(folder)
        for _ in library.reembed(Other(kills)):
            pass
        trial.add(faults_of(library), missing(library, map(text_of, range(ARTICLES))))
    return trial


@contextlib.contextmanager
def readers(folder: Path, faults: list[str]) -> Iterator[None]:
    """Two threads that search until the block ends, and expect to find something each time."""
    done = threading.Event()

    def search() -> None:
        library = open_library(folder)
        while not done.is_set():
            try:
                if not library.keyword_search("tin bản", 5):
                    faults.append("a reader found nothing")
            except Exception as error:  # noqa: BLE001 - that is the finding
                faults.append(f"a reader: {type(error).__name__}: {error}")
            time.sleep(0.02)
        library.close()

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    yield
    done.set()
    for thread in threads:
        thread.join()


@contextlib.contextmanager
def page_server(folder: Path, **settings: str) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The page's server, which whoever uses it may kill."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = str(ROOT / "app" / "page" / "main.py")
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", *FLAGS]
    with (folder / "page.log").open("a") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment(**settings), stdout=log, stderr=log)
        try:
            for _ in range(600):
                with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health"):
                    break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}", server
        finally:
            server.kill()
            server.wait()


def page(kills: int) -> Iterator[Trial]:
    """The page in mid-answer, and in mid-upload: what was kept before is there, what came in is whole or not there."""
    answer, upload = Trial("kill -9 of the page in mid-answer"), Trial("kill -9 of the page in mid-upload")
    moments = Random(2)
    with TemporaryDirectory() as name, FakeLLM([TOLD, " [1]", "…"] * 40, hold=3) as llm:
        place = Path(name)
        (place / "a.txt").write_text(f"Cầu Bến Vàm\n\n{TOLD}", encoding="utf-8")
        ingest([place / "a.txt"], open_library(place / "library", create=True), open_encoder(Settings()))
        settings = {
            "HOIBAO_LIBRARY": str(place / "library"),
            "HOIBAO_LLM": "m",
            "OPENAI_BASE_URL": llm.address,
            "OPENAI_API_KEY": "k",
        }
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
            for number in range(kills):
                library = open_library(place / "library")
                library.conversations.keep(f"c{number}", {"question": "Ai?"}, "Ai?", name=f"Một {number}")
                library.close()
                for trial in (answer, upload):
                    with page_server(place, **settings) as (address, server):
                        shown = browser.new_page()
                        shown.set_default_timeout(PATIENCE_MS)
                        shown.goto(address)
                        llm.asked.clear()
                        if trial is answer:
                            ask(shown)
                            llm.asked.wait(30)
                        else:
                            send(shown, place / f"tin-{number}.jsonl", number)
                        time.sleep(moments.uniform(0.0, 1.5))
                        server.kill()
                        server.wait()
                        shown.close()
                    library = open_library(place / "library")
                    turns = sum(bool(library.conversations.turns(f"c{at}")) for at in range(number + 1))
                    lost = missing(library, [f"Cầu Bến Vàm\n\n{TOLD}"]) + number + 1 - turns
                    wrong = [article.id for article, _ in library.articles() if article.text[-1] != "."]
                    faults = library.catalogue.faults()  # type: ignore[attr-defined]
                    trial.add([*faults, *(f"{name} is half there" for name in wrong)], lost)
                    library.close()
            browser.close()
    yield from (answer, upload)


def ask(shown: Page) -> None:
    """A question that the model will be long in answering."""
    box = shown.locator("[data-testid=stChatInput] textarea")
    box.fill(QUESTION)
    box.press("Enter")


def send(shown: Page, file: Path, version: int) -> None:
    """A file of many articles, dropped on the library's section."""
    write(file, version, 4 * ARTICLES)
    shown.goto(f"{shown.url.split('?')[0].rstrip('/')}/library")
    shown.locator("input[type=file]").first.set_input_files(str(file))
