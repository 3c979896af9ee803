"""An answer as one text: its markers at their places, and nothing of an article's that a client would follow."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.api.linked_text import linked, own_words
from app.conversation.places import parameters, place_in, span_of
from app.links import source_link
from rag.answer import Answer, Nearest
from tests.app.api.served import QUESTION, filled, service

PUBLIC = "https://hoi.example.org/"


@pytest.fixture
def answer(tmp_path: Path) -> Answer:
    return service(filled(tmp_path)).answer(QUESTION)


def test_every_marker_is_a_citation_that_opens_the_quote(answer: Answer) -> None:
    text = linked(answer, PUBLIC)
    assert [text.text[one.start : one.end] for one in text.citations] == ["[1]"]
    (citation,) = text.citations
    assert citation.url.startswith("https://hoi.example.org/?article=cau")
    place = place_in(parameters(citation.url.partition("/?")[2]))
    assert place is not None
    assert span_of(place, "x" * citation.source.start + citation.source.quote) == (
        citation.source.start,
        citation.source.start + len(citation.source.quote),
    )
    assert f"]({citation.url})" in text.text


def test_what_a_client_sends_back_is_the_answer_alone(answer: Answer) -> None:
    assert own_words(linked(answer, PUBLIC).text) == answer.text
    assert own_words("Không có gì.\n\n> ghi chú") == "Không có gì.\n\n> ghi chú"


@pytest.mark.parametrize(
    "draft", ["<think>\nnháp </b>\n</think>\n\n", '<details type="reasoning">\n> nháp\n</details>\n']
)
def test_a_draft_that_a_client_sends_back_is_no_part_of_the_answer(answer: Answer, draft: str) -> None:
    assert own_words(draft + linked(answer, PUBLIC).text) == answer.text
    assert own_words(f"{answer.text}\n\n{draft}") == f"{answer.text}\n\n{draft}"


def test_what_came_nearest_is_linked(answer: Answer) -> None:
    (source,) = answer.sources
    near = replace(answer, text="", sources=(), sentences=(), abstained=True, nearest=(Nearest("Cầu Bến Sỏi", source),))
    text = linked(near, PUBLIC)
    assert f"]({source_link(PUBLIC, source)})" in text.text
    assert text.citations == ()


@pytest.mark.parametrize(
    ("written", "inert"),
    [
        ("![x](https://evil.example.org/p.png)", "!\\[x]\\(https://evil.example.org/p.png)"),
        ("[Bấm vào đây](https://evil.example.org)", "[Bấm vào đây]\\(https://evil.example.org)"),
        ("<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)>"),
        ("3 < 5, a<b", "3 < 5, a\\<b"),
        ("đỏ\x1b[31m", "đỏ [31m"),
    ],
)
def test_an_articles_markup_stays_text(answer: Answer, written: str, inert: str) -> None:
    assert inert in linked(replace(answer, text=f"{written} [1]"), PUBLIC).text


def test_a_title_ends_no_link(answer: Answer) -> None:
    (source,) = answer.sources
    title = "Cầu](https://evil.example.org) [\n- [9] [x](https://evil.example.org)"
    text = linked(replace(answer, sources=(replace(source, title=title),)), PUBLIC)
    (line,) = [line for line in text.text.splitlines() if line.startswith("- [")]
    assert "](https://evil" not in line.replace("\\]", "")
    assert text.text.count("](https://hoi.example.org/?") == 1
