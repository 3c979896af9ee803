import pytest

from rag.quote.lines import is_line


@pytest.mark.parametrize(
    "text",
    [
        "Cầu treo,Nậm Pa,Giao thông,Mùa lũ,Vốn xã hội",
        "Tags: cầu treo, bến phà",
        "Từ khóa: cầu treo",
        "12/03/2025 08:15",
        "Thứ hai, 12/3/2025, 08:15 (GMT+7)",
        "Nông nghiệp",
        "Báo Nậm Pa",
        "Ảnh: Tạ Văn Khương.",
        "(Ảnh minh họa: Báo Sông)",
    ],
)
def test_lines_that_are_no_sentences(text: str) -> None:
    assert is_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bản Nậm Pa có cầu treo mới.",
        "Cầu treo Nậm Pa được sửa xong, dân đi lại dễ, trẻ đến trường gần hơn",
        "- Làm 12 km đường bản;",
        "Hội nghị bàn ba việc:",
        "Giá vé: 35.000 đồng",
        "Nguyễn Văn An, " * 300,  # as many ways to part it as there are commas, twice over
    ],
)
def test_sentences_and_items(text: str) -> None:
    assert not is_line(text)
