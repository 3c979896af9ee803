import pytest

from ingest.reflow import Line, paragraphs


def page(text: str, number: int = 0, x: float = 50, size: float = 12) -> list[Line]:
    """Lines set 15 points apart; an empty line is a gap."""
    lines = text.strip("\n").split("\n")
    return [Line(line, number, x, 800 - 15 * at, size) for at, line in enumerate(lines) if line]


def joined(*lines: list[Line]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs([line for part in lines for line in part])]


def test_a_sentence_is_whole_again_and_a_gap_parts_paragraphs() -> None:
    set_in_lines = """
Chiều 28-7, mưa lớn khiến nước sông
Điềm dâng cao, gây ngập hàng trăm nhà.
Lực lượng chức năng đã sơ tán 1.250
người trong đêm.

Các hồ chứa ở thượng nguồn vẫn xả lũ
với lưu lượng 300 m3/s.
"""
    assert joined(page(set_in_lines)) == [
        "Chiều 28-7, mưa lớn khiến nước sông Điềm dâng cao, gây ngập hàng trăm nhà. Lực lượng chức năng đã sơ tán "
        "1.250 người trong đêm.",
        "Các hồ chứa ở thượng nguồn vẫn xả lũ với lưu lượng 300 m3/s.",
    ]


def test_a_short_last_line_an_indent_and_another_size_part_paragraphs_too() -> None:
    first = page("Nước sông dâng cao, gây ngập trăm nhà\nở ba xã.\nMưa còn kéo dài tới hết ngày mai.")
    assert joined(first) == ["Nước sông dâng cao, gây ngập trăm nhà ở ba xã.", "Mưa còn kéo dài tới hết ngày mai."]
    full = page("Nước sông dâng cao, gây ngập trăm nhà.\nMưa còn kéo dài tới hết ngày mai, có\nnơi mưa rất to.")
    indented = [Line(line.text, 0, line.x + 20 * (at == 1), line.y, 12) for at, line in enumerate(full)]
    assert len(joined(full)) == 1
    assert joined(indented)[1] == "Mưa còn kéo dài tới hết ngày mai, có nơi mưa rất to."
    headed = [Line("Mưa lớn gây ngập ba xã ven sông Điềm,", 0, 50, 840, 20), Line("nghìn người sơ tán", 0, 50, 820, 20)]
    assert joined(headed, full)[0] == "Mưa lớn gây ngập ba xã ven sông Điềm, nghìn người sơ tán"


def test_lists_stay_lists() -> None:
    assert joined(page("Thiệt hại ban đầu gồm những mục sau:\n- 120 nhà ngập ở xã An Thạch\n- 45 nhà\n1. Đường")) == [
        "Thiệt hại ban đầu gồm những mục sau:",
        "- 120 nhà ngập ở xã An Thạch",
        "- 45 nhà",
        "1. Đường",
    ]


def test_what_pages_repeat_and_their_numbers_go_and_a_sentence_goes_on_over_the_page() -> None:
    pages = [
        page(
            "Thời báo Ven Biển - Số 1205\n\nChiều 28-7, mưa lớn khiến nước sông\nĐiềm dâng cao, gây ngập\n\nTrang 1/3",
            0,
        ),
        page("Thời báo Ven Biển - Số 1205\n\nhàng trăm nhà. Năm 2023\nlà năm mưa nhiều nhất.\n\nTrang 2/3", 1),
        page("Thời báo Ven Biển - Số 1205\n\nMưa còn kéo dài.\n\nTrang 3/3", 2),
    ]
    assert joined(*pages) == [
        "Chiều 28-7, mưa lớn khiến nước sông Điềm dâng cao, gây ngập hàng trăm nhà. Năm 2023 là năm mưa nhiều nhất.",
        "Mưa còn kéo dài.",
    ]


@pytest.mark.parametrize(
    "line", ["1", "- 12 -", "Trang 3", "Page 2 of 3", "7/28/23, 10:30 AM Mưa lớn", "https://a.vn/x 1/2"]
)
def test_a_page_number_and_what_browsers_print_are_no_text(line: str) -> None:
    assert joined(page(f"Nước sông dâng cao, gây ngập trăm nhà.\nMưa còn kéo dài.\n\n{line}")) == [
        "Nước sông dâng cao, gây ngập trăm nhà. Mưa còn kéo dài."
    ]


def test_columns_are_read_one_after_the_other() -> None:
    left = page("Nước sông dâng cao,\ngây ngập trăm nhà ở\nba xã, ông Lê Văn", x=50)
    right = page("Thuận cho biết. Mưa\ncòn kéo dài tới hết\nngày mai.", x=300)
    assert joined(left, right) == [
        "Nước sông dâng cao, gây ngập trăm nhà ở ba xã, ông Lê Văn Thuận cho biết. Mưa còn kéo dài tới hết ngày mai."
    ]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("Từ ngày 28-\n7 có mưa", "Từ ngày 28-7 có mưa"),
        ("Mưa đến ngày 28-\n7. Gió nhẹ.", "Mưa đến ngày 28-7. Gió nhẹ."),
        ("Bà Nguyễn ở Mát-xcơ-\nva kể", "Bà Nguyễn ở Mát-xcơ-va kể"),
        ("tỉnh Bà Rịa -\nVũng Tàu", "tỉnh Bà Rịa - Vũng Tàu"),
        ("the infor\u00ad\nmation came", "the information came"),
        ("the infor-\nmation came", "the information came"),
        ("in the non-\nEuropean part", "in the non-European part"),
    ],
)
def test_hyphens_at_the_end_of_a_line(lines: str, text: str) -> None:
    assert joined(page(lines)) == [text]


def test_nothing_comes_of_nothing() -> None:
    assert joined([]) == []
    assert joined(page("12")) == []
