"""What is suggested after an answer: only what the library answers, and nothing that was asked or shown."""

from dataclasses import replace

import pytest

from rag.answer import Answer, ArticleList, ListedArticle, source_of
from rag.assistant import Assistant
from rag.question.understand import Turn
from rag.retrieve.retriever import Retriever
from rag.suggest.suggest import SUGGESTIONS, suggestions
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article, Chunk, Entry

BRIDGE = (
    "Cầu Bến Sỏi dài 420 m, rộng 12 m. Lễ thông xe cầu Bến Sỏi diễn ra sáng 5/3/2024. "
    "Bà Trần Thị Mận, Chủ tịch UBND xã An Thạch, đi xe đạp qua cầu Bến Sỏi. "
    "Cầu Bến Sỏi chịu được 1.200 xe mỗi ngày đêm."
)
ASKED = "Cầu Bến Sỏi dài bao nhiêu mét?"


@pytest.fixture
def assistant(library: LocalLibrary, encoder: FakeEncoder) -> Assistant:
    articles = [
        Article("cau", BRIDGE, "Thông xe cầu Bến Sỏi", "2024-03-06", "Báo Sông"),
        Article("mia", "Giá mía Tân Lập tăng 5% so với tháng trước.", "Giá mía", "2024-03-01", "Báo Sông"),
    ]
    vectors = encoder.encode_documents([article.text for article in articles])
    entries = [Entry(a, [Chunk(0, len(a.text))], vector[None]) for a, vector in zip(articles, vectors, strict=True)]
    library.put(entries, encoder.fingerprint)
    return Assistant(library, Retriever(library, encoder))


def test_each_has_an_answer_that_was_not_shown(assistant: Assistant) -> None:
    answer = assistant.ask(ASKED)
    suggested = assistant.suggestions(answer)
    assert 0 < len(suggested) <= SUGGESTIONS.most
    shown = {source.quote for source in answer.sources}
    for question in suggested:
        reply = assistant.ask(question)
        assert not reply.abstained
        assert reply.sources[0].quote not in shown
    assert ASKED not in suggested


def test_what_was_asked_before_is_not_suggested(assistant: Assistant) -> None:
    answer = assistant.ask(ASKED)
    first = assistant.suggestions(answer)[0]
    assert first not in assistant.suggestions(answer, [Turn(first, "")])


def test_after_an_abstention_too(assistant: Assistant) -> None:
    answer = assistant.ask("Kỹ sư trưởng cầu Bến Sỏi quê ở đâu, học trường nào, mấy tuổi?")
    abstained = replace(answer, abstained=True, text="", sentences=(), sources=())
    assert assistant.suggestions(abstained)


def test_small_talk_has_none(assistant: Assistant) -> None:
    assert assistant.suggestions(assistant.ask("Xin chào!")) == ()


def test_a_question_that_finds_another_sentence_is_dropped(assistant: Assistant) -> None:
    answer = assistant.ask(ASKED)
    passage = answer.consulted[0]
    elsewhere = source_of(1, passage, 0, 5, passage.text[:5])
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return replace(answer, sources=(replace(elsewhere, article_id="khac"),))

    assert suggestions(answer, (), ask) == ()
    assert asked


def listed(answer: Answer, *ids: str, total: int = 0) -> Answer:
    """The catalogue's answer with articles of these ids."""
    articles = tuple(ListedArticle(each, each, None, None, None) for each in ids)
    return replace(answer, listing=ArticleList("list", total or len(ids), articles))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Cầu Bến Sỏi dài bao nhiêu mét?", "Bến Sỏi"),
        ("Nông dân bán sữa cho Vinamai giá bao nhiêu?", "Vinamai"),
        ("Vì sao Chủ tịch Hồ Thị Nhạn từ chức?", "Hồ Thị Nhạn"),
        ("Chính phủ đã làm gì?", None),
        ("Trưa 1/11/2013 có gì?", None),
        ("U21 vô địch năm nào?", None),
    ],
)
def test_a_list_is_offered_of_a_name_that_was_asked_about(
    assistant: Assistant, question: str, name: str | None
) -> None:
    answer = replace(assistant.ask(ASKED), understood_as=question, consulted=(), language="vi")
    asked: list[str] = []

    def ask(words: str) -> Answer:
        asked.append(words)
        return listed(answer, "a", "b", "c")

    assert suggestions(answer, (), ask) == ((f"Có những bài nào về {name}?",) if name else ())
    assert bool(asked) is (name is not None)


@pytest.mark.parametrize(
    "again", ["Có những bài nào về Bến Sỏi?", "co nhung bai nao ve ben soi", "CÓ những bài nào về BẾN SỎI ?"]
)
@pytest.mark.parametrize("before", [True, False])
def test_the_list_that_was_asked_for_is_not_offered(assistant: Assistant, again: str, before: bool) -> None:
    answer = replace(assistant.ask(ASKED), consulted=())

    def ask(words: str) -> Answer:
        return listed(answer, "a", "b", "c")

    assert suggestions(answer, (), ask) == ("Có những bài nào về Bến Sỏi?",)
    asked = answer if before else replace(answer, question=again)
    assert suggestions(asked, [Turn(again, "")] if before else (), ask) == ()


def test_a_list_that_says_nothing_is_not_offered(assistant: Assistant) -> None:
    answer = replace(assistant.ask(ASKED), consulted=())
    cited = answer.sources[0].article_id
    assert suggestions(answer, (), lambda question: listed(answer, cited, "b")) == ()  # one that isn't cited
    assert suggestions(answer, (), lambda question: listed(answer, "a", "b", total=500)) == ()
    assert suggestions(listed(answer, "a", "b"), (), lambda question: listed(answer, "a", "b")) == ()
