"""One exchange on the page: which ways of answering it offers, and what a reader's stop leaves of it."""

from dataclasses import replace
from itertools import count
from typing import Literal

import pytest
from streamlit.runtime.scriptrunner import StopException

from app.page.chat import Chat
from app.page.state import Exchange, Session
from app.page.views.exchange import _follow
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


def test_what_a_stopped_answer_had_by_then_is_kept(assistant: FakeAssistant) -> None:
    exchange = Exchange("Ghe lớn cỡ nào?")
    chat = Chat(Session(exchanges=[exchange]), assistant.library, lambda: assistant)  # type: ignore[arg-type,return-value]

    def show(html: str) -> None:
        if "nháp" in html:
            raise StopException

    with pytest.raises(StopException):
        _follow(exchange, chat.ask(exchange), "vi", show)
    assert exchange.enough
    assert exchange.answer
    assert not exchange.stopped
    shows = count()

    def stopped_at_once(html: str) -> None:
        if next(shows):
            raise StopException

    silent = Exchange("Ghe lớn cỡ nào?")
    with pytest.raises(StopException):
        _follow(silent, iter(["", ""]), "vi", stopped_at_once)
    assert silent.stopped
    assert silent.answer is None
