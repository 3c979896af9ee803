"""What is marked is what was quoted, and nothing is ever read as HTML or Markdown."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.highlight import answer_html, escape, excerpts, marked, plain, streamed_html, web_address
from rag.answer import Answer, Reason, Sentence, Source
from vectorstore.chunk import Coverage, Filters

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


@given(TEXTS, st.data())
def test_marks_are_the_quotes_and_the_rest_is_the_text(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    shown = marked(text, 0, len(text), [source(text, start, end)])
    lines = [line for line in text.split("\n") if line.strip()]
    assert words(shown) == "".join(lines)
    seen = html.unescape("".join(re.findall("<mark>(.*?)</mark>", shown)))
    assert "".join(seen.split()) == "".join(text[start:end].split())
    assert not re.search(r"<(?!/?(?:p|mark|span)\b)", shown)


@given(TEXTS)
def test_escaped_text_holds_no_tags_and_keeps_its_lines(text: str) -> None:
    assert not set(escape(text)) & set("<>\"'\n")
    assert html.unescape(escape(text)) == text


def test_an_excerpt_is_the_quotes_paragraph() -> None:
    text = "Một.\nHai ba. Bốn năm.\nSáu."
    first, second = source(text, 5, 12, 2), source(text, 22, 26, 1)
    assert excerpts(text, [second, first]) == [(22, 26), (5, 21)]
    assert excerpts(text, [first, source(text, 13, 21)]) == [(5, 21)]


def test_an_endless_paragraph_is_cut_at_spaces() -> None:
    text = "gió " * 500 + "Ghe chở 18 tấn. " + "mưa " * 500
    quote = source(text, 2_000, 2_015)
    ((start, end),) = excerpts(text, [quote])
    assert start < 2_000 < 2_015 < end
    assert end - start < 1_100
    shown = marked(text, start, end, [quote])
    assert shown.startswith("<p>… gió ")
    assert "mưa …</p>" in shown


def test_two_quotes_in_one_paragraph_have_a_number_each() -> None:
    text = "Hai ba. Bốn năm."
    shown = marked(text, 0, 16, [source(text, 0, 7, 1), source(text, 8, 16, 2)], "t")
    number = '<span class="hb-n" id="t-{0}">{0}</span>'.format
    assert shown == f"<p>{number(1)}<mark>Hai ba.</mark> {number(2)}<mark>Bốn năm.</mark></p>"


def test_markers_become_chips_and_weak_sentences_say_so() -> None:
    quote = source("Hai ba.", 0, 7)
    text = "Hai <b>ba</b>. [1]\n\nBốn năm. [3]"
    weak = Sentence("Bốn năm. [3]", (), "unsupported", 0.0)
    shown = answer_html(
        answer(text, Sentence("Hai <b>ba</b>.[1]", (1,), "supported", 1.0), weak, sources=(quote,)), "t", "vi"
    )
    assert 'Hai &lt;b&gt;ba&lt;/b&gt;.<a class="hb-chip" href="#t-1"' in shown
    assert '<span class="hb-unsupported"' in shown
    assert words(shown).replace("1", "") == "Hai <b>ba</b>.Bốn năm. [3] chưa có căn cứ"
    assert '</a><span class="hb-gap"></span><span class="hb-unsupported"' in shown
    assert streamed_html("Hai. [1]") == 'Hai.<span class="hb-chip">1</span>'


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " javascript:x", "//x.test", None])
def test_only_web_addresses_are_linked(address: str | None) -> None:
    assert web_address(address) is None
    assert web_address("HTTPS://x.test/a") == "HTTPS://x.test/a"


def test_a_label_is_no_markdown() -> None:
    assert plain("![a](http://x) **b**\n:red[c]") == "\\!\\[a\\]\\(http:\u2060//x\\) \\*\\*b\\*\\* :\u2060red\\[c\\]"


@pytest.mark.parametrize(
    ("language", "told"), [("vi", "Con số “45” không có trong nguồn."), ("en", "The figure “45” is not in the source.")]
)
def test_a_sentence_without_support_says_what_is_wrong_with_it(language: str, told: str) -> None:
    wrong = Sentence("Cầu dài 45 m.", (), "unsupported", 0.2, Reason("figure", "45"))
    assert told in answer_html(answer(wrong.text, wrong, sources=()), "t", language)
