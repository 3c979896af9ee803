"""A question is kept when it is put, answered whoever watches, stopped with its words, and none is lost on the way."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from app.conversation.exchange import Exchange
from app.page import answering
from app.page.answering import AnswerJobs
from app.page.chat import Chat
from app.page.state import Session
from rag.answer import Answer, Step
from rag.asking import MAX_QUESTION_CHARS
from tests.app.page.test_main import ARTICLE, QUOTE, TEXT, FakeAssistant
from tests.conftest import FakeEncoder
from vectorstore.library import Library
from vectorstore.records import Chunk, Entry

QUESTION = "Ghe lớn cỡ nào?"


class SlowAssistant(FakeAssistant):
    """Says its first words, then waits to be let go on."""

    def __init__(self, library: Any) -> None:
        super().__init__(library)
        self.go, self.spoken, self.checks = threading.Event(), threading.Event(), True

    def stream(self, question: str, **given: Any) -> Iterator[str | Step | Answer]:  # type: ignore[override]
        pieces = super().stream(question, **given)
        yield next(pieces)
        self.spoken.set()
        while not self.go.wait(0.01):
            if given["enough"]() and self.checks:
                yield self.answer(question, f"{QUOTE} [1]")
                return
            yield ""
        yield from pieces


@pytest.fixture
def assistant(library: Library, encoder: FakeEncoder) -> Iterator[SlowAssistant]:
    library.put([Entry(ARTICLE, [Chunk(0, len(TEXT))], encoder.encode_documents([TEXT]))], encoder.fingerprint)
    slow = SlowAssistant(library)
    yield slow
    slow.go.set()


@pytest.fixture
def opened(library: Library, assistant: SlowAssistant) -> Callable[[], Chat]:
    """Browser sessions of one server."""
    jobs = AnswerJobs()
    return lambda: Chat(Session(), library, lambda: assistant, answers=jobs)  # type: ignore[arg-type,return-value]


def put(chat: Chat, question: str) -> Exchange:
    chat.put(question)
    chat.begin()
    return chat.session.exchanges[-1]


def ended(exchange: Exchange) -> Exchange:
    assert exchange.progress is not None
    exchange.progress.wait_for_end()
    return exchange


def settle(chat: Chat, conversation: str) -> None:
    """Wait until its threads have ended, having stored what they had to."""
    while chat.answers.of(conversation):
        time.sleep(0.005)


def kept(chat: Chat) -> Sequence[dict[str, Any]]:
    return [dict(turn.record) for turn in chat.library.conversations.turns(chat.session.conversation)]


def test_a_question_is_kept_when_it_is_put(opened: Callable[[], Chat]) -> None:
    chat = opened()
    chat.put(QUESTION)
    assert [(turn["question"], turn["answer"]) for turn in kept(chat)] == [(QUESTION, None)]


def test_whoever_comes_back_sees_it_being_answered(opened: Callable[[], Chat], assistant: SlowAssistant) -> None:
    chat, other = opened(), opened()
    put(chat, QUESTION)
    assert assistant.spoken.wait(20)
    assert other.reopen(chat.session.conversation)
    (exchange,) = other.session.exchanges
    assert exchange.under_way
    assert exchange.progress is not None
    assert exchange.progress.words == "Ghe lớn nhất "
    assistant.go.set()
    assert ended(exchange).answer is not None


def test_it_is_answered_though_nobody_watches(opened: Callable[[], Chat], assistant: SlowAssistant) -> None:
    chat = opened()
    exchange = put(chat, QUESTION)
    assistant.go.set()
    ended(exchange)
    settle(chat, chat.session.conversation)
    assert kept(chat)[0]["answer"]["sources"][0]["article_id"] == ARTICLE.id
    (listed,) = chat.library.conversations.listed(search="18 tan dua")
    assert listed.id == chat.session.conversation


def test_a_server_that_ended_leaves_the_question(opened: Callable[[], Chat], assistant: SlowAssistant) -> None:
    chat = opened()
    put(chat, QUESTION)
    restarted = Chat(Session(), chat.library, chat.assistant)
    assert restarted.reopen(chat.session.conversation)
    (exchange,) = restarted.session.exchanges
    assert (exchange.question, exchange.answer, exchange.stopped, exchange.under_way) == (QUESTION, None, False, False)
    assistant.go.set()
    restarted.act("0", "retry")
    restarted.begin()
    assert ended(restarted.session.exchanges[0]).answer is not None


def test_what_was_written_before_a_stop_is_checked(opened: Callable[[], Chat], assistant: SlowAssistant) -> None:
    chat, other = opened(), opened()
    exchange = put(chat, QUESTION)
    assert assistant.spoken.wait(20)
    chat.act("0", "stop")
    settle(chat, chat.session.conversation)
    assert (exchange.stopped, exchange.answer and exchange.answer.text) == (True, f"{QUOTE} [1]")
    assert other.reopen(chat.session.conversation)
    (again,) = other.session.exchanges
    assert (again.stopped, again.answer) == (True, exchange.answer)


def test_what_can_not_be_checked_in_time_stays_as_it_was_written(
    opened: Callable[[], Chat], assistant: SlowAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "_CHECKED_WITHIN_S", 0.05)
    assistant.checks = False
    chat, other = opened(), opened()
    exchange = put(chat, QUESTION)
    assert assistant.spoken.wait(20)
    chat.act("0", "stop")
    ended(exchange)
    assert (exchange.stopped, exchange.words, exchange.answer) == (True, "Ghe lớn nhất ", None)
    settle(chat, chat.session.conversation)
    assert other.reopen(chat.session.conversation)
    (again,) = other.session.exchanges
    assert (again.stopped, again.words) == (True, "Ghe lớn nhất ")


def test_a_question_that_waits_its_turn_is_stopped_at_once(
    opened: Callable[[], Chat], assistant: SlowAssistant
) -> None:
    chat = opened()
    put(chat, QUESTION)
    second = put(chat, "Còn ghe nhỏ?")
    chat.act("1", "stop")
    assert (second.under_way, second.stopped, second.words) == (False, True, "")


def test_the_next_question_waits_for_the_answer_before(opened: Callable[[], Chat], assistant: SlowAssistant) -> None:
    chat = opened()
    put(chat, QUESTION)
    second = put(chat, "Còn ghe nhỏ?")
    assert assistant.spoken.wait(20)
    assert [question for question, _ in assistant.asked] == [QUESTION]
    assistant.go.set()
    ended(second)
    question, history = assistant.asked[-1]
    assert (question, [turn.question for turn in history]) == ("Còn ghe nhỏ?", [QUESTION])


def test_what_was_asked_again_or_deleted_leaves_no_trace(opened: Callable[[], Chat], assistant: SlowAssistant) -> None:
    chat = opened()
    first = put(chat, QUESTION)
    second = put(chat, "Còn ghe nhỏ?")
    assert assistant.spoken.wait(20)
    chat.revise(0, "Chợ họp lúc nào?")
    chat.begin()
    assert not first.under_way
    assert not second.under_way
    assistant.go.set()
    ended(chat.session.exchanges[0])
    settle(chat, chat.session.conversation)
    assert [(turn["question"], turn["stopped"]) for turn in kept(chat)] == [("Chợ họp lúc nào?", False)]
    conversation = chat.session.conversation
    put(chat, "Còn gì?")
    chat.remove(conversation)
    settle(chat, conversation)
    assert chat.library.conversations.turns(conversation) == []


def test_what_goes_wrong_is_told_and_ends_it(
    opened: Callable[[], Chat], assistant: SlowAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Iterator[str]:
        yield "Ghe "
        raise ZeroDivisionError

    monkeypatch.setattr(assistant, "stream", fail)
    exchange = ended(put(opened(), QUESTION))
    assert isinstance(exchange.error, ZeroDivisionError)


@pytest.mark.parametrize("question", ["", "  \n", "x" * (MAX_QUESTION_CHARS + 1)])
def test_what_can_not_be_asked_is_not_kept(opened: Callable[[], Chat], question: str) -> None:
    chat = opened()
    chat.put(question)
    assert kept(chat) == []
