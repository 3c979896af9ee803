from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.values.values import carried, values

PUBLISHED = date(2023, 7, 29)


def bears_out(source: str, claim: str, *, english: bool = False) -> bool:
    """Whether every value of `claim` is carried by one of `source`."""
    theirs = values(source, published=PUBLISHED)
    ours = values(claim, english=english, published=PUBLISHED)
    assert [value for value in ours if not value.soft], claim
    return all(any(carried(value, by) for by in theirs) for value in ours if not value.soft)


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("2.000 tỷ đồng", "2 nghìn tỷ đồng"),
        ("1.234,5 tỷ đồng", "1.234.500 triệu đồng"),
        ("hai triệu rưỡi", "2,5 triệu"),
        ("4 tháng rưỡi", "4,5 tháng"),
        ("1,5 km", "1.500 m"),
        ("1,5 ha", "15.000 m2"),
        ("30.000 m³", "30 nghìn mét khối"),
        ("ba trăm linh năm hộ", "305 hộ"),
        ("hai mươi lăm người", "25 người"),
        ("từ 22 lên 30 tỷ đồng", "22 tỷ đồng"),
        ("1 triệu 200 nghìn đồng", "1,2 triệu đồng"),
        ("37%", "37 phần trăm"),
        ("gấp đôi", "gấp 2 lần"),
        ("một nửa", "50%"),
        ("hội nghị lần thứ mười ba", "hội nghị lần thứ XIII"),
        ("hội nghị lần thứ 13", "hội nghị lần thứ mười ba"),
        ("sáng 28-7", "ngày 28 tháng 7"),
        ("sáng 28-7", "28/7/2023"),
        ("sáng 28-7", "tháng 7/2023"),
        ("sáng 28-7", "năm 2023"),
        ("hôm qua", "ngày 28-7-2023"),
        ("năm ngoái", "năm 2022"),
        ("tháng trước", "tháng 6/2023"),
        ("từ ngày 6 đến 8-12-2022", "ngày 6-12-2022"),
        ("quý III", "quý 3 năm 2023"),
        ("tháng 8", "quý III"),
        ("giai đoạn 2021-2025", "năm 2025"),
        ("8h30", "8 giờ 30 phút"),
        ("17 giờ", "5 giờ chiều"),
        ("bốn tháng đầu năm", "tháng 1 đến tháng 4"),
    ],
)
def test_the_same_quantity_in_another_writing(source: str, claim: str) -> None:
    assert bears_out(source, claim)


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("96 tỷ đồng", "69 tỷ đồng"),
        ("96 tỷ đồng", "96 triệu đồng"),
        ("96 tỷ đồng", "96 tỷ USD"),
        ("1.500 m", "1,5 m"),
        ("20 cm", "20 m"),
        ("7 người", "7 hộ"),
        ("5%", "5 điểm phần trăm"),
        ("sáng 28-7", "28/7/2022"),
        ("tháng 7/2023", "ngày 28-7-2023"),
        ("quý III", "quý II"),
        ("trước ngày 30-9", "sau ngày 30-9"),
        ("14 giờ 52 phút", "4 giờ 52 phút sáng"),
        ("lần thứ mười ba", "lần thứ mười bốn"),
        ("không phải 15 tỷ đồng mà là 1,5 tỷ đồng", "15 tỷ đồng"),
        ("mười năm", "15 năm"),
    ],
)
def test_another_quantity(source: str, claim: str) -> None:
    assert not bears_out(source, claim)


@pytest.mark.parametrize(
    ("source", "claim", "honest"),
    [
        ("18.460 người", "gần 18.500 người", True),
        ("312 hộ", "hơn 300 hộ", True),
        ("11.200 đầu sách", "hơn 11 nghìn đầu sách", True),
        ("1.980 tỷ đồng", "khoảng 2.000 tỷ đồng", True),
        ("900 triệu đồng", "gần 1 tỷ đồng", True),
        ("18.460 người", "hơn 18.500 người", False),
        ("312 hộ", "gần 300 hộ", False),
        ("312 hộ", "300 hộ", False),
        ("600 triệu đồng", "gần 1 tỷ đồng", False),
        ("hơn 300 hộ", "gần 300 hộ", False),
    ],
)
def test_a_hedge_allows_an_honest_rounding_and_no_other(source: str, claim: str, honest: bool) -> None:
    assert bears_out(source, claim) == honest


@pytest.mark.parametrize(
    ("source", "claim", "right"),
    [
        ("1,24 tỷ đồng", "1.24 billion dong", True),
        ("18.460 người", "18,460 people", True),
        ("684,5 m", "684.5 metres", True),
        ("13 giờ", "1 p.m.", True),
        ("19/8/2023", "August 19, 2023", True),
        ("lần thứ 13", "the 13th conference", True),
        ("1,24 tỷ đồng", "1.24 million dong", False),
        ("1.500 người", "1.5 people", False),
        ("19/8/2023", "August 9, 2023", False),
    ],
)
def test_english_about_vietnamese(source: str, claim: str, right: bool) -> None:
    assert bears_out(source, claim, english=True) == right


@pytest.mark.parametrize(
    "text",
    ["Việt Nam", "đầu tư năm nội dung", "thắng lợi", "Huyện vẫn họp", "một trong những nguyên nhân", "ngã ba mẹ"],
)
def test_words_that_are_no_values_ask_for_none(text: str) -> None:
    assert all(value.soft for value in values(text))


def test_a_year_that_the_article_leaves_out_is_the_nearest_one() -> None:
    (value,) = values("ngày 24-12", published=date(2024, 1, 3))
    assert carried(values("24-12-2023")[0], value)
    (value,) = values("ngày 15-3", published=date(2024, 3, 12))
    assert carried(values("15-3-2024")[0], value)


@given(st.integers(0, 10**13))
def test_a_number_bears_out_itself_grouped_as_either_language_does(number: int) -> None:
    (vietnamese,) = values(f"{number:,}".replace(",", ".") + " đồng")
    (english,) = values(f"{number:,} dong", english=True)
    assert carried(vietnamese, english)
    assert carried(english, vietnamese)


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for value in values(text, published=PUBLISHED):
        assert carried(value, value)
