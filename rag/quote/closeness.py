"""How near a value stands to the question's words: “giá vé 50.000 đồng” answers for “vé”, not for what comes later."""

import re
from collections.abc import Mapping

from rag.quote.fitting.value import FittingValue

_WORD = re.compile(r"[^\W_]+")
# Syllables beyond which a word counts half.
_HALF_AT = 8.0


def closeness(folded: str, value: FittingValue, weights: Mapping[str, float]) -> float:
    """The weighted share of the question's words that stand in a sentence, given as `folded`, each the less the
    further from
    `value`."""
    words = [(match.start(), match[0]) for match in _WORD.finditer(folded)]
    first = next((at for at, (start, _) in enumerate(words) if start >= value.start), len(words))
    last = next((at for at, (start, _) in enumerate(words) if start >= value.end), len(words)) - 1
    near: dict[str, float] = {}
    for at, (_, word) in enumerate(words):
        if word in weights:
            distance = max(first - at, at - last, 0)
            near[word] = max(near.get(word, 0.0), 1 / (1 + distance / _HALF_AT))
    return sum(weights[word] * nearness for word, nearness in near.items())
