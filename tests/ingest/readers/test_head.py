import pytest

from tests.ingest.readers.reading import records

BODY = "Chiếc phà mới chở được 60 người.\n\nTiền vé giữ nguyên."
HEADS = [
    "---\ntitle: Bến Vàm có phà\ndate: 2024-03-01\nsource: Báo Vàm\ntags: [phà, sông]\n---\n\n",
    '---\ntitle: "Bến Vàm có phà"\ndate: 01/03/2024\nbáo: Báo Vàm\ntags:\n  - phà\n  - sông\n---\n',
    '+++\ntitle = "Bến Vàm có phà"\ndate = 2024-03-01\noutlet = "Báo Vàm"\n+++\n',
    "# title = Bến Vàm có phà\n# date = 2024-03-01\n# nguồn = Báo Vàm\n\n",
    "Tiêu đề: Bến Vàm có phà\nNgày đăng: 01/03/2024\nBáo: Báo Vàm\n\n",
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
        "Tiêu đề: lũ rút\nNgày: 1-3-2024\nNước rút chậm.",
        "Nguồn: nước từ suối\n\nNước rút chậm.",
    ],
)
def test_what_only_looks_like_a_head_stays(text: str) -> None:
    (record,) = records("a.md", text.encode())
    assert record.fields["text"] == text
