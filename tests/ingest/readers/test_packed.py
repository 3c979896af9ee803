import gzip
import io
import json
import zipfile

import pytest

from ingest import readers
from ingest.article import ReaderOutput, Record, Rejection
from tests.ingest.readers.reading import document, records, rejections

LINE = json.dumps({"title": "Mưa", "text": "Mưa to ở Hải Lâm."}).encode() + b"\n"


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def read(name: str, content: bytes) -> list[ReaderOutput]:
    return list(readers.read(document(name, content)))


def test_a_compressed_file_goes_through_the_reader_of_what_is_inside() -> None:
    content = gzip.compress(LINE * 1000)
    found = records("bao.jsonl.gz", content)
    assert len(found) == 1000
    assert (found[-1].source, found[-1].default_id) == ("bao.jsonl.gz:1000", "bao-1000")
    assert sum(record.size for record in found) == len(content)
    assert [r.fields["text"] for r in records("a.csv.gz", gzip.compress("nội dung\nMưa.\n".encode()))] == ["Mưa."]


@pytest.mark.parametrize("cut", [5, 60, -4])
def test_a_torn_file_gives_what_can_be_read_of_it(cut: int) -> None:
    import random

    lines = [json.dumps({"text": f"Bài {random.Random(n).random()}."}).encode() + b"\n" for n in range(20_000)]
    content = gzip.compress(b"".join(lines))
    found = read("a.jsonl.gz", content[: len(content) * cut // 100 if cut > 0 else cut])
    assert [r.code for r in found if isinstance(r, Rejection)] == ["cut_off"]
    assert len(found) > 1 or cut == 5


def test_a_bomb_is_not_unpacked() -> None:
    found = rejections("a.jsonl.gz", gzip.compress(b" " * 60_000_000, 1))
    assert [r.code for r in found] == ["zip_bomb"]


def test_members_go_through_the_readers_of_their_kind_and_others_are_passed_over() -> None:
    content = packed(
        {"tin/a.txt": "Mưa.".encode(), "b.jsonl": LINE * 2, "tin/": b"", "anh.jpg": b"x", ".an/c.txt": b"x"}
        | {"__MACOSX/._a.txt": b"x", "c.csv.gz": gzip.compress("text\nNắng.\n".encode())}
    )
    found = records("a.zip", content)
    assert [(record.source, record.default_id) for record in found] == [
        ("a.zip/tin/a.txt", "a/tin/a"),
        ("a.zip/b.jsonl:1", "a/b-1"),
        ("a.zip/b.jsonl:2", "a/b-2"),
        ("a.zip/c.csv.gz:2", "a/c-2"),
    ]
    assert not rejections("a.zip", content)


@pytest.mark.parametrize("name", ["../../etc/x.txt", "/etc/x.txt", "..\\..\\etc\\x.txt", "./etc//x.txt"])
def test_a_name_is_a_label_and_no_path(name: str) -> None:
    (record,) = records("a.zip", packed({name: "Mưa.".encode()}))
    assert record.source == "a.zip/etc/x.txt"


def test_a_name_in_utf8_that_does_not_say_so() -> None:
    content = packed({"tin bão số 6.txt": "Mưa.".encode()})
    info = zipfile.ZipFile(io.BytesIO(content)).infolist()[0]
    assert info.flag_bits & 0x800
    unflagged = content.replace(b"\x00\x08", b"\x00\x00", 1)
    at = unflagged.index(b"PK\x01\x02")
    unflagged = unflagged[: at + 8] + b"\x00\x00" + unflagged[at + 10 :]
    (record,) = records("a.zip", unflagged)
    assert record.source == "a.zip/tin bão số 6.txt"


def test_archives_in_archives() -> None:
    inner = packed({"a.txt": "Mưa.".encode()})
    middle = packed({"trong.zip": inner, "b.txt": "Nắng.".encode()})
    outer = packed({"giua.zip": middle, "c.txt": "Gió.".encode()})
    assert [record.source for record in records("x.zip", middle)] == ["x.zip/trong.zip/a.txt", "x.zip/b.txt"]
    assert [record.source for record in records("x.zip", outer)] == ["x.zip/giua.zip/b.txt", "x.zip/c.txt"]
    assert [(r.source, r.code) for r in rejections("x.zip", outer)] == [("x.zip/giua.zip/trong.zip", "nested_archive")]


def test_bad_members_are_rejected_and_the_rest_goes_in() -> None:
    content = packed({"a.txt": b"Mua to lam.", "b.txt": "Nắng.".encode()}, zipfile.ZIP_STORED)
    torn = content.replace(b"Mua to lam.", b"Mua to LAM.", 1)
    assert [(r.source, r.code) for r in rejections("x.zip", torn)] == [("x.zip/a.txt", "damaged")]
    assert [record.source for record in records("x.zip", torn)] == ["x.zip/b.txt"]
    bomb = packed({"a.txt": b" " * 60_000_000, "b.txt": "Nắng.".encode()})
    assert [(r.source, r.code) for r in rejections("x.zip", bomb)] == [("x.zip/a.txt", "zip_bomb")]
    assert [record.source for record in records("x.zip", bomb)] == ["x.zip/b.txt"]
    many = packed({f"{n}.txt": b" " * 30_000_000 for n in range(4)})
    assert [r.code for r in rejections("x.zip", many)].count("zip_bomb") == 3


def test_nothing_readable_is_said() -> None:
    assert [r.code for r in rejections("x.zip", packed({"a.jpg": b"x"}))] == ["empty_archive"]
    assert [r.code for r in rejections("x.zip", packed({}))] == ["empty_archive"]
    assert [r.code for r in rejections("x.zip", b"PK\x03\x04")] == ["cut_off"]
    assert [r.code for r in rejections("x.zip", b"")] == ["empty_file"]


def test_sizes_are_shares_of_the_archive() -> None:
    content = packed({f"{n}.jsonl": LINE * 500 for n in range(4)})
    found = [record for record in read("x.zip", content) if isinstance(record, Record)]
    assert sum(record.size for record in found) <= len(content)
