"""Dumps as programs write them: HTML in fields, standfirsts, blocks, wrappers, tables with something above them."""

import json
from typing import Any

import pytest

from ingest.article import to_article
from ingest.field_values import as_text
from ingest.markup import shown
from tests.ingest.readers.reading import notices, records, rejections

FIRST = "Giải nhất là 3 triệu đồng và một con dê 30 kg."
LAST = "Hội thi năm sau vào ngày 9-1."
HTML = (
    '<p class="t">Giải nhất là 3&nbsp;triệu đồng v&agrave; một <b>con d&ecirc;</b> 30&nbsp;kg.</p>'
    '<figure><img src="/a.jpg"/><figcaption>Con dê</figcaption></figure>\n<p>Hội thi năm sau v&agrave;o ngày 9-1.</p>'
)
ARTICLE = {"title": "Hội thi đua thuyền", "content": HTML}


def texts(name: str, found: object) -> list[str]:
    return [to_article(record).text for record in records(name, json.dumps(found, ensure_ascii=False).encode())]


CONTENTS: list[Any] = [
    HTML,
    HTML.replace("<", "&lt;").replace(">", "&gt;"),
    f"<![CDATA[{HTML}]]>",
    f"<!-- wp:paragraph -->{HTML}<!-- /wp:paragraph -->",
    f"{FIRST}<br>{LAST}",
    f"{FIRST}<br/><br />\n{LAST}",
    f"<b>{FIRST}</b>\n{LAST}",
    [FIRST, LAST],
    [f"<p>{FIRST}</p>", f"<p>{LAST}</p>"],
    {"rendered": HTML, "protected": False},
    {"text": f"{FIRST}\n{LAST}", "html": HTML},
    {"html": HTML},
    {
        "blocks": [
            {"type": "paragraph", "data": {"text": FIRST}},
            {"type": "image", "data": {"caption": "Con dê"}},
            {"type": "paragraph", "data": {"text": LAST}},
        ]
    },
    [{"type": "text", "content": FIRST}, {"type": "photo", "content": "/a.jpg"}, {"type": "text", "content": LAST}],
    {
        "type": "doc",
        "content": [
            {
                "type": "paragraph",
                "content": [{"type": "text", "text": FIRST[:9]}, {"type": "text", "text": FIRST[9:]}],
            },
            {"type": "paragraph", "content": [{"type": "text", "text": LAST}]},
        ],
    },
    [
        {"_type": "block", "children": [{"_type": "span", "text": FIRST, "marks": []}]},
        {"_type": "block", "children": [{"_type": "span", "text": LAST, "marks": []}]},
    ],
    {"ops": [{"insert": FIRST}, {"insert": f"\n{LAST}\n"}]},
    {"0": FIRST, "1": LAST},
    [
        {
            "type": "paragraph",
            "children": [{"text": FIRST[:9]}, {"text": FIRST[9:20], "bold": True}, {"text": FIRST[20:]}],
        },
        {"type": "paragraph", "children": [{"text": LAST}]},
    ],
    [{"text": FIRST}, {"text": LAST}],
    json.dumps([FIRST, LAST]),
    json.dumps({"blocks": [{"type": "paragraph", "data": {"text": FIRST}}, {"data": {"text": LAST}}]}),
    repr([FIRST, LAST]),
]


@pytest.mark.parametrize("content", CONTENTS, ids=range(len(CONTENTS)))
def test_a_content_field_is_its_words(content: Any) -> None:
    assert texts("a.json", [{"title": "Hội thi", "content": content}]) == [f"{FIRST}\n{LAST}"]
    assert texts("a.jsonl", {"title": "Hội thi", "nội dung": content}) == [f"{FIRST}\n{LAST}"]


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n\n  {LAST} ",
        "1 < 2 và 3 > 2; R&D; AT&T",
        "Thẻ &eacute; cho ra é.",
        "[1] Xem [2].",
        "a <- b <= c",
        "[‘Ảnh’] Hồ cạn []",
        "['Ảnh', Hồ cạn]",
        '{"a": }',
    ],
)
def test_plain_text_stays_to_the_letter(text: str) -> None:
    assert shown(text) == as_text(text) == text


SAPO = "Hội đua thuyền trở lại sau bốn năm vì hồ cạn từ năm 2021."


