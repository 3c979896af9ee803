"""What is marked is what was quoted, and nothing is ever read as HTML or Markdown."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.conversation import places
from app.conversation.cited import excerpts
from app.conversation.exchange import Excerpt
from app.conversation.places import place_of
from app.page.answer_html import answer_html, streamed_html
from app.page.highlight import escape, marked, plain
from rag.answer import Answer, Reason, Sentence, Source
from vectorstore.records import Coverage, Filters

TEXTS = st.text(alphabet="ghe cá&<>\"'\n[1]*#", min_size=1, max_size=80)


def source(text: str, start: int, end: int, n: int = 1) -> Source:
    return Source(n, "a", "Tựa", None, None, None, text[start:end], start, end)


def answer(text: str, *sentences: Sentence, sources: tuple[Source, ...] = ()) -> Answer:
    return Answer(
        "?", "?", "vi", "llm", "m", text, False, sentences, sources, (), Filters(), Coverage(1, 1, None, None), (), {}
    )


def words(shown: str) -> str:
    """What a reader sees of HTML, without our numbers."""
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r'<span class="hb-n"[^>]*>\d+</span>', "", shown)))


def unpopped(shown: str) -> str:
    """Without what only shows when a chip is hovered or focused."""
    return re.sub(r'<span class="hb-pop".*?(?:</span></span>|</span>(?=</span>))', "", shown)


def address(quoted: Source) -> str:
    return f"?n={quoted.n}"


@given(TEXTS, st.data())
def test_marks_are_the_quotes_and_the_rest_is_the_text(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    shown = marked(Excerpt(0, text), [source(text, start, end)])
    lines = [line for line in text.split("\n") if line.strip()]
    assert words(shown) == "".join(lines)
    seen = html.unescape("".join(re.findall("<mark>(.*?)</mark>", shown)))
    assert "".join(seen.split()) == "".join(text[start:end].split())
    assert not re.search(r"<(?!/?(?:p|mark|span)\b)", shown)


@given(TEXTS)
def test_escaped_text_holds_no_tags_and_keeps_its_lines(text: str) -> None:
    assert not set(escape(text)) & set("<>\"'\n")
    assert html.unescape(escape(text)) == text


def test_what_was_cut_off_shows_as_dots() -> None:
    text = "gió " * 500 + "Ghe chở 18 tấn. " + "mưa " * 500
    quote = source(text, 2_000, 2_015)
    (excerpt,) = excerpts(text, [quote])
    shown = marked(excerpt, [quote])
    assert shown.startswith("<p>… gió ")
    assert "<mark>Ghe chở 18 tấn.</mark>" in shown
    assert "mưa …</p>" in shown


def test_two_quotes_in_one_paragraph_have_a_number_each() -> None:
    text = "Hai ba. Bốn năm."
    first, second = source(text, 0, 7, 1), source(text, 8, 16, 2)
    number = '<span class="hb-n">{0}</span>'.format
    shown = marked(Excerpt(0, text), [first, second])
    assert shown == f"<p>{number(1)}<mark>Hai ba.</mark> {number(2)}<mark>Bốn năm.</mark></p>"
    here = place_of(second, 1)
    shown = marked(Excerpt(0, text), [first, second], here)
    assert shown.endswith(f'{number(2)}<mark class="hb-here" id="{here.anchor}">Bốn năm.</mark></p>')
    assert "<mark>Hai ba.</mark>" in shown


def test_a_quote_of_two_lines_has_one_anchor() -> None:
    text = "Tựa\nHai ba.\nBốn năm."
    both = source(text, 4, len(text))
    shown = marked(Excerpt(4, text[4:]), [both], place_of(both, 1))
    assert shown.count('class="hb-here"') == 2
    assert shown.count("id=") == 1


def test_markers_become_chips_and_weak_sentences_say_so() -> None:
    quote = source("Hai ba.", 0, 7)
    text = "Hai <b>ba</b>. [1]\n\nBốn năm. [3]"
    weak = Sentence("Bốn năm. [3]", (), "unsupported", 0.0)
    shown = answer_html(
        answer(text, Sentence("Hai <b>ba</b>.[1]", (1,), "supported", 1.0), weak, sources=(quote,)), address, "vi"
    )
    assert 'Hai &lt;b&gt;ba&lt;/b&gt;.<span class="hb-cite"><a class="hb-chip hb-open" href="?n=1"' in shown
    assert '<span class="hb-quote">“Hai ba.”</span><span class="hb-about">Tựa</span>' in shown
    assert '<span class="hb-unsupported">' in shown
    assert "Không nguồn nào được dẫn nói điều này." in shown
    assert words(unpopped(shown)).replace("1", "") == "Hai <b>ba</b>.\nBốn năm. [3] chưa có căn cứ"
    assert '</p>\n<p><span class="hb-unsupported"' in shown
    assert streamed_html("Hai. [1]") == '<p>Hai.<span class="hb-chip">1</span></p>'


def test_a_label_is_no_markdown() -> None:
    assert plain("![a](http://x) **b**\n:red[c]") == "\\!\\[a\\]\\(http:\u2060//x\\) \\*\\*b\\*\\* :\u2060red\\[c\\]"


@pytest.mark.parametrize(
    ("language", "told"), [("vi", "Con số “45” không có trong nguồn."), ("en", "The figure “45” is not in the source.")]
)
def test_a_sentence_without_support_says_what_is_wrong_with_it(language: str, told: str) -> None:
    wrong = Sentence("Cầu dài 45 m.", (), "unsupported", 0.2, Reason("figure", "45"))
    assert told in answer_html(answer(wrong.text, wrong, sources=()), address, language)


PAYLOADS = [
    "<script>window.__hit=1</script>",
    "<img src=x onerror=window.__hit=1>",
    '"><svg onload=window.__hit=1>',
    "' onmouseover='window.__hit=1",
    "</span></a><h1>giả",
    "<a href=javascript:alert(1)>bấm</a>",
    "javascript:alert(1)",
    "<style>*{display:none}</style>",
    "![x](http://evil.test/x.png)",
    "[bấm](javascript:alert(1))",
    ":red[x] $x$ `y`",
    "<iframe src=//evil.test>",
    "&lt;b&gt; &amp;lt;",
    "\u202egnp.exe\u2066",
    "<!--",
    "\x1b[31m<b>\x00",
]
OURS = re.compile(  # attributes that are quoted, and nothing more
    r'</?(?:p|mark|span|a|div)(?: (?:class|id|href|aria-label|aria-describedby|role|tabindex)="[^"<>]*")*>'
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_hostile_gets_out_of_a_chip_or_a_mark(payload: str) -> None:
    text = f"{payload} có 18 tấn. {payload}"
    hostile = Source(1, payload, payload, "2024-02-01", payload, payload, text, 0, len(text))
    weak = Sentence(f"{payload} [1]", (1,), "partial", 0.5, Reason("words", payload))
    record = answer(f"{payload} [1]", weak, sources=(hostile,))

    def link(quoted: Source) -> str:
        return places.address(place_of(quoted, 1), payload)

    for shown in (answer_html(record, link, "vi"), marked(Excerpt(0, text), [hostile], place_of(hostile, 1))):
        assert not set(OURS.sub("", shown)) & set("<>\"'")
        assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', shown))
        assert not re.search("[\u202e\u2066\x00\x1b]", shown)
