"""Numbers and days as a reader of each language writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.filling import say_number
from app.messages import say, say_day


@pytest.mark.parametrize(
    ("count", "vietnamese", "english"),
    [(7, "7", "7"), (999, "999", "999"), (1002, "1.002", "1,002"), (1_234_567, "1.234.567", "1,234,567")],
)
def test_counts(count: int, vietnamese: str, english: str) -> None:
    assert (say_number(count, "vi"), say_number(count, "en")) == (vietnamese, english)
    assert say("picked", "vi", count=count) == f"Đã chọn {vietnamese} bài"
    assert say("picked", "en", count=count) == f"{english} picked"


@given(st.integers(0, 10**9), st.sampled_from(["vi", "en"]))
def test_a_count_is_the_number_in_groups_of_three(count: int, language: str) -> None:
    written = say_number(count, language)
    first, *others = written.replace(",", ".").split(".")
    assert int("".join([first, *others])) == count
    assert len(first) <= 3
    assert {len(other) for other in others} <= {3}


def test_what_is_a_name_stays_as_it_is() -> None:
    assert "8501" in say("port_unusable", "vi", port="8501", other="8502")
    assert say("month_of", "vi", month=3, year="2024") == "tháng 3-2024"
    assert say("month_of", "en", month=3, year="2024") == "2024-03"


def test_days() -> None:
    assert say_day(date(2024, 11, 12).isoformat(), "vi") == "12-11-2024"
    assert say_day("2024-11-12", "en") == "2024-11-12"
