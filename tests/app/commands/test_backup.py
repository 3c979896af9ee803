"""`hoibao backup` and `hoibao restore`, as they are typed, and what they say."""

import json
import re
from pathlib import Path

import pytest

from app.cli import main
from app.wiring import open_library
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import fill


@pytest.fixture
def folder(tmp_path: Path, encoder: FakeEncoder) -> str:
    fill(open_library(tmp_path / "library", create=True), encoder)
    return str(tmp_path / "library")


def test_there_and_back(folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, back = str(tmp_path / "a.backup"), str(tmp_path / "back")
    assert main(["backup", file, "--library", folder, "--json"]) == 0
    saved = json.loads(capsys.readouterr().out)
    assert (saved["articles"], saved["chunks"], len(saved["sha256"])) == (4, 12, 64)
    assert main(["restore", file, "--library", back]) == 0
    assert "4 bài, 12 đoạn" in capsys.readouterr().out
    assert open_library(Path(back)).ids() == open_library(Path(folder)).ids()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_can_not_be_done_is_said(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, none = str(tmp_path / "a.backup"), str(tmp_path / "none")
    main(["backup", file, "--library", folder])
    (tmp_path / "foreign").write_text("Bến Vàm có phà mới.")
    held = (tmp_path / "a.backup").read_bytes()
    newer = re.sub(rb'"schema": \d+, ?', lambda ours: b'"schema": 99,'.ljust(len(ours[0])), held, count=1)
    (tmp_path / "newer").write_bytes(newer)
    for command, named, place, code, words in (
        ("backup", file, folder, 2, {"vi": "không bị ghi đè", "en": "is not overwritten"}),
        ("backup", str(tmp_path / "b"), none, 3, {"vi": "Chưa có thư viện", "en": "There is no library"}),
        ("backup", str(tmp_path / "gone" / "b"), folder, 2, {"vi": "Không đọc hoặc ghi", "en": "can't be read"}),
        ("restore", file, folder, 2, {"vi": "không khôi phục vào đó", "en": "nothing is restored there"}),
        ("restore", str(tmp_path / "foreign"), none, 2, {"vi": "không phải là tệp", "en": "was not made by"}),
        ("restore", str(tmp_path / "newer"), none, 2, {"vi": "mới hơn", "en": "newer"}),
        ("restore", str(tmp_path / "gone"), none, 2, {"vi": "Không đọc hoặc ghi", "en": "can't be read"}),
    ):
        capsys.readouterr()
        assert main([command, named, "--library", place, "--language", language]) == code, (command, named)
        assert words[language] in capsys.readouterr().err
    monkeypatch.setenv("HOIBAO_STORE", "postgresql://ai:kin@may/co_so#ten")
    for command, words in (
        ("backup", {"vi": "pg_dump", "en": "pg_dump"}),
        ("restore", {"vi": "vào một thư mục", "en": "into a folder"}),
    ):
        assert main([command, file, "--language", language]) == 2
        shown = capsys.readouterr().err
        assert words[language] in shown
        assert "kin@" not in shown
