"""What came in for a topic, a name or a question: only what is new, and the sentence that it is told for."""

from dataclasses import replace

import pytest

from rag.answer import Answer
from rag.assistant import Assistant
from rag.explore.followed import answers, mentions
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Filters

OLD = "Cầu Rạch Sậy dài 95 m. Ông Phan Văn Tựu trông cầu."
NEW = "Chợ họp sớm. Cầu Rạch Sậy được nới rộng thành 9 m trong tháng này."
ELSEWHERE = "Rạch nước cạn, sậy mọc đầy chân cầu khác."


@pytest.fixture
def mark(library: LocalLibrary, encoder: FakeEncoder) -> int:
    """What had come in before two more articles did."""
    library.put([entry("cu", [OLD], encoder, title="Cầu Rạch Sậy")], encoder.fingerprint)
    before = library.last_added()
    articles = [entry("moi", [NEW], encoder, title="Nới cầu"), entry("khac", [ELSEWHERE], encoder, title="Nước cạn")]
    library.put(articles, encoder.fingerprint)
    return before


def test_a_name_stands_together_and_is_told_by_its_sentence(library: LocalLibrary, mark: int) -> None:
    (hit,) = mentions(library, "cầu Rạch Sậy", mark)
    assert hit.article_id == "moi"
    assert hit.quote == "Cầu Rạch Sậy được nới rộng thành 9 m trong tháng này."
    assert NEW[hit.start : hit.start + len(hit.quote)] == hit.quote
    assert [one.article_id for one in mentions(library, "cau rach say", mark)] == ["moi"]  # as it may be typed
    assert mentions(library, "cầu Rạch Sậy", library.last_added()) == []
    assert mentions(library, "?!", mark) == []


def test_a_long_description_need_not_stand_together(library: LocalLibrary, mark: int) -> None:
    assert [hit.article_id for hit in mentions(library, "Rạch Sậy nới rộng cầu trong tháng này", mark)] == ["moi"]


def test_a_question_is_asked_of_what_came_in_alone(library: LocalLibrary, encoder: FakeEncoder, mark: int) -> None:
    assistant = Assistant(library, Retriever(library, encoder))
    asked: list[Filters] = []

    def ask(question: str, filters: Filters) -> Answer:
        asked.append(filters)
        return assistant.ask(question, filters=filters, mode="quote")

    hits = answers("Cầu Rạch Sậy được nới rộng thành bao nhiêu mét?", mark, ask)
    assert asked == [Filters(added_after=mark)]
    assert [hit.article_id for hit in hits] == ["moi"]
    assert "9 m" in hits[0].quote
    assert answers("Cầu Rạch Sậy được nới rộng thành bao nhiêu mét?", library.last_added(), ask) == []


def test_an_abstention_is_no_news(library: LocalLibrary, encoder: FakeEncoder, mark: int) -> None:
    answer = Assistant(library, Retriever(library, encoder)).ask("Cầu Rạch Sậy rộng bao nhiêu mét?", mode="quote")
    assert answer.sources
    assert answers("x?", mark, lambda question, filters: replace(answer, abstained=True)) == []
