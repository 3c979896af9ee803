"""Where a claim turns round what its quote says: a “not” too many or too few, an opposite, roles exchanged.

Both are readings of sentences on the same matter, with the values and names of the claim all in the quote.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rag.answer import Reason
from rag.moments import Moment
from rag.numbers import Number
from rag.reading import Denial, Reading, denies
from rag.syllables import spellings
from rag.thesaurus import opposite
from rag.values import Value, carried, key_of
from rag.words import Name
from vectorstore.text import fold

# What stands near a word: each neighbour as all that means the same.
Near = Sequence[frozenset[str]]

# How many neighbours are looked at, and how many more must fit another place in the quote than a word's own.
_WINDOW, _MARGIN = 7, 2
_KINDS = frozenset(
    "tỉnh huyện xã phường quận phố trấn thôn bản ấp sông núi cầu đường trường viện ty bộ sở đội đảo".split()
)
_NUMBERS_A_NAME = re.compile(r"(?:số|lớp|khóa|điều|khoản|no\.?) $")  # bão số 6
# How far from a word its company may stand, and what denies it.
_AFTER, _BEFORE = 4, 6
# Between two names: what tells the voice of the verb, and what says the same both ways.
_VOICE = frozenset("bị được do bởi của trước từ sang by of from".split())
_EVEN = frozenset("và với gặp cùng hòa cũng như đến đi nối and with met to".split())


def turned_round(claim: Reading, quote: Reading, topic: frozenset[str]) -> Reason | None:
    """What the claim turns round, if anything is found. `topic`: words of the title, which tell no roles apart."""
    return _denied(claim, quote) or _opposed(claim, quote) or _exchanged(claim, quote, topic) or _reversed(claim, quote)


def _denied(claim: Reading, quote: Reading) -> Reason | None:
    """A “not” in one whose words the other says without."""
    matched = [
        (ours, theirs) for ours in claim.denials for theirs in quote.denials if set(ours.scope) & set(theirs.scope)
    ]
    for ours in claim.denials:
        if all(ours is not denial for denial, _ in matched) and _said_plainly(ours, quote):
            return Reason("negation", ours.words)
    for theirs in quote.denials:
        unmatched = all(theirs is not denial for _, denial in matched)
        if unmatched and _said_plainly(theirs, claim) and not _said_plainly(theirs, quote):
            return Reason("negation", theirs.words)
    return None


def _said_plainly(denial: Denial, other: Reading) -> bool:
    """Whether `other` says what is denied, with nothing shortly before it that denies it."""
    for at, word in enumerate(other.words):
        if denial.telling and word.text == denial.telling[0]:
            after = {w.text for w in other.words[at : at + _AFTER] if w.clause == word.clause}
            before = [w.text for w in other.words[max(0, at - _BEFORE) : at] if w.clause == word.clause]
            if after.issuperset(denial.telling) and not denies(before):
                return True
    return False


def _opposed(claim: Reading, quote: Reading) -> Reason | None:
    """A word of the claim whose opposite the quote says in its place."""
    denied_here = {denial.clause for denial in claim.denials}
    denied_there = {denial.clause for denial in quote.denials}
    for term in claim.terms:
        for meaning in term.meanings:
            other = opposite(meaning)
            if other is None or other not in quote.meanings or other in claim.meanings or term.clause in denied_here:
                continue
            own = _near(claim, term.clause, term.at, term.at + 1)
            against, favour = -1, -1
            for theirs in quote.terms:
                fit = _overlap(own, _near(quote, theirs.clause, theirs.at, theirs.at + 1))
                if other in theirs.meanings and theirs.clause not in denied_there:
                    against = max(against, fit)
                elif meaning in theirs.meanings:
                    favour = max(favour, fit)
            if against >= (1 if favour < 0 else favour + _MARGIN):
                return Reason("opposite", " ".join(term.syllables))
    return None


def _near(reading: Reading, clause: int, start: int, end: int) -> Near:
    """The content of a clause but for what stands in [start, end), nearest first."""
    near = [
        (abs(term.at - start), term.meanings | {" ".join(term.syllables)})
        for term in reading.terms
        if term.clause == clause and term.syllables and not start <= term.at < end
    ]
    near += [
        (abs(value.start - start), frozenset({key_of(value)}))
        for value, place in reading.values
        if place == clause and not start <= value.start < end
    ]
    return [words for _, words in sorted(near, key=lambda item: item[0])[:_WINDOW]]


def _overlap(ours: Near, theirs: Near) -> int:
    """How many of ours mean something of theirs."""
    said = frozenset[str]().union(*theirs)
    return sum(not said.isdisjoint(words) for words in ours)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value or a name stands."""

    what: Value | Name
    start: int
    end: int
    clause: int
    kind: str = ""
    """The word before a name that says what it names: “huyện”, “sông”."""


