"""Draws the articles of the library, a page at a time, with what narrows them down."""

from collections.abc import Sequence

import streamlit as st

from app.messages import say
from app.page.highlight import plain
from app.page.places import article_address
from app.page.views.facets import chosen_days
from app.page.views.parts import headline, label, notice
from vectorstore.library import Library
from vectorstore.records import Article, Filters

A_PAGE = 20
MAX_WORDS_CHARS = 200


def draw_filters(library: Library, collection: str | None, language: str) -> tuple[Filters, str]:
    """Words, an outlet, days; returns what they ask for. Raises: LibraryError."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        words = st.text_input(
            say("find_articles", language),
            key="find-articles",
            icon=":material/search:",
            live=True,
            max_chars=MAX_WORDS_CHARS,
        )
        outlets = [outlet for outlet, _ in library.tallies().outlets]
        outlet = st.selectbox(
            say("outlet_filter", language),
            outlets,
            index=None,
            placeholder=say("every_outlet", language),
            key="outlet-filter",
        )
        days = st.date_input(say("date_filter", language), [], key="date-filter", format="DD/MM/YYYY")
    first, last = chosen_days(days)
    return Filters(first, last, outlet, collection=collection), words


def draw_list(library: Library, filters: Filters, words: str, language: str) -> list[str]:
    """A page of them, newest first, each with a box to pick it; returns the ids picked. Raises: LibraryError."""
    key = f"page-{filters.collection}-{words}"
    page = int(st.session_state.get(key, 1))
    found = library.listed(filters, words, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    if page > 1 and not found.articles:  # the last of a page were removed
        page = max(1, -(-found.total // A_PAGE))
        found = library.listed(filters, words, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    if not found.total:
        empty = filters.collection and not words and filters == Filters(collection=filters.collection)
        st.html(notice(say("collection_none" if empty else "articles_none", language)))
        return []
    first = (page - 1) * A_PAGE + 1
    counts = say("articles_found", language, first=first, last=first + len(found.articles) - 1, total=found.total)
    st.html(label(counts))
    picked = _draw_rows(found.articles, language)
    if (pages := -(-found.total // A_PAGE)) > 1:
        st.pagination(pages, default=min(page, pages), key=key)
    return picked


def _draw_rows(articles: Sequence[Article], language: str) -> list[str]:
    picked = []
    with st.container(key="articles", gap=None):
        for article in articles:
            title = article.title or say("untitled", language)
            with st.container(horizontal=True, gap="small", vertical_alignment="top"):
                if st.checkbox(
                    say("pick", language, title=plain(title)), key=f"pick-{article.id}", label_visibility="collapsed"
                ):
                    picked.append(article.id)
                line = headline(article, article_address(article.id), language)
                st.html(f'<ul class="hb-list">{line}</ul>')
    return picked
