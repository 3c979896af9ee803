"""`hoibao ingest https://…` as its user sees it: words for all that may go wrong, and no password in any."""

import re
from pathlib import Path
from typing import Any

import pytest

from app.arguments import parser
from app.cli import main
from app.messages import say_notice, say_rejection
from app.settings import Settings
from ingest.article import Notice, Rejection
from tests.ingest.web.site import article, serving

WEB = Path(__file__).parents[2] / "ingest" / "web"
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in WEB.glob("*.py"))


@pytest.mark.parametrize("code", sorted(set(re.findall(r'(?:WebError\(|Rejection\([^,\n]+, )"(\w+)"', SOURCE))))
def test_every_rejection_has_words(code: str) -> None:
    rejection = Rejection("https://tin.example/", code, "503")
    assert say_rejection(rejection, "vi") != say_rejection(rejection, "en")


@pytest.mark.parametrize("code", sorted(set(re.findall(r'Notice\([^,\n]+, "(\w+)"', SOURCE))))
def test_every_notice_has_words(code: str) -> None:
    notice = Notice("https://tin.example/", code, "200")
    assert say_notice(notice, "vi") != say_notice(notice, "en")


def ingested(tmp_path: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["ingest", *arguments, "--library", str(tmp_path / "library")])
    shown = capsys.readouterr()
    return code, shown.out + shown.err


def test_private_addresses_need_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], socket_enabled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.web.pace.DELAY_S", 0.0)
    with serving() as site:
        address = site.add("/bai.html", article("Lũ rút chậm ở Cồn Én"))
        code, shown = ingested(tmp_path, capsys, address, "--language", "en")
        assert (code, site.asked) == (1, [])
        assert "--allow-private" in shown
        code, shown = ingested(tmp_path, capsys, address, "--language", "en", "--allow-private")
        assert code == 0, shown
        assert "1 added" in shown


@pytest.mark.parametrize("language", ["vi", "en"])
def test_passwords_are_shown_to_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str) -> None:
    addresses = ["https://ten:mat-khau@tin.example/bai", "https://ten:mat-khau@[tin.example/", "ftp://ten:mat-khau@a/b"]
    code, shown = ingested(tmp_path, capsys, *addresses, "--language", language, "--json")
    assert code == 1
    assert shown.count("tin.example") >= 2
    assert "mat-khau" not in shown


@pytest.mark.parametrize("option", ["--sync", "--watch"])
def test_the_web_is_not_kept_in_step(tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str) -> None:
    code, shown = ingested(tmp_path, capsys, str(tmp_path), "https://tin.example/rss", option)
    assert code == 2
    assert option in shown
    assert not (tmp_path / "library").exists()


def test_options() -> None:
    arguments = parser(Settings()).parse_args(["ingest", "https://tin.example/rss", "--max-pages", "7"])
    assert (arguments.max_pages, arguments.allow_private) == (7, False)
