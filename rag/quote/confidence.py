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
    has with its title and the sentence before; of the words that are no names, the nearer to those that ask the more:
    `told`, that its article says, and `asked`, that it says with what stands right before it; `close`, that stand near
    its value, the nearer the more (up to `CLOSE`).
    `fit`: how well that value fits; `chance`: how far the sentence is ahead of the others; `across`: the question is in
    another language than the articles; `keywords`: it asks nothing, so that whatever speaks of its subject answers.
    """

    passage: float = 0.0
    words: float = 0.0
    told: float = 0.0
    asked: float = 0.0
    close: float = 0.0
    fit: float = 0.0
    chance: float = 0.0
    cosine: float = -1.0
    across: bool = False
    keywords: bool = False


@dataclass(frozen=True, slots=True)
class Confidence:
    """One encoder's calibration. `about`: whether the articles speak of the subject; `stated`: whether they state what
    is asked of it; `across`: both, for questions that share few words with the articles."""

    about: Mapping[str, float]
    stated: Mapping[str, float]
    across: Mapping[str, float]

    def __call__(self, signs: Signs) -> float:
        """How much speaks for an answer, in 0…1: as much as for the weaker of what it takes."""
        asked = [self.about] if signs.keywords else [self.about, self.stated]
        return min(likely(weights, signs) for weights in ([self.across] if signs.across else asked))


def likely(weights: Mapping[str, float], signs: Signs) -> float:
    """In 0…1, by weights by name; the sign “bias” is always 1."""
    return 1 / (1 + math.exp(-sum(getattr(signs, name, 1.0) * weight for name, weight in weights.items())))


@cache
def confidence_of(model: str) -> Confidence:
    """The calibration for an encoder's model, or the one for any."""
    table = json.loads(files("rag").joinpath("quote", TABLE).read_text(encoding="utf-8"))
    return Confidence(**table.get(model, table["any"]))
