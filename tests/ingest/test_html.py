import json
from datetime import datetime
from email.message import EmailMessage
from io import BytesIO

import pytest

from ingest.article import Record, Rejection
from ingest.document import Document
from ingest.readers import read

TITLE = "Cồn Én dựng lại 40 mái nhà sau lũ"
STANDFIRST = "Chín ngày sau trận lũ lớn nhất trong hai thập niên, xã Cồn Én bắt đầu dựng lại nhà cho dân."
BODY = (
    "Từ sáng sớm, hơn 200 đoàn viên đã có mặt ở ấp Bãi Sậy, nơi nước cuốn trôi gần nửa số nhà lá ven kênh.",
    "Ông Lê Văn Tám, chủ tịch xã, nói mỗi hộ được cấp 30 triệu đồng và toàn bộ tôn, phần còn lại do bà con góp công.",
    "Theo kế hoạch, 40 căn nhà đầu tiên phải xong trước rằm tháng tám để trẻ em kịp trở lại trường.",
    "Bà Trần Thị Mùi, 67 tuổi, kể rằng bà chỉ kịp ôm theo chiếc đài cũ và hai con gà mái khi nước tràn vào nhà.",
    "Ngành giao thông hứa nối lại cầu phao trong tuần, vì học sinh đang phải đi vòng hơn 12 km.",
)
MENU = "<nav><a href='/'>Trang chủ</a><a href='/thoi-su'>Thời sự</a><a href='/the-thao'>Thể thao</a></nav>"
SHARES = "<div class='share-bar'><a>Chia sẻ</a> <a>Facebook</a> <a>Zalo</a></div>"
RELATED = "<div class='box-related'><h3>Đọc thêm</h3><a href='/a'>Giá mía lập đỉnh mới trong mười năm</a></div>"
FIGURE = "<figure><img src='x.jpg'><figcaption>Dựng nhà ở Bãi Sậy. Ảnh: Hoài Nam</figcaption></figure>"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY[:2]) + FIGURE + "".join(f"<p>{line}</p>" for line in BODY[2:])
LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2023-10-23T07:30:00+07:00",
    "dateModified": "2023-10-24T09:00:00+07:00",
    "author": [{"@type": "Person", "name": "Minh Khuê"}, {"@type": "Person", "name": "Hoài Nam"}],
    "publisher": {"@type": "Organization", "name": "Báo Sông Hồng"},
    "articleSection": "Xã hội",
}


def page(head: str, top: str = "", bottom: str = "", body: str = PARAGRAPHS) -> str:
    return (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'>{head}</head><body>{MENU}<main><article>{top}"
        f"<div class='detail'>{body}</div>{bottom}</article></main>{RELATED}"
        "<footer>Giấy phép số 12/GP. Tổng biên tập: Nguyễn A. Điện thoại: 000.</footer></body></html>"
    )


def document(content: bytes, name: str = "a.html", url: str | None = None) -> Document:
    return Document(name, name, "a", len(content), lambda: BytesIO(content), url)


def only(content: bytes | str, name: str = "a.html", url: str | None = None) -> Record | Rejection:
    (found,) = read(document(content if isinstance(content, bytes) else content.encode(), name, url))
    return found


def fields(content: bytes | str, name: str = "a.html", url: str | None = None) -> dict[str, object]:
    found = only(content, name, url)
    assert isinstance(found, Record), found
    return dict(found.fields)


