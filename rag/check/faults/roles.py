"""Roles exchanged: a value or a name that stands, in the claim, where another of its kind stands in the source.

Seen are those whose own words, in their own clause, betray the change; not those inside one clause in new words.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from language.meaning.company import Near, near, overlap
from language.meaning.reading import Reading
from language.meaning.words import Name
from language.normal_form import fold
from language.syllables import spellings
from language.values.numbers import Number
from language.values.values import Value, carried
from rag.answer import Reason
from rag.check.faults.bonds import NUMBERS_A_NAME, belongs_elsewhere, kind_of, row, said_of_another
from rag.check.faults.missing import is_like
from rag.check.said import Said

# How many more neighbours must fit another's place than its own.
_MARGIN = 2
# Between two names: what tells the voice of the verb, and what says the same both ways.
_VOICE = frozenset("bị được do bởi của trước từ sang by of from".split())
_EVEN = frozenset("và với gặp cùng hòa cũng như đến đi nối and with met to".split())


def exchanged(claim: Reading, quote: Reading, whole: Said, topic: frozenset[str]) -> Reason | None:
    """The first value or name out of its place.

    `whole`: all that is said around the quote. `topic`: words of the title, which tell no roles apart.
    """
    theirs = [place for place in _places(quote) if not place.may_open]
    known = {place.what.parts for place in theirs if isinstance(place.what, Name)}
    ours = [
        place
        for place in _places(claim)
        if not place.may_open or (isinstance(place.what, Name) and place.what.parts in known)
    ]
    return (
        _swapped(ours, theirs, topic)
        or belongs_elsewhere(claim, whole.readings)
        or said_of_another(claim, whole.readings)
        or _reversed(claim, quote)
    )


@dataclass(frozen=True, slots=True)
class _Positioned:
    """Where a value or a name stands, and among which words. `kind` of a name: “person”, “huyện”, “sông” …"""

    what: Value | Name
    start: int
    end: int
    clause: int
    kind: str
    near: Near
    may_open: bool = False
    """It may be a word with a capital that opens a sentence, and no name."""


@functools.lru_cache(512)
def _places(reading: Reading) -> Sequence[_Positioned]:
    """The places of values and names that could be exchanged."""
    places = []
    for value, clause in reading.values:
        numbers_a_name = isinstance(value, Number) and NUMBERS_A_NAME.search(reading.text[: value.start])
        if not value.soft and not numbers_a_name:
            company = near(reading, clause, value.start, value.end)
            places.append(_Positioned(value, value.start, value.end, clause, "", company))
    for name in reading.names:
        if _lies_in_value(name, reading):
            continue
        names = row(name, reading)
        if len(names) == 1 and len(name.parts) == 1 and not name.person and spellings(fold(name.parts[0])):
            continue  # a country, a word that opens a sentence
        clause = names[-1].clause
        company = near(reading, clause, name.at, name.end)
        may_open = name.opens_alone and not name.person
        places.append(_Positioned(name, name.at, name.end, clause, kind_of(name, reading), company, may_open))
    return places


def _lies_in_value(name: Name, reading: Reading) -> bool:
    return any(value.start <= name.at < value.end for value, _ in reading.values)  # USD


def _swapped(ours: Sequence[_Positioned], theirs: Sequence[_Positioned], topic: frozenset[str]) -> Reason | None:
    """Two of a kind, each in a clause of its own, that stand where the other belongs."""
    for first, second in combinations(ours, 2):
        if first.clause == second.clause or not _is_like(first, second) or _is_same(first, second):
            continue
        homes = [[there for there in theirs if _is_same(place, there)] for place in (first, second)]
        fits = [[_best_fit(_apart(place.near, topic), home) for home in homes] for place in (first, second)]
        if all(homes) and fits[0][1] + fits[1][0] >= fits[0][0] + fits[1][1] + _MARGIN:
            return Reason("role", first.what.words)
    return None


def _best_fit(company: Near, places: Sequence[_Positioned]) -> int:
    """How many of the words stand about the best of these places; -1 where there is none."""
    return max((overlap(company, place.near) for place in places), default=-1)


def _apart(company: Near, topic: frozenset[str]) -> Near:
    return [words for words in company if topic.isdisjoint(words)]


def _is_same(one: _Positioned, other: _Positioned) -> bool:
    if isinstance(one.what, Name) and isinstance(other.what, Name):
        return one.what.is_like(other.what)
    if isinstance(one.what, Name) or isinstance(other.what, Name):
        return False
    return carried(one.what, other.what)


def _is_like(one: _Positioned, other: _Positioned) -> bool:
    """Whether the two could be taken for each other."""
    if not isinstance(one.what, Name) and not isinstance(other.what, Name):
        return is_like(one.what, other.what)
    return type(one.what) is type(other.what) and one.kind == other.kind


def _reversed(claim: Reading, quote: Reading) -> Reason | None:
    """“A beats B” for “B beats A”: two names in one clause, the same word between them, and the same voice."""
    ours = [place for place in _places(claim) if isinstance(place.what, Name)]
    theirs = [place for place in _places(quote) if isinstance(place.what, Name)]
    for first, second in combinations(ours, 2):
        for left, right in combinations(theirs, 2):
            if first.clause != second.clause or left.clause != right.clause:
                continue
            if _is_same(first, right) and _is_same(second, left) and not _in_order(first, second, theirs):
                said, meant = _between(claim, first, second), _between(quote, left, right)
                if said & _VOICE == meant & _VOICE and (said & meant) - _VOICE - _EVEN:
                    return Reason("role", first.what.words)
    return None


def _in_order(first: _Positioned, second: _Positioned, theirs: Sequence[_Positioned]) -> bool:
    """Whether the source has the two in one clause in this order as well."""
    return any(
        one.clause == other.clause and one.start < other.start and _is_same(first, one) and _is_same(second, other)
        for one in theirs
        for other in theirs
    )


def _between(reading: Reading, first: _Positioned, second: _Positioned) -> set[str]:
    return {word.text for word in reading.words if first.end <= word.at < second.start}
