from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.dates.impossible import impossible_date

DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tin tháng 14 năm 2024", "tháng 14"),
        ("Ngày 30/2/2024 có gì?", "Ngày 30/2/2024"),
        ("hôm 31-6 họp gì", "hôm 31-6"),
        ("Ngày 31 tháng 9 ai họp?", "Ngày 31 tháng 9"),
        ("Ngày 29/2/2023 mưa bao nhiêu?", "Ngày 29/2/2023"),
        ("tin tu ngay 20/5/2024 den ngay 3/5/2024", "tu ngay 20/5/2024 den ngay 3/5/2024"),
        ("Bài từ 9/8/2024 đến 9/7/2024", "từ 9/8/2024 đến 9/7/2024"),
    ],
)
def test_what_no_calendar_has(text: str, words: str) -> None:
    assert impossible_date(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Trận ấy thắng 15-13?",
        "Sau 18 tháng 20 ngày thì xong",
        "Nghị quyết 27/2026 nói gì?",
        "Bé 15 tháng tuổi",
        "Từ 20/12 đến 5/1 có lễ gì?",
        "Mở 24/24 giờ",
        "Ngày 29/2/2024",
    ],
)
def test_what_may_be_meant_so(text: str) -> None:
    assert impossible_date(text) == ""


@given(DAYS, st.integers(0, 4000))
def test_a_real_day_and_a_span_that_runs_forward_are_none(first: date, days: int) -> None:
    last = first + timedelta(days)
    for text in (f"Ngày {first:%d/%m/%Y} có gì?", f"Tin từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"):
        assert impossible_date(text) == ""


@given(DAYS, st.integers(1, 4000))
def test_a_span_that_runs_backward_is_told(last: date, days: int) -> None:
    first = min(last + timedelta(days), date(2050, 1, 1))
    assert impossible_date(f"Tin từ ngày {first:%d/%m/%Y} đến {last:%d/%m/%Y}")
