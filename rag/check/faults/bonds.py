"""Which figure a word belongs to, and of whom it is said.

A claim whose words all belong, in the source, to another figure than the one that it gives has taken the wrong one;
likewise one that tells of somebody what the source tells of another.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.meaning.reading import Reading
from language.meaning.words import Name, Term
from language.normal_form import fold
from language.syllables import spellings
from language.values.moments import Moment
from language.values.numbers import Number
from language.values.values import Value, carried
from rag.answer import Reason
from rag.check.faults.missing import is_like


@dataclass(frozen=True, slots=True)
class _BondLimits:
    """When words belong to another figure, or are said of another name."""

    period_chars: int = 8
    """So many characters after a rate say for how long it is."""
    clause_chars: int = 60
    """A figure in another clause is so many characters further off."""
    telling_words: int = 2
    """So many words must belong to another figure, and none to the one given."""
    telling_bare_words: int = 4
    """The same for a number without a unit."""
    figure_words: int = 2
    """What a figure counts that stands with another."""
    most_share: float = 0.6
    """So much of what the claim says of a figure must belong to others."""
    telling_name_syllables: int = 3
    """So much must be said of a name, …"""
    nearly_all_share: float = 0.7
    """… by so much of its words, for it to be another's …"""
    before_subject_words: int = 3
    """… that begins the claim, after so many words at most."""


_FITTED = _BondLimits()


_JOIN = re.compile(
    r"(?:/\w+)?[,(]* ?(?:(?:giảm |tăng |hạ |nâng )?"
    r"(?:xuống|lên|còn|đến|tới|thành|to|so với|thay vì|tương đương|tức|hay|bằng)|-|–|\()"
    r"(?: còn| là| với)? ?(?:mức |hơn |gần |khoảng )?"
)
# Where a sentence turns to another subject.
TURN = re.compile(r";|(?<!\w)(?:còn|trong khi|nhưng|while|but|whereas)(?!\w)")
_ROW = re.compile(r",? ?(?:và |and )?(?:ông |bà |anh |chị )?|, ")
_KINDS = frozenset(
    "tỉnh huyện xã phường quận phố trấn thôn bản ấp sông núi cầu đường trường viện ty bộ sở đội đảo".split()
)
# What every province has.
_ANY_TOWNS = frozenset(
    ("ubnd", "ủy ban nhân dân", "hđnd", "hội đồng nhân dân", "tand", "tòa án nhân dân", "mttq", "csgt", "vksnd")
)
# A name after these has another for its subject.
_OWNED = re.compile(
    r"(?<!\w)(?:của|ở|tại|cho|với|bởi|do|trong|từ|đến|về|theo|of|in|at|for|with|by|from|to|about) (?:\w+ ){0,2}$"
)
NUMBERS_A_NAME = re.compile(r"(?:số|lớp|khóa|điều|khoản|đợt|vòng|tập|quý|no\.?) $")  # bão số 6


def belongs_elsewhere(claim: Reading, readings: Sequence[Reading]) -> Reason | None:
    """A figure of the claim whose words belong to others in the source."""
    for value, clause in claim.values:
        if not _is_figure(value, claim):
            continue
        having = [reading for reading in readings if any(carried(value, by) for by, _ in reading.values)]
        others = {
            id(by)
            for reading in readings
            for by, _ in reading.values
            if _is_figure(by, reading) and is_like(value, by) and not any(carried(one, by) for one, _ in claim.values)
        }
        if not having or not others:
            continue
        own = away = total = 0
        shared = False
        owner: Value | None = None
        for term in _of(value, clause, claim):
            weight = _FITTED.figure_words if isinstance(term, (Number, Moment)) else len(term.syllables)
            holders = [by for reading in readings for by in _holders(term, value, reading, others)]
            mine = any(carried(value, by) for by in holders)
            theirs = [by for by in holders if id(by) in others]
            own += mine and not theirs
            shared = shared or bool(mine and theirs)
            total += 0 if mine and theirs else weight
            if theirs and not mine:
                away += weight
                owner = owner or theirs[0]
        bare = isinstance(value, Number) and not value.dimension
        telling = _FITTED.telling_bare_words if bare else 1 if shared else _FITTED.telling_words
        if owner and not own and away >= max(telling, _FITTED.most_share * total):
            return Reason("role", value.words.strip(), owner.words.strip())
    return None


