"""Draws how a search becomes a collection, which may keep following it."""

import streamlit as st

from app.incoming.saved_search import SavedSearch, gather
from app.messages import say, say_day, say_error
from app.page.highlight import escape
from app.page.views.parts import notice
from vectorstore.collections import MAX_NAME_CHARS
from vectorstore.errors import CollectionError, LibraryError
from vectorstore.library import Library

_TROUBLE = "follow-trouble"


def say_search(search: SavedSearch, language: str) -> str:
    """A search on one line, as a name for it too: “bão · Báo Mía · 3-5-2026 – 9-5-2026”."""
    days = " – ".join(say_day(day, language) for day in (search.published_from, search.published_to) if day)
    return " · ".join(part for part in (search.words, search.topic, search.outlet, search.author, days) if part)


def draw_follow(library: Library, search: SavedSearch, language: str) -> None:
    """The button that makes a collection of a search; nothing where nothing is searched for."""
    if not search:
        return
    told = say_search(search, language)

    def make() -> None:
        name = str(st.session_state["follow-name"]).strip() or told
        try:
            made = gather(library, name, search, following=bool(st.session_state["follow-on"]))
        except (CollectionError, LibraryError) as error:
            st.session_state[_TROUBLE] = error
            return
        st.session_state["collection"] = made

    with st.popover(
        say("follow_search", language), icon=":material/bookmark_add:", type="tertiary", key="follow-search"
    ):
        st.html(f'<p class="hb-muted">{escape(say("follow_search_why", language, search=told))}</p>')
        st.text_input(
            say("collection_name", language), told[:MAX_NAME_CHARS], key="follow-name", max_chars=MAX_NAME_CHARS
        )
        st.checkbox(say("follow_on", language), value=True, key="follow-on")
        st.button(say("follow_make", language), key="follow-make", type="primary", on_click=make)
    if error := st.session_state.pop(_TROUBLE, None):
        st.html(notice(say_error(error, language)))
