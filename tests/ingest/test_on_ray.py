"""Ingest over a Ray cluster of two workers: the same library as without it, to the byte, whatever befalls a worker."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from ingest.document import Document, of_file
from ingest.on_ray import ClusterError, RayReader, embedded
from ingest.pipeline import IngestReport, ingest
from ingest.prepare import PreparedArticle
from ingest.readers import find
from ingest.reading_documents import candidates
from tests.conftest import FakeEncoder
from vectorstore.encoders.encoder import Fingerprint
from vectorstore.local.library import LocalLibrary

ROOT = Path(__file__).parents[2]
STORIES = 240
PATIENCE_S = 120
needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed: pip install '.[ray]'")


def command(function: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", f"from tests.ingest.ray_run import {function}; {function}()", *arguments]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    quiet = {**os.environ, "RAY_USAGE_STATS_ENABLED": "0"}
    process = subprocess.Popen(
        command("cluster"),
        cwd=ROOT,
        env=quiet,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    yield next(line.split()[1] for line in process.stdout if line.startswith("address "))
    process.communicate()


class Run:
    """One ingest over the cluster, in a process of its own."""

    def __init__(self, folder: Path, address: str, *, pause_s: float = 0.0, model: str = "fake") -> None:
        self.pids = folder / "pids"
        self.pids.mkdir(exist_ok=True)
        self.library = folder / "over-ray"
        given = {"sources": [str(folder / "news")], "library": str(self.library), "pids": str(self.pids)}
        given |= {"address": address, "pause_s": pause_s, "model": model}
        self._process = subprocess.Popen(
            command("run", json.dumps(given)),
            cwd=ROOT,
            text=True,
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def until_stored(self, articles: int) -> None:
        """Wait until so many are in the library."""
        until = time.monotonic() + PATIENCE_S
        while (
            not (self.library / "catalogue.sqlite").exists()
            or LocalLibrary(self.library).coverage().articles < articles
        ):
            assert self._process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)

    def embedded(self) -> int:
        """How many texts the workers have embedded."""
        return sum(int(path.read_text()) for path in self.pids.iterdir())

    def interrupt(self) -> None:
        """Ctrl-C, which a terminal sends to all that belongs to the run."""
        os.killpg(self._process.pid, signal.SIGINT)

    def said(self) -> str:
        """Its last line."""
        out, _ = self._process.communicate(timeout=PATIENCE_S)
        return out.splitlines()[-1]

    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.said())
        return found


def write(folder: Path, version: int = 0) -> None:
    """News with all that the comparison has to tell: copies, twins, corrections, bad lines, several formats."""
    chosen = Random(7)
    words = "sông đê cầu chợ lúa tôm mưa lũ xã tỉnh người dân hộ nhà ghe gặt trồng nước phà đường".split()

    def text(n: int) -> str:
        said = " ".join(chosen.choice(words) for _ in range(260))
        return f"Tin số {n}{', đã sửa' if version and n % 9 == 0 else ''}. {said}."

    folder.mkdir(exist_ok=True)
    told = [text(n) for n in range(STORIES)]
    lines = [json.dumps({"id": str(n), "text": each, "published": "2024-05-01"}) for n, each in enumerate(told)]
    lines[50:50] = ["{", json.dumps({"title": "Không có nội dung", "text": ""}), json.dumps({"text": told[3]})]
    lines.append(json.dumps({"id": "sau", "text": f"{told[5]} Thêm một câu.", "published": "2024-05-02"}))
    (folder / "bao.jsonl").write_text("\n".join(lines), encoding="utf-8")
    shutil.copytree(ROOT / "examples" / "articles", folder / "mau", dirs_exist_ok=True)
    (folder / "hong.pdf").write_bytes(b"%PDF-1.4 rubbish")
    for n in range(30):
        (folder / f"chuyen-{n}.txt").write_text(f"Chuyện {n % 28}\n\n{told[n % 28][::-1]}.", encoding="utf-8")
    if version:
        (folder / "chuyen-20.txt").unlink()
        (folder / "hong.pdf").unlink()  # while something can't be read, nothing is removed


def content(folder: Path) -> dict[str, Any]:
    """All of a library that doesn't tell when it was made."""
    library = LocalLibrary(folder)
    rows = library.catalogue.rows
    articles = {article.id: (article.digest, library.sources(article.id)) for article, _ in library.articles()}
    chunks = rows(
        'SELECT a.id, c.start, c."end", c.heading, e.vector FROM chunks c JOIN articles a ON a.key = c.article '
        "JOIN embeddings e ON e.chunk = c.key ORDER BY a.id, c.start"
    )
    links = {each: sorted((link.kind, link.article_id) for link in library.links(each)) for each in articles}
    assert library.faults() == []
    return {"articles": articles, "chunks": chunks, "links": links}


def plain(folder: Path) -> IngestReport:
    return ingest([folder / "news"], LocalLibrary(folder / "plain", create=True), FakeEncoder(), sync=True)


