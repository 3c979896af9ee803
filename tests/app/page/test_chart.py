"""What is a bar: a day, a week or a month, and none is left out."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.page.views.chart import bars


@pytest.mark.parametrize(("span", "unit"), [(1, "day"), (45, "day"), (46, "week"), (400, "week"), (401, "month")])
def test_the_span_decides(span: int, unit: str) -> None:
    first = date(2024, 1, 30)
    days = [((first + timedelta(days=n)).isoformat(), 1) for n in range(span)]
    assert bars(days)[0] == unit


def test_weeks_that_would_be_mostly_empty_are_months() -> None:
    assert bars([("2023-07-28", 1), ("2024-06-20", 2)])[0] == "month"


@given(st.lists(st.tuples(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(1, 9)), max_size=30))
def test_every_article_is_in_one_bar_and_bars_leave_no_gap(counted: list[tuple[date, int]]) -> None:
    _, made = bars([(day.isoformat(), count) for day, count in counted])
    assert sum(bar.count for bar in made) == sum(count for _, count in counted)
    for one, following in pairwise(made):
        assert one.last + timedelta(days=1) == following.first


def test_no_days_no_bars() -> None:
    assert bars([])[1] == []
