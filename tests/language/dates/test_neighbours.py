"""Days and months in figures among all that looks like them: what leads to a date makes one, what counts makes none."""

from datetime import date
from itertools import product

import pytest

from language.dates.dates import dates_in
from language.values.moments import moments

TODAY = date(2023, 11, 23)
DAYS = [(28, 7), (2, 9), (10, 1), (3, 12), (5, 5)]
LEADS = ["ngày", "sáng", "chiều", "tối", "đêm", "rạng sáng", "trưa", "sáng nay (", "thứ sáu,", "dịp lễ", "mùng"]
FOLLOWERS = ["", ", người dân đi chợ", " người dân đi chợ", " tại xã Pa Khôm", ". Xã họp", ") xã họp"]
NUMBERED = [
    *("thắng", "thua", "hòa", "dẫn", "tỷ số", "với tỷ số", "kết quả", "tỷ lệ", "bỏ phiếu", "vote", "score"),
    *("đường", "phố", "ngõ", "hẻm", "số nhà", "phòng", "lô", "quốc lộ", "công viên", "bệnh viện", "trường", "lớp"),
    *("Điều", "khoản", "mục", "chương", "trang", "Nghị quyết", "Thông tư", "Luật số", "tổ", "khu phố", "thôn"),
    *("khoảng", "chừng", "trung bình", "hotline", "tổng đài", "điện thoại"),
]
COUNTED = [
    *("tuổi", "năm tù", "triệu đồng", "tỷ USD", "%", "người", "hộ", "km", "m", "độ C", "lần", "điểm", "phiếu thuận"),
    *("giờ làm việc", "phút", "tháng tuổi", "con bò", "lớp học", "bàn thắng", "kg", "ca mắc", "nghìn tấn"),
]
LOOKALIKES = [
    *("0912-345-678", "0912.345.678", "1900-1234", "12-3-456", "10-1-1", "QL1-2A", "10/2023/NĐ-CP", "18-NQ/TW"),
    *("tỷ lệ 1:10", "bản đồ tỷ lệ 1:50", "trong 2 giờ bay", "8 giờ mỗi ngày", "48 giờ", "24/7", "1/2", "2/3", "25-18"),
    *("5-10%", "mỗi ngày 2-3 lần", "192.168.1.1", "A/H5N1", "1.234,5", "1/500", "Hà Nội 2-1 Hải Phòng", "3-5"),
]


@pytest.mark.parametrize("separator", ["-", "/", "."])
def test_a_word_for_a_day_leads_to_a_date(separator: str) -> None:
    for (day, month), lead, follower in product(DAYS, LEADS, FOLLOWERS):
        if follower.startswith(")") != lead.endswith("("):
            continue
        text = f"{lead} {day}{separator}{month}{follower}".replace("( ", "(")
        read = [(moment.day, moment.month) for moment in moments(text.lower(), TODAY)]
        assert (day, month) in read, text
        assert any((span.start.day, span.start.month) == (day, month) for span in dates_in(text, TODAY)), text


@pytest.mark.parametrize("separator", ["-", "/"])
def test_what_is_numbered_or_scored_is_no_date(separator: str) -> None:
    for (day, month), lead in product(DAYS, NUMBERED):
        text = f"Đội nhà {lead} {day}{separator}{month}"
        assert not moments(text.lower(), TODAY), text
        assert not dates_in(text, TODAY), text


@pytest.mark.parametrize("lead", ["", "từ ", "khoảng ", "mất ", "hơn ", "cao "])
def test_what_is_counted_is_no_date(lead: str) -> None:
    for figures, noun in product(["2-5", "10-12", "1-3", "3-10", "2.5", "1/3"], COUNTED):
        text = f"{lead}{figures} {noun}"
        assert not moments(text.lower(), TODAY), text
        assert not dates_in(text, TODAY), text


@pytest.mark.parametrize("text", LOOKALIKES)
def test_no_date_by_itself(text: str) -> None:
    assert not moments(f"Theo báo cáo, {text.lower()}", TODAY)
    assert not dates_in(f"Theo báo cáo, {text}", TODAY)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("27 tháng Năm 2013", date(2013, 5, 27)),
        ("28 Tháng Mười Một 2025", date(2025, 11, 28)),
        ("ngày 5 tháng năm năm 2023", date(2023, 5, 5)),
        ("ngày 5 tháng tư", date(2023, 4, 5)),
        ("ngày mười lăm tháng tám", date(2023, 8, 15)),
        ("mùng hai tháng 9", date(2023, 9, 2)),
        ("ngày hai mươi mốt tháng sáu năm 2023", date(2023, 6, 21)),
    ],
)
def test_months_in_words(text: str, wanted: date) -> None:
    moment = next(iter(moments(text.lower(), TODAY))).completed(TODAY)
    assert (moment.year, moment.month, moment.day) == (wanted.year, wanted.month, wanted.day)
    assert dates_in(text, date(2026, 1, 1))[0].start.replace(year=wanted.year) == wanted


@pytest.mark.parametrize(
    "text", ["lương tháng 7 triệu đồng", "mỗi tháng 7 người", "mất bốn tháng 12 ngày", "nghỉ 3 tháng 10 ngày"]
)
def test_months_that_are_counted(text: str) -> None:
    assert not moments(text, TODAY)
    assert not dates_in(text, TODAY)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tháng 7-8", [(None, 7), (None, 8)]),
        ("quý 1, 2/2023", [(1, None), (2, None)]),
        ("quý iii và quý iv", [(3, None), (4, None)]),
        ("3-5 july", [(None, 7), (None, 7)]),
    ],
)
def test_two_at_once(text: str, wanted: list[tuple[int | None, int | None]]) -> None:
    assert [(moment.quarter, moment.month) for moment in moments(text, TODAY)] == wanted


@pytest.mark.parametrize("text", ["từ 8h-17h", "8 giờ - 17 giờ", "từ 8h00-17h00", "8:00-17:00"])
def test_from_one_hour_to_another(text: str) -> None:
    assert [moment.minute for moment in moments(text, TODAY)] == [480, 1020]
