"""A model's Markdown: a safe subset, with chips and badges inside, whatever it is."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.page.answer_html import answer_html, streamed_html
from rag.answer import Answer, Reason, Sentence, Source
from vectorstore.records import Coverage, Filters

VOID = ("br", "hr")
ALLOWED = {
    "a",
    "span",
    "p",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "h4",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "blockquote",
    *VOID,
}


class Nested(HTMLParser):
    """Fails where an element isn't closed in its turn, or isn't allowed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.shown: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert {name for name, _ in attrs} <= {
            "class",
            "href",
            "id",
            "aria-label",
            "aria-describedby",
            "role",
            "tabindex",
            "start",
        }
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


def source(n: int) -> Source:
    return Source(n, "cho", "Chợ nổi", "2024-03-05", "Báo Mía", None, "Chợ có 64 ghe.", 0, 14)


def drawn(*sentences: Sentence, gap: str = "\n") -> str:
    text = gap.join(sentence.text for sentence in sentences)
    numbers = sorted({n for sentence in sentences for n in sentence.citations})
    answer = Answer(
        "?",
        "?",
        "vi",
        "llm",
        "m",
        text,
        False,
        sentences,
        tuple(map(source, numbers)),
        (),
        Filters(),
        Coverage(1, 1, None, None),
        (),
        {},
    )
    return answer_html(answer, lambda cited: f"?n={cited.n}", "vi")


def good(text: str, *citations: int) -> Sentence:
    return Sentence(text, citations, "supported", 1.0)


def bad(text: str, *citations: int) -> Sentence:
    return Sentence(text, citations, "unsupported", 0.1, Reason("figure", "64"))


def test_a_list_stays_a_list_with_chips_and_badges_inside() -> None:
    shown = drawn(good("- Chợ có 64 ghe [1].", 1), bad("- Chợ có **46** ghe [2].", 2))
    Nested(shown)
    items = re.findall(r"<li>(.*?)</li>", shown, re.DOTALL)
    assert len(items) == 2
    assert "hb-badge" not in items[0]
    assert '<a class="hb-chip' in items[0]
    assert "hb-badge" in items[1]
    assert '<strong><span class="hb-unsupported">46</span></strong>' in items[1]
    assert items[1].startswith('<span class="hb-unsupported">Chợ có </span>')


def test_a_table_stays_a_table() -> None:
    shown = drawn(
        good("| Chợ | Ghe |"), good("| --- | --- |"), bad("| Bến Lài | 64 [1] |", 1), good("| Cồn Én | 20 [2] |", 2)
    )
    Nested(shown)
    assert shown.count("<tr>") == 3
    assert shown.count("<td>") == 4
    assert "hb-badge" in shown[shown.index("Bến Lài") : shown.index("Cồn Én")]


def test_headings_come_below_the_pages_own() -> None:
    assert streamed_html("# Chợ nổi\n\nCó 64 ghe.") == "<h4>Chợ nổi</h4><p>Có 64 ghe.</p>"


def test_bold_closes_around_a_chip() -> None:
    assert "<strong>64 ghe<a" not in streamed_html("**64 ghe [1]**")
    assert streamed_html("**64 ghe [1]**") == '<p><strong>64 ghe<span class="hb-chip">1</span></strong></p>'


@pytest.mark.parametrize(
    "payload",
    [
        "![x](http://evil.test/x.png)",
        "[bấm](javascript:alert(1))",
        "<http://evil.test>",
        "<img src=x onerror=alert(1)>",
        "[a][1]\n\n[1]: http://evil.test",
        "<script>alert(1)</script>",
        "```html\n<b onclick=1>\n```",
        "`<b>`",
        "&lt;img src=x&gt;",
        "\ue0000\ue001\ue0020\ue001",
        "| a | b |\n|:-:|--:|\n| <i>x</i> | y |",
        "1000000000. x",
        "<details open ontoggle=alert(1)>",
        "- " * 40 + "x",
        "> " * 40 + "x",
    ],
)
def test_hostile_markdown_becomes_words(payload: str) -> None:
    for shown in (streamed_html(payload), drawn(bad(f"{payload} [1]", 1))):
        Nested(shown)
        assert "evil.test/x.png" not in "".join(re.findall(r"<[^>]*>", shown))
        assert "javascript" not in "".join(re.findall(r"<[^>]*>", shown))


PIECES = st.sampled_from(
    [
        "**",
        "*",
        "_",
        "`",
        "- ",
        "1. ",
        "| ",
        "\n",
        "\n\n",
        "# ",
        "> ",
        "---",
        "[1]",
        "[2]",
        "chợ ",
        "64 ",
        "<b>",
        "&amp;",
        "\\",
    ]
)


@given(st.lists(st.lists(PIECES, min_size=1, max_size=8), min_size=1, max_size=5), st.booleans())
def test_whatever_is_marked_all_stays_nested_and_every_chip_is_there(lines: list[list[str]], supported: bool) -> None:
    make = good if supported else bad
    sentences = [make("".join(line).strip(), 1, 2) for line in lines]
    shown = drawn(*(s for s in sentences if s.text))
    Nested(shown)
    assert not re.search("[\ue000-\ue00f]", shown)
    assert not {"\ue000", "\ue003"} & set(streamed_html("".join(s.text for s in sentences)))
