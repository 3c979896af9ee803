"""Joins what the searches say of each candidate into one score. Pure functions on arrays.

Figures: docs/measurements/evaluation.md.
Min-max score fusion (Bruch, Gai, Ingber 2023, arXiv:2210.11934) with weights that follow what the keyword search could
see: plain reciprocal rank fusion lets a blind leg pull the others down.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """What each leg counts; `python -m benchmarks.fit_retrieval` fits them.

    Keywords count in full where the best keyword hit carries `seeing` of the question's words or more, not at all
    where it carries `blind` or less.
    """

    chunk: float = 0.2
    sentence: float = 0.5
    keyword: float = 0.5
    blind: float = 0.15
    seeing: float = 0.5


FITTED = FusionWeights()


@dataclass(frozen=True, slots=True)
class Legs:
    """What each search says of the same candidates, one number a candidate on the search's own scale, NaN for nothing.

    `chunk`: the cosine of the chunk; `sentence`: that of its best sentence; `keyword`: BM25. `seen`: `sight` of the
    best keyword hit.
    """

    chunk: Scores
    sentence: Scores
    keyword: Scores
    seen: float


def sight(weights: Mapping[str, float], best: Collection[str]) -> float:
    """The share in 0…1 of the question's weighted terms that the keyword search's best hit carries.

    About .77 for Vietnamese questions on Vietnamese news and .11 for English ones; their ranges hardly meet.
    """
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in best) / total if total else 0.0


def fused(legs: Legs, weights: FusionWeights = FITTED) -> Scores:
    """A score in 0…1 for each candidate: each leg scaled to 0…1, weighted and summed.

    What a leg says nothing of counts 0 there, except a chunk whose sentences are not embedded: it stands for them.
    """
    trust = min(max((legs.seen - weights.blind) / (weights.seeing - weights.blind), 0.0), 1.0)
    chunk, sentence = scaled(legs.chunk), scaled(legs.sentence)
    parts = (
        (weights.chunk, chunk),
        (weights.sentence, np.where(np.isnan(sentence), chunk, sentence)),
        (weights.keyword * trust, scaled(legs.keyword)),
    )
    total = sum(weight for weight, _ in parts) or 1.0
    joined = np.zeros(len(chunk))
    for weight, scores in parts:
        joined += weight / total * np.nan_to_num(scores)
    return joined


def scaled(scores: Scores) -> Scores:
    """Scores of one search moved to 0…1: the worst becomes 0, the best 1, all 1 where they are equal; NaN stays."""
    scored = scores[~np.isnan(scores)]
    if not len(scored):
        return scores
    low, high = scored.min(), scored.max()
    return (scores - low) / (high - low) if high > low else scores * 0 + 1
