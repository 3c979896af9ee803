"""`hoibao alerts`: followed, listed, looked for and ended, for people and for programs."""

import json
from pathlib import Path

import pytest

from app import wiring
from app.cli import main
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.local.library import LocalLibrary


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalLibrary:
    for name in ("HOIBAO_LLM", "HOIBAO_SMTP", "HOIBAO_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(wiring, "open_encoder", lambda settings, one_question=False: FakeEncoder())
    library = LocalLibrary(tmp_path / "library", create=True)
    library.put([entry("cu", ["Cầu Rạch Sậy dài 95 m."], FakeEncoder(), title="Cầu cũ")], FakeEncoder().fingerprint)
    return library


def put(library: LocalLibrary, name: str, text: str) -> None:
    library.put([entry(name, [text], FakeEncoder(), title=f"Tin {name}", outlet="Báo Sậy")], FakeEncoder().fingerprint)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> object:
    assert main(["alerts", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_what_came_in_is_told_once(place: LocalLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    subject = run(capsys, "add", "cầu Rạch Sậy", "--mail", "an@example.org")
    question = run(capsys, "add", "Cầu Rạch Sậy rộng bao nhiêu mét?")
    assert isinstance(subject, dict)
    assert isinstance(question, dict)
    assert (subject["kind"], subject["mail"], question["kind"]) == ("subject", "an@example.org", "question")
    assert subject["feed"] == f"http://127.0.0.1:8000/feeds/{subject['id']}"
    assert run(capsys, "list") == [subject, question]
    assert main(["alerts", "run"]) == 0
    assert "Không có gì mới." in capsys.readouterr().err
    put(place, "moi", "Cầu Rạch Sậy rộng 9 m sau khi nới.")
    put(place, "khac", "Chợ nổi họp sớm.")
    assert main(["alerts", "run"]) == 0
    told = capsys.readouterr().out
    assert told.count("Tin moi — Báo Sậy") == told.count("[moi]") == 2
    assert "khac" not in told
    again = run(capsys, "run")
    assert again == {"alerts": [{**subject, "new": []}, {**question, "new": []}], "mailed": []}
    put(place, "nua", "Cầu Rạch Sậy rộng 10 m, không phải 9 m.")
    later = run(capsys, "run")
    assert isinstance(later, dict)
    (hit,) = later["alerts"][1]["new"]
    assert (hit["article_id"], hit["quote"]) == ("nua", "Cầu Rạch Sậy rộng 10 m, không phải 9 m.")


def test_it_ends_and_wrong_uses_are_told(place: LocalLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["alerts", "add", "mía"]) == 0
    assert "Đã theo dõi “mía”" in capsys.readouterr().err
    (alert,) = place.alerts.listed()
    wrong = (["add"], ["add", "mía", "--mail", "an@x, b@x"], ["remove", "x"], ["remove"])
    for arguments in wrong:
        assert main(["alerts", *arguments]) == 2
        assert capsys.readouterr().err.strip()
    assert main(["alerts", "remove", alert.id]) == 0
    assert main(["alerts", "list"]) == 0
    assert "Chưa theo dõi gì." in capsys.readouterr().err


def test_a_letter_that_can_not_be_sent_is_told_and_costs_nothing_else(
    place: LocalLibrary, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOIBAO_SMTP", "smtp://127.0.0.1:1")
    assert main(["alerts", "add", "mía", "--mail", "an@example.org"]) == 0
    put(place, "moi", "Giá mía tăng.")
    capsys.readouterr()
    assert main(["alerts", "run"]) == 1
    told = capsys.readouterr()
    assert "HOIBAO_MAIL_FROM" in told.err
    assert "[moi]" in told.out
