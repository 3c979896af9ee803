"""The commands as a script calls them, on a library that a server holds."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from app.wiring import open_library
from tests.app.test_cli import ROOT, answered

pytestmark = [pytest.mark.stores("postgres"), pytest.mark.slow]
RECEDING = "Nước rút ở Cồn Sậy\n\nNước rút 15 cm mỗi ngày, còn 240 hộ dân ở Cồn Sậy bị ngập. Xã đã phát gạo."
MARKET = "Chợ đêm Bãi Trầu mở lại\n\nChợ đêm Bãi Trầu mở lại với 38 sạp hàng."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "tin"
    folder.mkdir()
    (folder / "nuoc.txt").write_text(RECEDING, encoding="utf-8")
    (folder / "cho.txt").write_text(MARKET, encoding="utf-8")
    return folder


def started(place: Settings, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "app.cli", *map(str, arguments), "--json", "--language", "en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "HOIBAO_STORE": str(place.store)},
    )


def test_each_does_there_what_it_does_in_a_folder(place: Settings, news: Path, tmp_path: Path) -> None:
    def run(*arguments: object) -> Any:
        return answered(*map(str, arguments), HOIBAO_STORE=str(place.store))

    assert run("ingest", "--sync", news)["added"] == 2
    assert run("search", "38 sạp hàng")["passages"][0]["article_id"] == "cho"
    asked = run("ask", "Cồn Sậy còn bao nhiêu hộ dân bị ngập?")
    source = asked["sources"][0]
    assert "240 hộ dân" in source["quote"]
    assert run("show", source["article_id"])["text"][source["start"] : source["end"]] == source["quote"]
    assert run("nodes", "save", tmp_path / "nodes")["bytes"] > 1_000
    assert run("nodes", "fetch", tmp_path / "nodes")["bytes"] > 1_000
    assert run("reindex")["chunks"] == 2
    assert run("reindex", "--embeddings")["chunks"] == 2
    assert all(check["ok"] for check in run("doctor")["checks"])
    (news / "cho.txt").unlink()
    assert run("ingest", "--sync", news)["removed"] == 1
    assert [article["id"] for article in run("articles")] == ["nuoc"]
    assert run("remove", "nuoc")["removed"] == 1


def test_a_folder_is_watched(place: Settings, news: Path) -> None:
    with started(place, "ingest", "--watch", news) as watching:
        assert watching.stderr is not None
        for line in watching.stderr:
            if "2 added" in line:
                break
        (news / "cho.txt").unlink()
        for line in watching.stderr:
            if "1 removed" in line:
                break
        watching.send_signal(signal.SIGINT)
        out, _ = watching.communicate(timeout=30)
    assert watching.returncode == 0
    report = json.loads(out)
    assert (report["added"], report["removed"]) == (2, 1)
    assert open_library(place).ids() == ["nuoc"]


def test_the_second_ingest_says_for_whom_it_waits(place: Settings, news: Path) -> None:
    library, never = open_library(place, create=True), lambda: False
    with library.writing(lambda holder: None, never):
        second = started(place, "ingest", news)
        assert second.stderr is not None
        waits = next(line for line in second.stderr if "is ingesting" in line)
        assert str(os.getpid()) in waits
        assert library.ids() == []
    out, _ = second.communicate(timeout=60)
    assert second.returncode == 0
    assert json.loads(out)["added"] == 2
