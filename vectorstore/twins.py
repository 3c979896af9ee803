"""Which articles tell one story in the same words: runs of three syllables, and what finds those that share many.

MinHash with locality-sensitive bands (Broder 1997; Leskovec, Rajaraman, Ullman, “Mining of Massive Datasets”, 3.4),
written out here because importing datasketch, with SciPy, takes 1.3 s. Knows texts only.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from language.normal_form import nfc, normalize

Shingles = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class TwinLimits:
    """When two articles are twins."""

    # Two rows a band, 24 bands: articles that share a third of their runs are found 94 times of 100, of a fifth 62
    # times; of a million articles, about 150 unrelated ones are looked at for each new one (measured on 3,000 news
    # articles).
    rows: int = 2
    bands: int = 24
    # Half of the shorter article's runs stand in the longer one too. Of 55 such pairs among 628 articles from several
    # papers on 200 events, 54 were on one event, and the last two reports of one sitting of parliament; the bands find
    # 39 of them, the nearest first.
    shared_share: float = 0.5
    # Of fewer, a date line and a name make half.
    least_shingles: int = 20
    # Bulletins of a fixed form would be twins of each other for ever.
    most_days: int = 7
    # The articles that share most bands are read and compared; a story that more papers copy is linked by some of them.
    candidates: int = 12


TWIN = TwinLimits()
_WORD = re.compile(r"\w+")
_RANDOM = np.random.default_rng(20130728)
_FACTORS = _RANDOM.integers(1, 1 << 63, (TWIN.rows * TWIN.bands, 1), dtype=np.uint64) | np.uint64(1)
_MIXERS = _RANDOM.integers(1, 1 << 63, (2, 3), dtype=np.uint64) | np.uint64(1)
_WHICH = np.arange(TWIN.bands, dtype=np.uint64)


def shingles(text: str) -> Shingles:
    """The hashes of its runs of three syllables, each once, ascending. About 0.3 ms for 2,000 characters."""
    words = _WORD.findall(nfc(text).lower())
    if len(words) < 3:
        return np.empty(0, np.uint64)
    hashes = np.fromiter(map(_hash, words), np.uint64, len(words))
    return np.unique(_mixed(sum(hashes[at : len(hashes) - 2 + at] * _MIXERS[0, at] for at in range(3))))


def bands(shingles: Shingles) -> list[int]:
    """48-bit numbers, of which articles that share many runs are likely to share one; none for a very short text."""
    if len(shingles) < TWIN.least_shingles:
        return []
    least = np.min(shingles[np.newaxis] * _FACTORS >> np.uint64(16), axis=1).reshape(TWIN.bands, TWIN.rows)
    joined = least[:, 0] * _MIXERS[1, 0] + least[:, 1] * _MIXERS[1, 1] + _WHICH * _MIXERS[1, 2]
    joined_bands: list[int] = (_mixed(joined) >> np.uint64(16)).tolist()
    return joined_bands


def shared(one: Shingles, other: Shingles) -> float:
    """The share of the shorter one's runs that the other has too, from 0 to 1."""
    shorter = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / shorter if shorter else 0.0


@lru_cache(1 << 16)
def _hash(word: str) -> int:
    return crc32(normalize(word).encode())


def _mixed(numbers: Shingles) -> Shingles:
    """Every bit of a number changes half of the bits (the finaliser of splitmix64)."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        numbers = (numbers ^ (numbers >> np.uint64(shift))) * np.uint64(factor)
    return numbers ^ (numbers >> np.uint64(31))
