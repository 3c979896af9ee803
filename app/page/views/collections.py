"""Draws the collections: which one is open, and what can be done with it."""

from collections.abc import Callable

import streamlit as st

from app.incoming.saved_search import search_of
from app.messages import say, say_error
from app.page.highlight import escape, plain
from app.page.views.kept_in_address import from_address, into_address
from app.page.views.parts import notice
from app.page.views.saved_search import say_search
from vectorstore.collections import MAX_NAME_CHARS
from vectorstore.errors import CollectionError, LibraryError
from vectorstore.library import Library

_KEY = "collection"


def draw_collections(library: Library, language: str) -> str | None:
    """A pill for each; returns the name of the one that is open, None for all articles."""
    names = {"": say("all_articles", language)}
    for one in library.collections.listed():
        names[one.name] = say("collection_label", language, name=plain(one.name), count=one.articles)
    from_address(_KEY, _KEY, lambda said: said if said in names else "")
    if st.session_state.get(_KEY, "") not in names:
        st.session_state[_KEY] = ""
    chosen = st.segmented_control(
        say("collections", language),
        list(names),
        default="",
        format_func=names.__getitem__,
        key=_KEY,
        required=True,
        label_visibility="collapsed",
    )
    into_address({_KEY: chosen or ""})
    return chosen or None


def draw_one(library: Library, name: str, language: str, ask: Callable[[], None], *, may_edit: bool = True) -> None:
    """What can be done with the open one: ask within it, rename, delete."""

    def rename() -> None:
        try:
            st.session_state[_KEY] = library.collections.rename(name, str(st.session_state[f"name-{name}"]))
        except (CollectionError, LibraryError) as error:
            st.session_state["collection-trouble"] = error

    def delete() -> None:
        library.collections.delete(name)
        st.session_state[_KEY] = ""

    search = search_of(library, name)
    if search:
        told = escape(say("follows_search", language, search=say_search(search, language)))
        st.html(f'<p class="hb-muted">{told}</p>')
    with st.container(horizontal=True, gap="small", key="open-collection"):
        if st.button(say("ask_within", language), key="ask-within", type="primary", icon=":material/forum:"):
            ask()
        if not may_edit:
            return
        if search:
            st.button(
                say("follow_no_more", language),
                key="follow-no-more",
                icon=":material/notifications_off:",
                on_click=lambda: library.collections.follow(name, None),
            )
        with st.popover(say("rename_collection", language), icon=":material/edit:", key="rename-collection"):
            st.text_input(
                say("collection_name", language), name, key=f"name-{name}", max_chars=MAX_NAME_CHARS, on_change=rename
            )
        with st.popover(say("delete_collection", language), icon=":material/delete:", key="delete-collection"):
            st.text(say("delete_collection_why", language, name=name))
            st.button(say("delete_collection", language), key="delete-collection-sure", type="primary", on_click=delete)
    if error := st.session_state.pop("collection-trouble", None):
        st.html(notice(say_error(error, language)))
