import json
from pathlib import Path

import pytest

from ingest.corrections import is_correction
from ingest.pipeline import ingest
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article

pytestmark = pytest.mark.stores("local", "postgres")
BRIDGE = {
    "id": "cau",
    "title": "Cầu Rạch Vẹt thông xe sau hai năm thi công",
    "text": "Sáng 12-3, cầu Rạch Vẹt dài 180 m nối hai bờ sông thông xe. Người dân hai xã khỏi phải đi đò.",
    "published": "2024-03-12",
    "outlet": "Báo Đồng Bưng",
}
CORRECTION = {
    "id": "sua",
    "title": "Đính chính",
    "text": "Trong bài “Cầu Rạch Vẹt thông xe sau hai năm thi công” đăng ngày 12-3, chiều dài cầu đúng là 210 m. "
    "Tòa soạn thành thật xin lỗi bạn đọc.",
    "published": "2024-03-14",
    "outlet": "Báo Đồng Bưng",
}


def put(library: LocalLibrary, file: Path, *articles: dict[str, str]) -> None:
    file.write_text("\n".join(json.dumps(article, ensure_ascii=False) for article in articles), encoding="utf-8")
    ingest([file], library, FakeEncoder())


def links(library: LocalLibrary, article_id: str) -> list[tuple[str, str]]:
    return [(link.kind, link.article_id) for link in library.links(article_id)]


@pytest.mark.parametrize(
    ("title", "text", "announced"),
    [
        ("Đính chính", "Trong số báo trước có sai sót.", True),
        ("Cải chính thông tin về giá điện", "Giá đúng là 1.900 đồng.", True),
        ("Thông tin lại bài “Chợ nổi họp lại”", "Chợ họp ngày rằm.", True),
        ("Vụ cháy chợ Ba Láng", "ĐÍNH CHÍNH: số ki-ốt cháy là 12.", True),
        ("Bộ Y tế yêu cầu đính chính", "Bộ đề nghị cơ quan đưa tin sai đính chính.", False),
        ("Cầu Rạch Vẹt thông xe", "Cầu dài 180 m. Ngày mai sẽ có thông tin lại.", False),
        ("Chính thức thông xe", "Đính ước bên cầu.", False),
    ],
)
def test_what_announces_a_correction(title: str, text: str, announced: bool) -> None:
    assert is_correction(Article("a", text, title)) == announced


@pytest.mark.parametrize("first", ["article", "correction"])
def test_a_correction_finds_its_article_whichever_comes_first(
    tmp_path: Path, library: LocalLibrary, first: str
) -> None:
    order = (BRIDGE, CORRECTION) if first == "article" else (CORRECTION, BRIDGE)
    for number, article in enumerate(order):
        put(library, tmp_path / f"{number}.jsonl", article)
    assert links(library, "cau") == [("corrected_by", "sua")]
    assert links(library, "sua") == [("corrects", "cau")]
    library.remove(["sua"])
    assert links(library, "cau") == []


def test_the_same_outlet_comes_before_another(tmp_path: Path, library: LocalLibrary) -> None:
    other = BRIDGE | {"id": "cau-2", "outlet": "Nhật báo Sông", "text": "Cầu Rạch Vẹt dài 200 m đã cho xe qua hôm nay."}
    put(library, tmp_path / "a.jsonl", other, BRIDGE, CORRECTION)
    assert links(library, "sua") == [("corrects", "cau")]


@pytest.mark.parametrize(
    "changed",
    [
        {"published": "2024-03-20"},  # after the correction
        {"title": "Cầu Rạch Vẹt lún sau hai tháng thông xe"},
        {"title": "Đính chính: Cầu Rạch Vẹt thông xe sau hai năm thi công"},
    ],
)
def test_only_if_sure(tmp_path: Path, library: LocalLibrary, changed: dict[str, str]) -> None:
    put(library, tmp_path / "a.jsonl", BRIDGE | changed, CORRECTION)
    assert links(library, "sua") == []


def test_two_that_fit_alike_leave_it_open(tmp_path: Path, library: LocalLibrary) -> None:
    again = BRIDGE | {"id": "cau-2", "text": "Cầu Rạch Vẹt dài 200 m đã cho xe qua hôm nay, sau hai năm xây dựng."}
    put(library, tmp_path / "a.jsonl", BRIDGE, again, CORRECTION)
    assert links(library, "sua") == []
    assert library.unlinked_corrections() == ["sua"]


def test_its_own_title_may_name_the_other(tmp_path: Path, library: LocalLibrary) -> None:
    told = CORRECTION | {
        "title": "Đính chính bài: Cầu Rạch Vẹt thông xe sau hai năm thi công",
        "text": "Cầu dài 210 m.",
    }
    put(library, tmp_path / "a.jsonl", BRIDGE, told)
    assert links(library, "sua") == [("corrects", "cau")]
