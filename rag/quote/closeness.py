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


class Closeness:
    """The question's words, weighted, in a sentence given as `folded`; read once for all its values."""

    def __init__(self, folded: str, weights: Mapping[str, float], by: ClosenessWeights = CLOSENESS) -> None:
        self._folded, self._weights, self._by = folded, weights, by
        words = [(match.start(), match[0]) for match in _WORD.finditer(folded)]
        self._starts = [start for start, _ in words]
        self._clauses = [match.start() for match in _CLAUSE.finditer(folded)]
        self._places = [
            (at, bisect_right(self._clauses, start), word) for at, (start, word) in enumerate(words) if word in weights
        ]

    def share(self, value: FittingValue) -> float:
        """The weighted share of the words, each the less the further from `value`."""
        return self._share(value, clause=0.0)

    def choice(self, value: FittingValue) -> float:
        """How well it fits among the sentence's values, where clauses and what leads to it tell as well."""
        share = self._share(value, clause=self._by.clause)
        led_to = _LED_TO.search(self._folded, max(0, value.start - _LED_TO_CHARS), value.start)
        return share * self._by.led_to if led_to else share

    def _share(self, value: FittingValue, clause: float) -> float:
        first, last = bisect_left(self._starts, value.start), bisect_left(self._starts, value.end) - 1
        begins, ends = bisect_left(self._clauses, value.start), bisect_left(self._clauses, value.end)
        near: dict[str, float] = {}
        for at, its_clause, word in self._places:
            between = max(begins - its_clause, its_clause - ends, 0)
            distance = max(first - at, at - last, 0) + clause * between
            near[word] = max(near.get(word, 0.0), 1 / (1 + distance / self._by.half_at))
        return math.fsum(self._weights[word] * nearness for word, nearness in near.items())
