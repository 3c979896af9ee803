"""Draws the articles of the library, a page at a time, with what narrows them down and what orders them."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.conversation.places import article_address
from app.incoming.saved_search import SavedSearch
from app.messages import say
from app.page.highlight import plain
from app.page.snippets import snippet
from app.page.views.facets import draw_facets
from app.page.views.kept_in_address import from_address, into_address, join_typing
from app.page.views.mention import draw_ask_icon
from app.page.views.parts import headline, label, notice
from app.page.views.saved_search import draw_follow
from vectorstore.library import Library
from vectorstore.records import Article, Filters, Order

A_PAGE = 20
MAX_WORDS_CHARS = 200
# “Pick all” picks so many at most.
MAX_PICKED = 5_000
ORDERS: tuple[Order, ...] = ("newest", "added", "oldest", "longest")
_PICKED = "picked-ids"
# What the address calls the words that are looked for.
_WORDS = "q"


def draw_filters(library: Library, collection: str | None, language: str) -> tuple[Filters, str, Order]:
    """Words, section, outlet, author, days and the order; returns what they ask for, which the address says too.

    Raises: LibraryError.
    """
    from_address(_WORDS, "find-articles", lambda said: said[:MAX_WORDS_CHARS])
    from_address("order", "order", lambda said: said if said in ORDERS else ORDERS[0])
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        words = st.text_input(
            say("find_articles", language),
            placeholder=say("find_articles_example", language),
            key="find-articles",
            icon=":material/search:",
            live=True,
            max_chars=MAX_WORDS_CHARS,
        )
        order = st.selectbox(
            say("order", language),
            ORDERS,
            format_func=lambda one: say(f"order_{one}", language),
            key="order",
        )
    into_address({_WORDS: words, "order": "" if order == ORDERS[0] else order})
    join_typing(_WORDS)
    return replace(draw_facets(library, language), collection=collection), words, order


def picked_ids() -> list[str]:
    """The articles that are picked, whichever search they were picked from."""
    return list(st.session_state.get(_PICKED, ()))


def unpick() -> None:
    """Pick nothing any more."""
    for article_id in picked_ids():
        st.session_state[f"pick-{article_id}"] = False
    st.session_state[_PICKED] = []


def draw_list(
    library: Library,
    filters: Filters,
    words: str,
    order: Order,
    language: str,
    ask: StreamlitPage,
    *,
    may_edit: bool = True,
) -> None:
    """A page of them, each with a box to pick it and a link to ask it, on the page `ask`. Raises: LibraryError.

    `may_edit`: a search may be followed.
    """
    key = f"page-{filters.collection}-{words}-{order}"
    page = int(st.session_state.get(key, 1))
    listing = library.listed(filters, words, limit=A_PAGE, offset=(page - 1) * A_PAGE, order=order)
    if page > 1 and not listing.articles:  # the last of a page were removed
        page = max(1, -(-listing.total // A_PAGE))
        listing = library.listed(filters, words, limit=A_PAGE, offset=(page - 1) * A_PAGE, order=order)
    if not listing.total:
        empty = filters.collection and not words and filters == Filters(collection=filters.collection)
        st.html(notice(say("collection_none" if empty else "articles_none", language)))
        return

    def pick_all() -> None:
        every = library.listed(filters, words, limit=MAX_PICKED, order=order)
        _pick([article.id for article in every.articles])

    first = (page - 1) * A_PAGE + 1
    counts = say("articles_found", language, first=first, last=first + len(listing.articles) - 1, total=listing.total)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="list-head"):
        st.html(label(counts), width="content")
        if may_edit and not filters.collection:
            draw_follow(library, SavedSearch.of(filters, words), language)
        most = min(listing.total, MAX_PICKED)
        st.button(say("pick_all", language, count=most), key="pick-all", type="tertiary", on_click=pick_all)
    _draw_rows(listing.articles, words, language, ask)
    if (pages := -(-listing.total // A_PAGE)) > 1:
        st.pagination(pages, default=min(page, pages), key=key)


def _pick(ids: Sequence[str]) -> None:
    st.session_state[_PICKED] = list(dict.fromkeys([*picked_ids(), *ids]))
    for article_id in ids:
        st.session_state[f"pick-{article_id}"] = True


def _toggled(article_id: str) -> None:
    others = [other for other in picked_ids() if other != article_id]
    st.session_state[_PICKED] = [*others, article_id] if st.session_state[f"pick-{article_id}"] else others


def _draw_rows(articles: Sequence[Article], words: str, language: str, ask: StreamlitPage) -> None:
    picked = set(picked_ids())
    with st.container(key="articles", gap=None):
        for article in articles:
            title, key = article.title or say("untitled", language), f"pick-{article.id}"
            if key not in st.session_state:  # a widget that wasn't drawn has forgotten what it was
                st.session_state[key] = article.id in picked
            with st.container(horizontal=True, gap="small", vertical_alignment="top"):
                st.checkbox(
                    say("pick", language, title=plain(title)),
                    key=key,
                    label_visibility="collapsed",
                    on_change=_toggled,
                    args=(article.id,),
                )
                line = headline(article, article_address(article.id), language)
                told = snippet(article.text, words, article.title) if words.strip() else ""
                st.html(f'<ul class="hb-list">{line}</ul>' + (f'<p class="hb-muted">{told}</p>' if told else ""))
                draw_ask_icon(article, ask, language)
