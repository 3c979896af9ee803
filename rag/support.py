"""How much of a sentence a passage carries, and which of its sentences do.

Compares words, pairs of words and figures in the one normal form; no model is asked.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from rag.answer import Support
from rag.terms import content_terms
from vectorstore.chunk import Passage
from vectorstore.sentences import sentences
from vectorstore.text import normalize

# Shares of a sentence's content words found in its quote.
SUPPORTED = 0.6
PARTIAL = 0.3
_FIGURE = re.compile(r"\d+(?:[.,/:-]\d+)*")


@dataclass(frozen=True, slots=True)
class Match:
    """The run of a passage's sentences that fits best: a span in the article and its score in 0…1."""

    start: int
    end: int
    score: float


def figures(text: str) -> set[str]:
    """The figures in a text, as written."""
    return set(_FIGURE.findall(normalize(text)))


def share(sentence: str, quote: str) -> float:
    """The share in 0…1 of the sentence's content words and figures that the quote holds.

    A figure that the quote lacks caps the share below PARTIAL: wrong numbers are the worst kind of wrong.
    """
    wanted = set(content_terms(sentence))
    if not wanted:
        return 1.0 if normalize(sentence).lower() in normalize(quote).lower() else 0.0
    found = len(wanted & set(content_terms(quote))) / len(wanted)
    return found if figures(sentence) <= figures(quote) else min(found, PARTIAL - 0.01)


def support(score: float) -> Support:
    """The word for a share."""
    return "supported" if score >= SUPPORTED else "partial" if score >= PARTIAL else "unsupported"


def best_match(sentence: str, passage: Passage) -> Match:
    """The sentence of the passage, or two neighbours, that carry the most of `sentence`; the shorter run on a tie."""
    spans = sentences(passage.text) or [(0, len(passage.text))]
    runs = [*spans, *((first[0], second[1]) for first, second in pairwise(spans))]
    scored = [(share(sentence, passage.text[start:end]), start, end) for start, end in runs]
    single = max(scored[: len(spans)], key=lambda run: run[0])
    double = max(scored[len(spans) :], key=lambda run: run[0], default=single)
    score, start, end = double if double[0] > single[0] + 0.15 else single
    return Match(passage.start + start, passage.start + end, score)
