"""Whatever a file holds: it is taken or rejected with its reason, its neighbour goes in, nothing else is written."""

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.messages import say_notice, say_rejection
from ingest.pipeline import ingest
from tests.conftest import FakeEncoder
from tests.ingest.readers.made_office import bomb, changed, made_docx, made_epub, made_odt
from tests.ingest.readers.made_pdf import lines, made_pdf, rewritten
from vectorstore.local.library import LocalLibrary

GOOD = "Lũ rút chậm ở Cồn Én\n\nNước lũ rút 20 cm mỗi ngày."
LINE = json.dumps({"title": "Mía", "text": "Giá mía tăng."}).encode()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def locked_zip() -> bytes:
    """Its first member says that it is encrypted."""
    content = bytearray(zipped({"a.txt": b"Mua.", "b.txt": "Nắng gắt.".encode()}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def docx() -> bytes:
    return made_docx(lambda word: word.add_paragraph("Giá mía tăng."))


def odt() -> bytes:
    import odfdo

    return made_odt(lambda text: text.body.append(odfdo.Paragraph("Giá mía tăng.")))


PDF = made_pdf(lines("Nước sông dâng cao, gây ngập hàng trăm nhà."))
TABLE = "title,text,published\nMía,Giá mía tăng.,{}\n"
EXPANDED = bomb("<r>&h;</r>")

# name, content, codes of the rejections, articles taken
BAD: list[tuple[str, bytes | Callable[[], bytes], list[str], int]] = [
    # plain text
    ("a.txt", b"", ["empty_file"], 0),
    ("a.txt", b" \n\t\n", ["no_text"], 0),
    ("a.txt", b"\xef\xbb\xbf", ["no_text"], 0),
    ("a.txt", "\u200b\u00ad\ufeff".encode(), ["no_text"], 0),
    ("a.txt", b"Ti\x00m", ["not_text"], 0),
    ("a.txt", bytes(1000), ["not_text"], 0),
    ("a.txt", "Mưa to.".encode()[:-6], ["not_utf8"], 0),
    ("a.txt", b"\xed\xa0\x80", ["not_utf8"], 0),
    ("a.txt", b"\xff\xfeM", ["not_utf8"], 0),
    ("a.txt", b"\xc0\xaf", ["not_utf8"], 0),
    ("a.txt", PDF, ["other_kind"], 0),
    ("a.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF", ["other_kind"], 0),
    ("a.txt", b"\x89PNG\r\n\x1a\n", ["other_kind"], 0),
    ("a.md", zipped({"a.txt": b"x"}), ["other_kind"], 0),
    ("a.txt", gzip.compress(b"x"), ["other_kind"], 0),
    ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ["old_office"], 0),
    ("a.txt", b"{\\rtf1\\ansi Mua}", ["other_kind"], 0),
    ("a.txt", b"SQLite format 3\x00", ["other_kind"], 0),
    ("a.txt", "Mưa.".encode() * 200_000, [], 1),
    # JSON lines
    ("a.jsonl", b"", ["empty_file"], 0),
    ("a.jsonl", b"{oops\n" + LINE, ["bad_json"], 1),
    ("a.jsonl", b"[1]\n3\nnull\n" + LINE, ["not_object"] * 3, 1),
    ("a.jsonl", b"[" * 200_000 + b"\n" + LINE, ["json_beyond"], 1),
    ("a.jsonl", b'{"a":' * 200_000 + b"\n" + LINE, ["json_beyond"], 1),
    ("a.jsonl", b'{"text": 3}\n' + LINE, ["bad_field"], 1),
    ("a.jsonl", b'{"text": [3]}\n' + LINE, ["bad_field"], 1),
    ("a.jsonl", b'{"title": "x"}\n{"text": null}\n{}\n' + LINE, ["no_text_field", "empty_field", "no_text_field"], 1),
    ("a.jsonl", b'{"text": "\\ud800"}\n' + LINE, ["bad_field"], 1),
    ("a.jsonl", b'{"text": "x\\u0000"}\n' + LINE, ["bad_field"], 1),
    ("a.jsonl", b'{"text": "x.", "k": NaN}\n' + LINE, [], 2),
    ("a.jsonl", b'{"text": "x.", "id": {"a": 1}}\n' + LINE, ["bad_field"], 1),
    ("a.jsonl", b'{"text": "x.", "k": 1' + b"0" * 5000 + b"}\n" + LINE, ["json_beyond"], 1),
    ("a.jsonl", b"\xff\xff\n" + LINE, ["not_utf8"], 1),
    ("a.jsonl", b'{"text": "Mua.", "text": "Gio."}', [], 1),  # as everywhere in JSON, the last counts
    ("a.jsonl", LINE[:-1] + b', "published": "2099-01-01"}', [], 1),
    ("a.jsonl", LINE[:-1] + b', "published": "1900-01-01"}', [], 1),
    ("a.jsonl", LINE[:-1] + b', "date": {"$date": 1}}', [], 1),
    ("a.jsonl", PDF, ["other_kind"], 0),
    # JSON
    ("a.json", b"", ["empty_file"], 0),
    ("a.json", b'{"articles": [', ["cut_off"], 0),
    ("a.json", b"[" * 200_000, ["json_beyond"], 0),
    ("a.json", b'{"a": 1}', ["no_article_list"], 0),
    ("a.json", b"[]", ["no_text"], 0),
    ("a.json", b"[3, " + LINE + b"]", ["not_object"], 1),
    ("a.json", LINE + b"\n" + LINE, [], 1),
    ("a.json", b"\xff\xd8\xff\xe0", ["other_kind"], 0),
    # tables
    ("a.csv", b"", ["empty_file"], 0),
    ("a.csv", b"x\n1\n", ["no_text_column"], 0),
    ("a.csv", b"text\n" + "Mưa.\nNắng.".encode(), [], 2),
    ("a.csv", b"text,text\nMua.,Gio.\n", [], 1),
    ("a.csv", (TABLE + 'Mưa,"chưa đóng,\nNắng,Nắng gắt.,\n').format("").encode(), ["bad_row"], 2),
    ("a.csv", (TABLE + "một ô\n1,2,3,4\nNắng,Nắng gắt.,\n").format("").encode(), ["bad_row"], 2),
    ("a.csv", (TABLE + "\x00,\x00,\nNắng,Nắng gắt.,\n").format("").encode(), ["bad_field"], 2),
    ("a.csv", TABLE.format("").encode() + b"x,\xff,\n" + "Nắng,Nắng gắt.,\n".encode(), ["not_utf8"], 2),
    ("a.csv", TABLE.format("31/02/2023").encode(), [], 1),
    ("a.csv", TABLE.format("01/01/2099").encode(), [], 1),
    ("a.tsv", b"text\tx\n", [], 0),
    ("a.csv", zipped({"a.txt": b"x"}), ["other_kind"], 0),
    # PDF
    ("a.pdf", b"", ["empty_file"], 0),
    ("a.pdf", b"%PDF-1.7\n", ["cut_off"], 0),
    ("a.pdf", PDF[: len(PDF) // 2], ["cut_off"], 0),
    ("a.pdf", b"<html>Mua</html>", ["other_kind"], 0),
    ("a.pdf", lambda: rewritten(PDF, password=("x", "y")), ["encrypted"], 0),
    ("a.pdf", made_pdf([], picture=True), ["no_text_layer"], 0),
    ("a.pdf", PDF.replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"), ["damaged"], 0),
    ("a.pdf", PDF.replace(b"/Contents 7", b"/Contents 1"), ["no_text_layer"], 0),
    # office files
    ("a.docx", b"Mua to.", ["other_kind"], 0),
    ("a.xlsx", b"<table><tr><td>Mua</td></tr></table>", ["other_kind"], 0),
    ("a.xlsx", b"title;text\nMua;Mua to.", ["other_kind"], 0),
    ("a.xlsx", PDF, ["other_kind"], 0),
    ("a.pdf", b"{\\rtf1 Mua}", ["other_kind"], 0),
    ("a.rtf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ["old_office"], 0),
    ("a.xlsx", b"PK\x03\x04", ["cut_off"], 0),
    ("a.docx", b"\x00\x01\x02", ["damaged"], 0),
    ("a.docx", lambda: docx()[:9000], ["cut_off"], 0),
    ("a.docx", zipped({"a.txt": b"x"}), ["damaged"], 0),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), ["encrypted"], 0),
    ("a.docx", lambda: changed(docx(), {"word/document.xml": EXPANDED}), ["damaged"], 0),
    ("a.docx", lambda: changed(docx(), {"word/a.xml": b" " * 99_000_000}), ["zip_bomb"], 0),
    ("a.odt", b"", ["empty_file"], 0),
    ("a.odt", lambda: odt()[:3000], ["cut_off"], 0),
    ("a.odt", lambda: changed(odt(), {"content.xml": EXPANDED}), ["damaged"], 0),
    ("a.epub", b"PK\x03\x04", ["cut_off"], 0),
    ("a.epub", lambda: changed(made_epub("<p>x</p>"), {"META-INF/container.xml": EXPANDED}), ["damaged"], 0),
    ("a.epub", lambda: changed(made_epub("<p>Mua.</p>"), {"sách/chương 0.xhtml": b"\xff\xff<<"}), ["no_text"], 0),
    # archives
    ("a.zip", b"", ["empty_file"], 0),
    ("a.zip", zipped({"a.txt": b"x" * 9})[:40], ["cut_off"], 0),
    ("a.zip", zipped({}), ["empty_archive"], 0),
    ("a.zip", zipped({"a.exe": b"MZ"}), ["empty_archive"], 0),
    ("a.zip", zipped({"../../x.txt": "Nắng gắt.".encode(), "/etc/x.txt": "Gió.".encode()}), [], 2),
    ("a.zip", lambda: zipped({"a.txt": b" " * 99_000_000, "b.txt": b"Gio."}), ["zip_bomb"], 1),
    ("a.zip", locked_zip, ["encrypted"], 1),
    ("a.zip", zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": b"x"}), "d.txt": b"Gio."})}), ["nested_archive"], 1),
    ("a.zip", zipped({"a.pdf": b"%PDF", "a.docx": b"", "b.txt": b"Gio."}), ["cut_off", "empty_file"], 1),
    ("a.zip", zipped({"a.txt": b"Mua to."}, zipfile.ZIP_STORED).replace(b"Mua", b"MUA"), ["damaged"], 0),
    ("a.jsonl.gz", b"", ["empty_file"], 0),
    ("a.jsonl.gz", LINE, ["damaged"], 0),
    ("a.jsonl.gz", gzip.compress(LINE)[:-8], ["cut_off"], 0),
    ("a.jsonl.gz", gzip.compress(b" " * 99_000_000), ["zip_bomb"], 0),
]


@pytest.mark.parametrize(("name", "content", "codes", "taken"), BAD, ids=range(len(BAD)))
def test_bad_files(
    tmp_path: Path, name: str, content: bytes | Callable[[], bytes], codes: list[str], taken: int
) -> None:
    folder = tmp_path / "bài"
    folder.mkdir()
    (folder / name).write_bytes(content if isinstance(content, bytes) else content())
    (folder / "tốt.txt").write_text(GOOD, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    library = LocalLibrary(tmp_path / "library", create=True)
    report = ingest([folder], library, FakeEncoder())
    assert [rejection.code for rejection in report.rejected] == codes
    assert report.added == 1 + taken
    assert library.article("tốt") is not None
    for rejection in report.rejected:
        assert name in rejection.source
        assert say_rejection(rejection, "vi") != say_rejection(rejection, "en")
    for notice in report.notices:
        assert say_notice(notice, "vi") != say_notice(notice, "en")
    assert [path for path in sorted(tmp_path.rglob("*")) if "library" not in path.parts] == before


def test_there_are_enough_of_them() -> None:
    assert len(BAD) >= 60


def test_what_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "bài"
    folder.mkdir()
    (folder / "vòng").symlink_to(folder)
    (folder / "chính nó.txt").symlink_to(folder / "chính nó.txt")
    (folder / "đi đâu.txt").symlink_to(folder / "không có.txt")
    os.mkfifo(folder / "ống.csv")
    (folder / "thư mục.pdf").mkdir()
    (folder / "tốt.txt").write_text(GOOD, encoding="utf-8")
    report = ingest([folder, tmp_path / "không có"], LocalLibrary(tmp_path / "library", create=True), FakeEncoder())
    assert sorted(rejection.code for rejection in report.rejected) == ["missing"] + ["not_a_file"] * 3
    assert report.added == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "bài"
    (folder / "khóa").mkdir(parents=True)
    (folder / "a.txt").write_text(GOOD, encoding="utf-8")
    (folder / "tốt.txt").write_text(GOOD, encoding="utf-8")
    (folder / "a.txt").chmod(0)
    (folder / "khóa").chmod(0)
    try:
        report = ingest([folder], LocalLibrary(tmp_path / "library", create=True), FakeEncoder())
    finally:
        (folder / "khóa").chmod(0o700)
    assert [rejection.code for rejection in report.rejected] == ["unreadable", "unreadable"]
    assert report.added == 1


def test_a_date_that_can_not_be_right_is_left_out_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE.format("01/01/2099"), encoding="utf-8")
    library = LocalLibrary(tmp_path / "library", create=True)
    report = ingest([tmp_path / "a.csv"], library, FakeEncoder())
    article = library.article("a-2")
    assert article is not None
    assert (article.published, article.metadata) == (None, {"published_as_given": "01/01/2099"})
    assert [notice.code for notice in report.notices] == ["columns", "date_dropped"]


MONSTER = """
import resource, sys
from pathlib import Path
from ingest import readers
limit = 1 << 30
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
for name in sys.argv[1:]:
    for document in readers.find(Path(name)):
        print([found.code for found in readers.read(document)])
# Not ru_maxrss: that of a new program begins with what its parent had.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
assert int(peak.split()[1]) < 1 << 20, peak
"""


@pytest.mark.slow
def test_one_line_of_200_mb_in_less_than_a_gigabyte(tmp_path: Path) -> None:
    suffixes = (".txt", ".jsonl", ".csv", ".json", ".pdf", ".docx", ".zip")
    names = [str(tmp_path / f"a{suffix}") for suffix in suffixes]
    for name in names:
        with open(name, "wb") as file:
            for _ in range(200):
                file.write(b"m" * 1_000_000)
    done = subprocess.run([sys.executable, "-c", MONSTER, *names], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    codes = ["too_large", "line_too_long", "bad_row", "too_large", *["other_kind"] * 3]
    assert done.stdout.splitlines() == [f"['{code}']" for code in codes]
