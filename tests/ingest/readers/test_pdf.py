import pytest

from ingest.readers import pdf
from tests.ingest.readers.made_pdf import lines, made_pdf, rewritten
from tests.ingest.readers.reading import document, notices, records, rejections

HEADLINE = lines("Mưa lớn gây ngập ba xã\nven sông Điềm", size=20)
BODY = lines(
    "Chiều 28-7, mưa lớn khiến nước sông\nĐiềm dâng cao, gây ngập hàng trăm nhà\nở ba xã.\n\nMưa còn kéo dài.", top=700
)
TEXT = (
    "Mưa lớn gây ngập ba xã ven sông Điềm\n"
    "Chiều 28-7, mưa lớn khiến nước sông Điềm dâng cao, gây ngập hàng trăm nhà ở ba xã.\n"
    "Mưa còn kéo dài."
)


def test_paragraphs_and_the_headline() -> None:
    (record,) = records("a.pdf", made_pdf(HEADLINE + BODY))
    assert record.fields == {"text": TEXT, "title": "Mưa lớn gây ngập ba xã ven sông Điềm", "page_starts": [0]}
    assert TEXT[record.body_start :].lstrip().startswith("Chiều")
    assert "published" not in record.fields


@pytest.mark.parametrize(
    ("title", "taken"),
    [
        ("Ngập lụt ở Hải Lâm", True),
        ("Microsoft Word - bao cao 2.docx", False),
        ("tin mua lu.indd", False),
        ("untitled document", False),
        ("a1b2c3", False),
        ("Document 1", False),
        ("", False),
    ],
)
def test_a_title_that_a_program_put_in_is_none(title: str, taken: bool) -> None:
    (record,) = records("a.pdf", rewritten(made_pdf(HEADLINE + BODY), title))
    assert record.fields["title"] == (title if taken else "Mưa lớn gây ngập ba xã ven sông Điềm")
    assert bool(record.body_start) != taken


def test_without_a_larger_line_a_title_is_made_as_for_texts() -> None:
    (record,) = records("a.pdf", made_pdf(BODY))
    assert str(record.fields["title"]).startswith("Chiều 28-7, mưa lớn khiến nước sông Điềm")
    assert record.body_start == 0


def test_a_sentence_over_two_pages_and_no_headers() -> None:
    pages = [
        made + lines("Thời báo Ven Biển", 9, 830) + lines(f"Trang {number}", 9, 20)
        for number, made in enumerate((lines("Nước sông dâng cao, gây ngập"), lines("hàng trăm nhà ở ba xã.")), 1)
    ]
    (record,) = records("a.pdf", made_pdf(*pages))
    assert record.fields["text"] == "Nước sông dâng cao, gây ngập hàng trăm nhà ở ba xã."


def test_a_scan_has_no_text_layer() -> None:
    stamp = lines("Scanned by X")
    assert [r.code for r in rejections("a.pdf", made_pdf([], [], picture=True))] == ["no_text_layer"]
    assert [r.code for r in rejections("a.pdf", made_pdf([], []))] == ["no_text_layer"]
    assert [r.code for r in rejections("a.pdf", made_pdf(stamp, stamp, picture=True))] == ["no_text_layer"]
    assert records("a.pdf", made_pdf(lines("Giá mía tăng.")))
    assert records("a.pdf", made_pdf(BODY, picture=True))


def test_a_password_shuts_a_file_and_an_empty_one_does_not() -> None:
    content = made_pdf(HEADLINE + BODY)
    assert [r.code for r in rejections("a.pdf", rewritten(content, password=("bí mật", "chủ")))] == ["encrypted"]
    (record,) = records("a.pdf", rewritten(content, password=("", "chủ")))
    assert record.fields["text"] == TEXT


def test_too_many_pages_and_too_much_time(monkeypatch: pytest.MonkeyPatch) -> None:
    content = made_pdf(BODY, BODY, BODY)
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    assert [(r.code, r.detail) for r in rejections("a.pdf", content)] == [("too_many_pages", "2")]
    monkeypatch.setattr(pdf, "MAX_PAGES", 3)
    monkeypatch.setattr(pdf, "MAX_SECONDS", -1)
    assert [r.code for r in rejections("a.pdf", content)] == ["too_slow"]


@pytest.mark.parametrize("kept", [1, 5, 100, 700])
def test_a_torn_file_is_named(kept: int) -> None:
    (rejection,) = rejections("a.pdf", made_pdf(HEADLINE + BODY)[:kept])
    assert (rejection.source, rejection.code, rejection.detail) == ("a.pdf", "cut_off", "PDF")


def test_a_file_whose_table_is_wrong_is_mended() -> None:
    content = made_pdf(HEADLINE + BODY)
    assert records("a.pdf", content[: content.rindex(b"startxref")] + b"startxref\n7\n%%EOF\n")


def test_nothing_is_told_on_the_way(capfd: pytest.CaptureFixture[str]) -> None:
    document("a.pdf", b"")
    rejections("a.pdf", b"%PDF-1.4\n1 0 obj << /Type /Catalog")
    assert capfd.readouterr() == ("", "")


def packed(content: bytes) -> bytes:
    """The same with its pages' streams compressed."""
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer, stream = PdfWriter(clone_from=PdfReader(BytesIO(content))), BytesIO()
    for page in writer.pages:
        page.compress_content_streams()
    writer.write(stream)
    assert b"/FlateDecode" in stream.getvalue()
    return stream.getvalue()


def test_filters_by_their_short_names() -> None:
    content = packed(made_pdf(HEADLINE + BODY)).replace(b"/FlateDecode", b"/Fl         ")
    (record,) = records("a.pdf", content)
    assert record.fields["text"] == TEXT


def test_a_page_that_is_damaged_is_lost_alone() -> None:
    whole = packed(made_pdf(HEADLINE + BODY, lines("Trang hai nói về bến phà ở Hải Lâm.", top=700)))
    at = whole.rindex(b"/FlateDecode")
    content = whole[:at] + b"/NoSuchCode" + whole[at + len(b"/FlateDecode") :]
    (record,) = records("a.pdf", content)
    assert record.fields["text"] == TEXT
    assert [(notice.code, notice.detail) for notice in notices("a.pdf", content)] == [("pages_damaged", "2")]
    assert [r.code for r in rejections("a.pdf", content.replace(b"/FlateDecode", b"/NoSuchCode "))] == ["damaged"]


@pytest.mark.parametrize(("font", "written"), [(b"/ABCDEF+VNI-Times", "Beán ñoø ngang"), (b"/.VnTime", "BÕn ®ß ngang")])
def test_the_font_tells_what_letters_mean(font: bytes, written: str) -> None:
    content = made_pdf(lines(f"{written}\n", top=700)).replace(
        b"/Type0 /BaseFont /F ", b"/Type0 /BaseFont " + font + b" "
    )
    (record,) = records("a.pdf", content)
    assert record.fields["text"] == "Bến đò ngang"
