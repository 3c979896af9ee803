from datetime import date

import pytest

from language.dates.dates import date_span, dates_in
from language.normal_form import fold

TODAY = date(2023, 11, 23)  # a Thursday
CASES = [
    ("cuối tháng 7", "2023-07-21", "2023-07-31"),
    ("đầu tháng 3/2024", "2024-03-01", "2024-03-10"),
    ("giữa năm 2023", "2023-05-01", "2023-08-31"),
    ("quý III/2023", "2023-07-01", "2023-09-30"),
    ("quý 2 năm 2024", "2024-04-01", "2024-06-30"),
    ("tháng trước", "2023-10-01", "2023-10-31"),
    ("năm ngoái", "2022-01-01", "2022-12-31"),
    ("năm nay", "2023-01-01", "2023-12-31"),
    ("6 tháng đầu năm 2023", "2023-01-01", "2023-06-30"),
    ("sáu tháng cuối năm ngoái", "2022-07-01", "2022-12-31"),
    ("nửa đầu năm 2023", "2023-01-01", "2023-06-30"),
    ("28-7", "2023-07-28", "2023-07-28"),
    ("28-12", "2022-12-28", "2022-12-28"),
    ("28/7/2023", "2023-07-28", "2023-07-28"),
    ("28.7.2023", "2023-07-28", "2023-07-28"),
    ("2023-07-28", "2023-07-28", "2023-07-28"),
    ("28/7/23", "2023-07-28", "2023-07-28"),
    ("ngày 28 tháng 7 năm 2023", "2023-07-28", "2023-07-28"),
    ("ngày 2 và 3 tháng 9", "2023-09-02", "2023-09-03"),
    ("tháng 7", "2023-07-01", "2023-07-31"),
    ("tháng 12", "2022-12-01", "2022-12-31"),
    ("tháng 7 năm ngoái", "2022-07-01", "2022-07-31"),
    ("tháng Ba năm 2023", "2023-03-01", "2023-03-31"),
    ("7/2023", "2023-07-01", "2023-07-31"),
    ("năm 2022", "2022-01-01", "2022-12-31"),
    ("từ ngày 3 đến 7-10-2023", "2023-10-03", "2023-10-07"),
    ("từ ngày 28 tháng 9 đến ngày 3 tháng 10", "2023-09-28", "2023-10-03"),
    ("từ năm 2020 đến 2022", "2020-01-01", "2022-12-31"),
    ("giữa năm 2004 và 2014", "2004-01-01", "2014-12-31"),
    ("từ 2020 đến nay", "2020-01-01", "2023-11-23"),
    ("năm 2021 và năm 2022", "2021-01-01", "2022-12-31"),
    ("những năm 1990", "1990-01-01", "1999-12-31"),
    ("3 năm trước", "2020-01-01", "2020-12-31"),
    ("3 tháng qua", "2023-08-23", "2023-11-23"),
    ("in July 2023", "2023-07-01", "2023-07-31"),
    ("July 28, 2023", "2023-07-28", "2023-07-28"),
    ("on 28 July", "2023-07-28", "2023-07-28"),
    ("late July", "2023-07-21", "2023-07-31"),
    ("Q3 2023", "2023-07-01", "2023-09-30"),
    ("the first six months of 2023", "2023-01-01", "2023-06-30"),
    ("in 2022", "2022-01-01", "2022-12-31"),
    ("from 3 to 7 October 2023", "2023-10-03", "2023-10-07"),
    ("last month", "2023-10-01", "2023-10-31"),
]
STRICT_CASES = [
    ("hôm qua", "2023-11-22", "2023-11-22"),
    ("tối qua", "2023-11-22", "2023-11-22"),
    ("hôm nay", "2023-11-23", "2023-11-23"),
    ("sáng nay", "2023-11-23", "2023-11-23"),
    ("hôm kia", "2023-11-21", "2023-11-21"),
    ("tuần trước", "2023-11-13", "2023-11-19"),
    ("tuần này", "2023-11-20", "2023-11-26"),
    ("cuối tuần qua", "2023-11-18", "2023-11-19"),
    ("thứ Hai tuần trước", "2023-11-13", "2023-11-13"),
    ("trong 3 ngày qua", "2023-11-20", "2023-11-23"),
    ("yesterday", "2023-11-22", "2023-11-22"),
    ("last week", "2023-11-13", "2023-11-19"),
    ("past 3 days", "2023-11-20", "2023-11-23"),
]


@pytest.mark.parametrize(("words", "start", "end"), CASES)
def test_span_of_an_event(words: str, start: str, end: str) -> None:
    span = date_span(f"Có gì xảy ra {words}?", TODAY)
    assert span
    assert (span.start.isoformat(), span.end.isoformat(), span.strict) == (start, end, False)
    assert all(part in f"Có gì xảy ra {words}?" for part in span.words.split(", ") if "," not in words)


@pytest.mark.parametrize(("words", "start", "end"), STRICT_CASES)
def test_span_of_publication(words: str, start: str, end: str) -> None:
    span = date_span(f"tin {words}", TODAY)
    assert span
    assert (span.start.isoformat(), span.end.isoformat(), span.words, span.strict) == (start, end, words, True)


@pytest.mark.parametrize(("words", "start", "end"), [*CASES, *STRICT_CASES])
def test_the_same_without_diacritics(words: str, start: str, end: str) -> None:
    span = date_span(words if words.isascii() else fold(words), TODAY, unaccented=True)
    assert span
    assert (span.start.isoformat(), span.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết 28",
        "Nghị quyết số 18-NQ/TW",
        "COVID-19",
        "U23 Việt Nam",
        "top 10",
        "31-2",
        "ngày 31/2/2023",
        "thắng 3-1",
        "tỷ số 2-0",
        "2/3 số đại biểu",
        "mở cửa 24/7",
        "Việt Nam 2022",
        "đường 3/2",
        "Nghị định 10/2023/NĐ-CP",
        "Thông tư 10/2023",
        "tháng 13",
        "5-10%",
        "10-12 tuổi",
        "192.168.1.1",
        "1.234,5",
        "0912-345-678",
        "what may I do?",
        "505 triệu năm trước",
        "hàng tháng",
        "tháng năm trôi qua",
        "",
        "World Cup 2022",
        "February 30",
    ],
)
def test_no_date(text: str) -> None:
    assert date_span(text, TODAY) is None


def test_a_strict_span_wins() -> None:
    span = date_span("vụ cháy năm 2018 hôm qua được xét xử", TODAY)
    assert span
    assert (span.words, span.strict) == ("hôm qua", True)


def test_a_day_that_this_year_lacks() -> None:
    span = date_span("ngày 29/2", TODAY)
    assert span
    assert span.start == date(2020, 2, 29)


def test_each_in_order() -> None:
    assert [span.words for span in dates_in("năm 2022, quý 3 và hôm qua", TODAY)] == ["năm 2022", "quý 3", "hôm qua"]
