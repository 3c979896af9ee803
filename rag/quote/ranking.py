"""The order of sentences as answers: a linear model over `Features`, fitted by
`python -m benchmarks.fit_quoting`.

A score is the logarithm of how likely a sentence answers, up to a constant of its question.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from rag.question.expected_answer import AnswerType, ExpectedAnswer
from rag.quote.fitting.named import is_office
from rag.quote.quotable import FITS, NAMES, Features, ScoredSentence
from rag.quote.spared import is_spared

# The cosines of some texts to the question, one each.
Alike = Callable[[Sequence[str]], Sequence[float]]
# Those that the library has for the asking, by (article id, start, end) of the sentence.
Cosines = Mapping[tuple[str, int, int], float]

TABLE = "ranking.json"
# The first of the order, of which quotes are made. Where the library has not embedded every sentence, they alone are
# compared with the question by the encoder: embedding them is most of the time to the first words.
FIRST = 6
# A step of cosine that says something: between two sentences of one passage it is seldom more.
COSINE_STEP = 0.05
# Below this a value is hardly of the kind asked for.
FITS_BADLY = 0.2
# Names that hardly anybody has: a place's, an office's, where it is asked who.
HARDLY_ANYBODY = 0.3
# A reason that is called one, and how much less may speak for its sentence.
TOLD_OUTRIGHT, NEARLY = 1.0, 1.0
# Half of a list of some length, and how well it fits that names what is asked for.
LIST_ITEMS, LIST_FITS = 0.5, 0.8
# How many sentences further on what is asked of a subject may stand; kinds of which a sentence shows whether
# it does.
SOON = 3
_TELLING = frozenset[AnswerType](
    ("age", "share", "span", "measure", "money", "count", "when", "who", "where", "why", "purpose", "code")
)


@cache
def weights_by_name() -> Mapping[str, float]:
    """The fitted weight of each feature."""
    table: dict[str, float] = json.loads(files("rag").joinpath("quote", TABLE).read_text(encoding="utf-8"))
    return {name: table.get(name, 0.0) for name in NAMES}


def score_of(features: Features) -> float:
    """How much speaks for a sentence."""
    return math.fsum(getattr(features, name) * weight for name, weight in weights_by_name().items())


@dataclass(frozen=True, slots=True)
class Ranking:
    """`best`: the likeliest sentences, best first; `cosine`: the highest of all, -1 of none; `chances`: how likely each
    sentence holds the answer, 1 in sum, by (passage key, number in its passage)."""

    best: Sequence[ScoredSentence]
    cosine: float
    chances: Mapping[tuple[int, int], float]


def ranked(asked: ExpectedAnswer, apart: Sequence[Sequence[ScoredSentence]], alike: Alike, cosines: Cosines) -> Ranking:
    """The order of some passages' sentences."""
    scored = sorted((replace(one, score=score_of(one.features)) for of in apart for one in of), key=_by_score)
    if not scored:
        return Ranking((), -1.0, {})
    if not all(_place(one) in cosines for one in scored):
        scored = scored[:FIRST]
        cosines = dict(
            zip(map(_place, scored), alike([f"{one.passage.title}\n{one.text}" for one in scored]), strict=True)
        )
    weight = weights_by_name()["cosine"]
    final = [replace(one, score=one.score + weight * one.features.cosine) for one in compared(scored, cosines)]
    first = sorted(final, key=_by_score)[:FIRST]
    top = max(cosines[_place(one)] for one in scored)
    return Ranking(_value_first(asked, first, apart), top, _chances(final, first[0].score))


def _chances(sentences: Sequence[ScoredSentence], top: float) -> dict[tuple[int, int], float]:
    odds = {(one.passage.key, one.at): math.exp(one.score - top) for one in sentences}
    total = math.fsum(odds.values())
    return {place: each / total for place, each in odds.items()}


def compared(sentences: Sequence[ScoredSentence], cosines: Cosines) -> list[ScoredSentence]:
    """The sentences with how far each is from the one nearest to the question, in steps."""
    top = max((cosines[_place(one)] for one in sentences), default=0.0)
    steps = [(cosines[_place(one)] - top) / COSINE_STEP for one in sentences]
    return [
        replace(one, features=replace(one.features, cosine=step)) for one, step in zip(sentences, steps, strict=True)
    ]


def _place(one: ScoredSentence) -> tuple[str, int, int]:
    return one.passage.article_id, one.start, one.end


def _value_first(
    asked: ExpectedAnswer, best: list[ScoredSentence], apart: Sequence[Sequence[ScoredSentence]]
) -> list[ScoredSentence]:
    """Where the best sentence names the subject alone, the one soon after it that holds what is asked of it goes first:
    “Kho lúa cháy đêm 2-11. … Nguyên nhân là đốt rơm.”"""
    # Without a figure, or a time, it answers nothing, whatever else it says.
    if (asked.figure or "when" in asked.kinds) and best[0].fit < FITS_BADLY:
        best = _first_that(best, lambda one: one.fit >= FITS)
    # “Nguyên nhân là …” tells why more surely than “…, nên …” does.
    if "why" in asked.kinds and best[0].fit < TOLD_OUTRIGHT:
        nearly = best[0].score - NEARLY
        best = _first_that(best, lambda one: one.fit >= TOLD_OUTRIGHT and one.score >= nearly)
    # Who holds an office is told with it, or not at all.
    if "who" in asked.kinds and is_office(asked.sort) and best[0].fit < FITS:
        best = _first_that(best, lambda one: one.fit >= FITS)
    if asked.lists and not asked.figure and best[0].features.items < LIST_ITEMS and best[0].fit < FITS:
        best = _first_that(best, lambda one: one.fit >= LIST_FITS and one.features.items >= LIST_ITEMS)
    if asked.negated:
        best = _first_that(best, lambda one: is_spared(one.text))
    first = best[0]
    if first.fit >= (FITS if asked.what_is else HARDLY_ANYBODY if "who" in asked.kinds else FITS_BADLY):
        return best
    if asked.kinds.isdisjoint(_TELLING) and not asked.what_is:
        return best
    following = (
        one
        for of in apart
        for one in of
        if one.passage is first.passage and 0 < one.at - first.at <= SOON and one.fit >= FITS
    )
    if (answering := next(following, None)) is None:
        return best
    rest = [one for one in best if (one.passage, one.at) != (answering.passage, answering.at)]
    return [replace(answering, score=first.score), *rest]


def _first_that(best: list[ScoredSentence], right: Callable[[ScoredSentence], bool]) -> list[ScoredSentence]:
    """The best that is right goes first, if one is."""
    chosen = next((one for one in best if right(one)), best[0])
    return [chosen, *(one for one in best if one is not chosen)]


def _by_score(sentence: ScoredSentence) -> float:
    return -sentence.score
