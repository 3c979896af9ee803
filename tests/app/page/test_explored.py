"""What the server works out beforehand: the last days, what came in for alerts, questions that are answered."""

import time
from pathlib import Path

import pytest

from app.page.explored import Explored
from ingest.pipeline import ingest
from rag.assistant import Assistant
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.library import Library
from vectorstore.local.library import LocalLibrary

EXAMPLES = Path(__file__).parents[3] / "examples" / "articles"


def until(true: object, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:  # type: ignore[operator]
        time.sleep(0.02)
    assert true()  # type: ignore[operator]


def test_what_came_in_for_an_alert_is_recorded_by_whoever_looks(library: Library, encoder: FakeEncoder) -> None:
    explored = Explored(library, lambda: Assistant(library, Retriever(library, encoder)))
    library.put([entry("cu", ["Cầu Rạch Sậy dài 95 m."], encoder, published="2024-05-01")], encoder.fingerprint)
    alert = library.alerts.follow("subject", "Rạch Sậy")
    assert alert is not None
    assert explored.briefing().total == 1
    library.put([entry("moi", ["Cầu Rạch Sậy rộng 9 m."], encoder, published="2024-05-02")], encoder.fingerprint)
    assert explored.briefing().total == 1  # the latest that is ready; the next is being worked out
    until(lambda: library.alerts.hits(alert.id))
    assert [hit.article_id for hit in library.alerts.hits(alert.id)] == ["moi"]
    until(lambda: explored.briefing().total == 2)


def test_questions_to_begin_with_are_asked_before_they_are_shown(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    library = LocalLibrary(tmp_path_factory.mktemp("explored") / "library", create=True)
    encoder = FakeEncoder(dim=256)
    ingest([EXAMPLES], library, encoder)
    assistant = Assistant(library, Retriever(library, encoder))
    questions = Explored(library, lambda: assistant).questions("vi")
    assert questions
    assert not any(assistant.ask(question, mode="quote").abstained for question in questions)
    library.remove([article.id for article, _ in library.articles() if "An Thạch" in article.title])
    left = Explored(library, lambda: assistant).questions("vi")
    assert "Cầu An Thạch dài bao nhiêu mét?" in set(questions) - set(left)
