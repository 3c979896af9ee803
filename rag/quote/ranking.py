"""The order of sentences as answers: a linear model over `Features`, fitted by `python -m benchmarks.quoting`.

A score is the logarithm of how likely a sentence answers, up to a constant of its question.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from rag.question.asked import Asked, Kind
from rag.quote.quotable import FITS, NAMES, Features, Quotable

# The cosines of some texts to the question, one each.
Alike = Callable[[Sequence[str]], Sequence[float]]

TABLE = "ranking.json"
# Sentences that are compared with the question by the encoder: embedding them is most of the time to the first words.
COMPARED = 6
# A step of cosine that says something: between two sentences of one passage it is seldom more.
COSINE_STEP = 0.05
# Below this a value is hardly of the kind asked for. A sentence without one loses so much where a figure or
# a time is asked for, or a person, and another sentence has it.
FITS_BADLY = 0.2
LACKING, NAMING_NOBODY = 5.0, 2.0
# How many sentences further on what is asked of a subject may stand; kinds of which a sentence shows whether
# it does.
SOON = 3
_TELLING = frozenset[Kind](
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


def ranked(asked: Asked, apart: Sequence[Sequence[Quotable]], alike: Alike) -> tuple[list[Quotable], float]:
    """The most likely ones of some passages' sentences, best first, and the highest cosine among them (-1 of none)."""
    everything = [replace(one, score=score_of(one.features)) for of in apart for one in of]
    lacking = LACKING if asked.figure or asked.grain else NAMING_NOBODY if "who" in asked.kinds else 0.0
    if lacking and any(one.features.fit >= FITS for one in everything):
        everything = [
            one if one.features.fit >= FITS_BADLY else replace(one, score=one.score - lacking) for one in everything
        ]
    scored = sorted(everything, key=_by_score)[:COMPARED]
    if not scored:
        return [], -1.0
    cosines = alike([f"{one.passage.title}\n{one.text}" for one in scored])
    top = max(cosines)
    weight = weights_by_name()["cosine"]
    steps = [(cosine - top) / COSINE_STEP for cosine in cosines]
    compared = sorted(
        (
            replace(one, features=replace(one.features, cosine=step), score=one.score + weight * step)
            for one, step in zip(scored, steps, strict=True)
        ),
        key=_by_score,
    )
    return _value_first(asked, compared, apart), top


def _value_first(asked: Asked, best: list[Quotable], apart: Sequence[Sequence[Quotable]]) -> list[Quotable]:
    """Where the best sentence names the subject alone, the one soon after it that holds what is asked of it goes first:
    “Kho lúa cháy đêm 2-11. … Nguyên nhân là đốt rơm.”"""
    first = best[0]
    if asked.kinds.isdisjoint(_TELLING) or first.features.fit >= FITS_BADLY:
        return best
    following = (
        one
        for of in apart
        for one in of
        if one.passage is first.passage and 0 < one.at - first.at <= SOON and one.features.fit >= FITS
    )
    if (answering := next(following, None)) is None:
        return best
    rest = [one for one in best if (one.passage, one.at) != (answering.passage, answering.at)]
    return [replace(answering, score=first.score), *rest]


def _by_score(sentence: Quotable) -> float:
    return -sentence.score
