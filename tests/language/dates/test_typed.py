"""Which days are meant by what is typed into a box."""

from datetime import date

import pytest

from language.dates.typed import typed_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("23-10-2013", date(2013, 10, 23), date(2013, 10, 23)),
        (" 3/2/2013 ", date(2013, 2, 3), date(2013, 2, 3)),
        ("2013-10-23", date(2013, 10, 23), date(2013, 10, 23)),
        ("2.2012", date(2012, 2, 1), date(2012, 2, 29)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2013", date(2013, 1, 1), date(2013, 12, 31)),
    ],
)
def test_a_day_a_month_a_year(text: str, first: date, last: date) -> None:
    assert typed_period(text) == (first, last)


@pytest.mark.parametrize("text", ["", "31-2-2013", "10-23-2013", "13-2013", "0000", "hôm qua", "23-10-13", "1" * 400])
def test_what_no_calendar_has(text: str) -> None:
    assert typed_period(text) is None
