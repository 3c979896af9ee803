import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.article import to_article
from ingest.field_values import as_text, web_address
from tests.ingest.readers.reading import records

FIRST = "Xe đò Gò Nổi chạy lại từ ngày 2-7 với giá vé 12.000 đồng."
MIDDLE = "Mỗi ngày có bốn chuyến, chuyến đầu lúc 5 giờ sáng."
LAST = "Chủ xe nói khách chê xe cũ nhưng vẫn đi."
WHOLE = f"{FIRST}\n{MIDDLE}\n{LAST}"
SCRIPTS = ("javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,<b>", "vbscript:x")
OTHERS = ("file:///kho/bai.txt", "ftp://bao-go.vn/1", "https://", "http:x", "mailto:a@bao-go.vn", "about:blank", "")


@pytest.mark.parametrize("address", [*SCRIPTS, *OTHERS, "/tin/1.html", "?id=1", "#dau", "tin 1"])
def test_only_addresses_of_the_web_are_addresses(address: str) -> None:
    assert web_address(address) is None


@pytest.mark.parametrize(
    ("given_address", "kept"),
    [
        ("https://bao-go.vn", "https://bao-go.vn"),
        (" HTTP://bao-go.vn:8080/a?b#c\n", "HTTP://bao-go.vn:8080/a?b#c"),
        ("https://bao-go.vn/xe đò.html", "https://bao-go.vn/xe%20đò.html"),
        ("//bao-go.vn/1.html", "https://bao-go.vn/1.html"),
        ("bao-go.vn/1.html", "https://bao-go.vn/1.html"),
    ],
)
def test_addresses_of_the_web_are_kept(given_address: str, kept: str) -> None:
    assert web_address(given_address) == kept


@given(st.text())
def test_whatever_is_kept_leads_to_the_web(words: str) -> None:
    kept = web_address(words)
    assert kept is None or (kept.lower().startswith(("http://", "https://")) and not set(kept) & set(" \t\n"))


RSS = (
    "<rss version='2.0'><channel><title>Báo Gò</title><item><title>Xe đò</title><link>{xml}</link>"
    "<description>{text}</description></item></channel></rss>"
)
PAGE = (
    "<html><head><meta property='og:url' content='{xml}'><title>Xe đò</title></head><body><article><h1>Xe đò</h1>"
    f"<p>{{text}}</p><p>{MIDDLE}</p><p>{LAST}</p></article></body></html>"
)


@pytest.mark.parametrize("address", SCRIPTS)
@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.jsonl", '{{"id": "1", "title": "Xe đò", "text": "{text}", "url": {address}}}'),
        ("a.json", '[{{"tieude": "Xe đò", "noidung": "{text}", "link": [{address}]}}]'),
        ("a.csv", "title,text,link\nXe đò,{text},{address}"),
        ("a.md", "---\ntitle: Xe đò\nurl: {address}\n---\n{text}"),
        ("a.xml", RSS),
        ("a.html", PAGE),
    ],
)
def test_no_reader_lets_a_script_pass_for_an_address(name: str, source: str, address: str) -> None:
    quoted, xml = json.dumps(address), address.replace("<", "&lt;")
    content = source.format(text=FIRST, address=quoted, xml=xml).encode()
    (article,) = map(to_article, records(name, content))
    assert article.url is None
    assert "script:" not in article.id


@pytest.mark.parametrize(
    "content",
    [
        {"p1": FIRST, "p2": MIDDLE, "p3": LAST},
        {"intro": FIRST, "body": MIDDLE, "conclusion": LAST},
        {"p": [FIRST, MIDDLE, LAST]},
        {"div": {"p": [{"#text": FIRST}, {"#text": MIDDLE}, LAST]}},
        {"0": FIRST, "1": MIDDLE, "2": LAST},
        [{"paragraphs": [FIRST, MIDDLE]}, {"paragraphs": [LAST]}],
        {"text": WHOLE, "html": f"<p>{FIRST}</p><p>{MIDDLE}</p><p>{LAST}</p>"},
        {"rendered": WHOLE, "protected": False},
        "\\n".join((FIRST, MIDDLE, LAST)),
        "\\r\\n".join((FIRST, MIDDLE, LAST)),
        f"<p>{FIRST}<\\/p><p>{MIDDLE}<\\/p><p>{LAST}<\\/p>",
        f"&amp;lt;p&amp;gt;{FIRST}&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;{MIDDLE}&amp;lt;/p&amp;gt;{LAST}",
    ],
)
def test_an_articles_parts_are_its_text_in_order(content: Any) -> None:
    assert as_text(content) == WHOLE


def test_what_is_asked_about_a_text_is_no_part_of_it() -> None:
    asked = [{"context": FIRST, "qas": [{"id": "1", "question": "Xe đò chạy lại từ ngày nào vậy?"}]}]
    assert as_text(asked) == FIRST


def test_a_part_keeps_its_heading() -> None:
    sections = [{"heading": "Giờ chạy", "paragraphs": [FIRST, MIDDLE]}, {"heading": "Khách", "paragraphs": [LAST]}]
    assert as_text(sections) == f"Giờ chạy\n{FIRST}\n{MIDDLE}\nKhách\n{LAST}"


@pytest.mark.parametrize("path", ["Thư mục C:\\news\\nam có bài. Xem D:\\nha.", "Dòng một.\nDòng hai.\\nDòng ba."])
def test_a_backslash_of_another_kind_stays(path: str) -> None:
    assert as_text(path) == path
