import pytest

from ingest.article import to_article
from tests.ingest.readers.reading import notices, records, rejections

HEADER = "Tiêu đề,Nội dung,Ngày đăng,Báo\n"


def test_columns_are_told_by_their_names_and_the_user_is_told() -> None:
    content = (HEADER + 'Mưa to,"Mưa to ở Hải Lâm, gió cấp 6.\nHai xã mất điện.",28/7/2023,Sông Hồng\n').encode()
    (record,) = records("a.csv", content)
    assert dict(record.fields) == {
        "title": "Mưa to",
        "text": "Mưa to ở Hải Lâm, gió cấp 6.\nHai xã mất điện.",
        "published": "2023-07-28",
        "outlet": "Sông Hồng",
    }
    (notice,) = notices("a.csv", content)
    assert (notice.code, notice.detail) == (
        "columns",
        "“Tiêu đề” → title, “Nội dung” → text, “Ngày đăng” → published, “Báo” → outlet",
    )


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_delimiter_and_the_byte_order_mark_are_found(mark: str, encoding: str) -> None:
    content = f"url{mark}body{mark}views\r\nhttps://example.org/1{mark}Giá mía tăng.{mark}5\r\n".encode(encoding)
    (record,) = records("a.csv", content)
    assert dict(record.fields) == {
        "url": "https://example.org/1",
        "text": "Giá mía tăng.",
        "views": "5",
        "title": "Giá mía tăng",
    }


def test_lines_may_end_as_on_old_macintoshes() -> None:
    assert [record.fields["text"] for record in records("a.csv", "text\rMưa.\rGió.\r".encode())] == ["Mưa.", "Gió."]


def test_a_header_that_tells_nothing_is_rejected_with_its_columns() -> None:
    (rejection,) = rejections("a.csv", b"stt,x\n1,2\n")
    assert (rejection.code, rejection.detail) == ("no_text_column", "“stt”, “x”")


@pytest.mark.parametrize(
    ("broken", "lines"),
    [
        ("chỉ một ô\n", "3"),
        ("a,b,c,d,e\n", "3"),
        ('Mưa,"Ông nói "có" rồi đi",,\n', "3"),
        ('Mưa,"quên đóng ngoặc,28/7/2023,Sông Hồng\n', "3"),
        ('Mưa,"Ông nói "có".\nDòng hai.\nDòng ba",,\n', "3–5"),
    ],
)
def test_a_broken_row_is_named_and_the_rest_goes_on(broken: str, lines: str) -> None:
    good = "Bài {0},Nội dung bài {0}.,28/7/2023,Sông Hồng\n"
    content = (HEADER + good.format(1) + broken + good.format(2) + 'Bài 3,"Bài ""ba"".",,\n').encode()
    assert [record.fields["title"] for record in records("a.csv", content)] == ["Bài 1", "Bài 2", "Bài 3"]
    assert [(r.source, r.code, r.detail) for r in rejections("a.csv", content)] == [("a.csv:3", "bad_row", lines)]


def test_blank_lines_and_columns_of_one_name() -> None:
    content = "text,x,x,\n\na,b\n\nMưa.,1,2,3\n\na,b\n".encode()
    (record,) = records("a.csv", content)
    assert record.fields == {"text": "Mưa.", "x 2": "1", "x 3": "2", "": "3", "title": "Mưa"}
    assert [(r.source, r.code) for r in rejections("a.csv", content)] == [
        ("a.csv:3", "bad_row"),
        ("a.csv:7", "bad_row"),
    ]


def test_broken_bytes_spoil_one_row() -> None:
    content = (HEADER + "Bài 1,Nội dung.,,\nBài 2,N@i dung.,,\nBài 3,Nội dung.,,\n").encode().replace(b"@", b"\xf4")
    assert [record.fields["title"] for record in records("a.csv", content)] == ["Bài 1", "Bài 3"]
    assert [(r.source, r.code) for r in rejections("a.csv", content)] == [("a.csv:3", "not_utf8")]


def test_a_huge_field_goes_in_and_a_monstrous_one_does_not() -> None:
    content = f"text\n{'mưa ' * 500_000}\n{'mưa ' * 3_000_000}\nNắng.\n".encode()
    assert [len(str(record.fields["text"])) for record in records("a.csv", content)] == [2_000_000, 5]
    assert [r.source for r in rejections("a.csv", content)] == ["a.csv:3"]


def test_a_number_is_the_name_of_a_row_in_its_table_alone() -> None:
    content = "id,text\n7,Mưa.\nbai-8,Nắng.\n,Gió.\n".encode()
    articles = [to_article(record) for record in records("a.csv", content)]
    assert [article.id for article in articles] == ["a-7", "bai-8", "a-4"]


def test_sizes_add_up() -> None:
    content = ("text\n" + "Mưa.\n" * 10).encode()
    assert sum(record.size for record in records("a.csv", content)) == len(content) - len("text\n")


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("a.csv", '"Xe đò","Chủ xe nói \\"khách ít\\", vé 12.000 đồng.","2-7-2023"'),
        ("a.csv", '"Xe đò", "Chủ xe nói ""khách ít"", vé 12.000 đồng.", "2-7-2023"'),
        ("a.tsv", 'Xe đò\tChủ xe nói "khách ít", vé 12.000 đồng.\t2-7-2023'),
        ("a.tsv", '"Xe" đò\tChủ xe nói "khách ít", vé 12.000 đồng.\t2-7-2023'),
    ],
)
def test_quotation_marks_within_cells_as_programs_leave_them(name: str, row: str) -> None:
    mark = "\t" if name == "a.tsv" else ","
    after = mark.join(("Phà", "Phà chở 60 người.", "3-7-2023"))
    found = records(name, f"{mark.join(('title', 'text', 'date'))}\n{row}\n{after}\n".encode())
    assert [record.fields["text"] for record in found] == [
        'Chủ xe nói "khách ít", vé 12.000 đồng.',
        "Phà chở 60 người.",
    ]


def test_tables_that_were_joined_say_their_columns_again() -> None:
    found = records("a.csv", b"title,text\nMot,Bai mot.\ntitle,text\nHai,Bai hai.\n")
    assert [record.fields["title"] for record in found] == ["Mot", "Hai"]
