"""The course of a topic or of what was asked, as dated sentences with their sources."""

from collections.abc import Callable
from dataclasses import dataclass

from language.detect import language_of
from rag.answer import Answer
from rag.question.question_clauses import subject
from rag.suggest.next_questions import topic_of


def course(topic: str, ask: Callable[[str], Answer]) -> Answer | None:
    """An answer whose `timeline` has the points; None where articles tell of fewer than two days of it."""
    answer = ask(f"Diễn biến {topic}" if language_of(topic) == "vi" else f"Timeline of {topic}")
    return answer if answer.timeline else None


@dataclass(frozen=True, slots=True)
class ToldCourse:
    """How a subject went: an answer whose `timeline` has the points."""

    subject: str
    told: Answer


def subject_of(answer: Answer) -> str:
    """What was asked about, as its question names it: an event, or else what its clause is about."""
    asked = answer.understood_as
    clause = subject(asked, "en" if answer.language == "en" else "vi")
    return topic_of(asked) or topic_of(clause) or clause


def course_beside(answer: Answer, ask: Callable[[str], Answer]) -> ToldCourse | None:
    """How what was asked about went, if two articles tell of it on two days; None where the answer says that itself."""
    if not answer.sources or answer.abstained or answer.listing or answer.small_talk or answer.timeline:
        return None
    about = subject_of(answer)
    told = course(about, ask) if about else None
    if told is None:
        return None
    articles, days = {source.article_id for source in told.sources}, {point.day for point in told.timeline}
    return ToldCourse(about, told) if min(len(articles), len(days)) > 1 else None
