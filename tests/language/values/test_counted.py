"""A number before any noun is that number of it: never an hour, a date, an amount of money or another number."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from language.dates.dates import dates_in
from language.tables import rows
from language.values.numbers import Number
from language.values.values import carried, values

NOUNS = Path(__file__).with_name("nouns.txt").read_text(encoding="utf-8").split("\n")[:-1]
UNITS = [name for _, _, names, *_ in rows("units") for name in names.split(", ")]
FIGURES = [*map(str, range(32)), "100", "2.023"]
IN_WORDS = {word: number for number, word in enumerate("một hai ba bốn năm sáu bảy tám chín mười".split(), 1)} | {
    "mười lăm": 15,
    "hai mươi mốt": 21,
    "một trăm linh năm": 105,
    "hai nghìn không trăm hai mươi ba": 2023,
}
TODAY = date(2023, 7, 29)
# “5 giờ” may be five o'clock and “tháng”, “năm” follow a day of the month.
CLOCK = {"giờ"}
# What “đồng phạm”, “đô thị”, “điểm trường”, “độ tuổi”, “ký ức” and “khối u” are not.
MEASURES = ("vnd", "usd", "cny", "jpy", "eur", "mark", "degree", "kg", "m3")


def wrong(things: Sequence[str], *, may_be_money: bool) -> list[tuple[str, object]]:
    """The numbers that aren't read as one number each, apart from all others."""
    told: list[tuple[str, object]] = []
    for thing in things:
        read = {}
        for figure in FIGURES:
            found = values(f"{figure} {thing}", published=TODAY)
            if len(found) != 1 or not isinstance(found[0], Number) or dates_in(f"{figure} {thing}", TODAY):
                told.append((f"{figure} {thing}", found))
                continue
            read[figure] = found[0]
            if not may_be_money and found[0].dimension in MEASURES:
                told.append((f"{figure} {thing}", found))
        for first, number in read.items():
            if others := [other for other in read if other != first and carried(number, read[other])]:
                told.append((f"{first} {thing}", others))
    return told


def test_a_number_before_a_noun() -> None:
    assert not wrong(NOUNS, may_be_money=False)


def test_a_number_before_a_unit() -> None:
    assert not wrong([unit for unit in UNITS if unit not in CLOCK], may_be_money=True)


def test_a_number_in_words_before_a_noun() -> None:
    other = []
    for noun in NOUNS:
        for words, figure in IN_WORDS.items():
            (spelt,), (figures,) = values(f"{words} {noun} đã có"), values(f"{figure} {noun} đã có")
            if not carried(spelt, figures) or not carried(figures, spelt):
                other.append((words, noun))
    assert not other


def test_a_range_or_a_large_number_before_a_noun_is_no_date() -> None:
    dates = []
    for noun in [*NOUNS, "tuổi", "năm", "lần", "triệu đồng", "%", "km", "tháng"]:
        for figures in ("2-5", "10-12", "1-3", "2/5", "2023"):
            for text in (f"{figures} {noun} đã có", f"có {figures} {noun} mới", f"từ {figures} {noun}"):
                if not all(isinstance(value, Number) for value in values(text, published=TODAY)):
                    dates.append(text)
                if dates_in(text, TODAY):
                    dates.append(text)
    assert not dates


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("20 hộ dân phải sơ tán", "8 hộ dân phải sơ tán"),
        ("two hundred and fifty people", "50 people"),
        ("hai nghìn không trăm mười lăm hộ", "15 hộ"),
        ("ba người bị thương", "hai người bị thương"),
        ("hai đồng phạm", "2 đồng"),
        ("thứ năm tuần này", "5 tuần"),
        ("bỏ phiếu 10-1", "ngày 10-1"),
        ("trẻ 2-5 tuổi", "ngày 2-5"),
        ("một nghìn hai trăm ba mươi tư hộ", "234 hộ"),
        ("three thousand and five votes", "5 votes"),
        ("đường 30-4 ngập", "ngày 30-4"),
        ("Nghị quyết 10/2023", "tháng 10/2023"),
        ("tỷ lệ 1:10", "1 giờ 10 phút"),
        ("3 tiếng nổ", "3 giờ"),
        ("thứ ba tuần trước", "3 tuần"),
        ("4 điểm trường", "4 điểm %"),
        ("năm hai nghìn không trăm mười lăm", "2015 hộ"),
        ("sau tháng năm", "5 tháng"),
        ("2 lít rưỡi", "2 lít"),
        ("one and a half million people", "1 million people"),
        ("hàng nghìn người", "1.000 người"),
        ("vài trăm hộ", "100 hộ"),
        ("hai mươi mấy hộ", "20 hộ"),
        ("2 tỷ 5", "2 tỷ"),
        ("phòng 305", "305 người"),
        ("gọi số 0912 345 678", "912 người"),
        ("người về thứ hai", "2 hộ"),
        ("ba phẩy năm triệu", "3 triệu"),
        ("rét âm 5 độ", "5 độ"),
    ],
)
def test_what_is_not_said_is_not_borne_out(source: str, claim: str) -> None:
    theirs = values(source, published=TODAY)
    ours = [value for value in values(claim, published=TODAY) if not value.soft]
    assert ours, claim
    assert not all(any(carried(value, by) for by in theirs) for value in ours)


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("bốn mươi lăm hộ", "45 hộ"),
        ("45 hộ dân", "bốn lăm hộ"),
        ("ba triệu rưỡi đồng", "3,5 triệu đồng"),
        ("2 tỷ 5", "2,5 tỷ"),
        ("one and a half million people", "1.5 million people"),
        ("bảy rưỡi tối", "19h30"),
        ("ngày hai tháng chín", "ngày 2-9"),
        ("ngày mười lăm tháng tám", "15/8/2023"),
        ("năm hai nghìn không trăm hai mươi", "năm 2020"),
        ("sáng thứ sáu (28-7)", "28/7"),
        ("hai tá trứng", "24 trứng"),
        ("lạnh -5 độ", "âm 5 độ"),
    ],
)
def test_what_is_said_in_another_way_is_borne_out(source: str, claim: str) -> None:
    theirs = values(source, published=TODAY)
    ours = [value for value in values(claim, published=TODAY) if not value.soft]
    assert ours
    assert all(any(carried(value, by) for by in theirs) for value in ours)