def counts(report: IngestReport) -> dict[str, Any]:
    """What the same run over Ray is to report: that it did the same, and left all embedding to the workers."""
    names = ("added", "updated", "unchanged", "duplicates", "removed", "interrupted")
    rejected = sorted([each.source, each.code] for each in report.rejected)
    return {**{name: getattr(report, name) for name in names}, "rejected": rejected, "embedded_here": 0}


@needs_ray
@pytest.mark.slow
def test_what_changes_becomes_the_same_library_as_without_it(tmp_path: Path, address: str) -> None:
    write(tmp_path / "news")
    plain(tmp_path)
    shutil.copytree(tmp_path / "plain", tmp_path / "over-ray")
    write(tmp_path / "news", version=1)
    expected = counts(plain(tmp_path))
    assert Run(tmp_path, address).report() == expected
    assert content(tmp_path / "over-ray") == content(tmp_path / "plain")
    assert expected["updated"]
    assert expected["removed"]


@needs_ray
@pytest.mark.slow
def test_the_same_library_though_a_worker_is_killed_in_mid_run(tmp_path: Path, address: str) -> None:
    write(tmp_path / "news")
    expected = counts(plain(tmp_path))
    run = Run(tmp_path, address, pause_s=1.0)
    run.until_stored(1)
    first = {int(path.name) for path in run.pids.iterdir()}
    assert len(first) == 2
    os.kill(min(first), signal.SIGKILL)
    assert run.report() == expected
    assert content(tmp_path / "over-ray") == content(tmp_path / "plain")
    assert {int(path.name) for path in run.pids.iterdir()} > first


@needs_ray
@pytest.mark.slow
def test_ctrl_c_stores_what_came_and_the_next_run_does_the_rest(tmp_path: Path, address: str) -> None:
    write(tmp_path / "news")
    run = Run(tmp_path, address, pause_s=0.5)
    run.until_stored(20)
    run.interrupt()
    report = run.report()
    assert report["interrupted"]
    assert 20 <= report["added"] < STORIES
    again = ingest([tmp_path / "news"], LocalLibrary(tmp_path / "over-ray"), FakeEncoder(), sync=True)
    assert again.added + report["added"] == plain(tmp_path).added
    assert content(tmp_path / "over-ray") == content(tmp_path / "plain")


@needs_ray
@pytest.mark.slow
def test_of_a_file_that_was_read_in_part_and_has_changed_workers_embed_what_is_new(
    tmp_path: Path, address: str
) -> None:
    write(tmp_path / "news")
    begun = LocalLibrary(tmp_path / "plain", create=True)
    ingest([tmp_path / "news"], begun, FakeEncoder(), stopping=lambda: begun.coverage().articles >= STORIES // 2)
    shutil.copytree(tmp_path / "plain", tmp_path / "over-ray")
    write(tmp_path / "news", version=1)
    has = {article.digest for article, _ in begun.articles()}
    assert STORIES // 2 <= len(has) < STORIES
    documents = [each for each in find(tmp_path / "news") if isinstance(each, Document)]
    read = (item for each in documents for item in candidates(each, whole=True) if isinstance(item, PreparedArticle))
    lacking = sum(len(item.parts.texts) for item in read if item.parts and item.article.digest not in has)

    expected = counts(plain(tmp_path))
    run = Run(tmp_path, address)
    assert run.report() == expected
    assert run.embedded() == lacking
    assert content(tmp_path / "over-ray") == content(tmp_path / "plain")
    assert expected["unchanged"]
    assert expected["updated"]


@needs_ray
@pytest.mark.slow
def test_a_worker_with_another_encoder_is_refused(tmp_path: Path, address: str) -> None:
    write(tmp_path / "news")
    said = Run(tmp_path, address, model="another").said()
    assert said.startswith("EncoderError: ")
    assert "'another'" in said
    assert LocalLibrary(tmp_path / "over-ray").coverage().articles == 0


@needs_ray
def test_an_address_where_nobody_listens_is_told_at_once(tmp_path: Path) -> None:
    write(tmp_path / "news")
    assert Run(tmp_path, "127.0.0.1:1").said().startswith("ClusterError: Ray unreachable: 127.0.0.1:1")


def test_without_ray_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ClusterError) as raised:
        RayReader(FakeEncoder, Fingerprint("fake", 64, "test"))
    assert raised.value.problem == "missing"


def test_each_article_gets_its_own_embeddings(tmp_path: Path, encoder: FakeEncoder) -> None:
    write(tmp_path)
    read = list(candidates(of_file(tmp_path / "bao.jsonl", "bao"), whole=True))
    for item in embedded([None, *read], encoder):
        if isinstance(item, PreparedArticle):
            assert item.parts is not None
            assert item.parts.vectors is not None
            np.testing.assert_array_equal(item.parts.vectors, encoder.encode_documents(item.parts.texts))
