from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ingest.field_names import columns
from ingest.fields import iso_date, to_fields


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2023-07-28", "2023-07-28"),
        ("2023-07-28T10:00:00Z", "2023-07-28T10:00:00Z"),
        ("28/07/2023", "2023-07-28"),
        ("3.7.2023", "2023-07-03"),
        ("28-7-2023 10:30", "2023-07-28T10:30"),
        ("28/7/23", "2023-07-28"),
        ("28/7/98", "1998-07-28"),
        ("14/05/2024 6:20:00 SA", "2024-05-14T06:20"),
        ("03/10/2024 12:05:00 SA", "2024-10-03T00:05"),
        ("03/10/2024 12:05:09 CH", "2024-10-03T12:05:09"),
        ("28/05/13 06:11'", "2013-05-28T06:11"),
        ("Thứ Ba, 28 Tháng Năm 2013", "2013-05-28"),
        ("28 Tháng Mười Một 2023, 09:15", "2023-11-28T09:15"),
        ("Tháng Mười Một 28, 2023", "2023-11-28"),
        ("28 thg 11, 2023", "2023-11-28"),
        ("Đăng ngày 28/11/2023 lúc 9h15", "2023-11-28T09:15"),
        ("Tue Nov 28 2023 09:15:00 GMT+0700 (Indochina Time)", "2023-11-28T09:15+07:00"),
        ("28/07/2023 - 9h05", "2023-07-28T09:05"),
        ("9:05:07 28/7/2023", "2023-07-28T09:05:07"),
        ("Thứ sáu, 28/7/2023, 10:30 (GMT+7)", "2023-07-28T10:30+07:00"),
        ("Ngày 28 tháng 7 năm 2023", "2023-07-28"),
        ("2023/7/28", "2023-07-28"),
        ("20230728", "2023-07-28"),
        ("July 28, 2023", "2023-07-28"),
        ("28 Jul 2023", "2023-07-28"),
        ("Fri, 28 Jul 2023 10:30:00 +0700", "2023-07-28T10:30+07:00"),
        (1690515000, "2023-07-28T10:30:00+07:00"),
        (1690515000.25, "2023-07-28T10:30:00+07:00"),
        ("1690515000000", "2023-07-28T10:30:00+07:00"),
        ("/Date(1690515000000)/", "2023-07-28T10:30:00+07:00"),
        (45135, "2023-07-28"),
        ("45135.4375", "2023-07-28"),
        ("20230728103000", "2023-07-28T10:30:00"),
        ("20230728T033000Z", "2023-07-28T03:30:00+00:00"),
        ("D:20230728103000+07'00'", "2023-07-28T10:30:00+07:00"),
        ("2023-07-28T10:30:00+07:00[Asia/Ho_Chi_Minh]", "2023-07-28T10:30:00+07:00"),
        ("28\\/07\\/2023", "2023-07-28"),
        ("Chúa nhật, mồng 2 tháng 7 năm 2023", "2023-07-02"),
        ("28/07/2023 10:30 | Lượt xem: 1.204", "2023-07-28T10:30"),
        ("28/07/2023 10:30 GMT+7 · 5 phút đọc", "2023-07-28T10:30+07:00"),
    ],
)
def test_dates_as_programs_write_them(value: object, iso: str) -> None:
    assert iso_date(value) == iso


@pytest.mark.parametrize(
    "value",
    [
        *("07/28/2023", "31/02/2023", "7/2023", "hôm qua", "28/07/2023 và 29/07/2023", "28/7-2023"),
        *("2023-W30-5", "25:99 28/7/2023", "0001-01-01", "1900-01-01", "01/01/1970", "2099-01-01"),
        *("28/7/2023" * 20, "9" * 13, "", " ", None, True, 0, -1, 7, float("nan"), float("inf"), 10**400, {}, []),
    ],
)
def test_what_is_not_one_credible_date_is_none(value: object) -> None:
    assert iso_date(value) is None


def test_tomorrow_has_begun_somewhere_but_no_later_day_has() -> None:
    now = datetime.now(UTC)
    assert iso_date((now + timedelta(days=1)).strftime("%d/%m/%Y"))
    assert iso_date((now + timedelta(days=3)).strftime("%d/%m/%Y")) is None


def test_names_of_columns_in_any_writing() -> None:
    found = columns(["Tiêu đề", "Nội_dung", "ngaydang", "BÁO", "Tác giả", "chuyên mục", "Link", "lượt xem"])
    assert found == {
        "title": "Tiêu đề",
        "text": "Nội_dung",
        "published": "ngaydang",
        "outlet": "BÁO",
        "author": "Tác giả",
        "topic": "chuyên mục",
        "url": "Link",
    }
    assert columns(["Nội dung".encode().decode(), "publishedAt"]) == {"text": "Nội dung", "published": "publishedAt"}


@pytest.mark.parametrize("names", [["content", "text", "body"], ["body", "Text", "text"]])
def test_the_name_of_articles_jsonl_wins(names: list[str]) -> None:
    assert columns(names) == {"text": "text"}


def test_a_record_of_a_news_service() -> None:
    found: dict[str, Any] = {
        "source": {"id": None, "name": "Thời báo Ven Biển"},
        "author": ["An", {"name": "Bình"}],
        "headline": "Mưa to",
        "content": "Mưa to ở Hải Lâm.",
        "publishedAt": "28/07/2023",
        "views": 12,
    }
    read = to_fields(found, "a.json")
    assert (read.fields, read.notices, read.names["outlet"]) == (
        {"outlet": "Thời báo Ven Biển", "author": "An, Bình", "title": "Mưa to", "text": "Mưa to ở Hải Lâm."}
        | {"published": "2023-07-28", "views": 12},
        (),
        "source",
    )


def test_a_date_that_is_none_is_kept_as_given_and_told() -> None:
    read = to_fields({"text": "Mưa.", "ngày đăng": "hôm qua"}, "a.csv:2")
    (notice,) = read.notices
    assert read.fields == {"text": "Mưa.", "published": None, "published_as_given": "hôm qua"}
    assert (notice.source, notice.code, notice.detail) == ("a.csv:2", "date_dropped", "hôm qua")
