"""The company that a word keeps: what stands near it, and how far two words keep the same."""

import functools
from collections.abc import Sequence

from language.meaning.reading import Reading
from language.meaning.words import Term
from language.values.values import key_of

# What stands near a word, nearest first: each neighbour as all that means the same.
Near = Sequence[frozenset[str]]

_WINDOW_WORDS = 7


def near(reading: Reading, clause: int | None, start: int, end: int) -> Near:
    """The words and values of a clause (of all, if None) except what stands in [start, end)."""
    by_distance = [
        (abs(at - start), meant)
        for at, place, meant in _neighbours(reading)
        if clause in (None, place) and not start <= at < end
    ]
    return [meant for _, meant in sorted(by_distance, key=lambda item: item[0])[:_WINDOW_WORDS]]


@functools.lru_cache(512)
def _neighbours(reading: Reading) -> Sequence[tuple[int, int, frozenset[str]]]:
    """Everything that keeps company: position, clause, meanings. Words within a value are not company."""
    values = [(value, clause) for value, clause in reading.values if not value.soft]
    taken = {at for value, _ in values for at in range(value.start, value.end)}
    terms = [(t.at, t.clause, _meant(t)) for t in reading.terms if t.syllables and t.at not in taken]
    return [*terms, *((value.start, clause, frozenset({key_of(value)})) for value, clause in values)]


def _meant(term: Term) -> frozenset[str]:
    """A single syllable is only itself: as a part of compounds (“vốn”, “cấp”) it tells nothing by its like."""
    return term.meanings | {" ".join(term.syllables)} if len(term.syllables) > 1 else frozenset(term.syllables)


def overlap(ours: Near, theirs: Near) -> int:
    """How many of ours mean something of theirs."""
    said = frozenset[str]().union(*theirs)
    return sum(not said.isdisjoint(words) for words in ours)
