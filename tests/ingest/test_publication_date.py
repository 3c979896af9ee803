from datetime import date

import pytest

from ingest.publication_date import PublicationDate, contradicted, published
from language.dates.stamps import stamp_of

TODAY = date(2024, 3, 1)
BODY = ["Nước lũ rút 20 cm mỗi ngày.", "Hơn 300 hộ vẫn ngập.", "Bà con chờ cứu trợ.", "Mưa còn kéo dài.", "Hết tin."]


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2023-10-23T07:30:00+07:00", "2023-10-23T07:30:00+07:00"),
        ("2023-10-23T00:30:00Z", "2023-10-23T00:30:00+00:00"),
        ("2023-10-23", "2023-10-23"),
        ("2023-10-23 07:30", "2023-10-23T07:30:00"),
        ("02/03/2023", "2023-03-02"),
        ("Thứ hai, 23/10/2023, 07:30 (GMT+7)", "2023-10-23T07:30+07:00"),
        ("10:15 23/10/2023", "2023-10-23T10:15"),
        ("23/10/2023 1:05:09 PM", "2023-10-23T13:05:09"),
        ("October 23, 2023", "2023-10-23"),
        ("23 Oct 2023 07:30", "2023-10-23T07:30"),
        ("23 tháng 10 năm 2023", "2023-10-23"),
        ("31-2-2023", None),
        ("2024-03-05", None),
        ("0001-01-01T00:00:00", None),
        ("hôm qua", None),
        ("1698021000", None),
    ],
)
def test_values_of_metadata(value: str, iso: str | None) -> None:
    assert stamp_of(value, date(2024, 3, 2)) == iso


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("Thứ hai, 23/10/2023, 07:30 (GMT+7)", PublicationDate("2023-10-23T07:30+07:00", "dateline")),
        ("Cập nhật: 10:15 23/10/2023", PublicationDate("2023-10-23T10:15", "dateline")),
        ("Chủ nhật, ngày 5 tháng 2 năm 2023 lúc 6h05", PublicationDate("2023-02-05T06:05", "dateline")),
        ("Sông Hồng, ngày 28 tháng 7 năm 2023", PublicationDate("2023-07-28", "dateline")),
        ("(Sông Hồng 28/7/2023) - Mưa to.", PublicationDate("2023-07-28", "dateline")),
        ("Bến Đá, 28-7-2023 (TTXSH) - Mưa to.", PublicationDate("2023-07-28", "dateline")),
        ("(HNM) - Ngày 12-5-2023, sở họp dân.", PublicationDate("2023-05-12", "text")),
        ("Sáng 28-7-2023, tỉnh khởi công đường.", PublicationDate("2023-07-28", "text")),
        ("Hôm nay (28/7/2023), tỉnh khởi công đường.", PublicationDate("2023-07-28", "text")),
        ("Chiều 28-7, nước lũ rút.", None),
        ("Ngày 12-5-2023, sở họp dân.", None),
        ("Theo kế hoạch, đến ngày 12-5-2023 sẽ xong.", None),
        ("Sáng 30-2-2023, tỉnh khởi công đường.", None),
        ("Sáng 28-7-2025, tỉnh khởi công đường.", None),
        ("Thứ sáu, 28/7/2028, 07:30", None),
        ("Tỉ số 2-1-2023 lượt xem", None),
    ],
)
def test_of_the_text(first: str, found: PublicationDate | None) -> None:
    assert published([first, *BODY], today=TODAY) == found
    assert published(["Lũ rút chậm ở Cồn Én", first, *BODY], today=TODAY) == found


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://song-hong.example/2023/07/28/lu-rut.html", "2023-07-28"),
        ("https://song-hong.example/tin/lu-rut-20230728.htm", "2023-07-28"),
        ("https://song-hong.example/lu-rut-20230728101530123.htm", "2023-07-28"),
        ("https://song-hong.example/lu-rut-202307281015.htm", "2023-07-28"),
        ("https://song-hong.example/2023-07-28/lu-rut", "2023-07-28"),
        ("https://song-hong.example/lu-rut-4667381.html", None),
        ("https://song-hong.example/lu-rut-20231345.html", None),
        ("https://song-hong.example/lu-rut-20290101.html", None),
        ("https://song-hong.example/ke-hoach-2023/lu-rut", None),
    ],
)
def test_of_the_address(url: str, iso: str | None) -> None:
    assert published(BODY, url, today=TODAY) == (PublicationDate(iso, "url") if iso else None)


