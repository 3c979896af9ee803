"""Which of two things came first: “A sau khi B” for the source's “B sau khi A”, or for its “A trước khi B”."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.meaning.reading import Reading
from language.meaning.words import Term
from rag.answer import Reason


@dataclass(frozen=True, slots=True)
class OrderLimits:
    """`said`: the share of each of a claim's two deeds that the source must say, on the side where it is held to stand;
    `margin`: how much better the claim must fit the source the other way round."""

    said: float = 0.5
    margin: float = 0.5


LIMITS = OrderLimits()
_LINK = re.compile(r"(?<!\w)(?:(?P<after>sau khi|rồi mới|after)|(?P<before>trước khi|rồi(?! mới)|before))(?!\w)")


@dataclass(frozen=True, slots=True)
class _Succession:
    """The words of what came first and of what came next."""

    first: Sequence[Term]
    then: Sequence[Term]


def told_in_another_order(claim: Reading, readings: Sequence[Reading]) -> Reason | None:
    """The word of the claim for an order that the source has the other way round, and never this way."""
    theirs = [course for reading in readings for course, _ in _courses(reading)]
    for ours, word in _courses(claim):
        fits = [_share(ours.first, one.first) + _share(ours.then, one.then) for one in theirs]
        turned = [
            _share(ours.first, one.then) + _share(ours.then, one.first)
            for one in theirs
            if min(_share(ours.first, one.then), _share(ours.then, one.first)) >= LIMITS.said
        ]
        if turned and max(turned) >= max(fits) + LIMITS.margin:
            return Reason("role", word)
    return None


def _courses(reading: Reading) -> Iterator[tuple[_Succession, str]]:
    """What came first and next, by each word that says so; “Sau khi A, B” has A first as well."""
    for match in _LINK.finditer(reading.text):
        terms = [term for term in reading.terms if term.syllables]
        stops = [reading.text.rfind("\n", 0, match.start()), reading.text.rfind(". ", 0, match.start())]
        left = [term for term in terms if max(stops) < term.at < match.start()]
        ends = [at for at in (reading.text.find(stop, match.end()) for stop in ("\n", ". ")) if at >= 0]
        right = [term for term in terms if match.end() <= term.at < min(ends, default=len(reading.text))]
        if not left:
            comma = reading.text.find(",", match.end())
            left = [term for term in right if term.at > comma > 0]
            right = [term for term in right if term.at < comma]
        if left and right:
            yield (_Succession(right, left) if match["after"] else _Succession(left, right)), match[0]


def _share(ours: Sequence[Term], theirs: Sequence[Term]) -> float:
    """The share of some words that others say."""
    return sum(any(one.is_like(other) for other in theirs) for one in ours) / len(ours)
