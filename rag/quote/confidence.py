"""How likely a question is answered by what was found for it: logistic regression on a few signs, calibrated on data.

The weights are in `rag/quote/confidence.json`, written by `python -m benchmarks.fit_quoting`. A cosine means something
only for the encoder that it was calibrated with; for others, words and values alone decide.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# An answer is given from here on; the calibration puts it where few questions that have an answer are refused.
ENOUGH = 0.5
TABLE = "confidence.json"


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer; all but `cosine` (-1…1) in 0…1.

    Weighted shares of the question's words: `passage`, that the best sentence's passage has; `words`, that the sentence
    has with its title and the sentence before; `close`, that stand near its value, the nearer the more (up to `CLOSE`).
    `unmet`: the passage lacks something that the question names; `across`: the question is in another language than the
    articles.
    """

    passage: float = 0.0
    words: float = 0.0
    close: float = 0.0
    unmet: float = 1.0
    cosine: float = -1.0
    across: bool = False


@dataclass(frozen=True, slots=True)
class Confidence:
    """One encoder's calibration; `across` for questions that share few words with the articles."""

    within: Mapping[str, float]
    across: Mapping[str, float]

    def __call__(self, signs: Signs) -> float:
        """How much speaks for an answer, in 0…1."""
        weights = self.across if signs.across else self.within
        said = weights["bias"] + sum(getattr(signs, name) * weights[name] for name in weights.keys() - {"bias"})
        return 1 / (1 + math.exp(-said))


@cache
def confidence_of(model: str) -> Confidence:
    """The calibration for an encoder's model, or the one for any."""
    table = json.loads(files("rag").joinpath("quote", TABLE).read_text(encoding="utf-8"))
    return Confidence(**table.get(model, table["any"]))
