"""The course of a topic or of what an answer is about, as dated sentences with their sources."""

from collections.abc import Callable

from language.detect import language_of
from rag.answer import Answer
from rag.suggest.next_questions import topic_of


def course(topic: str, ask: Callable[[str], Answer]) -> Answer | None:
    """An answer whose `timeline` has the points; None where articles tell of fewer than two days of it."""
    answer = ask(f"Diễn biến {topic}" if language_of(topic) == "vi" else f"Timeline of {topic}")
    return answer if answer.timeline else None


def subject_of(answer: Answer) -> str:
    """What an answer is about: the event that its question or its first source's title names, or else that title."""
    titles = [source.title for source in answer.sources[:1]]
    named = (topic_of(words) for words in (answer.understood_as, *(title.split(":")[0] for title in titles)))
    return next((topic for topic in named if topic), (titles or [answer.understood_as])[0])
