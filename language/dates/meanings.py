"""What each way to word a date means: from the named groups of a match to the first and last day.

All give None or raise ValueError for days that no calendar has. Does not know patterns.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from language.dates.calendar_names import (
    DAYS_VI,
    LUNAR_MONTHS_VI,
    MONTHS_EN,
    MONTHS_VI,
    QUARTERS_EN,
    QUARTERS_VI,
    SHIFTS_EN,
    SHIFTS_VI,
    SUNDAY,
    WEEKDAYS_VI,
)
from language.dates.spans import PartOfPeriod, Period, month, months, months_back, quarter, week, year_span
from language.normal_form import fold

MatchGroups = Mapping[str, str | None]
Meaning = Callable[[MatchGroups, date], Period | None]

_UNITS = "mot hai ba bon nam sau bay tam chin muoi".split()
_ENGLISH_UNITS = "one two three four five six seven eight nine ten eleven twelve".split()
NUMBERS: Mapping[str, int] = {
    **{word: n for n, word in enumerate(_UNITS, 1)},
    **{word: n for n, word in enumerate(_ENGLISH_UNITS, 1)},
    **MONTHS_EN,
    **{fold(word): day for word, day in DAYS_VI.items()},
    **{fold(word): number for word, number in {**MONTHS_VI, **QUARTERS_VI}.items() if word not in LUNAR_MONTHS_VI},
    **QUARTERS_EN,
    **{"dau": 1, "cuoi": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4},
    **{"may": 5, "vai": 3, "few": 3},
}
_PARTS: Mapping[str, PartOfPeriod] = {
    **{"dau": "early", "early": "early", "beginning": "early", "start": "early"},
    **{"giua": "mid", "mid": "mid", "middle": "mid"},
    **{"cuoi": "late", "late": "late", "end": "late"},
}
_WEEKDAYS = {fold(word): day for word, day in WEEKDAYS_VI.items()} | {"nhat": SUNDAY}
_SOME_DAYS = 7
_THIS = {fold(word) for word, shift in {**SHIFTS_VI, **SHIFTS_EN}.items() if not shift}
_YEARS_TRIED = 8


def day(groups: MatchGroups, today: date) -> Period:
    """28-7, 28/7/2023."""
    number, in_month = _number(groups["d"]), _number(groups["m"])
    exact = date(_year(groups, today, lambda y: date(y, in_month, number)), in_month, number)
    return exact, exact


def days(groups: MatchGroups, today: date) -> Period | None:
    """From one day to another; what the first lacks it has from the second."""
    last, _ = day(groups, today)
    first = date(last.year, _number(groups.get("m1") or groups["m"]), _number(groups["d1"]))
    if first > last and not groups.get("y1"):
        first = first.replace(year=last.year - 1)
    if groups.get("y1"):
        first = first.replace(year=_number(groups["y1"]))
    return (first, last) if first <= last else None


def one_month(groups: MatchGroups, today: date) -> Period:
    """Tháng 7, cuối tháng 7/2023."""
    number, part = _number(groups["m"]), _part(groups)
    return month(_year(groups, today, lambda y: month(y, number, part)[0]), number, part)


def some_months(groups: MatchGroups, today: date) -> Period | None:
    """From one month to another."""
    begin, last = _number(groups["m1"]), one_month(groups, today)
    year = _number(groups["y1"]) if groups.get("y1") else last[0].year - (begin > last[0].month)
    first = date(year, begin, 1)
    return (first, last[1]) if first <= last[1] else None


def relative_month(groups: MatchGroups, today: date) -> Period:
    """Tháng này, cuối tháng trước."""
    first = today if groups["rel"] in _THIS else months_back(today.replace(day=1), 1)
    return month(first.year, first.month, _part(groups))


def one_quarter(groups: MatchGroups, today: date) -> Period:
    """Quý III, quý 2 năm 2024."""
    number = _number(groups.get("q") or groups.get("q1") or groups["q2"])
    return quarter(_year(groups, today, lambda y: quarter(y, number)[0]), number)


def relative_quarter(groups: MatchGroups, today: date) -> Period:
    """Quý này, quý trước."""
    index = today.year * 4 + (today.month - 1) // 3 - (groups["rel"] not in _THIS)
    return quarter(index // 4, index % 4 + 1)


def share_of_year(groups: MatchGroups, today: date) -> Period | None:
    """“6 tháng đầu năm 2023”, “nửa cuối năm ngoái”."""
    count = _number(groups["n"]) if groups.get("n") else 6
    if not 1 <= count <= 12:
        return None
    first, last = (13 - count, 12) if groups["which"] in ("cuoi", "second", "last") else (1, count)
    return months(_year(groups, today, lambda y: date(y, first, 1)), first, last)


def one_year(groups: MatchGroups, today: date) -> Period:
    """Năm 2023, cuối năm, năm ngoái."""
    part = _part(groups)
    return year_span(_year(groups, today, lambda y: year_span(y, part)[0]), part)


def some_years(groups: MatchGroups, today: date) -> Period | None:
    """From one year to another, or to today."""
    first = date(_number(groups["y1"]), 1, 1)
    last = date(_number(groups["y"]), 12, 31) if groups.get("y") else today
    return (first, last) if first <= last else None


def decade(groups: MatchGroups, today: date) -> Period:
    """Những năm 1990."""
    first = _number(groups["y"])
    return date(first, 1, 1), date(first + 9, 12, 31)


def last_n(groups: MatchGroups, today: date) -> Period:
    """The last days, weeks, months or years up to today."""
    unit = (groups["unit"] or "").removesuffix("s")
    some = unit == "ngay" and groups["n"] == "may"
    count = _SOME_DAYS if some else _number(groups["n"]) if groups.get("n") else 1
    if unit in ("ngay", "day"):
        return today - timedelta(days=count), today
    if unit in ("tuan", "week"):
        return today - timedelta(weeks=count), today
    return months_back(today, count * (12 if unit in ("nam", "year") else 1)), today


def n_ago(groups: MatchGroups, today: date) -> Period:
    """The day, week, month or year so many of them ago."""
    count, unit = _number(groups["n"]), groups["unit"]
    if unit == "ngay":
        exact = today - timedelta(days=count)
        return exact, exact
    if unit == "tuan":
        return week(today, count)
    first = months_back(today.replace(day=1), count * (12 if unit == "nam" else 1))
    return year_span(first.year) if unit == "nam" else month(first.year, first.month)


def one_week(groups: MatchGroups, today: date) -> Period:
    """Tuần trước, cuối tuần này."""
    monday, sunday = week(today, 0 if groups["rel"] in _THIS else 1)
    match _part(groups):
        case "early":
            return monday, monday + timedelta(days=1)
        case "mid":
            return monday + timedelta(days=2), monday + timedelta(days=3)
        case "late":
            return sunday - timedelta(days=1), sunday
    return monday, sunday


def weekday(groups: MatchGroups, today: date) -> Period:
    """Thứ Hai tuần trước."""
    monday, _ = week(today, 0 if groups["rel"] in _THIS else 1)
    exact = monday + timedelta(days=_WEEKDAYS[groups["w1"] or "nhat"])
    return exact, exact


def ago(count: int) -> Meaning:
    """The one day `count` days before today."""

    def resolve(groups: MatchGroups, today: date) -> Period:
        exact = today - timedelta(days=count)
        return exact, exact

    return resolve


def _number(word: str | None) -> int:
    if word is None:
        raise ValueError("no number")
    return int(word) if word.isdecimal() else NUMBERS[word]


def _part(groups: MatchGroups) -> PartOfPeriod | None:
    word = groups.get("part")
    return _PARTS[word] if word else None


def _year(groups: MatchGroups, today: date, begins: Callable[[int], date]) -> int:
    """The year named, if any; else the latest in which the date, that `begins(year)`, has begun."""
    if relative := groups.get("ry"):
        return today.year - (relative not in _THIS)
    if groups.get("y"):
        year = _number(groups["y"])
        return year + 2000 if year < 100 else year
    for year in range(today.year, today.year - _YEARS_TRIED - 1, -1):
        try:
            if begins(year) <= today:
                return year
        except ValueError:  # 29 February
            continue
    raise ValueError(f"no such day in the {_YEARS_TRIED} years before {today}")
