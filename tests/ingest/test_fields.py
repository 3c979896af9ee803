from typing import Any

import pytest

from ingest.field_names import columns
from ingest.fields import to_fields


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


@pytest.mark.parametrize(
    "name",
    "sapo standfirst chapo lead_text sub_title subtitle Introduction meta_description short_content shortDesc brief "
    "head synopsis sapo_text trích_yếu dẫn_nhập đoạn_mở_đầu".split(),
)
def test_a_standfirst_by_any_of_its_names_is_part_of_the_text(name: str) -> None:
    read = to_fields({"tên bài": "Gò Nổi có cầu", "thân bài": "Cầu dài 40 mét.", name: "Cầu thay bến đò."}, "a.json")
    assert read.fields["text"] == "Cầu thay bến đò.\nCầu dài 40 mét."


@pytest.mark.parametrize("given", [[2023, 7, 28, 9, 5], {"year": 2023, "monthValue": 7, "dayOfMonth": 28}])
def test_a_day_in_its_parts(given: object) -> None:
    assert str(to_fields({"text": "Cầu dài 40 mét.", "date": given}, "a.json").fields["published"])[:10] == "2023-07-28"


def test_a_record_without_a_date_bears_the_day_of_its_address() -> None:
    read = to_fields({"text": "Cầu dài 40 mét.", "url": "https://bao-go.vn/2023/07/28/cau.html"}, "a.json")
    assert (read.fields["published"], read.fields["published_from"]) == ("2023-07-28", "url")


@pytest.mark.parametrize(
    ("given", "outlet"),
    [
        ("© 2023 Báo Gò. All rights reserved", "Báo Gò"),
        ("24h", "24h"),
        ("2 Sao", "2 Sao"),
        *((nobody, None) for nobody in ("12/09/2023", "Trang 1", "-", "0", "n/a")),
    ],
)
def test_what_names_nobody_is_no_outlet(given: str, outlet: str | None) -> None:
    assert to_fields({"text": "Cầu dài 40 mét.", "source": given}, "a.json").fields["outlet"] == outlet


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("published", {"published": True, "date": "28/07/2023"}, "2023-07-28"),
        ("published", {"published": "không rõ", "ngày đăng": "28/07/2023"}, "2023-07-28"),
        ("published", {"published": "0000-00-00", "created_at": "2023-07-28"}, "2023-07-28"),
        ("url", {"url": "javascript:x", "permalink": "https://bao-go.vn/1"}, "https://bao-go.vn/1"),
        ("outlet", {"outlet": "Trang 1", "nguồn": "Báo Gò"}, "Báo Gò"),
        ("text", {"content": "Cầu dài… [+90 chars]", "full_text": "Cầu dài 40 mét."}, "Cầu dài 40 mét."),
        ("author", {"author": {"node": {"name": "Hà An"}}}, "Hà An"),
        ("topic", {"categories": {"nodes": [{"name": "Giao thông"}, {"name": "Xã hội"}]}}, "Giao thông, Xã hội"),
    ],
)
def test_of_several_names_for_a_field_the_one_that_serves_counts(field: str, given: dict[str, Any], kept: str) -> None:
    read = to_fields({"text": "Cầu dài 40 mét."} | given if field != "text" else given, "a.json")
    assert (read.fields[field], read.notices) == (kept, ())
