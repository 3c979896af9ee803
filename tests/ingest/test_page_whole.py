"""Nothing of a page's article is left out without a word, and an outlet is a name."""

import json

import pytest

from tests.ingest.readers.reading import notices, records

PARAGRAPHS = [
    "Bến Vàm vừa nhận chiếc phà thép chở được 60 người, thay chiếc phà gỗ đã chạy từ năm 1991 đến nay.",
    "Tiền mua phà là 2,4 tỷ đồng, trong đó dân ba ấp góp 280 triệu đồng, phần còn lại do huyện cấp hồi tháng 2.",
    "Ông Lữ Văn Bình, chủ bến, cho biết giá vé giữ nguyên 5.000 đồng một lượt, học sinh đi không mất tiền.",
    "Huyện hứa làm đường bê tông xuống bến trong quý II, dài 350 mét, để xe của khách xuống tận mép nước.",
    "Chuyến phà cuối trong ngày rời bến lúc 21 giờ 30 phút, muộn hơn trước một giờ rưỡi.",
]


def page(body: str, head: str = "", title: str = "Bến Vàm có phà mới - Báo Vàm") -> bytes:
    return (
        f'<html lang="vi"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f"<main><h1>Bến Vàm có phà mới</h1>{body}</main></body></html>"
    ).encode()


def text(content: bytes) -> str:
    (record,) = records("a.html", content)
    return str(record.fields["text"])


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def test_a_part_to_be_unfolded_is_read() -> None:
    more = f'<div class="read-more-body" style="display:none">{paragraphs(*PARAGRAPHS[2:])}</div>'
    assert text(page(f'<div class="t">{paragraphs(*PARAGRAPHS[:2])}{more}</div>')).split("\n") == PARAGRAPHS


@pytest.mark.parametrize("between", ["\n", " "])
def test_what_the_page_tells_to_machines_is_taken_where_it_is_more(between: str) -> None:
    told = {"@type": "NewsArticle", "headline": "Bến Vàm có phà mới", "articleBody": between.join(PARAGRAPHS)}
    head = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    for body in (paragraphs(*PARAGRAPHS[:2]), "<p>" + "</p><p>".join(PARAGRAPHS[:3]) + "</p>"):
        assert text(page(body, head)).replace("\n", " ") == " ".join(PARAGRAPHS)


def test_what_the_page_tells_of_another_article_is_not() -> None:
    told = {"@type": "NewsArticle", "articleBody": "Chợ nổi họp lại sau mùa nước lớn, có 64 ghe. " * 30}
    head = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    assert text(page(paragraphs(*PARAGRAPHS), head)).split("\n") == PARAGRAPHS


def test_sentences_that_are_mostly_a_link_stay() -> None:
    linked = 'Theo chủ bến, <a href="/a">phà gỗ được bán lại với giá 60 triệu đồng</a>.'
    related = '<p><a href="/b">Chợ nổi họp lại sau mùa nước lớn ở ấp Rạch Vẹt</a></p>'
    blocks = [*PARAGRAPHS[:2], linked, *PARAGRAPHS[2:]]
    body = "".join(f'<div class="b"><div><p>{block}</p></div></div>' for block in blocks)
    found = text(page(f"<article>{body}{related}</article>"))
    assert "phà gỗ được bán lại với giá 60 triệu đồng." in found
    assert "Chợ nổi" not in found


@pytest.mark.parametrize(
    ("title", "meta"),
    [
        ("Bến Vàm có phà mới | Báo Vàm | 12/09/2025", ""),
        ("Bến Vàm có phà mới | Báo Vàm | Trang 2", ""),
        ("Bến Vàm có phà mới - Báo Vàm - 2025", ""),
        ("Bến Vàm có phà mới", '<meta name="copyright" content="Copyright © 2025 by Báo Vàm. All rights reserved">'),
        ("Bến Vàm có phà mới", '<meta name="copyright" content="© 2025 Báo Vàm. Mọi quyền được bảo lưu.">'),
        ("Bến Vàm có phà mới | Báo Vàm", '<meta name="publisher" content="All rights reserved">'),
        ("Bến Vàm có phà mới | Báo Vàm", '<meta property="og:site_name" content="12/09/2025">'),
    ],
)
def test_an_outlet_is_a_name(title: str, meta: str) -> None:
    (record,) = records("a.html", page(paragraphs(*PARAGRAPHS), meta, title))
    assert (record.fields["outlet"], record.fields["title"]) == ("Báo Vàm", "Bến Vàm có phà mới")


def test_a_page_that_is_read_whole_says_nothing() -> None:
    assert notices("a.html", page(paragraphs(*PARAGRAPHS))) == []
