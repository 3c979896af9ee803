from datetime import UTC, datetime
from typing import Any

import pytest

from tests.ingest.readers.made_office import bomb, changed, made_docx, part, stealing
from tests.ingest.readers.reading import records, rejections


def report(word: Any) -> None:
    word.core_properties.title, word.core_properties.author = "Word Document", "Lê An"
    word.core_properties.created = datetime(2023, 7, 28, tzinfo=UTC)
    word.add_heading("Mưa lớn gây ngập ba xã", 0)
    word.add_heading("Diễn biến", 1)
    paragraph = word.add_paragraph("Nước sông dâng ")
    paragraph.add_run("2,5 m").bold = True
    paragraph.add_run(" trong đêm.")
    word.add_paragraph("An Thạch: 120 nhà", style="List Bullet")
    table = word.add_table(2, 2)
    for row, texts in zip(table.rows, (("Xã", "Nhà ngập"), ("An Thạch", "120")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.rows[1].cells[1].add_table(1, 1).rows[0].cells[0].text = "mới đếm"
    word.add_paragraph("Hết.")


def document_xml(text: str) -> bytes:
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{main}"><w:body>{text}</w:body></w:document>'.encode()


def test_everything_in_its_order() -> None:
    (record,) = records("a.docx", made_docx(report))
    assert record.fields == {
        "text": "Mưa lớn gây ngập ba xã\nDiễn biến\nNước sông dâng 2,5 m trong đêm.\n- An Thạch: 120 nhà\n"
        "Xã | Nhà ngập\nAn Thạch | 120 mới đếm\nHết.",
        "title": "Mưa lớn gây ngập ba xã",
        "author": "Lê An",
    }
    assert record.body_start == len("Mưa lớn gây ngập ba xã")


def test_insertions_count_and_deletions_do_not() -> None:
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    text = (
        f"<w:p>{run.format('Mưa ')}<w:ins w:id='1' w:author='x'>{run.format('rất ')}</w:ins>"
        "<w:del w:id='2' w:author='x'><w:r><w:delText>hơi </w:delText></w:r></w:del>"
        f"<w:hyperlink>{run.format('to')}</w:hyperlink><w:r><w:br/><w:t>Gió</w:t><w:tab/><w:t>nhẹ.</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run.format('Trong khung.')}</w:p></w:sdtContent></w:sdt>"
    )
    content = changed(made_docx(report), {"word/document.xml": document_xml(text)})
    (record,) = records("a.docx", content)
    assert record.fields["text"] == "Mưa rất to\nGió nhẹ.\nTrong khung."


def test_properties_that_word_put_in_are_none() -> None:
    def fill(word: Any) -> None:
        word.add_paragraph("Giá mía tăng.")
        word.core_properties.title = "bao cao.docx"

    (record,) = records("a.docx", made_docx(fill))
    assert record.fields == {"text": "Giá mía tăng.", "title": "Giá mía tăng", "author": None}


@pytest.mark.parametrize(
    ("content", "code", "detail"),
    [
        (b"", "empty_file", ""),
        (b"Tin mua lu", "other_kind", "TXT, CSV"),
        (made_docx(report)[:5000], "cut_off", "DOCX"),
        (changed(made_docx(report), {"word/document.xml": b"<w:document"}), "damaged", "DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "old_office", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted", ""),
        (made_docx(lambda word: None), "no_text", ""),
        (changed(made_docx(report), {"a.bin": b"0" * 90_000_000}), "zip_bomb", ""),
    ],
)
def test_what_is_none_or_broken(content: bytes, code: str, detail: str) -> None:
    assert [(r.code, r.detail) for r in rejections("a.docx", content)] == [(code, detail)]


def test_entities_are_not_expanded() -> None:
    root = document_xml("<w:p><w:r><w:t>Mưa&h;</w:t></w:r></w:p>").decode()
    for xml in (bomb(root), stealing(root)):
        found = records("a.docx", changed(made_docx(report), {"word/document.xml": xml}))
        assert [record.fields["text"] for record in found] in ([], ["Mưa"])


def test_the_changed_archive_is_one() -> None:
    assert b"w:document" in part(made_docx(report), "word/document.xml")