def _places(reading: Reading) -> list[_Place]:
    found = [
        _Place(value, value.start, value.end, clause)
        for value, clause in reading.values
        if not value.soft and not (isinstance(value, Number) and _NUMBERS_A_NAME.search(reading.text[: value.start]))
    ]
    for name in reading.names:
        if len(name.parts) > 1 or not name.opens or not spellings(fold(name.parts[0])):
            before = reading.text[: name.at].split()[-1:]
            kind = before[0] if before and before[0] in _KINDS else name.parts[0] if name.parts[0] in _KINDS else ""
            found.append(_Place(name, name.at, name.end, name.clause, "person" if name.person else kind))
    return found


def _exchanged(claim: Reading, quote: Reading, topic: frozenset[str]) -> Reason | None:
    """A value or name that stands, in the claim, among the words that another of its kind has in the quote."""
    ours, theirs = _places(claim), _places(quote)
    for place in ours:
        same = [there for there in theirs if _is_same(place, there)]
        if not same:
            continue
        taken = {there.clause for there in same}
        beside = [other for other in ours if other.clause == place.clause]
        rivals = [
            there
            for there in theirs
            if there.clause not in taken
            and any(_is_like(own, there) for own in same)
            and not any(_is_same(other, there) for other in beside)
        ]
        if not rivals:
            continue
        near = _apart(_near(claim, place.clause, place.start, place.end), topic)
        if _best_fit(near, quote, rivals) >= _best_fit(near, quote, same) + _MARGIN:
            return Reason("role", place.what.words)
    return _swapped(claim, quote, ours, theirs, topic)


def _best_fit(near: Near, quote: Reading, places: Sequence[_Place]) -> int:
    """How many of the words stand about the best of these places; -1 where there is none."""
    return max((_overlap(near, _near(quote, place.clause, place.start, place.end)) for place in places), default=-1)


def _apart(near: Near, topic: frozenset[str]) -> Near:
    return [words for words in near if topic.isdisjoint(words)]


def _swapped(
    claim: Reading, quote: Reading, ours: Sequence[_Place], theirs: Sequence[_Place], topic: frozenset[str]
) -> Reason | None:
    """Two of a kind, each in a clause of its own, that stand where the other belongs."""
    for first, second in combinations(ours, 2):
        if first.clause == second.clause or not _is_like(first, second) or _is_same(first, second):
            continue
        fits = []
        for place in (first, second):
            words = _apart(_near(claim, place.clause, place.start, place.end), topic)
            homes = ([there for there in theirs if _is_same(other, there)] for other in (first, second))
            fits.append([_best_fit(words, quote, there) for there in homes])
        if min(*fits[0], *fits[1]) >= 0 and fits[0][1] + fits[1][0] >= fits[0][0] + fits[1][1] + _MARGIN:
            return Reason("role", first.what.words)
    return None


def _is_same(one: _Place, other: _Place) -> bool:
    if isinstance(one.what, Name) and isinstance(other.what, Name):
        short, long = sorted((f" {' '.join(name.parts)} " for name in (one.what, other.what)), key=len)
        return short in long
    if isinstance(one.what, Name) or isinstance(other.what, Name):
        return False
    return carried(one.what, other.what)


def _is_like(one: _Place, other: _Place) -> bool:
    """Whether the two could be taken for each other."""
    if isinstance(one.what, Number) and isinstance(other.what, Number):
        return one.what.dimension == other.what.dimension
    if isinstance(one.what, Moment) and isinstance(other.what, Moment):
        return _grain(one.what) == _grain(other.what)
    kinds = {one.kind, other.kind}
    return type(one.what) is type(other.what) and (len(kinds) == 1 or kinds == {"person", ""})


def _grain(moment: Moment) -> tuple[bool, ...]:
    return tuple(part is None for part in (moment.minute, moment.day, moment.month, moment.quarter))


def _reversed(claim: Reading, quote: Reading) -> Reason | None:
    """“A beats B” for “B beats A”: two names in one clause, the same word between them, and the same voice."""
    ours = [place for place in _places(claim) if isinstance(place.what, Name)]
    theirs = [place for place in _places(quote) if isinstance(place.what, Name)]
    for first, second in combinations(ours, 2):
        for left, right in combinations(theirs, 2):
            if first.clause != second.clause or left.clause != right.clause:
                continue
            if _is_same(first, right) and _is_same(second, left):
                said, meant = _between(claim, first, second), _between(quote, left, right)
                if said & _VOICE == meant & _VOICE and (said & meant) - _VOICE - _EVEN:
                    return Reason("role", first.what.words)
    return None


def _between(reading: Reading, first: _Place, second: _Place) -> set[str]:
    return {word.text for word in reading.words if first.end <= word.at < second.start}
