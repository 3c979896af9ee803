"""What the example articles hold, what goes with an article, where articles differ, and how an event went."""

from dataclasses import replace
from functools import partial

import pytest

from rag.answer import Answer
from rag.assistant import Assistant
from rag.explore.course import course, course_beside, subject_of
from rag.explore.differing import differences
from rag.explore.overview import overview, related
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from vectorstore.library import Library
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article, Chunk, Entry, Filters, Tallies


@pytest.fixture(scope="module")
def assistant(examples: LocalLibrary) -> Assistant:
    return Assistant(examples, Retriever(examples, FakeEncoder(dim=256)))


def test_topics_name_articles_that_are_there(examples: LocalLibrary) -> None:
    found = overview(examples)
    assert found.read == found.articles == examples.coverage().articles
    assert found.topics
    for topic in found.topics:
        assert topic.phrases
        assert topic.members
        for headline in topic.members:
            article = examples.article(headline.article_id)
            assert article is not None
            assert article.title == headline.title
        assert (topic.earliest or "") <= (topic.latest or "")


def test_a_name_leads_to_the_articles_that_name_it(examples: LocalLibrary) -> None:
    people = overview(examples).named["person"]
    assert any(person.introduced for person in people)
    for person in people:
        assert len({headline.article_id for headline in person.members}) == len(person.members) >= 2
        if person.introduced:
            article = examples.article(person.introduced.article_id)
            assert article is not None
            assert article.text[person.introduced.start : person.introduced.end] == person.introduced.quote
            assert person.name in person.introduced.quote


def test_an_overview_of_some_articles_only(examples: LocalLibrary) -> None:
    outlet, count = examples.tallies().outlets[0]
    seen = overview(examples, Filters(outlet=outlet))
    assert seen.read == seen.articles == count
    assert {headline.outlet for topic in seen.topics for headline in topic.members} <= {outlet}


def test_related_articles_are_others(examples: LocalLibrary) -> None:
    others = related(examples, "chay-cho-ben-vat", 3)
    assert len({other.article_id for other in others}) == 3
    assert "chay-cho-ben-vat" not in {other.article_id for other in others}
    assert any("Bến Vạt" in other.title for other in others)
    assert related(examples, "khong-co") == []


def test_articles_that_differ_on_a_figure(examples: LocalLibrary, assistant: Assistant) -> None:
    told = differences(examples, partial(assistant.ask, mode="quote"))
    fire = next(one for one in told if "Bến Vạt" in one.question)
    assert {figure.value for figure in fire.answer.disagreements} == {"12 người", "15 người"}
    for source in fire.answer.sources:
        article = examples.article(source.article_id)
        assert article is not None
        assert article.text[source.start : source.end] == source.quote


@pytest.mark.stores("local", "postgres")
def test_what_a_library_holds_is_said_alike(library: Library, encoder: FakeEncoder) -> None:
    stories = {"Cầu": "Cầu Bến Sỏi dài 420 m.", "Phà": "Cầu Bến Sỏi thay phà.", "Mía": "Giá mía tại Tân Lập tăng 5%."}
    entries = [
        Entry(
            Article(name, text, title=name, outlet="Báo Mía", published=f"2024-0{n}-01"),
            [Chunk(0, len(text))],
            encoder.encode_documents([text]),
        )
        for n, (name, text) in enumerate(stories.items(), 1)
    ]
    library.put(entries, encoder.fingerprint)
    found = overview(library)
    assert (found.read, found.articles) == (3, 3)
    assert "cầu Bến Sỏi" in {named.name for names in found.named.values() for named in names}
    assert [headline.article_id for headline in related(library, "Cầu")] == ["Phà", "Mía"]
    assert library.centroids(["Mía", "Cầu"]) == pytest.approx(
        encoder.encode_documents([stories["Mía"], stories["Cầu"]]), abs=1e-3
    )
    assert library.tallies() == Tallies((("2024-01", 1), ("2024-02", 1), ("2024-03", 1)), (("Báo Mía", 3),))


def test_one_library_of_one_article_differs_on_nothing(library: LocalLibrary) -> None:
    def ask(question: str) -> Answer:
        raise AssertionError(question)

    assert differences(library, ask) == []


def test_the_course_of_an_event_is_dated_and_cited(examples: LocalLibrary, assistant: Assistant) -> None:
    told = course("vụ cháy chợ Bến Vạt", partial(assistant.ask, mode="quote"))
    assert told is not None
    days = [f"{point.day}-32"[:10] for point in told.timeline]
    assert days == sorted(days)
    assert len(set(days)) > 2
    assert {point.n for point in told.timeline} == {source.n for source in told.sources}
    assert course("giá vàng ở Nam Cực", partial(assistant.ask, mode="quote")) is None


def test_what_an_answer_is_about(assistant: Assistant) -> None:
    answer = assistant.ask("Vụ cháy chợ Bến Vạt làm bao nhiêu người bị thương?", mode="quote")
    assert subject_of(answer) == "vụ cháy chợ Bến Vạt"
    asked = replace(answer, understood_as="Chợ nổi Phong Lạch có bao nhiêu ghe?")
    assert "Bến Vạt" not in subject_of(asked)  # its question says it, not what was found
    assert "Phong Lạch" in subject_of(asked)


def test_a_course_beside_an_answer_takes_two_articles_and_two_days(assistant: Assistant) -> None:
    ask = partial(assistant.ask, mode="quote")
    answer = ask("Vụ cháy chợ Bến Vạt làm bao nhiêu người bị thương?")
    beside = course_beside(answer, ask)
    assert beside is not None
    told = beside.told

    def of_one_article(question: str) -> Answer:
        return replace(told, sources=tuple(replace(source, article_id="a") for source in told.sources))

    def of_one_day(question: str) -> Answer:
        return replace(told, timeline=tuple(replace(point, day="2024-01-01") for point in told.timeline))

    assert course_beside(answer, of_one_article) is None
    assert course_beside(answer, of_one_day) is None
    assert course_beside(told, ask) is None  # it is one itself
    assert course_beside(replace(answer, abstained=True), ask) is None