@pytest.mark.parametrize("name", ["sapo", "description", "summary", "lead", "chapeau", "Tóm tắt", "standfirst"])
def test_a_standfirst_comes_first_in_the_text(name: str) -> None:
    assert texts("a.json", [ARTICLE | {name: f"<strong>{SAPO}</strong>"}]) == [f"{SAPO}\n{FIRST}\n{LAST}"]
    assert texts("a.json", [{"title": "Hội thi", name: SAPO}]) == [SAPO]
    assert texts("a.json", [{"content": f"{SAPO}\n{FIRST}", name: f"{SAPO[:50]}…"}]) == [f"{SAPO}\n{FIRST}"]
    (record,) = records("a.csv", f'{name},nội dung\n"{SAPO}","{FIRST}"\n'.encode())
    assert record.fields["text"] == f"{SAPO}\n{FIRST}"


SHAPES: list[Any] = [
    {"1": ARTICLE, "2": ARTICLE},
    {"title": {"0": "a", "1": "b"}, "content": {"0": HTML, "1": HTML}},
    {"title": ["a", "b"], "content": [HTML, HTML]},
    {"columns": ["title", "content"], "index": [0, 1], "data": [["a", HTML], ["b", HTML]]},
    {"schema": {}, "data": [ARTICLE, ARTICLE]},
    {"took": 3, "hits": {"total": 2, "hits": [{"_id": "x", "_source": ARTICLE}, {"_id": "y", "_source": ARTICLE}]}},
    [{"model": "tin.bai", "pk": 1, "fields": ARTICLE}, {"model": "tin.bai", "pk": 2, "fields": ARTICLE}],
    {"rows": [{"id": "x", "doc": ARTICLE}, {"id": "y", "doc": ARTICLE}]},
    {"data": {"posts": {"edges": [{"node": ARTICLE}, {"node": ARTICLE}]}}},
    {"data": [{"id": 1, "attributes": ARTICLE}, {"id": 2, "attributes": ARTICLE}]},
    {"status": "ok", "totalResults": 2, "articles": [ARTICLE, ARTICLE]},
    {"documents": [{"name": "a", "fields": {name: {"stringValue": value} for name, value in ARTICLE.items()}}] * 2},
    {"Items": [{name: {"S": value} for name, value in ARTICLE.items()}] * 2},
    {"db": [{"meta": {"version": "5"}, "data": {"posts": [ARTICLE, ARTICLE]}}]},
    {"2024-03-01": [ARTICLE], "2024-03-02": [ARTICLE]},
    {"Báo Hồ Cạn": {"articles": [ARTICLE]}, "Báo Đua Thuyền": {"articles": [ARTICLE]}},
    [["title", "content"], ["a", HTML], ["b", HTML]],
    [{"type": "header"}, {"type": "table", "name": "tin", "data": [ARTICLE, ARTICLE]}],
    {"features": [], "rows": [{"row_idx": 0, "row": ARTICLE}, {"row_idx": 1, "row": ARTICLE}]},
    [{"lc": 1, "kwargs": {"page_content": f"{FIRST}\n{LAST}", "metadata": {"title": "Hội thi"}}}] * 2,
    {"Items": [{"title": {"S": "a"}, "content": {"L": [{"S": FIRST}, {"S": LAST}]}}] * 2},
    {
        "documents": [
            {"fields": {"content": {"arrayValue": {"values": [{"stringValue": FIRST}, {"stringValue": LAST}]}}}}
        ]
        * 2
    },
    [f"{FIRST}\n{LAST}", f"{FIRST}\n{LAST}"],
    {"hoi-thi": f"{FIRST}\n{LAST}", "dua-thuyen": f"{FIRST}\n{LAST}"},
]


@pytest.mark.parametrize("shape", SHAPES, ids=range(len(SHAPES)))
def test_articles_are_found_whatever_they_are_wrapped_in(shape: Any) -> None:
    assert texts("a.json", shape) == [f"{FIRST}\n{LAST}"] * 2
    assert rejections("a.json", json.dumps(shape).encode()) == []


