import json
from typing import Any

import pytest

from tests.ingest.readers.reading import notices, records, rejections

ARTICLES = [{"headline": "Mưa", "body": "Mưa to.", "source": "Sông Hồng"}, {"title": "Nắng", "text": "Nắng gắt."}]


@pytest.mark.parametrize(
    "found", [ARTICLES, {"status": "ok", "articles": ARTICLES}, {"Data": ARTICLES}, {"data": {"items": ARTICLES}}]
)
def test_a_list_of_articles_wherever_it_is(found: Any) -> None:
    read = records("a.json", json.dumps(found).encode())
    assert [dict(record.fields) for record in read] == [
        {"title": "Mưa", "text": "Mưa to.", "outlet": "Sông Hồng"},
        {"title": "Nắng", "text": "Nắng gắt."},
    ]
    assert [(record.source, record.default_id) for record in read] == [("a.json#1", "a-1"), ("a.json#2", "a-2")]


def test_one_article() -> None:
    (record,) = records("a.json", json.dumps(ARTICLES[0]).encode("utf-16"))
    assert (record.source, record.default_id, record.fields["title"]) == ("a.json", "a", "Mưa")


def test_lines_of_json_under_this_name() -> None:
    content = "\n".join(json.dumps(article) for article in ARTICLES).encode()
    assert [record.source for record in records("a.json", content)] == ["a.json:1", "a.json:2"]


def test_a_bad_item_is_rejected_and_the_rest_goes_on() -> None:
    content = json.dumps([*ARTICLES, "Mưa", {"text": "Gió.", "date": "2099-01-01"}]).encode()
    assert [(r.source, r.code) for r in rejections("a.json", content)] == [("a.json#3", "not_object")]
    assert len(records("a.json", content)) == 3
    assert [notice.source for notice in notices("a.json", content)] == ["a.json#4"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "cut_off"),
        (b"{oops", "not_json"),
        (b"", "empty_file"),
        (b"[" * 200_000, "json_beyond"),
        (b"3", "no_article_list"),
        (b'{"a": {"x": "y"}}', "no_article_list"),
        (b"[]", "no_text"),
        (b'{"articles": []}', "no_text"),
        (b"\xff\xfa", "not_utf8"),
    ],
)
def test_what_holds_no_articles(content: bytes, code: str) -> None:
    assert [r.code for r in rejections("a.json", content)] == [code]
    assert not records("a.json", content)
