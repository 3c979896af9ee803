"""Two processes on one library: ingests take turns, readers never wait, and Ctrl-C ends in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary

ROOT = Path(__file__).parents[2]
SLOW = """
import sys, time
from pathlib import Path
sys.path.insert(0, {root!r})
from app.commands.stopping import Stopping
from ingest.pipeline import ingest
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary

class Slow(FakeEncoder):
    def encode_documents(self, texts):
        print("batch", flush=True)
        time.sleep({pause})
        return super().encode_documents(texts)

with Stopping(lambda: print("stopping", flush=True)) as stopping:
    report = ingest([{file!r}], LocalLibrary(Path({library!r}), create=True), Slow(), stopping=stopping)
print(report.added, report.interrupted, flush=True)
"""


@contextmanager
def slow_ingest(file: Path, library: Path, pause: float) -> Iterator[subprocess.Popen[str]]:
    script = SLOW.format(root=str(ROOT), file=str(file), library=str(library), pause=pause)
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "batch\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    file = tmp_path / "bao.jsonl"
    file.write_text("\n".join(f'{{"id": "{n}", "text": "Tin ngắn số {n}."}}' for n in range(100)), encoding="utf-8")
    return file


def test_the_second_waits_says_so_and_finds_nothing_left_to_do(news: Path, library: LocalLibrary) -> None:
    told: list[str] = []
    with slow_ingest(news, library.folder, 0.3) as first:
        report = ingest([news], library, FakeEncoder(), waiting=told.append)
        assert told == [str(first.pid)]
        assert (report.added, report.unchanged) == (0, 100)


def test_one_that_was_killed_holds_nobody_up(news: Path, library: LocalLibrary) -> None:
    told: list[str] = []
    with slow_ingest(news, library.folder, 60) as first:
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        assert ingest([news], library, FakeEncoder(), waiting=told.append).added == 100
    assert told == []


def test_a_reader_answers_while_another_process_ingests(news: Path, library: LocalLibrary) -> None:
    encoder = FakeEncoder()
    with slow_ingest(news, library.folder, 0.3) as first:
        seen = 0
        while first.poll() is None:
            found = library.passages(library.dense_search(encoder.encode_query("Tin ngắn"), 200))
            assert len(found) >= seen
            assert all(passage.text.startswith("Tin ngắn số") for passage in found)
            seen = len(found)
            time.sleep(0.05)
    assert len(library.dense_search(encoder.encode_query("Tin ngắn"), 200)) == 100
    assert len(library.keyword_search("tin ngắn số", 200)) == 100


def test_the_first_ctrl_c_stores_the_batch_and_the_second_ends_at_once(news: Path, library: LocalLibrary) -> None:
    with slow_ingest(news, library.folder, 1.0) as process:
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=30)
        assert out.splitlines()[0] == "stopping"
        added, interrupted = out.splitlines()[-1].split()
        assert (int(added) > 0, interrupted) == (True, "True")
    assert library.coverage().articles == int(added) < 100
    with slow_ingest(news, library.folder, 60) as process:
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        assert process.stdout.readline() == "stopping\n"
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=30)
        assert out.splitlines()[-1] == "0 True"
    assert ingest([news], library, FakeEncoder()).added == 100 - int(added)
