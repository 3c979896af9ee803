"""BM25 (Robertson, Zaragoza 2009) as an inner product of sparse vectors: a term's saturation in a chunk on one side,
what it tells (idf) times what it counts in the question on the other.

The terms are those of the local keyword index (`vectorstore.terms`), each named by a number of 32 bits. The server's
own analysers are not asked: they know nothing of Vietnamese, and what they count depends on where rows happen to lie.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from zlib import crc32

from vectorstore.terms import chunk_terms, question_terms

K1, B = 1.2, 0.75  # tantivy's, so that both stores rank alike
# The mean number of terms in a chunk of 2,100 (measured on news and on encyclopaedic articles). A constant: a mean that
# moved with the library would leave every chunk weighed by another one.
MEAN_TERMS = {"body": 270.0, "body_folded": 270.0, "title": 25.0, "title_folded": 25.0}
NOTHING = 0  # the term of a chunk that has none: a sparse vector must not be empty


@lru_cache(1 << 18)
def number_of(field: str, term: str) -> int:
    """The number of a term, from 1; two of a million share theirs with another, which costs them a little idf."""
    return crc32(f"{field}\n{term}".encode()) % 0xFFFFFFFE + 1


def chunk_weights(title: str, heading: str, body: str) -> dict[int, float]:
    """What a chunk holds: term number → saturated frequency."""
    weights: dict[int, float] = {}
    for field, joined in chunk_terms(title, heading, body).items():
        terms = joined.split()
        damping = K1 * (1 - B + B * len(terms) / MEAN_TERMS[field])
        for term, count in Counter(terms).items():
            weights[number_of(field, term)] = round(count * (K1 + 1) / (count + damping), 4)
    return weights or {NOTHING: 1.0}


def question_weights(
    question: str | Mapping[str, float], chunks: int, standing_in: Callable[[int], int]
) -> dict[int, float]:
    """What to look for: term number → idf × weight. `standing_in` gives the number of chunks that have a term."""
    weights: dict[int, float] = {}
    for (field, term), weight in question_terms(question).items():
        number = number_of(field, term)
        if (count := standing_in(number)) > 0:
            weights[number] = weight * math.log(1 + (max(chunks - count, 0) + 0.5) / (count + 0.5))
    return weights
