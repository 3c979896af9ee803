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


SCRIPT = '<script type="application/ld+json">{}</script>'
TOLD = {"@type": "NewsArticle", "headline": "Bến Vàm có phà mới"}
HEADS = {
    "a list": SCRIPT.format(json.dumps(TOLD | {"articleBody": PARAGRAPHS})),
    "text": SCRIPT.format(json.dumps(TOLD | {"text": "\n".join(PARAGRAPHS)})),
    "the second script": SCRIPT.format(json.dumps(TOLD))
    + SCRIPT.format(json.dumps(TOLD | {"articleBody": "\n".join(PARAGRAPHS)})),
    "CDATA": SCRIPT.format(f"//<![CDATA[\n{json.dumps(TOLD | {'articleBody': ' '.join(PARAGRAPHS)})}\n//]]>"),
    "a comment": SCRIPT.format(f"<!-- {json.dumps(TOLD | {'articleBody': ' '.join(PARAGRAPHS)})} -->"),
    "a last comma": SCRIPT.format(json.dumps(TOLD | {"articleBody": "\n".join(PARAGRAPHS)})[:-1] + ",}"),
    "a program's data": '<script id="__NEXT_DATA__" type="application/json">{}</script>'.format(
        json.dumps(
            {"props": {"pageProps": {"bai": {"title": "Bến Vàm có phà mới", "content": paragraphs(*PARAGRAPHS)}}}}
        )
    ),
}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("shown", [0, 2])
def test_in_whatever_way_the_page_tells_it(head: str, shown: int) -> None:
    found = text(page(paragraphs(*PARAGRAPHS[:shown]), HEADS[head]))
    assert found.replace("\n", " ") == " ".join(PARAGRAPHS)


def test_a_sentence_that_is_all_a_link_stays_and_items_are_counted_once() -> None:
    linked = [f'<a href="/{at}">{line}</a>' if at in (1, 3) else line for at, line in enumerate(PARAGRAPHS)]
    assert text(page(paragraphs(*linked))).split("\n") == PARAGRAPHS
    items = page(
        f"<p>{PARAGRAPHS[0]}</p><ol>" + "".join(f"<li><p>{line}</p></li>" for line in PARAGRAPHS[1:]) + "</ol>"
    )
    assert notices("a.html", items) == []


@pytest.mark.parametrize(
    ("head", "above"),
    [
        ("", "<time datetime='2024-03-01T08:15:00+07:00'>3 giờ trước</time>"),
        ("<meta name='parsely-pub-date' content='2024-03-01T08:15:00+07:00'>", ""),
        ("", "<p>Đăng bởi Hà An ngày 01/03/2024</p>"),
        ("", "<p>01/03/2024 08:15 | Lượt xem: 204</p>"),
    ],
)
def test_a_date_beside_the_heading(head: str, above: str) -> None:
    content = page(paragraphs(*PARAGRAPHS), head).replace(b"<main>", b"<main><article>")
    (record,) = records("a.html", content.replace(b"</h1>", b"</h1>" + above.encode()))
    assert str(record.fields["published"])[:10] == "2024-03-01"


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
        ("Bến Vàm có phà mới | Báo Vàm | Xã hội", ""),
        ("Bến Vàm có phà mới | Báo Vàm | Bản in", ""),
        ("Bến Vàm có phà mới :: Báo Vàm", ""),
        ("Báo Vàm - Bến Vàm có phà mới", ""),
        ("Bến Vàm có phà - Báo Vàm", ""),
        ("Bến Vàm có phà mới - Báo Vàm (bản mobile)", ""),
        ("Bến Vàm có phà mới", '<meta name="copyright" content="(C) Copyright 2020-2025 Báo Vàm">'),
        ("Bến Vàm có phà mới", '<meta name="copyright" content="Báo Vàm © 2025">'),
        ("Bến Vàm có phà mới", '<meta name="copyright" content="All rights reserved by Báo Vàm, 2025">'),
        ("Bến Vàm có phà mới", '<meta name="copyright" content="Toàn bộ bản quyền thuộc Báo Vàm">'),
        ("Bến Vàm có phà mới", '<meta property="og:site_name" content="Báo Vàm - Tin tức 24h">'),
    ],
)
def test_an_outlet_is_a_name(title: str, meta: str) -> None:
    (record,) = records("a.html", page(paragraphs(*PARAGRAPHS), meta, title))
    assert (record.fields["outlet"], record.fields["title"]) == ("Báo Vàm", "Bến Vàm có phà mới")


def test_a_page_that_is_read_whole_says_nothing() -> None:
    assert notices("a.html", page(paragraphs(*PARAGRAPHS))) == []


@pytest.mark.parametrize("title", ["Báo động lũ - Bến Vàm có phà mới", "Bến Vàm có phà mới"])
def test_words_that_begin_like_an_outlet_are_none(title: str) -> None:
    (record,) = records("a.html", page(paragraphs(*PARAGRAPHS), "", title))
    assert "outlet" not in record.fields