HEADING = f"<h1>{TITLE}</h1>"
SAPO = f"<p class='sapo'>{STANDFIRST}</p>"
PAGES = {
    "JSON-LD in a graph": page(
        f"<title>{TITLE} - Báo Sông Hồng</title><meta name='description' content='{STANDFIRST}'>"
        f"<script type='application/ld+json'>{json.dumps({'@graph': [{'@type': 'WebPage'}, LINKED]})}</script>"
        "<link rel='canonical' href='https://song-hong.example/con-en-4667.html'>",
        f"<span class='date'>Thứ ba, 24/10/2023, 09:00 (GMT+7)</span>{HEADING}{SAPO}",
        SHARES,
    ),
    "tags of Open Graph": page(
        f"<title>{TITLE} | Báo Sông Hồng</title><meta property='og:title' content='{TITLE} | Báo Sông Hồng'>"
        "<meta property='og:site_name' content='Báo Sông Hồng'><meta property='og:type' content='article'>"
        "<meta property='article:published_time' content='2023-10-23T07:30:00+07:00'>"
        "<meta property='article:author' content='https://facebook.example/songhong'>"
        "<meta name='author' content='Minh Khuê, Hoài Nam'>"
        "<meta property='article:section' content='Xã hội'>"
        f"<meta property='og:description' content='{STANDFIRST}'>"
        "<meta property='og:url' content='https://song-hong.example/con-en-4667.html'>",
        HEADING + SAPO,
    ),
    "meta pubdate": page(
        f"<title>{TITLE} - Báo Sông Hồng</title><meta name='pubdate' content='2023-10-23T07:30:00+07:00'>"
        "<meta name='author' content='Báo Sông Hồng'><meta itemprop='articleSection' content='x'>"
        "<meta property='article:section' content='Xã hội'><link rel='canonical' href='/con-en-4667.html'>",
        HEADING + SAPO,
        "<p class='author' itemprop='author'>Minh Khuê, Hoài Nam</p>",
    ),
    "microdata": page(
        f"<title>{TITLE} - Báo Sông Hồng</title><meta itemprop='datePublished' content='2023-10-23T07:30:00+07:00'>"
        "<meta property='article:section' content='Xã hội'>",
        HEADING + SAPO,
        "<a rel='author' href='/tac-gia/1'>Minh Khuê, Hoài Nam</a>",
    ),
    "nothing but what readers see": page(
        f"<title>{TITLE} - Báo Sông Hồng</title><meta property='article:section' content='Xã hội'>",
        f"<ul><li>Xã hội</li></ul><span>Thứ hai, 23/10/2023, 07:30 (GMT+7)</span>{HEADING}{SAPO}",
        body=PARAGRAPHS + "<p style='text-align:right'><strong>Minh Khuê, Hoài Nam</strong></p>",
    ),
}


@pytest.mark.parametrize("shape", PAGES)
def test_the_shapes_of_news_pages(shape: str) -> None:
    found = fields(PAGES[shape], url="https://song-hong.example/con-en-4667.html?utm_source=x")
    assert found["title"] == TITLE
    assert found["outlet"] == "Báo Sông Hồng"
    assert found["author"] == "Minh Khuê, Hoài Nam"
    assert datetime.fromisoformat(found["published"]) == datetime.fromisoformat("2023-10-23T07:30:00+07:00")
    assert found["published_from"] == ("dateline" if shape.startswith("nothing") else "metadata")
    assert found["topic"] == "Xã hội"
    assert str(found["url"]).startswith("https://song-hong.example/con-en-4667.html")
    lines = str(found["text"]).split("\n")
    assert [line for line in lines if line in (STANDFIRST, *BODY)] == [STANDFIRST, *BODY]
    assert not [
        line for line in lines if line not in (STANDFIRST, *BODY, "Minh Khuê, Hoài Nam", "Chia sẻ Facebook Zalo")
    ]


