"""A question that was made from a sentence, and whether an answer to it holds what it was made from."""

import re
from dataclasses import dataclass

from language.content import content_terms
from language.normal_form import normalize
from language.values.moments import moments
from rag.answer import Answer
from rag.suggest.next_questions import NextQuestion

# Questions that share more of their words than this are the same to a reader.
SAME_WORDS_SHARE = 0.7
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_CAUSE = re.compile(r"nguyên nhân|được cho là do|xác định là do", re.I)


@dataclass(frozen=True, slots=True)
class MadeQuestion:
    """A question and the sentence it was made from, as a span of its article; no span for its title or the whole.

    `figures`: what an answer to it must hold."""

    question: str
    kind: str
    article_id: str
    start: int
    end: int
    terms: frozenset[str]
    figures: frozenset[str]


def made_of(candidate: NextQuestion, article_id: str, start: int, end: int, text: str) -> MadeQuestion:
    """A candidate of the sentence `text`, characters [start, end) of an article."""
    terms = frozenset(content_terms(candidate.question))
    figures = frozenset(_FIGURE.findall(text)) if candidate.kind == "figure" else frozenset[str]()
    return MadeQuestion(candidate.question, candidate.kind, article_id, start, end, terms, figures)


def same_words(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two questions share so many of their words that they are the same to a reader."""
    return bool(one and other) and len(one & other) >= SAME_WORDS_SHARE * len(one | other)


def is_answered(made: MadeQuestion, answer: Answer) -> bool:
    """Whether the first thing quoted is the sentence that the question was made from, or says what it asks for."""
    if answer.abstained or not answer.sources:
        return False
    if made.kind == "course":
        return len(answer.timeline) > 1
    first = answer.sources[0]
    if made.kind == "cause":
        return _CAUSE.search(first.quote) is not None
    if made.kind == "day":
        said = frozenset(content_terms(f"{first.title}. {first.quote}"))
        dated = any(one.day for one in moments(normalize(first.quote).lower()))
        return dated and len(made.terms & said) >= SAME_WORDS_SHARE * len(made.terms)
    if made.end:
        return first.article_id == made.article_id and first.start < made.end and made.start < first.end
    return first.article_id == made.article_id and made.figures <= frozenset(_FIGURE.findall(first.quote))
