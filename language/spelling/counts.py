"""How much speaks for a spelling: the library's own counts, backed by the general tables."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from language.tables import pair_weights, syllable_weights

_EVERYWHERE = ("và", "của", "là", "các", "có")


class Vocabulary(Protocol):
    """What a library's keyword index knows of words."""

    def term_counts(self, terms: Sequence[str]) -> list[int]:
        """In how many chunks each accented, normalised, lower-case syllable (“nghị”) or pair (“hội_nghị”) occurs."""
        ...


class SpellingCounts:
    """Counts from `vocabulary` plus the tables' weights, both in chunks."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.everywhere = max(self.syllables(_EVERYWHERE)) + 1
        """About the number of chunks: the count of the commonest syllable."""

    def syllables(self, syllables: Sequence[str]) -> list[float]:
        return self._added(syllables, syllable_weights())

    def pairs(self, pairs: Sequence[str]) -> list[float]:
        return self._added(pairs, pair_weights())

    def _added(self, terms: Sequence[str], weights: Mapping[str, float]) -> list[float]:
        counts = self._vocabulary.term_counts(terms) if terms else []
        return [count + weights.get(term, 0.0) for term, count in zip(terms, counts, strict=True)]
