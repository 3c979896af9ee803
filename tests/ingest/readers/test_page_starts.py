"""Which page of a PDF a place in its article's text stands on."""

import pytest

from ingest.readers import read
from ingest.readers.page_starts import PAGE_STARTS, PageOf, page_of, page_starts
from ingest.reflow import Line
from tests.ingest.readers.made_pdf import lines, made_pdf
from tests.ingest.readers.reading import document

FIRST = (
    "Cầu Vàm Sắt\n\nChiều 28-7, mưa lớn khiến nước sông Điềm dâng cao, gây ngập\n"
    "hàng trăm nhà. Lực lượng cứu hộ đã đưa được bốn mươi"
)
SECOND = "hộ dân lên chỗ cao trước khi trời tối, không ai bị thương nặng.\n\nSáng 29-7, nước đã rút."
LAST = "Cầu sẽ thông xe trở lại vào ngày 2-8, theo ban quản lý."


def test_a_paragraph_that_goes_on_overleaf_is_of_both_pages() -> None:
    (record,) = read(document("cau.pdf", made_pdf(lines(FIRST), lines(SECOND), [], lines(LAST))))
    text = record.fields["text"]
    pages = {
        words: page_of(record.fields, text.index(words), text.index(words) + len(words))
        for words in ("Chiều", "bốn mươi", "hộ dân", "Sáng", "Cầu sẽ")
    }
    assert {words: (of.page, of.pages) for words, of in pages.items() if of} == {
        "Chiều": (1, 4),
        "bốn mươi": (1, 4),
        "hộ dân": (2, 4),
        "Sáng": (2, 4),
        "Cầu sẽ": (4, 4),
    }


def test_letters_put_right_move_a_place_by_its_share() -> None:
    line = Line("x" * 20, 0, 0, 0, 12, ((10, 1),))
    assert page_starts("y" * 10 + "\nz", [line, Line("z", 2, 0, 0, 12)], 3) == [0, 5, 11]
    assert page_starts("y\ny\nz", [line], 3) == []


@pytest.mark.parametrize("starts", [None, [], "12", [0, "9"], [0, None], [True], {"0": 0}])
def test_what_somebody_else_wrote_there_is_no_page(starts: object) -> None:
    assert page_of({PAGE_STARTS: starts}, 5, 6) is None


@pytest.mark.parametrize(
    ("start", "end", "page", "part"),
    [
        (0, 3, 1, (0, 3)),
        (4, 6, 2, (4, 6)),
        (2, 9, 2, (3, 9)),
        (1, 4, 1, (1, 3)),
        (2, 40, 3, (9, 40)),
        (9, 9, 3, (9, 9)),
    ],
)
def test_a_place_that_runs_over_pages_is_where_most_of_it_stands(
    start: int, end: int, page: int, part: tuple[int, int]
) -> None:
    assert page_of({PAGE_STARTS: [0, 3, 9]}, start, end) == PageOf(page, 3, *part)
