"""Questions to begin with: each was asked, and its answer begins with the sentence that it was made from."""

from rag.assistant import Assistant
from rag.suggest.first_questions import OPENING, opening_questions
from tests.rag.suggest.test_suggest import assistant
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article

__all__ = ["assistant"]  # a fixture


def test_each_is_answered_by_the_article_that_it_was_made_from(library: LocalLibrary, assistant: Assistant) -> None:
    articles = [article for article, _ in library.articles()]
    asked = []

    def ask(question: str):  # type: ignore[no-untyped-def]
        asked.append(question)
        return assistant.ask(question, mode="quote")

    questions = opening_questions(articles, ask)
    assert questions
    assert len(questions) <= min(OPENING.most, len(articles))
    assert set(questions) <= set(asked)
    assert len({assistant.ask(question).sources[0].article_id for question in questions}) == len(questions)


def test_none_is_offered_that_the_library_does_not_answer(library: LocalLibrary, assistant: Assistant) -> None:
    gone = Article("khac", "Chợ nổi Phong Lạch có 120 ghe. Cầu Rạch Sậy dài 95 m.", "Chợ nổi Phong Lạch")
    assert opening_questions([gone], lambda question: assistant.ask(question, mode="quote")) == ()
    assert opening_questions([], assistant.ask) == ()
