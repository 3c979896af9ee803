"""Kinds that are read besides, and what a folder or an archive holds that isn't."""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from app.messages import say_notice, say_rejection
from ingest import readers
from ingest.article import Notice, Rejection
from tests.ingest.readers.made_office import made_docx
from tests.ingest.readers.reading import notices, records, rejections
from tests.ingest.test_repair import as_tcvn3, as_vni

TEXT = "Chiếc phà mới ở bến Vàm chở được 60 người."


def test_what_a_folder_holds_and_nobody_reads_is_counted_by_kind(tmp_path: Path) -> None:
    for name in ("a.doc", "b.doc", "sâu/c.JPG", "d", ".an", "tin.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    found = [entry for entry in readers.find(tmp_path) if isinstance(entry, Notice)]
    assert [(notice.code, notice.detail) for notice in found] == [
        ("passed_over", "4: .doc (2), ? (1), .jpg (1)"),
        ("old_office", "2"),
    ]


@pytest.mark.parametrize("name", ["tin.doc", "TIN.DOC", "bảng.xls"])
def test_old_office_files_are_told_what_to_become(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (named,) = readers.find(file)
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(name, b"x")
    for output in (named, readers.uploaded(file, name), *notices("a.zip", stream.getvalue())[1:]):
        assert isinstance(output, Rejection | Notice)
        for language in ("vi", "en"):
            say = say_notice if isinstance(output, Notice) else say_rejection
            assert ".docx" in say(output, language)  # type: ignore[arg-type, operator]


def test_and_so_is_what_an_archive_holds() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("tin.txt", TEXT)
        archive.writestr("ảnh.png", "x")
    assert [(n.code, n.detail) for n in notices("a.zip", stream.getvalue())] == [("passed_over", "1: .png (1)")]


def test_a_merged_cell_of_a_sheet_is_said_in_each_of_its_rows() -> None:
    import openpyxl

    book, stream = openpyxl.Workbook(), BytesIO()
    for row in (["Ấp", "Số liều"], [None, "Tháng 4", "Tháng 10"], ["Vàm", None, 19], [None, 7]):
        book.active.append(row)
    for area in ("A1:A2", "B1:C1", "A3:A4"):
        book.active.merge_cells(area)
    book.save(stream)
    (record,) = records("a.xlsx", stream.getvalue())
    assert record.fields["text"] == "Ấp | Số liều\nẤp | Tháng 4 | Tháng 10\nVàm | – | 19\nVàm | 7"


def test_rich_text() -> None:
    letters = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in TEXT)
    content = (
        f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}\\f0 Ben Vam\\par {letters}\\par Het.\\par}}".encode()
    )
    (record,) = records("a.rtf", content)
    assert (record.fields["title"], record.fields["text"]) == ("Ben Vam", f"Ben Vam\n{TEXT}\nHet.")
    assert [rejection.code for rejection in rejections("a.rtf", b"no rich text")] == ["other_kind"]

    row = "\\trowd\\cellx1\\cellx2\\cellx3 {}\\cell {}\\cell {}\\cell\\row"
    rows = (row.format("Ap", "T4", "T10") + row.format("Vam", "", "19")).encode()
    (record,) = records("a.rtf", b"{\\rtf1 Lich tiem o Vam\\par" + rows + b"}")
    assert record.fields["text"] == "Lich tiem o Vam\nAp | T4 | T10\nVam | – | 19"


@pytest.mark.parametrize(
    ("font", "written", "meant"),
    [
        ("VNI-Times", as_vni("Đò ngang"), "Đò ngang"),
        (".VnTime", as_tcvn3("đò ngang"), "đò ngang"),
        (".VnTimeH", as_tcvn3("đò ngang"), "ĐÒ NGANG"),
        ("Times New Roman", "Đò ngang", "Đò ngang"),
        (".VnTime", "Đò ngang ở bến", "Đò ngang ở bến"),
        ("Arial", "José Muñoz", "José Muñoz"),
    ],
)
@pytest.mark.parametrize("by_style", [False, True])
def test_the_font_tells_what_two_words_mean(font: str, written: str, meant: str, *, by_style: bool) -> None:
    def fill(made: Any) -> None:
        if by_style:
            made.styles["Normal"].font.name = font
        run = made.add_paragraph().add_run(written)
        if not by_style:
            run.font.name = font
        made.add_paragraph()

    (record,) = records("a.docx", made_docx(fill))
    assert record.fields["text"] == meant


def test_a_letter_in_two_runs() -> None:
    def fill(made: Any) -> None:
        paragraph = made.add_paragraph()
        for part in ("Be", "án ñ", "o", "ø"):
            paragraph.add_run(part).font.name = "VNI-Times"

    (record,) = records("a.docx", made_docx(fill))
    assert record.fields["text"] == "Bến đò"


@pytest.mark.parametrize(
    ("name", "module"), [("a.rtf", "striprtf.striprtf"), ("a.xlsx", "openpyxl"), ("a.docx", "docx")]
)
def test_a_package_that_is_missing_is_no_fault_of_the_file(
    name: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (rejection,) = rejections(name, b"{\\rtf1 Tin}" if name == "a.rtf" else b"PK\x03\x04")
    assert (rejection.code, rejection.detail) == ("not_installed", module)