def test_the_year_may_come_from_elsewhere() -> None:
    opening = "(Sông Hồng) - Chiều 28-7, nước lũ rút."
    assert published([opening, *BODY], today=TODAY) is None
    assert published([opening, *BODY], "https://a.example/2023/lu-rut", today=TODAY) == PublicationDate(
        "2023-07-28", "text"
    )
    assert published([opening, "Công điện ngày 28/7/2023 nêu rõ."], today=TODAY) == PublicationDate(
        "2023-07-28", "text"
    )
    assert published([opening, "Công điện ngày 27/7/2023 nêu rõ."], today=TODAY) is None


def test_a_look_back_is_not_of_the_day_that_it_begins_with() -> None:
    assert published(["(Sông Hồng) - Ngày 2-9-1985, cầu bị sập.", "Năm 2019 cầu mới xong."], today=TODAY) is None


def test_the_surest_source_wins() -> None:
    url = "https://a.example/2023/07/28/lu"
    lines = ["Thứ bảy, 29/7/2023", "Sáng 27-7-2023, mưa to.", *BODY]
    assert published(lines, url, [None, "khi nào", "2023-07-30"], TODAY) == PublicationDate("2023-07-30", "metadata")
    assert published(lines, url, ["2030-01-01"], TODAY) == PublicationDate("2023-07-29", "dateline")
    assert published(lines[1:], url, [], TODAY) == PublicationDate("2023-07-28", "url")


def test_an_update_counts_where_nothing_else_does() -> None:
    lines = ["Cập nhật: 30/7/2023", "Đăng lúc 08:00 28/7/2023"]
    assert published([*lines, *BODY], today=TODAY) == PublicationDate("2023-07-28T08:00", "dateline")
    assert published([*BODY, *BODY, lines[0]], today=TODAY) == PublicationDate("2023-07-30", "dateline")
    assert published([*BODY, lines[1], *BODY, *BODY], today=TODAY) is None


@pytest.mark.parametrize("line", ["28/11/22 09:15 GMT+7", "Thứ Hai, 28 Tháng Mười Một 2022, 09:15 (GMT+7)"])
@pytest.mark.parametrize("place", [0, 1, 3, -1])
def test_a_date_line_at_the_head_or_among_the_last_lines(line: str, place: int) -> None:
    lines = ["Cồn Én sửa đường", *BODY, *BODY, "Nông nghiệp", "Báo Sông Hồng"]
    lines.insert(place if place >= 0 else len(lines) + place, line)
    assert published(lines, today=TODAY) == PublicationDate("2022-11-28T09:15+07:00", "dateline")


@pytest.mark.parametrize("line", ["Đăng ngày 28/11/2022 bởi Hà An", "Ngày đăng: 28-11-2022 | Lượt xem: 12"])
def test_a_labelled_date_line(line: str) -> None:
    assert published(["Cồn Én sửa đường", line, *BODY], today=TODAY) == PublicationDate("2022-11-28", "dateline")


def test_a_date_that_the_article_contradicts() -> None:
    lines = ["Cồn Én sửa đường", "28/11/2022 09:15", *BODY]
    assert contradicted("2021-11-28T02:15:00+00:00", lines, TODAY) == "2022-11-28"
    assert contradicted("2022-11-27T18:15:00+00:00", lines, TODAY) is None  # the same day in another zone
    assert contradicted("2021-11-28", ["Cồn Én sửa đường", "Cập nhật: 28/11/2022 09:15", *BODY], TODAY) is None
    assert contradicted("2021-11-28", ["Cồn Én sửa đường", *BODY], TODAY) is None