@pytest.mark.parametrize(
    "found",
    [
        {"post_title": "Hội thi", "post_content": FIRST, "post_date": "2024-03-01 08:00:00", "post_author": "An"},
        {"articleTitle": "Hội thi", "articleContent": FIRST, "articleDate": "2024-03-01", "author_name": "An"},
        {"Tiêu đề bài viết": "Hội thi", "Nội dung bài viết": FIRST, "Ngày đăng bài": "01/03/2024", "Tác giả": "An"},
        {"title_s": "Hội thi", "content_t": [FIRST], "published_dt": ["2024-03-01T08:00:00Z"], "author_s": "An"},
        {"title": {"vi": "Hội thi", "en": "Fair"}, "body": {"vi": FIRST, "en": "A fair."}, "date": {"vi": "2024-03-01"}}
        | {"author": [{"name": "An"}]},
        {"title": [{"value": "Hội thi"}], "body": [{"value": FIRST}], "created": [{"value": "2024-03-01T08:00:00Z"}]}
        | {"author": "['An']"},
        {"page_content": FIRST, "metadata": {"title": "Hội thi", "date": "2024-03-01", "author": "An"}},
        {"article": {"title": "Hội thi", "content": FIRST}, "meta": {"date": "2024-03-01", "author": "An"}},
        {"title": None, "headline": "Hội thi", "text": "", "body": FIRST, "date": "NaT", "created": "2024-03-01"}
        | {"author": "An", "outlet": float("nan")},
        {"tiªu ®Ò": "Hội thi", "néi dung": FIRST, "ngµy ®¨ng": "2024-03-01", "t¸c gi¶": "An"},
        {"tieâu ñeà": "Hội thi", "noäi dung": FIRST, "ngaøy ñaêng": "2024-03-01", "taùc giaû": "An"},
        {
            name.encode().decode("latin-1"): value
            for name, value in (("tiêu đề", "Hội thi"), ("nội dung", FIRST), ("ngày", "2024-03-01"), ("tác giả", "An"))
        },
    ],
)
def test_fields_are_known_however_a_program_calls_and_wraps_them(found: Any) -> None:
    for name, content in (("a.json", [found]), ("a.jsonl", found)):
        (record,) = records(name, json.dumps(content, ensure_ascii=False).encode())
        article = to_article(record)
        assert (article.title, article.text, article.author) == ("Hội thi", FIRST, "An")
        assert str(article.published)[:10] == "2024-03-01"
        assert article.outlet is None


def test_a_text_in_numbered_fields_is_whole() -> None:
    found = {"tiêu đề": "Hội thi", "noi_dung_2": LAST, "noi_dung_1": FIRST}
    assert texts("a.json", [found]) == [f"{FIRST}\n{LAST}"]


@pytest.mark.parametrize(
    ("given", "outlet", "url"),
    [
        ({"source": "https://tin.example.vn/a"}, "tin.example.vn", "https://tin.example.vn/a"),
        ({"source": "https://tin.example.vn/a", "sitename": "Báo Hồ Cạn"}, "Báo Hồ Cạn", "https://tin.example.vn/a"),
        (
            {"source": {"name": "Báo Hồ Cạn", "url": "https://b.vn"}, "link": "https://b.vn/a"},
            "Báo Hồ Cạn",
            "https://b.vn/a",
        ),
        (
            {"publisher": "NULL", "source": "Báo Hồ Cạn", "url": [{"href": "https://b.vn/a"}]},
            "Báo Hồ Cạn",
            "https://b.vn/a",
        ),
    ],
)
def test_an_address_is_no_outlet(given: Any, outlet: str, url: str) -> None:
    (record,) = records("a.json", json.dumps([{"content": FIRST} | given]).encode())
    assert (record.fields["outlet"], record.fields["url"]) == (outlet, url)


def test_numbers_for_names_cost_no_article() -> None:
    found = {
        "id": 7,
        "title": {"rendered": "Hội thi"},
        "content": {"rendered": HTML},
        "author": 3,
        "categories": [1, 2],
    }
    (record,) = records("a.json", json.dumps([found]).encode())
    article = to_article(record)
    assert (article.title, article.author, article.topic) == ("Hội thi", None, None)
    assert (article.metadata["author_as_given"], article.metadata["topic_as_given"]) == (3, [1, 2])


def test_lines_in_other_forms_than_one_article_each() -> None:
    bulk = f'{{"index": {{"_id": "1"}}}}\n{json.dumps(ARTICLE)}\n'
    pages = f'{{"articles": [{json.dumps(ARTICLE)}, {json.dumps(ARTICLE)}]}}\n'
    spread = json.dumps([ARTICLE, ARTICLE], indent=1)
    one_after_another = json.dumps(ARTICLE, indent=1) + "\n" + json.dumps(ARTICLE, indent=1)
    for content, count in ((bulk, 1), (pages, 2), (spread, 2), (one_after_another, 2)):
        for name in ("a.jsonl", "a.json"):
            assert len(records(name, content.encode())) == count, (name, content)
            assert rejections(name, content.encode()) == []


