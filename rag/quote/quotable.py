"""The sentences of the passages that may be quoted, each with what speaks for it as an answer.

What is no sentence (a line of tags, a date line, a section's name) isn't quoted: it tells what the rest is about, as a
title does.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from language.content import terms
from language.dates.day import day_of
from language.detect import LANGUAGE_CHARS, Language, language_of
from language.meaning.names import capitalised_runs
from language.normal_form import fold, normalize
from language.sentences import sentences
from rag.question.expected_answer import AnswerType, ExpectedAnswer
from rag.question.understand import Question
from rag.quote.carried import QuestionTerms, wanted
from rag.quote.closeness import Closeness
from rag.quote.fitting.fitting import Setting, fitting
from rag.quote.fitting.listed import items_of
from rag.quote.fitting.owners import Owners
from rag.quote.fitting.value import FittingValue
from rag.quote.lines import is_line
from rag.quote.refers import refers_back
from vectorstore.records import Passage
from vectorstore.terms import idf

# What a follow-up took from the turns before, against its own words.
TAKEN_OVER = 0.3
SHORT_CHARS = 40
# From here on a value is of the kind asked for.
FITS = 0.6
# What a value far from any of the question's words still counts, against one in their midst.
ANYWHERE = 0.3


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a sentence, mostly in 0…1; the fitted weights go by these names."""

    own: float = 0.0
    pairs: float = 0.0
    head: float = 0.0
    before: float = 0.0
    after: float = 0.0
    passage: float = 0.0
    focus: float = 0.0
    focus_head: float = 0.0
    focus_before: float = 0.0
    rank: float = 0.0
    score: float = 0.0
    figure: float = 0.0
    time: float = 0.0
    person: float = 0.0
    place: float = 0.0
    reason: float = 0.0
    name: float = 0.0
    items: float = 0.0
    close: float = 0.0
    opens: float = 0.0
    leans: float = 0.0
    asks: float = 0.0
    short: float = 0.0
    other: float = 0.0
    announces: float = 0.0
    cosine: float = 0.0


# How well the value fits is learnt for each of these by itself: a figure is told surely, a name is not.
_FEATURE_OF: Mapping[AnswerType, str] = {
    **dict.fromkeys(("age", "share", "span", "measure", "money", "count"), "figure"),
    "when": "time",
    "who": "person",
    "where": "place",
    **dict.fromkeys(("why", "purpose", "way"), "reason"),
    **dict.fromkeys(("name", "code", "list"), "name"),
}
# A list of so many items, or more, is one for sure.
_MANY_ITEMS = 4
NAMES = tuple(field.name for field in fields(Features))


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """Sentence number `at` of the sentences of its passage: characters [start, end) of the article."""

    passage: Passage
    at: int
    start: int
    end: int
    own: frozenset[str]
    head: frozenset[str]
    before: frozenset[str]
    value: FittingValue | None
    features: Features
    score: float = 0.0

    @property
    def fit(self) -> float:
        return self.value.fit if self.value else 0.0

    @property
    def text(self) -> str:
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]


@dataclass(frozen=True, slots=True)
class TermWeights:
    """The question's terms, weighted by how rare they are among the sentences, each kind 1 in sum."""

    words: Mapping[str, float]
    pairs: Mapping[str, float]
    focus: Mapping[str, float]


def quotables(
    question: Question, asked: ExpectedAnswer, passages: Sequence[Passage]
) -> tuple[list[list[ScoredSentence]], TermWeights]:
    """Each passage's sentences in order, without their cosines."""
    words = wanted(question.understood_as)
    held = [_held(passage, words) for passage in passages]
    weights = weighted(question, asked, [one.own for of in held for one in of])
    languages = [language_of(passage.text[:LANGUAGE_CHARS]) for passage in passages]
    mixed = question.language in languages and len(set(languages)) > 1
    shared = _shared(question, weights) if mixed else weights
    owners = Owners(question.understood_as, [f"{one.title}. {one.text}" for one in passages])
    apart = []
    for rank, (passage, language, of) in enumerate(zip(passages, languages, held, strict=True)):
        comparable = weights if language == question.language else shared
        whole = frozenset[str]().union(*(one.own | one.head for one in of))
        beside = _Beside(passage, rank, language, share(comparable.words, whole), owners)
        apart.append([_quotable(question, asked, comparable, beside, at, of) for at in range(len(of))])
    return apart, weights


def _shared(question: Question, weights: TermWeights) -> TermWeights:
    """The weights of what two languages share, names and numbers: beside articles of the question's own language,
    those of another would seem to say nothing of it."""
    text = normalize(question.understood_as)
    named = terms(" . ".join(text[start:end] for start, end in capitalised_runs(text)))

    def kept(of: Mapping[str, float]) -> dict[str, float]:
        return _shares({term: weight for term, weight in of.items() if term in named or any(map(str.isdigit, term))})

    return TermWeights(kept(weights.words), kept(weights.pairs), kept(weights.focus))


