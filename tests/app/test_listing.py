"""A list of articles on every face: words, JSON, the page's HTML, Markdown to check; in both languages."""

import json
from dataclasses import replace
from html import unescape

import pytest

from app.conversation.exchange import Exchange
from app.conversation.export import conversation_json, markdown_of
from app.conversation.stored import from_record, to_record
from app.messages import say_answer, say_lines, say_listing
from app.page.views.turn_html import outcome_html
from app.shapes import answer_json
from rag.answer import Answer, ArticleList, Asks, ListedArticle, OutletCount
from vectorstore.records import Coverage, Filters

PAYLOAD = '<img src=x onerror=alert(1)> *đậm* [9] "'
ONE = ListedArticle("mía", "Giá mía [9] tăng", "2024-03-06", "Báo Mía", None)
TWO = ListedArticle("lúa", "", None, None, "https://tin.example/2")
HELD = Coverage(9, 9, None, None)
LIST = ArticleList("count", 12, (ONE, TWO), "giá mía", outlet="Báo Mía", start="2024-03-01", end="2024-03-31")


def answer(listing: ArticleList, language: str = "vi") -> Answer:
    none = not listing.total
    return Answer("?", "?", language, "quote", None, "", none, (), (), (), Filters(), HELD, (), {}, listing=listing)


def test_what_leads_the_list() -> None:
    assert say_listing(LIST, "vi") == (
        "Có 12 bài của Báo Mía đăng từ 1-3-2024 đến 31-3-2024 nhắc đến “giá mía”. Dưới đây là 2 bài đầu."
    )
    assert say_listing(LIST, "en") == (
        "There are 12 articles from Báo Mía published 2024-03-01 to 2024-03-31 mentioning “giá mía”. "
        "The first 2 are shown."
    )
    assert say_lines(LIST, "vi") == [
        "1. “Giá mía (9) tăng” (Báo Mía, 6-3-2024)",
        "2. bài không có tiêu đề (không rõ ngày)",
    ]


@pytest.mark.parametrize(
    ("asks", "total", "wanted"),
    [
        ("list", 0, "Không có bài nào nhắc đến “giá mía”."),
        ("count", 1, "Có 1 bài nhắc đến “giá mía”."),
        ("newest", 1, "Có 1 bài nhắc đến “giá mía”: “Giá mía (9) tăng” (Báo Mía, 6-3-2024)."),
        ("newest", 3, "Mới nhất trong 3 bài nhắc đến “giá mía”: “Giá mía (9) tăng” (Báo Mía, 6-3-2024)."),
        ("oldest", 3, "Sớm nhất trong 3 bài nhắc đến “giá mía”: “Giá mía (9) tăng” (Báo Mía, 6-3-2024)."),
        ("outlets", 3, "2 báo có bài nhắc đến “giá mía”: Báo Mía (2 bài), Tin Lúa (1 bài)."),
    ],
)
def test_each_kind_of_list(asks: Asks, total: int, wanted: str) -> None:
    outlets = (OutletCount("Báo Mía", 2), OutletCount("Tin Lúa", 1)) if asks == "outlets" else ()
    listing = ArticleList(asks, total, (ONE, TWO, TWO)[:total], "giá mía", outlets=outlets)
    assert say_listing(listing, "vi") == wanted
    assert say_listing(listing, "en") != wanted


def test_a_day_without_articles_names_the_nearest() -> None:
    none = ArticleList("list", 0, (), start="2024-03-02", end="2024-03-02", nearest=("2024-03-01", "2024-03-04"))
    assert say_answer(answer(none)) == (
        "Không có bài nào đăng ngày 2-3-2024. Những ngày gần nhất có bài: 1-3-2024, 4-3-2024."
    )
    assert say_answer(answer(none, "en")).endswith("The nearest days with articles: 2024-03-01, 2024-03-04.")


def test_json_has_the_list() -> None:
    document = answer_json(answer(LIST), say_answer(answer(LIST)), [])
    assert document["listing"]["total"] == 12
    first = document["listing"]["articles"][0]
    assert (first["n"], first["article_id"], first["published"]) == (1, "mía", "2024-03-06")
    assert (first["title"], first["outlet"], first["url"]) == ("Giá mía [9] tăng", "Báo Mía", None)
    json.dumps(document)


def test_a_list_is_kept_and_exported() -> None:
    exchange = Exchange("Có bao nhiêu bài về giá mía?", answer=answer(LIST))
    assert from_record(json.loads(json.dumps(to_record(exchange)))).answer == exchange.answer
    assert "Giá mía" in markdown_of(exchange, "vi")
    assert json.loads(conversation_json("Tên", [exchange], "vi"))["turns"][0]["answer"]["listing"]["total"] == 12


def test_the_page_links_each_article_and_shows_no_markup_of_theirs() -> None:
    listing = replace(LIST, articles=(replace(ONE, title=PAYLOAD, outlet=PAYLOAD),), subject=PAYLOAD)
    html = outcome_html(
        Exchange("?", answer=answer(listing)),
        0,
        lambda source: f"?article={source.article_id}",
        "vi",
        last=True,
        unfolded=False,
    )
    assert 'href="?article=mía"' in html
    assert "<img" not in html
    assert "onerror" in unescape(html)
    assert 'data-do="listing"' in html
    assert "[9]" not in markdown_of(Exchange("?", answer=answer(listing)), "vi").replace("\\[9\\]", "")