def test_a_date_elsewhere_on_the_page_is_not_the_articles() -> None:
    top = f"<div>Thứ sáu, 27/10/2023</div><p>Tin mới</p>{'<p>Chuyên mục</p>' * 30}"
    assert "published" not in fields(page(f"<title>{TITLE}</title>", top + HEADING))
    dated = fields(page(f"<title>{TITLE}</title>", f"{top}<i>23/10/2023 07:30</i>{HEADING}"))
    assert (dated["published"], dated["published_from"]) == ("2023-10-23T07:30", "dateline")


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/b.html", "https://song-hong.example/b.html"),
        ("javascript:alert(1)", "https://song-hong.example/tin/a"),
        ("file:///etc/passwd", "https://song-hong.example/tin/a"),
        ("//m.song-hong.example/b", "https://m.song-hong.example/b"),
        ("http://[broken", "https://song-hong.example/tin/a"),
        ("https://bao-khac.example/b", "https://song-hong.example/tin/a"),  # another paper's name
        ("https://song-hong.example.bao-khac.example/b", "https://song-hong.example/tin/a"),
    ],
)
def test_the_canonical_address(href: str, url: str) -> None:
    found = fields(page(f"<link rel='canonical' href='{href}'>", HEADING), url="https://song-hong.example/tin/a")
    assert found["url"] == url
    assert fields(page("", HEADING)).get("url") is None
    saved = fields(page("<link rel='canonical' href='https://song-hong.example/b'>", HEADING))
    assert saved["url"] == "https://song-hong.example/b"  # a file says itself where it was found


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
def test_the_declared_encoding_loses_against_the_bytes(encoding: str) -> None:
    from tests.ingest.test_encodings import to_cp1258

    text = page(f"<title>{TITLE}</title>", HEADING).replace("charset='utf-8'", "charset=iso-8859-1")
    content = to_cp1258(text) if encoding == "cp1258" else text.encode(encoding)
    assert BODY[0] in str(fields(content)["text"])


def test_entities_are_letters() -> None:
    written = page(f"<title>{TITLE}</title>", HEADING).encode("ascii", "xmlcharrefreplace")
    assert BODY[1] in str(fields(written)["text"])
    assert fields(written)["title"] == TITLE


@pytest.mark.parametrize(
    "content",
    [
        b" ",
        b"<html></html>",
        b"<html><head><script>document.write('x')</script></head><body><div id='app'></div></body></html>",
        page(
            "",
            body="<p>Vui lòng bật JavaScript để tiếp tục. Trang này cần JavaScript để hiển thị nội dung cho bạn.</p>",
        ).encode(),
        page(
            "", HEADING, body=f"<p>{BODY[0]}</p><p>Vui lòng đăng nhập để đọc tiếp bài viết dành cho hội viên.</p>"
        ).encode(),
        page(
            "",
            body=f"<p>Chúng tôi sử dụng cookie để cải thiện trải nghiệm của bạn. {'Bấm đồng ý để đi tiếp. ' * 4}</p>",
        ).encode(),
        b"\x00\x01\x02 khong phai trang",
    ],
)
def test_what_holds_no_article(content: bytes) -> None:
    found = only(content)
    assert isinstance(found, Rejection)
    assert found.code == "no_main_text"


@pytest.mark.parametrize("tag", ["div", "span", "table><tr><td", "ul><li", "blockquote"])
def test_ten_thousand_tags_in_each_other(tag: str) -> None:
    content = f"<html><body>{f'<{tag}>' * 10_000}{PARAGRAPHS}</body></html>"
    assert isinstance(only(content), Record | Rejection)


def test_a_page_without_end_is_refused() -> None:
    found = only(b"<p>" + b"x" * 10_000_000)
    assert isinstance(found, Rejection)
    assert found.code == "too_large"


def test_broken_data_of_the_page_is_passed_over() -> None:
    scripts = "".join(
        f"<script type='application/ld+json'>{text}</script>" for text in ("{oops", "[" * 5000, "3", '{"@type": 1}')
    )
    assert fields(page(f"<title>{TITLE}</title>{scripts}", HEADING))["title"] == TITLE


def test_a_page_saved_with_its_pictures() -> None:
    saved = EmailMessage()
    saved["Snapshot-Content-Location"] = "https://song-hong.example/con-en-4667.html"
    saved["Subject"] = TITLE
    saved.set_content(page(f"<title>{TITLE} - Báo Sông Hồng</title>", HEADING), subtype="html")
    saved.add_related(b"\x89PNG", "image", "png")
    for name in ("a.mhtml", "a.mht"):
        found = fields(saved.as_bytes(), name)
        assert (found["title"], found["url"]) == (TITLE, saved["Snapshot-Content-Location"])
        assert BODY[4] in str(found["text"])
    assert isinstance(only(b"Subject: x\n\nno page", "a.mht"), Rejection)
