"""Joins what the dense and the keyword search found. Pure functions on scores; figures: docs/evaluation.md.

Min-max score fusion (Bruch, Gai, Ingber 2023, arXiv:2210.11934) with a weight that follows what the keyword search
could see: plain reciprocal rank fusion lets a blind leg pull the other down.
"""

from collections.abc import Collection, Mapping, Sequence

from vectorstore.records import Hits

# The keyword leg's weight, and the share of the question's words that its best hit must carry for none and all of it.
KEYWORD_WEIGHT = 0.5
BLIND, SEEING = 0.15, 0.5


def sight(weights: Mapping[str, float], best: Collection[str]) -> float:
    """The share in 0…1 of the question's weighted terms that the keyword search's best hit carries.

    About .77 for Vietnamese questions on Vietnamese news and .11 for English ones; their ranges hardly meet.
    """
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in best) / total if total else 0.0


def keyword_weight(seen: float) -> float:
    """The keyword leg's weight for a sight of `seen`."""
    return KEYWORD_WEIGHT * min(max((seen - BLIND) / (SEEING - BLIND), 0.0), 1.0)


def fused(dense: Hits, keyword: Hits, weight: float) -> Hits:
    """Every chunk of either list by `(1 - weight) · dense + weight · keyword`, each scaled to 0…1, best first.

    `dense` should score the chunks of `keyword` too; what a list lacks counts 0 there.
    """
    legs = ((_scaled(dense), 1 - weight), (_scaled(keyword), weight))
    keys = dict.fromkeys(key for leg, _ in legs for key in leg)
    joined = [(key, sum(leg.get(key, 0.0) * share for leg, share in legs)) for key in keys]
    return sorted(joined, key=lambda hit: -hit[1])


def scaled(scores: Sequence[float]) -> list[float]:
    """Scores of one search moved to 0…1: the worst becomes 0, the best 1, all 1 where they are equal."""
    low, high = min(scores, default=0.0), max(scores, default=0.0)
    return [(score - low) / (high - low) if high > low else 1.0 for score in scores]


def _scaled(hits: Hits) -> dict[int, float]:
    return dict(zip([key for key, _ in hits], scaled([score for _, score in hits]), strict=True))