def said_of_another(claim: Reading, readings: Sequence[Reading]) -> Reason | None:
    """The name that a claim begins with, if one sentence of the source says nearly all of it of another like it."""
    name = next((name for name in claim.names if is_sure(name)), None)
    if name is None or len(claim.text[: name.at].split()) > _FITTED.before_subject_words:
        return None
    terms = [term for term in words_outside(claim) if name in subjects(term, claim)]
    total = sum(len(term.syllables) for term in terms)
    if total < _FITTED.telling_name_syllables or not any(
        name.is_like(other) for one in readings for other in one.names
    ):
        return None
    kind = kind_of(name, claim)
    owner: Name | None = None
    own: dict[int, bool] = {}
    for reading in readings:
        away: Counter[Name] = Counter()
        for term in terms:
            alike = [
                there
                for there in words_outside(reading)
                if there.syllables == term.syllables or there.meanings & term.meanings
            ]
            owners = {other for there in alike for other in subjects(there, reading)}
            own[term.at] = own.get(term.at, False) or any(name.is_like(other) for other in owners)
            for other in owners:
                if (
                    is_sure(other)
                    and kind_of(other, reading) == kind
                    and not any(other.is_like(n) for n in claim.names)
                ):
                    away[other] += len(term.syllables)
        best, weight = max(away.items(), key=lambda item: item[1], default=(None, 0))
        if best and weight >= _FITTED.nearly_all_share * total:
            owner = best
    its = sum(len(term.syllables) for term in terms if own.get(term.at))
    return Reason("role", name.words, owner.words) if owner and its <= (1 - _FITTED.nearly_all_share) * total else None


def is_sure(name: Name) -> bool:
    """Whether it is a name, and no word that opens a sentence or a mere country."""
    if name.person or " ".join(name.parts) in _ANY_TOWNS:
        return name.person
    return len(name.parts) > 1 or not spellings(fold(name.parts[0]))


def is_owned(name: Name, reading: Reading) -> bool:
    """Whether another is the subject: “trường của Phú Lộc”."""
    return _OWNED.search(reading.text[: name.at]) is not None


def _is_short_form(name: Name, reading: Reading) -> bool:
    """Whether it only repeats the name before it: “Hải quân Sarto (SN)”."""
    return reading.text[: name.at].endswith("(")


def subjects(term: Term, reading: Reading) -> Sequence[Name]:
    """Of whom a word is said: the last name before it in its sentence, with those in a row with it."""
    before = [name for name in reading.names if name.end <= term.at and "\n" not in reading.text[name.end : term.at]]
    heading = [name for name in before if not is_owned(name, reading) and not _is_short_form(name, reading)]
    return row(heading[-1], reading) if heading else ()


def row(name: Name, reading: Reading) -> Sequence[Name]:
    """A name with those that stand in a row with it, “A và B rút đơn”: what is said of the last is said of all."""
    names = list(reading.names)
    first = last = names.index(name)
    while first and _ROW.fullmatch(reading.text[names[first - 1].end : names[first].at]):
        first -= 1
    while last + 1 < len(names) and _ROW.fullmatch(reading.text[names[last].end : names[last + 1].at]):
        last += 1
    return names[first : last + 1]


def followed(names: Sequence[Name], reading: Reading, reach_chars: int) -> Iterator[tuple[Name, list[Value]]]:
    """Each of some names of a sentence, in order, with the values that stand after it, before the next of them and no
    further off than that."""
    for at, name in enumerate(names):
        until = names[at + 1].at if at + 1 < len(names) else len(reading.text)
        end = min(until, name.end + reach_chars)
        yield name, [by for by, _ in reading.values if not by.soft and name.end <= by.start < end]


