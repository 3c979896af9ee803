"""One exchange on the page: which ways of answering it offers, by what it is."""

from dataclasses import replace
from typing import Literal

import pytest

from app.conversation.exchange import Exchange
from app.page.answer_html import answer_html
from app.page.chat import Chat
from app.page.state import Session
from app.page.views.turn_html import outcome_html
from rag.answer import Answer, Point, Sentence, Step
from tests.app.page.test_main import QUOTE, FakeAssistant
from tests.conftest import FakeEncoder
from vectorstore.errors import LibraryError
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


def test_how_something_went_is_looked_for_once_and_again_only_where_that_failed(
    assistant: FakeAssistant, library: LocalLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, sought = Chat(Session(), library, lambda: assistant), list[Answer]()  # type: ignore[arg-type, return-value]
    outcomes = iter([LibraryError("locked", library.folder), None])

    def beside(answer: Answer, ask: object) -> None:
        sought.append(answer)
        if outcome := next(outcomes):
            raise outcome

    monkeypatch.setattr("app.page.chat.course_beside", beside)
    exchange = Exchange("Ghe lớn cỡ nào?", answer=assistant.answer("Ghe lớn cỡ nào?", f"{QUOTE} [1]"))
    for _ in range(4):
        chat.find_course(exchange)
    assert len(sought) == 2


def test_a_timeline_is_a_list_of_days_whose_chips_lead_to_their_quotes(assistant: FakeAssistant) -> None:
    answer = assistant.answer("Dòng thời gian ghe?", f"Ngày 1-3-2024: “{QUOTE}” [1]")
    line = Sentence(answer.text, (1,), "supported", 1.0)
    dated = replace(answer, mode="quote", sentences=(line,), timeline=(Point("2024-03-01", True, 1),))
    html = answer_html(dated, lambda source: "?a=1&b=<2>", "vi")
    assert html.startswith('<ol class="hb-timeline"><li><time datetime="2024-03-01">Ngày 1-3-2024</time>“')
    assert 'href="?a=1&amp;b=&lt;2&gt;"' in html
