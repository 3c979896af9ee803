import httpx2
import pytest

from rag.answer import Turn
from rag.assistant import Assistant
from rag.question.rephrase import REPHRASING, taken
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from tests.rag.llm_wire import Script, generator
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article, Chunk, Entry

TURNS = [Turn("Cầu Bến Sỏi dài bao nhiêu?", "Cầu Bến Sỏi dài 420 m, do ông Lê Văn Thảo giám sát. [1]")]


def test_a_question_made_whole_is_taken() -> None:
    assert taken("Ai cắt băng cầu Bến Sỏi?\nTrả lời: …", "Ai cắt băng?", TURNS) == "Ai cắt băng cầu Bến Sỏi?"
    assert taken("Hỏi: Ai cắt băng cầu Bến Sỏi?", "Ai cắt băng?", TURNS) == "Ai cắt băng cầu Bến Sỏi?"
    assert taken(" “ai cắt băng ở cầu Bến Sỏi” ", "Ai cắt băng?", TURNS) == "Ai cắt băng ở cầu Bến Sỏi?"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Ai cắt băng?",
        "Ai cắt băng cầu An Thạch?",
        "Cầu Bến Sỏi dài bao nhiêu?",
        "Cầu Bến Sỏi dài 420 m.",
        "Ai cắt băng cầu Bến Sỏi năm 2024?",
        "Cầu Bến Sỏi " * REPHRASING.chars,
    ],
)
def test_what_says_nothing_more_or_something_else_is_not(written: str) -> None:
    assert taken(written, "Ai cắt băng?", TURNS) is None


class InTurn(Script):
    """Answers each request by the next behaviour."""

    def __init__(self, *behaviours: int | str | list[str]) -> None:
        super().__init__(behaviours[0])
        self._behaviours = behaviours
        self.hangs = "hang" in behaviours

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.behaviour = self._behaviours[len(self.requests)]
        return super().handle_request(request)


@pytest.fixture
def bridge(library: LocalLibrary, encoder: FakeEncoder) -> LocalLibrary:
    text = "Cầu Bến Sỏi dài 420 m. Ông Lê Văn Thảo cắt băng cầu Bến Sỏi."
    vectors = encoder.encode_documents([text])
    library.put([Entry(Article("cau", text, "Cầu Bến Sỏi"), [Chunk(0, len(text))], vectors)], encoder.fingerprint)
    return library


def test_the_assistant_lets_the_model_word_a_follow_up_and_checks_it(
    bridge: LocalLibrary, encoder: FakeEncoder
) -> None:
    answer = ["Ông Lê Văn Thảo cắt băng cầu Bến Sỏi [1]."]
    wire = InTurn(["Ai cắt băng ở cầu Bến Sỏi?"], answer)
    asked = Assistant(bridge, Retriever(bridge, encoder), generator(wire))
    found = asked.ask("Ai cắt băng?", history=TURNS)
    assert (found.mode, found.understood_as) == ("llm", "Ai cắt băng ở cầu Bến Sỏi?")
    assert "[1]" not in str(wire.requests[0])  # the conversation is data, without markers
    assert "Ai cắt băng ở cầu Bến Sỏi?" in str(wire.requests[1])


@pytest.mark.parametrize("failing", [500, "hang", ["Ai xây cầu An Thạch?"]])
def test_rules_do_where_the_model_fails_or_asks_something_else(
    bridge: LocalLibrary, encoder: FakeEncoder, failing: int | str | list[str]
) -> None:
    wire = InTurn(failing, ["Ông Lê Văn Thảo cắt băng cầu Bến Sỏi [1]."])
    by_rules = Assistant(bridge, Retriever(bridge, encoder)).ask("Ai cắt băng?", history=TURNS)
    found = Assistant(bridge, Retriever(bridge, encoder), generator(wire)).ask("Ai cắt băng?", history=TURNS)
    assert (found.mode, found.understood_as) == ("llm", by_rules.understood_as)


def test_no_model_is_asked_for_a_first_question_or_for_quotes(bridge: LocalLibrary, encoder: FakeEncoder) -> None:
    wire = InTurn(["Ông Lê Văn Thảo cắt băng cầu Bến Sỏi [1]."])
    asked = Assistant(bridge, Retriever(bridge, encoder), generator(wire))
    asked.ask("Ai cắt băng cầu Bến Sỏi?")
    asked.ask("Ai cắt băng?", history=TURNS, mode="quote")
    assert len(wire.requests) == 1