def weighted(question: Question, asked: ExpectedAnswer, bags: Sequence[frozenset[str]]) -> TermWeights:
    """The weights of the question's terms over sentences with these terms (BM25's idf)."""
    mine = terms(question.understood_as)
    counts = Counter(term for bag in bags for term in bag & mine)
    idfs = {term: idf(counts[term], len(bags)) for term in mine}
    if question.follow_up:  # what it took from the turns before says where to look, not what for
        typed = terms(question.text)
        idfs = {term: weight * (1.0 if term in typed else TAKEN_OVER) for term, weight in idfs.items()}
    words = {term: weight for term, weight in idfs.items() if "_" not in term}
    pairs = {term: weight for term, weight in idfs.items() if "_" in term}
    focus = {term: weight * asked.focus.get(term, 0.0) for term, weight in words.items()}
    return TermWeights(_shares(words), _shares(pairs), _shares(focus))


def _shares(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values()) or 1.0
    return {term: weight / total for term, weight in weights.items()}


def share(weights: Mapping[str, float], held: frozenset[str]) -> float:
    """The weighted share of terms that `held` has."""
    return sum(weight for term, weight in weights.items() if term in held)


@dataclass(frozen=True, slots=True)
class _Held:
    """Where a sentence stands in its passage, its terms, and those that only title or heading, or the sentence before,
    have."""

    start: int
    end: int
    own: frozenset[str]
    head: frozenset[str]
    before: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the sentences of a passage share; `carried`: the share of the question's words that the whole of it has;
    `owners`: whom the question names."""

    passage: Passage
    rank: int
    language: Language
    carried: float
    owners: Owners


def _held(passage: Passage, words: QuestionTerms) -> list[_Held]:
    spans = sentences(passage.text)
    lines = [passage.text[start:end] for start, end in spans if is_line(passage.text[start:end])]
    head = terms(" . ".join([passage.title, passage.heading, *lines]))
    earlier: list[_Held] = []
    for start, end in spans:
        text = passage.text[start:end]
        if text in lines:
            continue
        before = earlier[-1].own if earlier else frozenset[str]()
        own = words.of(text)
        earlier.append(_Held(start, end, own, head - own, before - head - own))
    return earlier


def _quotable(
    question: Question, asked: ExpectedAnswer, weights: TermWeights, beside: _Beside, at: int, held: Sequence[_Held]
) -> ScoredSentence:
    passage, one = beside.passage, held[at]
    text = passage.text[one.start : one.end]
    after = held[at + 1].own - one.own - one.head if at + 1 < len(held) else frozenset[str]()
    setting = Setting(beside.language, beside.language != question.language, day_of(passage.published))
    fits = beside.owners.weighed(text, fitting(asked, text, question.understood_as, setting))
    closeness = Closeness(fold(text) if fits else "", weights.words)
    value = max(fits, key=lambda one: worth(one, closeness), default=None)
    features = Features(
        own=share(weights.words, one.own),
        pairs=share(weights.pairs, one.own),
        head=share(weights.words, one.head),
        before=share(weights.words, one.before),
        after=share(weights.words, after),
        passage=beside.carried,
        focus=share(weights.focus, one.own),
        focus_head=share(weights.focus, one.head),
        focus_before=share(weights.focus, one.before),
        rank=1 / (1 + beside.rank),
        score=passage.score,
        **_fits(asked, value),
        items=_items(asked, text, value),
        close=closeness.share(value) * value.fit if value else 0.0,
        opens=float(passage.start + one.start == 0),
        leans=float(refers_back(text)),
        asks=float(text.endswith("?")),
        short=float(one.end - one.start < SHORT_CHARS),
        other=float(bool(asked.other_than(text))),
        announces=float(asked.lists and text.endswith(":")),
    )
    start, end = passage.start + one.start, passage.start + one.end
    return ScoredSentence(passage, at, start, end, one.own, one.head, one.before, value, features)


def worth(value: FittingValue, closeness: Closeness) -> float:
    """How likely, among the values of a sentence, this is the one asked for."""
    return value.fit**2 * (ANYWHERE + closeness.choice(value))


def _fits(asked: ExpectedAnswer, value: FittingValue | None) -> dict[str, float]:
    """How well the value is of the kinds asked for, by feature."""
    return dict.fromkeys((_FEATURE_OF[kind] for kind in asked.kinds), value.fit) if value else {}


def _items(asked: ExpectedAnswer, text: str, value: FittingValue | None) -> float:
    """How much of a list the value is, in 0…1, where a list is asked for."""
    if value is None or not asked.lists:
        return 0.0
    return min(1.0, len(items_of(text[value.start : value.end])) / _MANY_ITEMS)