SAID = "Bến phà mới chở được 60 người, chạy từ sáng đến tối."


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-16", SAID),
        ("utf-8-sig", SAID),
        ("latin-1", "Beán phaø môùi chôû ñöôïc 60 ngöôøi, chaïy töø saùng ñeán toái."),
        ("latin-1", "BÕn phµ míi chë ®\u00ad\u00eec 60 ng\u00ad\u00eai, ch¹y tõ s¸ng ®Õn tèi."),
    ],
)
def test_lines_of_json_in_another_encoding(encoding: str, text: str) -> None:
    content = "\n".join([json.dumps({"title": "Tin", "text": text}, ensure_ascii=False)] * 3).encode(encoding)
    assert [record.fields["text"] for record in records("a.jsonl", content)] == [SAID] * 3


def test_a_wrapper_tells_the_id() -> None:
    line = json.dumps({"_index": "tin", "_id": "x7", "_source": ARTICLE | {"publish": "2024-03-01"}})
    (record,) = records("a.jsonl", line.encode())
    assert (record.fields["id"], record.fields["published"]) == ("x7", "2024-03-01")


def test_what_a_wrapper_tells_beside_the_words() -> None:
    result = {"webTitle": "Hội thi", "webPublicationDate": "2024-03-01T02:00:00Z", "sectionName": "Tin", "fields": {}}
    (record,) = records("a.json", json.dumps({"results": [result | {"fields": {"bodyText": FIRST}}]}).encode())
    assert {name: record.fields[name] for name in ("title", "published", "topic", "text")} == {
        "title": "Hội thi",
        "published": "2024-03-01T02:00:00Z",
        "topic": "Tin",
        "text": FIRST,
    }
    (record,) = records("b.json", json.dumps([{"headline": {"main": "Hội thi"}, "lead_paragraph": FIRST}]).encode())
    assert record.fields["title"] == "Hội thi"


@pytest.mark.parametrize(
    "date", [{"$date": "2024-03-01T02:00:00Z"}, {"$date": {"$numberLong": "1709258400000"}}, {"$date": 1709258400000}]
)
def test_values_of_mongodb(date: Any) -> None:
    found = ARTICLE | {"_id": {"$oid": "65a1f0c2b7d3e4a5f6071829"}, "publish": date, "views": {"$numberInt": "3"}}
    (record,) = records("a.jsonl", json.dumps(found).encode())
    article = to_article(record)
    assert (article.id, str(article.published)[:10], article.metadata["views"]) == (
        "65a1f0c2b7d3e4a5f6071829",
        "2024-03-01",
        3,
    )


@pytest.mark.parametrize("end", ["… [+1200 chars]", "... [+87 chars]", " [+3 ký tự]", " […]"])
def test_what_a_service_cut_off_is_told_and_not_quoted(end: str) -> None:
    content = json.dumps([{"content": f"{FIRST} Hội thi{end}"}]).encode()
    (record,) = records("a.json", content)
    assert record.fields["text"] == f"{FIRST} Hội thi…"
    assert [(notice.code, notice.detail) for notice in notices("a.json", content)] == [("cut_short", "content")]


ROW = f'Hội thi;"{FIRST}"'
HEADER = "tiêu đề;nội dung"


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}\n{ROW}\n",
        f"sep=;\n{HEADER}\n{ROW}\n",
        f"\ufeffsep=;\r\n{HEADER}\r\n{ROW}\r\n",
        f"Danh sách bài tháng 3;\n{HEADER}\n{ROW}\n",
        f"Danh sách bài tháng 3\n\n{HEADER}\n{ROW}\n",
        f"{HEADER}\r{ROW}\r",
        f"{HEADER}\r\r\n{ROW}\r\r\n",
        f"{HEADER}\r{ROW.replace(' và', chr(10) + 'và')}\r",
    ],
)
def test_what_stands_above_and_between_the_rows_of_a_table(content: str) -> None:
    (record,) = records("a.csv", content.encode())
    assert " ".join(str(record.fields["text"]).split()) == FIRST
    assert rejections("a.csv", content.encode()) == []


def test_messages_name_the_field_that_the_file_has() -> None:
    lines = [{"nội dung": 3}, {"nội dung": ""}, {"tieude": "x", "ghi chú": "y"}, {"nội dung": "x.", "mã bài": {"a": 1}}]
    content = "\n".join(json.dumps(line) for line in lines).encode()
    found = list(rejections("a.jsonl", content))
    for record in records("a.jsonl", content):
        try:
            to_article(record)
        except ValueError as error:
            found.append(error.rejection)  # type: ignore[attr-defined]
    assert sorted((one.code, one.detail) for one in found) == [
        ("bad_field", "mã bài"),
        ("bad_field", "nội dung"),
        ("empty_field", "nội dung"),
        ("no_text_field", "“tieude”, “ghi chú”"),
    ]
