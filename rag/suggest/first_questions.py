"""Questions to begin with, before anything was asked: made from articles, asked, kept if that finds their sentence."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from language.detect import Language, language_of
from language.sentences import sentences
from rag.answer import Answer
from rag.suggest.made import MadeQuestion, is_answered, made_of, same_words
from rag.suggest.next_questions import about, candidates, topic_of
from vectorstore.records import Article


@dataclass(frozen=True, slots=True)
class OpeningLimits:
    """`most`: questions that are kept; `asked`: that are asked, some 60 ms each; `sentences`: of each article, those
    that say what it is about.
    """

    most: int = 4
    asked: int = 40
    sentences: int = 8


OPENING = OpeningLimits()
# What people said reads well as an answer, and badly as the first thing to ask.
_KINDS = frozenset(("figure", "when", "why", "course", "cause", "day"))


def opening_questions(articles: Sequence[Article], ask: Callable[[str], Answer]) -> tuple[str, ...]:
    """Up to `most` questions, of different articles and of different words; articles in the order given come first."""
    kept: list[MadeQuestion] = []
    for made in islice(_each_in_turn(articles), OPENING.asked):
        if len(kept) == OPENING.most:
            break
        if any(one.article_id == made.article_id or same_words(one.terms, made.terms) for one in kept):
            continue
        if is_answered(made, ask(made.question)):
            kept.append(made)
    return tuple(made.question for made in kept)


def _each_in_turn(articles: Sequence[Article]) -> Iterator[MadeQuestion]:
    """The first question of each article, then the second ones."""
    left = [_made(article) for article in articles]
    while left:
        going = []
        for questions in left:
            if (made := next(questions, None)) is not None:
                yield made
                going.append(questions)
        left = going


def _made(article: Article) -> Iterator[MadeQuestion]:
    language: Language = language_of(article.text)
    topic = topic_of(article.title.partition(":")[0]) if language == "vi" else None
    if topic:
        yield from (made_of(candidate, article.id, 0, 0, topic) for candidate in about(topic))
    places = [(0, 0, part.strip()) for part in article.title.split(": ")]
    places += [(start, end, article.text[start:end]) for start, end in sentences(article.text)[: OPENING.sentences]]
    for start, end, text in places:
        for candidate in candidates(text, topic, language):
            if candidate.kind in _KINDS:
                yield made_of(candidate, article.id, start, end, text)