def kind_of(name: Name, reading: Reading) -> str:
    """“person”, also for what is foreign, which may be one; “huyện”, “sông”; or ""."""
    before = reading.text[: name.at].split()[-1:]
    kind = next((word for word in (*before, name.parts[0]) if word in _KINDS), "")
    if name.person or (not kind and not any(spellings(fold(part)) for part in name.parts)):
        return "person"
    return kind


def _is_figure(value: Value, reading: Reading) -> bool:
    if not re.search(r"\d", value.words) and not isinstance(value, Number):  # “năm trước” may be any
        return False
    return not value.soft and not (isinstance(value, Number) and NUMBERS_A_NAME.search(reading.text[: value.start]))


def _of(value: Value, clause: int, claim: Reading) -> Iterator[Term | Value]:
    """The words of the claim that belong to the value, rather than to another like it; of a day, figures as well."""
    like = [(one, place) for one, place in claim.values if is_like(value, one)]
    for term in words_outside(claim):
        if term.clause == clause and _nearest(term.at, _end(term), term.clause, like) is value:
            yield term
    for other, place in claim.values:
        beside = place == clause and not is_like(value, other) and _is_figure(other, claim)
        if isinstance(value, Moment) and beside and _nearest(other.start, other.end, place, like) is value:
            yield other


def _end(term: Term) -> int:
    return term.at + len(" ".join(term.syllables))


@functools.lru_cache(512)
def words_outside(reading: Reading) -> Sequence[Term]:
    """The words outside names and values; kept, as each word of a claim is looked for among them."""
    taken = [(name.at, name.end) for name in reading.names if not name.opens_alone]
    taken += [(value.start, value.end) for value, _ in reading.values if not value.soft]
    rates = [value for value, _ in reading.values if isinstance(value, Number) and value.per]
    taken += [(rate.end, rate.end + _FITTED.period_chars) for rate in rates]  # “5,8% một năm”
    return [
        term for term in reading.terms if term.syllables and not any(start <= term.at < end for start, end in taken)
    ]


def _holders(thing: Term | Value, value: Value, reading: Reading, others: set[int]) -> Iterator[Value]:
    """The figures, this one or those like it, to which a word or figure belongs wherever a sentence has it."""
    like = [(by, place) for by, place in reading.values if carried(value, by) or id(by) in others]
    if not like:
        return
    for start, end, clause in _places(thing, reading):
        nearest = _nearest(start, end, clause, like)
        yield nearest
        yield from (
            by
            for by, _ in like
            if by is not nearest and (_joined(nearest, by, reading) or _leads(start, by, like, reading))
        )


def _places(thing: Term | Value, reading: Reading) -> Iterator[tuple[int, int, int]]:
    """Where a sentence has a word, or one that means the same, or a figure."""
    if isinstance(thing, Term):
        for there in words_outside(reading):
            if there.syllables == thing.syllables or there.meanings & thing.meanings:
                yield there.at, _end(there), there.clause
    else:
        for by, clause in reading.values:
            if carried(thing, by):
                yield by.start, by.end, clause


def _leads(start: int, figure: Value, like: Sequence[tuple[Value, int]], reading: Reading) -> bool:
    """Whether a word stands before all figures of a sentence that keeps its subject: it is said of each."""
    return start < min(by.start for by, _ in like) and not TURN.search(reading.text[start : figure.start])


def _joined(one: Value, other: Value, reading: Reading) -> bool:
    """Whether the two are the ends of a change or a range: what belongs to one belongs to both."""
    first, last = sorted((one, other), key=lambda value: value.start)
    return _JOIN.fullmatch(reading.text[first.end : last.start]) is not None


def _nearest(start: int, end: int, clause: int, values: Sequence[tuple[Value, int]]) -> Value:
    def away(item: tuple[Value, int]) -> float:
        value, place = item
        gap = value.start - end if value.start >= end else start - value.end
        return gap + _FITTED.clause_chars * abs(place - clause)

    return min(values, key=away)[0]
