"""What a text numbers: “bão số 7”, “tháng 10”, “quận 3”. One number of a thing is not another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from language.normal_form import fold
from language.values.units import unit_at

_NUMBER = "mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi|lam|nhat"
_NUMBERED = re.compile(rf"\b(?:([^\W\d_]+) (\d+(?:[.,/-]\d+)*)|(thu) ((?:{_NUMBER})(?: (?:{_NUMBER}))*))\b")
_MEASURED = frozenset("% kg m m2 m3 w wh vnd usd eur".split())
# After these a number is a name: “số 5”, “quốc lộ 14”, “quận 3”.
_NAMING = frozenset(("so", "lo", "quan"))
_DATE_WORDS = frozenset(("ngay", "thang", "nam"))
_DATE = re.compile(r"(?<![\d.,/-])(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?(?![\d%]|[-/.,]\d)")


@dataclass(frozen=True, slots=True)
class NumberedThings:
    """Which numbers a question gives which thing (folded), and how it writes that."""

    numbers: Mapping[str, frozenset[str]]
    written: Mapping[str, str]

    def other_than(self, text: str) -> str:
        """The question's “bão số 7” or “tháng 10” where `text` speaks only of other ones, as of September; else ""."""
        plain = fold(text)
        theirs, dated = _numbered(plain), _dated(plain)
        return next(
            (
                self.written[word]
                for word, numbers in self.numbers.items()
                if theirs.get(word) and not _agree(word, numbers, theirs[word] | dated.get(word, frozenset()))
            ),
            "",
        )

    def named_in(self, text: str) -> bool:
        """Whether `text` has what the question names by a number, as “trường số 5”; True where it names none so."""
        named = {word: of for word, of in self.numbers.items() if word in _NAMING}
        theirs = _numbered(fold(text)) if named else {}
        return not named or any(of & theirs.get(word, frozenset()) for word, of in named.items())


def numbered_things(question: str) -> NumberedThings:
    """Those of a question in the normal form."""
    bare = fold(question)
    written = {match[1] or match[3]: question[match.start() : match.end()] for match in _NUMBERED.finditer(bare)}
    return NumberedThings(_named_by_number(bare, question.lower()), written)


def _numbered(bare: str) -> Mapping[str, frozenset[str]]:
    """Which numbers follow which word."""
    by_noun: dict[str, frozenset[str]] = {}
    for word, figure, ordinal, number in _NUMBERED.findall(bare):
        by_noun[word or ordinal] = by_noun.get(word or ordinal, frozenset()) | {figure or number}
    return by_noun


def _named_by_number(bare: str, lower: str) -> Mapping[str, frozenset[str]]:
    """The same, less what is measured: “bão số 6” is one of several storms, “mặn 62 km” no salt of that number."""
    if len(lower) != len(bare):
        return _numbered(bare)
    units = {match[1]: unit_at(lower, match.end(2)) for match in _NUMBERED.finditer(bare) if match[2]}
    measured = {word for word, unit in units.items() if unit and unit.dimension in _MEASURED}
    return {word: numbers for word, numbers in _numbered(bare).items() if word not in measured}


def _dated(bare: str) -> Mapping[str, frozenset[str]]:
    """Days, months and years of the dates in figures, under the words that a question names them by."""
    dates = [(int(day), int(month), f"/{year}" * bool(year)) for day, month, year in _DATE.findall(bare)]
    real = [date for date in dates if 1 <= date[0] <= 31 and 1 <= date[1] <= 12]
    return {
        "ngay": frozenset(f"{day}/{month}{year}" for day, month, year in real),
        "thang": frozenset(f"{month}{year}" for _, month, year in real),
        "nam": frozenset(year[1:] for *_, year in real if year),
    }


def _agree(word: str, ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether one of ours is one of theirs; of days and months, as far as both are told: “ngày 5/9” is “5-9-2023”."""
    if word not in _DATE_WORDS:
        return not ours.isdisjoint(theirs)
    pairs = product(map(_figures, ours), map(_figures, theirs))
    return any(all(one == other for one, other in zip(*pair, strict=False)) for pair in pairs)


def _figures(number: str) -> list[int]:
    return [int(figure) for figure in re.findall(r"\d+", number)]
