"""The day, month or year that somebody types into a box: 23-10-2013, 2013-10-23, 10-2013, 2013."""

import re
from datetime import date

from language.dates.spans import Period, month, year_span

_MARK = r"\s*[-/.]\s*"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"(?P<day>\d{{1,2}}){_MARK}(?P<month>\d{{1,2}}){_MARK}(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}}){_MARK}(?P<month>\d{{1,2}}){_MARK}(?P<day>\d{{1,2}})",
        rf"(?P<month>\d{{1,2}}){_MARK}(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}}){_MARK}(?P<month>\d{{1,2}})",
        r"(?P<year>\d{4})",
    )
)


def typed_period(text: str) -> Period | None:
    """Its first and its last day, the day before the month; None where that is no date of the calendar."""
    for shape in _SHAPES:
        if found := shape.fullmatch(text.strip()):
            named = {name: int(figures) for name, figures in found.groupdict().items()}
            try:
                if "day" in named:
                    day = date(named["year"], named["month"], named["day"])
                    return day, day
                return month(named["year"], named["month"]) if "month" in named else year_span(named["year"])
            except ValueError:
                return None
    return None
