"""A page of a PDF is drawn in a process of its own, with the quote marked, or not at all."""

from io import BytesIO

import pytest
from fpdf import FPDF
from PIL import Image

from ingest import page_picture as module
from ingest.page_picture import PICTURE, PictureLimits, page_picture

QUOTE = "The ferry at Vam Sat carries eighty passengers and leaves every hour of the day."


def two_pages() -> bytes:
    pdf = FPDF()
    pdf.set_font("helvetica", size=14)
    pdf.add_page()
    pdf.multi_cell(0, 8, "Nothing of it stands here.")
    pdf.add_page()
    pdf.multi_cell(80, 8, f"The market opens at four. {QUOTE} Tickets are cheap.")
    return bytes(pdf.output())


def yellow(picture: bytes) -> int:
    """How many pixels are of the mark's colour."""
    pixels = Image.open(BytesIO(picture)).convert("RGB").getdata()
    return sum(red > 230 and green > 210 and blue < 170 for red, green, blue in pixels)


def test_the_quote_is_marked_on_the_page_where_it_stands() -> None:
    bare, marked, elsewhere = (
        page_picture(two_pages(), page, quote) for page, quote in ((2, ""), (2, QUOTE), (1, QUOTE))
    )
    assert bare is not None
    assert marked is not None
    assert elsewhere is not None
    assert max(Image.open(BytesIO(bare)).size) <= PICTURE.longest_px + 1
    assert yellow(bare) == yellow(elsewhere) == 0
    assert yellow(marked) > 2_000


@pytest.mark.parametrize(
    ("content", "page"), [(b"", 1), (b"%PDF-1.4\nnothing", 1), (two_pages(), 3), (two_pages()[:400], 1)]
)
def test_what_cant_be_drawn_is_none(content: bytes, page: int) -> None:
    assert page_picture(content, page) is None


def test_a_page_of_any_size_has_so_many_pixels() -> None:
    pdf = FPDF(unit="pt", format=(14_000, 20))
    pdf.add_page()
    picture = page_picture(bytes(pdf.output()), 1)
    assert picture
    assert max(Image.open(BytesIO(picture)).size) <= PICTURE.longest_px + 1


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PICTURE", PictureLimits(wait_s=0.01))
    assert page_picture(two_pages(), 1) is None
