"""`hoibao copy` and `hoibao nodes`, as they are typed."""

import json
from pathlib import Path

import pytest

from app.cli import main
from app.settings import Settings
from app.wiring import open_library
from tests.conftest import FakeEncoder, drop
from tests.postgres import Server
from tests.vectorstore.test_library import fill


@pytest.fixture
def folder(tmp_path: Path, encoder: FakeEncoder) -> str:
    fill(open_library(tmp_path / "library", create=True), encoder)
    return str(tmp_path / "library")


def test_there_and_back(
    folder: str, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    there, back = f"{server.address}#moved", str(tmp_path / "back")
    try:
        for source, target in ((folder, there), (there, back)):
            assert main(["copy", source, target, "--json"]) == 0
            told = json.loads(capsys.readouterr().out)
            assert (told["articles"], told["chunks"]) == (4, 12)
        assert open_library(Path(back)).ids() == open_library(Path(folder)).ids()
        assert open_library(Path(back)).faults() == []
        monkeypatch.setenv("HOIBAO_STORE", there)
        for doing in ("save", "fetch"):
            assert main(["nodes", doing, str(tmp_path / "nodes"), "--json"]) == 0
            assert json.loads(capsys.readouterr().out)["bytes"] > 1_000
    finally:
        drop(Settings(store=there))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_can_not_be_copied_is_said(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    for source, target, words in (
        (folder, folder, {"vi": "đã có một thư viện", "en": "a library at"}),
        (str(tmp_path / "nowhere"), folder, {"vi": "Chưa có thư viện", "en": "There is no library"}),
        ("postgresql://ai:kín@may", folder, {"vi": "không phải là địa chỉ", "en": "is not the address"}),
    ):
        assert main(["copy", source, target, "--language", language]) == 3
        told = capsys.readouterr().err
        assert words[language] in told
        assert "kín" not in told
