"""One exchange on the page: which ways of answering it offers, by what it is."""

from dataclasses import replace
from typing import Literal

import pytest

from app.conversation.exchange import Exchange
from app.page.views.turn_html import outcome_html
from rag.answer import Step
from tests.app.page.test_main import QUOTE, FakeAssistant
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary


@pytest.fixture
def assistant(library: LocalLibrary, encoder: FakeEncoder) -> FakeAssistant:
    return FakeAssistant(library)


@pytest.mark.parametrize(
    ("question", "llm", "way", "offered"),
    [
        ("So sánh giá mía hai huyện?", True, None, True),
        ("So sánh giá mía hai huyện?", True, "quoted", True),
        ("So sánh giá mía hai huyện?", True, "research", False),
        ("So sánh giá mía hai huyện?", False, None, False),
        ("Ghe lớn cỡ nào?", True, None, False),
    ],
)
def test_research_is_offered_where_much_is_asked_and_a_model_is_there(
    assistant: FakeAssistant,
    question: str,
    llm: bool,
    way: Literal["quoted", "research"] | None,
    offered: bool,
) -> None:
    steps = (Step("searching", {"query": "<b>giá mía</b>"}),)
    answer = replace(assistant.answer(question, f"{QUOTE} [1]"), mode="quote", steps=steps)
    exchange = Exchange(question, answer=answer, way=way)
    html = outcome_html(exchange, 0, lambda source: "", "vi", last=True, unfolded=True, llm=llm)
    assert ('data-do="research"' in html) is offered
    assert "<li>Đang tìm: &lt;b&gt;giá mía&lt;/b&gt;</li>" in html
