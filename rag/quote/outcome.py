"""Answered, not stated, or nothing found: what can be said where the quotes may not answer.

Rules beside the calibration: a kind of value that isn't there can't be quoted, however alike the rest.
"""

from dataclasses import replace

from language.content import content_terms
from language.detect import function_words
from language.normal_form import fold, normalize
from language.tokens import syllables
from rag.answer import Nearest
from rag.question.expected_answer import AnswerType, ExpectedAnswer
from rag.question.understand import Question
from rag.quote.extract import Quoted, source_at
from rag.quote.fitting.named import is_office
from rag.quote.quotable import FITS
from rag.quote.spared import is_spared

MAX_NEAREST = 3
# The share of the question's words that the library must know, and that the nearest sentence must carry with its
# title and the sentence before: below, nothing was found.
KNOWN, ABOUT = 0.34, 0.3
# What is asked by “người nước nào” is a country; a place of another sort fits this at most.
_NATIONS, OF_ANOTHER_SORT = frozenset(("nước", "quốc gia", "country")), 0.4
# Nouns that are counted go by many names: a number of something may be the one asked for.
ANY_COUNT = 0.2
# What is named as not stated, the most telling kind first.
_IN_ORDER: tuple[AnswerType, ...] = (
    "why",
    "age",
    "share",
    "span",
    "measure",
    "money",
    "count",
    "when",
    "who",
    "where",
    "purpose",
    "way",
    "code",
    "list",
    "name",
)


def lacks(quoted: Quoted) -> bool:
    """Whether the kind of thing asked for isn't there: no figure, no cause; or only who did, where it is
    asked who did not; or the article names the same, but says not a word of what is asked of it."""
    asked, across = quoted.expected_answer, quoted.signs.across
    if not across and (quoted.signs.told == 0 or quoted.elsewhere):
        return True
    if asked.negated:
        return not any(is_spared(source.quote) for source in quoted.sources)
    fit = quoted.best[0].fit
    if not across and fit < _least_fit(asked):
        return True
    if asked.figure:
        return fit < (ANY_COUNT if "count" in asked.kinds else FITS) and not asked.lists
    return "why" in asked.kinds and not across and all(one.value is None for one in quoted.best)


def _least_fit(asked: ExpectedAnswer) -> float:
    """How well a value must fit where what is asked for is told plainly or not at all: a person's own name, who holds
    an office, whose relative, a document's number, a country."""
    whose = asked.by_name or ("who" in asked.kinds and (is_office(asked.sort) or bool(asked.attributes)))
    if (whose and not asked.lists) or "code" in asked.kinds:
        return FITS
    return OF_ANOTHER_SORT if asked.sort in _NATIONS else 0.0


def nearest_of(quoted: Quoted) -> tuple[Nearest, ...]:
    """Up to three sentences, each of another article, and what each is about."""
    if not quoted.best or (not quoted.signs.across and quoted.signs.words < ABOUT):
        return ()
    by_article = {one.passage.article_id: one for one in reversed(quoted.best)}
    first = sorted(by_article.values(), key=lambda one: -one.score)[:MAX_NEAREST]
    sources = (replace(source_at(n, one), value_at=None) for n, one in enumerate(first, 1))
    return tuple(Nearest(source.title, source) for source in sources)


def asked_for_in(asked: ExpectedAnswer) -> str:
    """The kind that is asked for; "" for none."""
    return next((kind for kind in _IN_ORDER if kind in asked.kinds), "")


def telling_words(question: Question) -> list[str]:
    """The question's content words, to be looked for in the library; none where it may be one in English."""
    text = normalize(question.understood_as)
    words = syllables(text)
    if question.language == "en" and not function_words("en").isdisjoint(words):
        return []
    content = frozenset(content_terms(text))
    return list(dict.fromkeys(word for word in words if fold(word) in content))
