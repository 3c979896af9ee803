"""How near a value stands to the question's words: “giá vé 50.000 đồng” answers for “vé”, not for what comes later."""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from rag.quote.fitting.value import FittingValue


@dataclass(frozen=True, slots=True)
class ClosenessWeights:
    """Fitted by `python -m benchmarks.fit_values`. `half_at`: syllables beyond which a word counts
    half; `clause`: as many syllables further is a word of another clause, for each clause between; `led_to`: what one
    counts that “là”, “đạt” or a colon leads to."""

    half_at: float = 8.0
    clause: float = 8.0
    led_to: float = 1.2


CLOSENESS = ClosenessWeights()

_WORD = re.compile(r"[^\W_]+")
# Where another clause or another item of a row begins, in text without diacritics; no comma within a number.
_CLAUSE = re.compile(
    r"[;:()–]|,(?!\d)|\s-\s|\b(?:con|trong khi|nhung|tuy nhien|trong do|khien|lam|nang|while|but)\b"
    r"|\bva(?= (?:\w+ )?\d)"
)
_LED_TO = re.compile(
    r"(?:\b(?:la|ten|chinh la|goi la|dat|len|toi|den)|:)\s*[\"“'‘]?"
    r"(?:ong|ba|anh|chi|khoang|gan|hon|tren|it nhat|voi)?\s*$"
)
_LED_TO_CHARS = 30


def closeness(
    folded: str, value: FittingValue, weights: Mapping[str, float], by: ClosenessWeights = CLOSENESS
) -> tuple[float, float]:
    """The weighted share of the question's words that stand in a sentence, given as `folded`, each the less the
    further from `value`; and how well it fits among the sentence's values, where clauses and what leads to it tell."""
    words = [(match.start(), match[0]) for match in _WORD.finditer(folded)]
    starts = [start for start, _ in words]
    clauses = [match.start() for match in _CLAUSE.finditer(folded)]
    first, last = bisect_left(starts, value.start), bisect_left(starts, value.end) - 1
    begins, ends = bisect_left(clauses, value.start), bisect_left(clauses, value.end)
    near: dict[str, float] = {}
    told: dict[str, float] = {}
    for at, (start, word) in enumerate(words):
        if word in weights:
            clause = bisect_right(clauses, start)
            between = max(begins - clause, clause - ends, 0)
            distance = max(first - at, at - last, 0)
            near[word] = max(near.get(word, 0.0), _nearness(distance, by))
            told[word] = max(told.get(word, 0.0), _nearness(distance + by.clause * between, by))
    led_to = _LED_TO.search(folded, max(0, value.start - _LED_TO_CHARS), value.start)
    choice = math.fsum(weights[word] * nearness for word, nearness in told.items())
    return math.fsum(weights[word] * nearness for word, nearness in near.items()), (
        choice * by.led_to if led_to else choice
    )


def _nearness(syllables: float, by: ClosenessWeights) -> float:
    return 1 / (1 + syllables / by.half_at)
