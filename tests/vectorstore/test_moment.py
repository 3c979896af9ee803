"""What one question reads of a library: little, and of the library as it is when it is asked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.settings import Settings
from app.wiring import open_library
from rag.question.understand import understand
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import SENTENCES, entry, fill
from vectorstore.library import Library
from vectorstore.local.library import IndexedLibrary
from vectorstore.sql.database import Database

pytestmark = pytest.mark.stores("local", "postgres")


@pytest.fixture
def statements(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Those that the library's reads send while the test runs."""
    assert isinstance(library, IndexedLibrary)
    catalogue, sent = library.catalogue, list[str]()
    rows = catalogue.rows

    def noted(query: str, *values: object) -> Any:
        sent.append(query)
        return rows(query, *values)

    monkeypatch.setattr(catalogue, "rows", noted)
    last_change = Database.last_change

    def noted_change(database: Database) -> Any:
        sent.append("last change")
        return last_change(database)

    monkeypatch.setattr(Database, "last_change", noted_change)
    return sent


def test_a_question_asks_the_catalogue_once_for_each_thing(
    library: Library, encoder: FakeEncoder, statements: list[str]
) -> None:
    fill(library, encoder)
    retriever, question = Retriever(library, encoder), understand("mía", vocabulary=library, today=date(2024, 2, 1))
    assert retriever.passages(question, 5)
    statements.clear()
    passages = retriever.passages(question, 5)
    assert any(passage.joined for passage in passages)  # for which the text between them was looked at
    assert statements.count("last change") == 1
    assert len(statements) <= 3  # and the passages, and their sentences


def test_articles_of_the_passages_are_not_read_again(
    library: Library, encoder: FakeEncoder, statements: list[str]
) -> None:
    fill(library, encoder)
    (passage, *_) = library.passages(library.dense_search(encoder.encode_query(SENTENCES[0]), 5))
    with library.moment():
        library.passages([(passage.key, 1.0)])
        statements.clear()
        article = library.article(passage.article_id)
    assert statements == []
    assert article == library.article(passage.article_id)
    assert len(statements) == 1


def test_two_chunks_of_an_article_bear_its_fields_both(library: Library, encoder: FakeEncoder) -> None:
    whole = entry("a", SENTENCES[:3], encoder)
    given = replace(whole, article=replace(whole.article, title="Tựa", outlet="Báo A", url="https://a.example/1"))
    library.put([given, entry("b", SENTENCES[3:5], encoder)], encoder.fingerprint)
    hits = library.dense_search(encoder.encode_query(SENTENCES[0]), 10)
    passages = library.passages([*reversed(hits), hits[0], (999, 1.0)])
    assert [passage.key for passage in passages] == [*[key for key, _ in reversed(hits)], hits[0][0]]
    assert {(p.article_id, p.title, p.outlet, p.url) for p in passages} == {
        ("a", "Tựa", "Báo A", "https://a.example/1"),
        ("b", "", None, None),
    }
    texts = {"a": given.article.text, "b": "\n".join(SENTENCES[3:5])}
    assert all(passage.text in texts[passage.article_id] for passage in passages)


def test_a_new_article_is_found_at_the_next_question(place: Settings, library: Library, encoder: FakeEncoder) -> None:
    """Also of another process, and not only after the moment in which it came."""
    fill(library, encoder)
    query = encoder.encode_query("Tin mới về đê.")
    with library.moment():
        library.dense_search(query, 5)
        open_library(place).put([entry("moi", ["Tin mới về đê."], encoder)], encoder.fingerprint)
        library.dense_search(query, 5)
    with library.moment():
        assert library.passages(library.dense_search(query, 1))[0].article_id == "moi"
        assert library.passages(library.keyword_search("đê", 1))[0].article_id == "moi"


def test_a_moment_that_an_index_is_ahead_of_does_no_harm(
    place: Settings, library: Library, encoder: FakeEncoder
) -> None:
    """Another thread's question has let it follow meanwhile: it doesn't forget that."""
    fill(library, encoder)
    assert isinstance(library, IndexedLibrary)
    query = encoder.encode_query("Tin mới về đê.")
    with library.moment():
        library.put([entry("moi", ["Tin mới về đê."], encoder)], encoder.fingerprint)
        library.prepare()
        assert library.passages(library.dense_search(query, 1))[0].article_id == "moi"
        assert library.passages(library.keyword_search("đê", 1))[0].article_id == "moi"
    assert not any(library.lags().values())
