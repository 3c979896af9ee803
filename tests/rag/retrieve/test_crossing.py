"""A Vietnamese question over articles of which some are in English."""

from collections.abc import Sequence
from datetime import date

import pytest

from ingest.prepare import entry, parts_of
from language.normal_form import fold
from rag.question.understand import understand
from rag.retrieve.crossing import EnglishWording, english_wording
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from vectorstore.library import Library
from vectorstore.records import Article

NAMES = ["Cồn Én", "Nậm Pa", "Đồi Sim", "Tạ Thị Mẩy", "Hù Văn Páo"]
TRAIN = "The night train from Nam Pa to Con En is back. A ticket costs 520,000 dong, and all of the berths are sold."
FERRY = "Phà Cồn Én chạy lại từ hôm nay, vé 20.000 đồng. Tàu cá vào bến Nậm Pa tránh bão suốt đêm."


def evenly(terms: Sequence[str]) -> list[float]:
    return [1.0] * len(terms)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_looked_for_without_marks(name: str) -> None:
    wording = english_wording(f"Giá vé ở {name} là bao nhiêu?")
    assert wording
    assert wording.names == (fold(name),)
    assert ("ticket", "tickets") in wording.words


@pytest.mark.parametrize("name", NAMES)
def test_without_capitals_every_pair_of_words_may_be_a_name(name: str) -> None:
    wording = english_wording(f"giá vé ở {name.lower()} bao nhiêu")
    assert wording
    assert fold(" ".join(name.split()[:2])) in wording.names


@pytest.mark.parametrize("question", ["Bao nhiêu?", "", "vì sao"])
def test_what_names_nothing_has_no_wording(question: str) -> None:
    assert english_wording(question) is None


def test_the_share_that_a_text_has() -> None:
    wording = EnglishWording(("con en",), (("ticket", "tickets"), ("train",)))
    assert wording.share_in("A ticket to Con En", evenly) == 0.75
    assert wording.share_in("A ticket for the train", evenly) == 0.0
    assert wording.share_in("Con En: tickets, trains", evenly) == 0.75


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Giá vé tàu đêm Nậm Pa - Cồn Én là bao nhiêu?", "tau"),
        ("Phà Cồn Én chạy lại từ hôm nào?", "pha"),
    ],
)
def test_the_article_that_has_the_words_has_the_best_keywords_in_either_language(
    library: Library, encoder: FakeEncoder, question: str, first: str
) -> None:
    for name, title, text in (("tau", "Night train", TRAIN), ("pha", "Phà", FERRY)):
        article = Article(name, title=title, text=text)
        parts = parts_of(article, 0)
        library.put([entry(article, parts, encoder.encode_documents(parts.texts), 0)], encoder.fingerprint)
    library.flush()
    asked = understand(question, vocabulary=library, today=date(2024, 2, 1))
    passages, legs = Retriever(library, encoder).legs(asked)
    assert passages[legs.keyword.argmax()].article_id == first
