"""Dates and times of day in a text, as far as they are given, and when one carries another.

What an article leaves out of a date is known from the day on which it was published. Questions are dated by
`language.dates.dates`, which looks back from today.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from language.dates.calendar_names import (
    DAYS_VI,
    MONTHS_EN,
    MONTHS_VI,
    PARTS_OF_DAY,
    QUARTERS_EN,
    QUARTERS_VI,
    SHIFTS_EN,
    SHIFTS_VI,
    UNSURE_MONTHS_VI,
    YEAR,
    YEARS_BY_WORD_VI,
    longest_first,
)
from language.dates.neighbours import is_counted, is_day, is_month, is_month_and_year, is_year
from language.values.clock import TIME, is_clock, minute_of
from language.values.numerals import numeral_at

Side = Literal["", "before", "after"]

_D = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_M = r"(?:0?[1-9]|1[0-2])(?!\d)"
_NAME_EN = longest_first(MONTHS_EN)
_NAME_VI = longest_first(MONTHS_VI.keys() - UNSURE_MONTHS_VI)
_ANY_NAME_VI = longest_first(MONTHS_VI)
_Q = longest_first(QUARTERS_VI)
_QUARTERS, _SHIFTS = QUARTERS_VI | QUARTERS_EN, SHIFTS_VI | SHIFTS_EN
_REL, _REL_EN = longest_first(SHIFTS_VI), longest_first(SHIFTS_EN)
_TO = r"\s?(?:đến hết|đến|tới|và|-|to|and)\s?(?:ngày )?"
_OF_YEAR = rf"(?:(?:[-/.]| năm |, năm |,? )(?P<y>{YEAR})| năm (?P<ry>{longest_first(YEARS_BY_WORD_VI)}))"
_NOT_COUNTED = r"(?<!\d )" + "".join(
    rf"(?<!{word} )"
    for word in "các những nhiều mấy vài hai ba bốn lăm sáu bảy tám chín mười mươi trăm chục nửa rưỡi".split()
)
# What each form needs: looked for once, before the forms themselves.
_ANY_DIGIT, _MONTH_VI, _QUARTER_VI = re.compile(r"\d"), re.compile("tháng"), re.compile("quý")
_MONTH_EN, _QUARTER_EN = re.compile(_NAME_EN), re.compile("quarter")
_RELATIVE = re.compile(f"kia|mai|yesterday|today|{_REL}|{_REL_EN}")
_HINTS = (_ANY_DIGIT, _MONTH_VI, _QUARTER_VI, _MONTH_EN, _QUARTER_EN, _RELATIVE)
_FORMS = [
    (re.compile(rf"(?<![\w.,/-]){form}(?![\w/]|[-.]\d|,\d+ ?%)"), hint)
    for form, hint in (
        (rf"(?P<y>{YEAR})-(?P<m>{_M})-(?P<d>{_D})", _ANY_DIGIT),
        (rf"(?P<d0>{_D})(?:[-/.](?P<m0>{_M}))?{_TO}(?P<d>{_D})[-/.](?P<m>{_M})(?:[-/.](?P<y>{YEAR}))?", _ANY_DIGIT),
        (rf"(?P<d0>{_D})(?: tháng (?P<m0>{_M}))?{_TO}(?P<d>{_D}) tháng (?P<m>{_M})(?:{_OF_YEAR})?", _MONTH_VI),
        (rf"(?P<d>{_D})(?P<sep>[-/.])(?P<m>{_M})(?P=sep)(?P<y>{YEAR})", _ANY_DIGIT),
        (rf"(?P<d>{_D}) tháng (?P<m>{_M}|{_NAME_VI})(?:{_OF_YEAR})?", _MONTH_VI),
        (rf"(?P<d>{_D}) tháng (?P<m>{_ANY_NAME_VI}),?(?: năm)? (?P<y>{YEAR})", _MONTH_VI),
        (rf"(?<=ngày )(?P<d>{_D}) tháng (?P<m>{_ANY_NAME_VI})", _MONTH_VI),
        (
            rf"(?:ngày|hôm|mùng|mồng) (?P<d>{longest_first(DAYS_VI)}) tháng (?P<m>{_M}|{_ANY_NAME_VI})(?:{_OF_YEAR})?",
            _MONTH_VI,
        ),
        (rf"(?P<d>{_D})(?P<sep>[-/.])(?P<m>{_M})", _ANY_DIGIT),
        (rf"(?<!\d )tháng (?P<m0>{_M})(?:\s?-\s?| đến | đến tháng )(?P<m>{_M})(?:{_OF_YEAR})?", _MONTH_VI),
        (rf"(?<!\d )tháng (?P<m>{_M}|{_NAME_VI})(?:{_OF_YEAR})?", _MONTH_VI),
        (rf"quý (?P<q0>{_Q})(?:,|\s?-| và| đến)\s?(?:quý )?(?P<q>{_Q})(?:{_OF_YEAR}|(?=\W|$))", _QUARTER_VI),
        (rf"quý (?P<q>{_Q})(?:{_OF_YEAR}|(?=\W|$))", _QUARTER_VI),
        (rf"q(?P<q>[1-4])(?:[-/., ]| năm ) ?(?P<y>{YEAR})", _ANY_DIGIT),
        (rf"(?P<m>{_M})[-/](?P<y>{YEAR})", _ANY_DIGIT),
        (rf"(?P<q>{longest_first(QUARTERS_EN)}) quarter(?: of)?(?:{_OF_YEAR})?", _QUARTER_EN),
        (
            rf"(?P<d0>\d{{1,2}})(?: to | and |\s?-\s?)(?P<d>\d{{1,2}}) (?P<me>{_NAME_EN})(?:,? (?P<y>{YEAR}))?",
            _MONTH_EN,
        ),
        (rf"(?P<me>{_NAME_EN}) (?P<d0>\d{{1,2}})(?: to | and |-|–)(?P<d>\d{{1,2}})(?:,? (?P<y>{YEAR}))?", _MONTH_EN),
        (rf"(?P<me>{_NAME_EN}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y>{YEAR}))?", _MONTH_EN),
        (rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<me>{_NAME_EN})(?:,? (?P<y>{YEAR}))?", _MONTH_EN),
        (rf"(?P<me>{_NAME_EN})(?: of)? (?P<y>{YEAR})", _MONTH_EN),
        (rf"(?:hôm|ngày|{PARTS_OF_DAY}) (?P<ago>qua|nay|kia|mai)", _RELATIVE),
        (rf"{_NOT_COUNTED}(?P<span>năm|tháng) (?P<rel>{_REL})", _RELATIVE),
        (rf"(?P<rel>{_REL_EN}) (?P<span>year|month)", _RELATIVE),
        (r"(?P<ago>yesterday|today)", _RELATIVE),
        (rf"(?P<y0>{YEAR})(?:-| đến | tới | đến năm )(?P<y>{YEAR})", _ANY_DIGIT),
        (rf"(?P<y>{YEAR})", _ANY_DIGIT),
    )
]
_DAY_AND_MONTH = re.compile(r"\d{1,2}([-./])\d{1,2}$")
_CERTAIN_DAY = re.compile(rf"(?<!mỗi )(?<!hằng )(?<!hàng )(?:ngày|hôm|mùng|mồng|{PARTS_OF_DAY}) $")
_SIDES: dict[str, Side] = {"trước": "before", "sau": "after", "before": "before", "after": "after"}
_SIDE = re.compile(r"(?<!\w)(trước|sau|before|after)(?: ngày| hôm| tháng| năm| quý)? $")
_COUNTS = {word: n for n, word in enumerate("hai ba bốn năm sáu bảy tám chín mười".split(), 2)}
_FIRST_MONTHS = re.compile(rf"(?<![^\W_])(?P<n>[2-9]|1[01]|{'|'.join(_COUNTS)}) tháng đầu năm(?: (?P<y>{YEAR}))?")
_YEAR_IN_WORDS = re.compile(r"(?<![^\W_])năm (?=(?:hai|một) (?:nghìn|ngàn) )")
_YEARS = range(1900, 2100)
_HALF_YEAR_DAYS = 183


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month, quarter, year, or an hour of the day; None for what the words don't say."""

    words: str
    start: int
    end: int
    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    minute: int | None = None
    """Minutes since midnight."""
    half_known: bool = True
    """Whether it is clear which half of the day `minute` is in."""
    side: Side = ""
    soft: bool = False
    """Not said in so many words: tháng 1 of “4 tháng đầu năm”."""

    def carries(self, other: "Moment") -> bool:
        """Whether all that `other` says is said here. Both have been completed."""
        if {self.side, other.side} == {"before", "after"} or (other.side and self.grain != other.grain):
            return False
        if other.minute is not None:
            if self.minute is None:
                return False
            wide = 1440 if self.half_known and other.half_known else 720
            return self.minute % wide == other.minute % wide
        quarter = self.quarter or (self.month and (self.month + 2) // 3)
        return all(
            wanted is None or wanted == known
            for wanted, known in (
                (other.year, self.year),
                (other.quarter, quarter),
                (other.month, self.month),
                (other.day, self.day),
            )
        )

    @property
    def grain(self) -> tuple[bool, ...]:
        """What kind of moment it is: two of a kind may be taken for each other."""
        return tuple(part is None for part in (self.minute, self.day, self.month, self.quarter))

    def completed(self, published: date | None) -> "Moment":
        """With the year that the article means: the one in which the date comes nearest to the day of publication."""
        month = self.month or (self.quarter * 3 - 1 if self.quarter else None)
        if published is None or self.year or month is None:
            return self
        day = min(self.day or 15, 28)
        years = (published.year, published.year - 1, published.year + 1)
        near = min(years, key=lambda year: abs((date(year, month, day) - published).days))
        if near > published.year and abs((date(near, month, day) - published).days) > _HALF_YEAR_DAYS // 2:
            near = published.year
        return replace(self, year=near)


def moments(text: str, published: date | None = None) -> list[Moment]:
    """The dates and times of `text` (normal form, lower case), in order; “hôm qua” by `published`."""
    dated: list[Moment] = []
    taken = bytearray(len(text) + 1)
    for match in TIME.finditer(text):
        if is_clock(text, match):
            minute, half_known = minute_of(match)
            dated.append(Moment(match[0], match.start(), match.end(), minute=minute, half_known=half_known))
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    written = {hint for hint in _HINTS if hint.search(text)}
    for form, hint in _FORMS:
        for match in form.finditer(text) if hint in written else ():
            if not any(taken[match.start() : match.end()]) and (parts := list(_dates(text, match, published))):
                dated += parts
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    for match in _YEAR_IN_WORDS.finditer(text):
        numeral = numeral_at(text, match.end(), english=False)
        if numeral and (amount := int(next(iter(numeral.amounts)))) in _YEARS:
            dated.append(Moment(text[match.start() : numeral.end], match.start(), numeral.end, amount))
    for match in _FIRST_MONTHS.finditer(text):
        last = int(match["n"]) if match["n"].isdecimal() else _COUNTS[match["n"]]
        year = int(match["y"]) if match["y"] else None
        dated += [Moment(match[0], match.start(), match.end(), year, None, month, soft=True) for month in (1, last)]
    return sorted(dated, key=lambda moment: moment.start)


def _dates(text: str, match: re.Match[str], published: date | None) -> Iterator[Moment]:
    said = match.groupdict()
    words, start, end = match[0], match.start(), match.end()
    before = text[max(0, start - 14) : start]
    if not _is_date(text, match):
        return
    side = _SIDES[lead[1]] if (lead := _SIDE.search(before)) else ""
    at = Moment(words, start, end, side=side)
    if ago := said.get("ago"):
        if published:
            day = published - timedelta(days={"qua": 1, "yesterday": 1, "kia": 2, "mai": -1}.get(ago, 0))
            yield replace(at, year=day.year, month=day.month, day=day.day)
        return
    if rel := said.get("rel"):
        if published:
            yield _relative(at, said["span"] or "", rel, published)
        return
    year = int(said["y"]) if said.get("y") else None
    if said.get("ry") and published:
        year = published.year + _SHIFTS[said["ry"] or ""]
    month = _month(said)
    quarter = _QUARTERS[said["q"] or ""] if said.get("q") else None
    if said.get("y0"):
        yield replace(at, year=int(said["y0"] or 0))
    if said.get("q0"):
        yield replace(at, year=year, quarter=_QUARTERS[said["q0"] or ""])
    if said.get("m0") and not said.get("d0"):
        yield replace(at, year=year, month=int(said["m0"] or 0))
    if said.get("d0"):
        first = int(said["m0"]) if said.get("m0") else month
        earlier = bool(year and first and month and first > month)
        yield replace(at, year=year - 1 if year and earlier else year, month=first, day=int(said["d0"] or 0))
    day_number = _day(said["d"]) if said.get("d") else None
    if day_number is None or 1 <= day_number <= 31:
        yield replace(at, year=year, quarter=quarter, month=month, day=day_number)


def _is_date(text: str, match: re.Match[str]) -> bool:
    """Whether the words are a date by their neighbours."""
    said = match.groupdict()
    words, start, end = match[0], match.start(), match.end()
    day, month, year = said.get("d"), said.get("m"), said.get("y")
    if year and not month and not said.get("me"):
        return not words.isdecimal() or is_year(text, start, end)
    if day and month and not year and (figures := _DAY_AND_MONTH.search(words)):
        return is_day(text, start, end, int(day), int(month), figures[1])
    if day and not year and not said.get("ry") and is_counted(text, end):
        return _CERTAIN_DAY.search(text[max(0, start - 14) : start]) is not None
    if month and year and not day:
        return is_month_and_year(text, start, end)
    if month and not day and words.startswith("tháng"):
        return is_month(text, start, end)
    return True


def _day(figures_or_words: str | None) -> int:
    word = figures_or_words or ""
    return int(word) if word.isdecimal() else DAYS_VI[word]


def _month(said: dict[str, str | None]) -> int | None:
    if name := said.get("me"):
        return MONTHS_EN[name]
    word = said.get("m")
    if word is None:
        return None
    return int(word) if word.isdecimal() else MONTHS_VI[word]


def _relative(at: Moment, span: str, rel: str, published: date) -> Moment:
    shift = _SHIFTS[rel]
    if span in ("năm", "year"):
        return replace(at, year=published.year + shift)
    index = published.year * 12 + published.month - 1 + shift
    return replace(at, year=index // 12, month=index % 12 + 1)
