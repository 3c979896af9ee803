import pytest

from tests.ingest.readers.reading import records

BODY = "Chiếc phà mới chở được 60 người.\n\nTiền vé giữ nguyên."
HEADS = [
    "---\ntitle: Bến Vàm có phà\ndate: 2024-03-01\nsource: Báo Vàm\ntags: [phà, sông]\n---\n\n",
    '---\ntitle: "Bến Vàm có phà"\ndate: 01/03/2024\nbáo: Báo Vàm\ntags:\n  - phà\n  - sông\n---\n',
    '+++\ntitle = "Bến Vàm có phà"\ndate = 2024-03-01\noutlet = "Báo Vàm"\n+++\n',
    "# title = Bến Vàm có phà\n# date = 2024-03-01\n# nguồn = Báo Vàm\n\n",
    "Tiêu đề: Bến Vàm có phà\nNgày đăng: 01/03/2024\nBáo: Báo Vàm\n\n",
    "Tiêu đề: Bến Vàm có phà\nNgày đăng: 01/03/2024\nBáo: Báo Vàm\n",
    "Tiêu đề: Bến Vàm có phà\n\nNgày đăng: 01/03/2024\n\nBáo: Báo Vàm\n\n",
    "TITLE: Bến Vàm có phà\nDATE: 01/03/2024\nSOURCE: Báo Vàm\nCONTENT: ",
    "Tiêu đề: Bến Vàm có phà\nNguồn: Báo Vàm\nNgày: 01/03/2024\nNội dung:\n",
    "- Tiêu đề: Bến Vàm có phà\n- Ngày: 01/03/2024\n- Báo: Báo Vàm\n\n",
    "**Tiêu đề:** Bến Vàm có phà\n**Ngày**: 01/03/2024\n**Báo:** Báo Vàm\n\n",
    ":title: Bến Vàm có phà\n:date: 2024-03-01\n:source: Báo Vàm\n\n",
    "#+TITLE: Bến Vàm có phà\n#+DATE: 2024-03-01\n#+SOURCE: Báo Vàm\n\n",
    "---\ntitle: >-\n  Bến Vàm\n  có phà\npubDatetime: 2024-03-01\nsource: Báo Vàm\n---\n",
    '{\n  "title": "Bến Vàm có phà",\n  "date": "2024-03-01",\n  "source": "Báo Vàm"\n}\n\n',
    ';;;\n{"title": "Bến Vàm có phà", "date": "2024-03-01", "source": "Báo Vàm"}\n;;;\n',
    "<!--\ntitle: Bến Vàm có phà\ndate: 2024-03-01\nsource: Báo Vàm\n-->\n",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_head_is_metadata(name: str, head: str) -> None:
    (record,) = records(name, (head + BODY).encode())
    expected = {"title": "Bến Vàm có phà", "published": "2024-03-01", "outlet": "Báo Vàm", "text": BODY}
    assert {field: record.fields.get(field) for field in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "---\nChợ đêm họp lại\n---\nNăm nay có 40 gian.",
        "# Phần 1: mở đầu\n\nNăm nay có 40 gian.",
        "# x = 3\n\nDòng này là mã lệnh.",
        "---\n\nGiá: 5.000 đồng\n\n---",
        "Tiêu đề: lũ rút\nNước rút chậm.",
        "Ngày: 1-3-2024\nNơi: Bến Vàm\nNước rút chậm.",
        "{x} là biến.\n\nNước rút chậm.",
        "https://bao.example/phà",
        "Nguồn: nước từ suối\n\nNước rút chậm.",
    ],
)
def test_what_only_looks_like_a_head_stays(text: str) -> None:
    (record,) = records("a.md", text.encode())
    assert record.fields["text"] == text


def test_an_address_above_a_text_is_where_it_was_found() -> None:
    (record,) = records("a.txt", f"https://bao.example/pha\nBến Vàm có phà\n01/03/2024\n{BODY}".encode())
    assert record.fields["url"] == "https://bao.example/pha"
    assert (record.fields["title"], record.fields["published"]) == ("Bến Vàm có phà", "2024-03-01")


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_markup_in_a_text_is_what_it_shows(name: str) -> None:
    source = (
        "<h1>Bến Vàm có phà</h1>\n<p>Chiếc phà mới ch&#7903; đ&#432;ợc <b>60 người</b>.</p><p>Tiền vé giữ nguyên.</p>"
    )
    (record,) = records(name, source.encode())
    assert record.fields["title"] == "Bến Vàm có phà"
    assert record.fields["text"] == "Bến Vàm có phà\nChiếc phà mới chở được 60 người.\nTiền vé giữ nguyên."
    (page,) = records(
        name, f"<!DOCTYPE html><html><head><title>x</title></head><body>{source * 4}</body></html>".encode()
    )
    assert "60 người" in page.fields["text"]
    (code,) = records(name, "Thẻ <br> xuống dòng, thẻ <p> mở đoạn.".encode())
    assert code.fields["text"] == "Thẻ <br> xuống dòng, thẻ <p> mở đoạn."
