"""A model's Markdown in a terminal: rendered in the safe subset; plain where none reads it."""

import io
import re

import pytest

from app.safe_markdown import safe_markdown
from app.terminal import PlainScreen, RenderedScreen, screen

ANSWER = (
    "## Giá mía\n\n- **Tân Lập**: tăng 5% [1]\n- Tân Hòa: giảm 2% [2]\n\n"
    "| Xã | Giá |\n|---|---|\n| Tân Lập | 900 đồng [1] |\n"
)
HOSTILE = (
    "<b>đậm</b> ![ảnh](http://evil.test/x.png) [bấm](http://evil.test) `mã` ~~~ https://evil.test \x1b[2J\x1b]0;tên\x07"
)
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("TERM", "xterm")


def test_markdown_is_rendered_while_it_comes_and_after() -> None:
    out = Terminal()
    with screen(markdown=True, out=out) as shown:
        assert isinstance(shown, RenderedScreen)
        for piece in re.findall(r".{1,7}|\n", ANSWER):
            shown.show(piece)
        shown.finish(ANSWER, markdown=True)
    said = _CODES.sub("", out.getvalue())
    last = said[said.rindex("Giá mía") :]
    assert "**" not in last
    assert "|---" not in last
    assert " • Tân Lập: tăng 5% [1]" in last
    assert re.search(r"Tân Lập\s+900 đồng \[1\]", last)
    assert "\x1b[1m" in out.getvalue()


def test_nothing_hostile_reaches_the_terminal() -> None:
    out = Terminal()
    with screen(markdown=True, out=out) as shown:
        shown.show(HOSTILE)
        shown.finish(HOSTILE, markdown=True)
    assert "<b>đậm</b>" in " ".join(_CODES.sub("", out.getvalue()).split())
    assert "\x1b[2J" not in out.getvalue()
    assert "\x1b]" not in out.getvalue()  # no title and no link


def test_more_than_the_screen_holds_shows_its_end() -> None:
    out = Terminal()
    long = "\n\n".join(f"Đoạn {n}." for n in range(100))
    with screen(markdown=True, out=out) as shown:
        shown.show(long)
        shown.show(" Hết.")
    assert "Đoạn 99. Hết." in _CODES.sub("", out.getvalue())
    assert "Đoạn 10." not in _CODES.sub("", out.getvalue())


def test_quotes_that_take_over_are_shown_to_the_letter() -> None:
    out = Terminal()
    with screen(markdown=True, out=out) as shown:
        shown.show("Mô hình **ngắt")
        shown.finish("* 3 tấn * dưa [1]", markdown=False)
    assert out.getvalue().endswith("* 3 tấn * dưa [1]\n")


@pytest.mark.parametrize(("markdown", "out"), [(True, io.StringIO()), (False, Terminal())])
def test_plain_where_no_terminal_reads_it_or_no_model_writes(markdown: bool, out: io.StringIO) -> None:
    with screen(markdown=markdown, out=out) as shown:
        assert isinstance(shown, PlainScreen)
        shown.show("**Tân ")
        shown.show("Lập** [1]")
        shown.finish("**Tân Lập** [1]", markdown=True)
    assert out.getvalue() == "**Tân Lập** [1]\n"


def test_what_settles_differently_is_shown_again() -> None:
    out = io.StringIO()
    with screen(markdown=False, out=out) as shown:
        shown.show("nháp [2]")
        shown.finish("Xong [1]", markdown=False)
    assert out.getvalue() == "nháp [2]\n\nXong [1]\n"


def test_the_safe_subset_keeps_structure_alone() -> None:
    said = safe_markdown("# To\n**đậm** [1] <i>x</i> `y` ~~z~~ & \x1b")
    assert said == "#### To\n**đậm** \\[1\\] \\<i\\>x\\</i\\> \\`y\\` \\~\\~z\\~\\~ \\&  "
