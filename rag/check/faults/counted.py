"""What a number counts and a day dates: in the claim, the word that others belong to in the source."""

from collections.abc import Iterator, Sequence

from language.meaning.reading import Reading
from language.meaning.words import Term
from language.values.moments import Moment
from language.values.numbers import Number
from language.values.values import Value, carried
from rag.answer import Reason

_TIMES = frozenset("ngày tháng năm hôm sáng trưa chiều tối ngay vào".split())
_ONE = frozenset(("một", "one", "1"))


def counts_another(claim: Reading, readings: Sequence[Reading]) -> Reason | None:
    """A number before a word that the source counts with another, while that number counts something else there."""
    there = [(number, term) for reading in readings for number, term in _counted(reading)]
    for number, term in _counted(claim):
        if number.soft and number.words not in _ONE:
            continue
        besides = [by for by, thing in _counted(claim) if by is not number and _same(term, thing)]
        alike = [by for by, thing in there if _same(term, thing) and not any(carried(own, by) for own in besides)]
        own = [thing for by, thing in there if carried(number, by)]
        if not alike or not own or any(carried(number, by) for by in alike):
            continue
        others = [by for by in alike if by.dimension == number.dimension]
        if others and (
            any(_both(number, term, reading) for reading in readings)
            or not any(_near(number, term, reading) for reading in readings)
        ):
            return Reason("role", f"{number.words} {' '.join(term.syllables)}", others[0].words)
    return None


def timed_otherwise(claim: Reading, readings: Sequence[Reading], topic: frozenset[str]) -> Reason | None:
    """A day whose clause shares, beside what the title says, nothing with what the source dates so, but something with
    what it dates otherwise.
    """
    for value, clause in claim.values:
        if not isinstance(value, Moment) or not value.day:
            continue
        own = [one for one in readings if any(carried(value, by) for by, _ in one.values)]
        telling = [
            term
            for term in claim.terms
            if term.clause == clause and term.syllables and not (term.meanings | set(term.syllables)) & (topic | _TIMES)
        ]
        if not own or any(one.says(term) for one in own for term in telling):
            continue
        for one in readings:
            timed = [by for by, _ in one.values if _is_time(by)]
            if timed and any(len(term.syllables) > 1 and one.says(term) for term in telling):
                return Reason("date", value.words.strip(), timed[0].words.strip())
    return None


def _is_time(value: Value) -> bool:
    return isinstance(value, Moment) or value.dimension in ("month", "s")


def _counted(reading: Reading) -> Iterator[tuple[Number, Term]]:
    """Numbers and the words right after them."""
    terms = [term for term in reading.terms if term.syllables]
    for value, _ in reading.values:
        if not isinstance(value, Number) or "…" in value.words:
            continue
        after = next((term for term in terms if reading.text[value.end : term.at] == " "), None)
        if after and not any(other.start <= after.at < other.end for other, _ in reading.values):
            yield value, after


def _same(one: Term, other: Term) -> bool:
    return one.syllables[0] == other.syllables[0] or bool(one.meanings & other.meanings)


def _both(number: Number, term: Term, reading: Reading) -> bool:
    """Whether one sentence counts something with the number, and the word with another."""
    counted = list(_counted(reading))
    return any(carried(number, by) for by, _ in counted) and any(_same(term, thing) for _, thing in counted)


def _near(number: Number, term: Term, reading: Reading) -> bool:
    """Whether number and word stand in one clause of the source, and no other number counts the word there."""
    clauses = {clause for by, clause in reading.values if carried(number, by)}
    counted = {thing.at for _, thing in _counted(reading)}
    return any(
        other.clause in clauses and other.at not in counted and _same(term, other)
        for other in reading.terms
        if other.syllables
    )
