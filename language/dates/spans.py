"""Arithmetic on days: months, quarters, weeks and their parts as (first, last), both included. Does not know words.

All raise ValueError for what no calendar has.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

Period = tuple[date, date]
PartOfPeriod = Literal["early", "mid", "late"]


def month(year: int, number: int, part: PartOfPeriod | None = None) -> Period:
    """A month, or about a third of it."""
    last = monthrange(year, number)[1] if 1 <= number <= 12 else 0
    first, end = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}[part] if part else (1, last)
    return date(year, number, first), date(year, number, end)


def months(year: int, first: int, last: int) -> Period:
    """From the first day of month `first` to the last of month `last`."""
    return month(year, first)[0], month(year, last)[1]


def quarter(year: int, number: int) -> Period:
    """The quarter 1 to 4 of a year."""
    return months(year, 3 * number - 2, 3 * number)


def year_span(year: int, part: PartOfPeriod | None = None) -> Period:
    """A year, or four months of it."""
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[part] if part else (1, 12)
    return months(year, first, last)


def week(day: date, back: int = 0) -> Period:
    """Monday to Sunday of the week of `day`, `back` weeks earlier."""
    monday = day - timedelta(days=day.weekday() + 7 * back)
    return monday, monday + timedelta(days=6)


def months_back(day: date, count: int) -> date:
    """The same day `count` months earlier, or the last one of that month."""
    index = day.year * 12 + day.month - 1 - count
    if index < 12:
        raise ValueError(f"{count} months before {day} is before the calendar")
    year, number = divmod(index, 12)
    return date(year, number + 1, min(day.day, monthrange(year, number + 1)[1]))
