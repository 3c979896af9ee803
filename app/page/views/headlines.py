"""Draws a list of headlines, a page at a time; each opens its article."""

from collections.abc import Sequence

import streamlit as st

from app.conversation.places import article_address
from app.page.views.parts import headline
from rag.explore.overview import Headline
from vectorstore.records import Article

A_PAGE = 10


def draw_headlines(articles: Sequence[Article | Headline], total: int, key: str, language: str) -> None:
    """The articles of the page that `page_of` names, of `total` in all."""
    lines = []
    for article in articles:
        article_id = article.article_id if isinstance(article, Headline) else article.id
        lines.append(headline(article, article_address(article_id), language))
    st.html(f'<ul class="hb-list">{"".join(lines)}</ul>')
    if (pages := -(-total // A_PAGE)) > 1:
        st.pagination(pages, default=min(page_of(key), pages), key=_key(key))


def page_of(key: str) -> int:
    """The page that the reader has turned to, from 1."""
    return int(st.session_state.get(_key(key), 1))


def _key(key: str) -> str:
    return f"headlines-{key}"
