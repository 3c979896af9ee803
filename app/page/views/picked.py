"""Draws what can be done with the articles that are picked: put into a collection, taken out of it, removed."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count

import streamlit as st

from app.messages import say, say_day
from app.page.state import Session
from app.page.views.listing import unpick
from vectorstore.collections import MAX_NAME_CHARS
from vectorstore.errors import CollectionError, LibraryError
from vectorstore.library import Library


def draw_picked(
    library: Library,
    picked: Sequence[str],
    collection: str | None,
    session: Session,
    language: str,
    ask_within: Callable[[str], None],
) -> None:
    """A row of buttons; nothing where nothing is picked."""
    if not picked:
        return

    def remove() -> None:
        try:
            library.remove(picked)
        except LibraryError as error:
            session.trouble = error
            return
        unpick()

    def gather() -> None:
        """Put them into a collection of their own, to be asked within."""
        day = say_day(datetime.now().astimezone().date().isoformat(), language)
        try:
            name = library.collections.create(_free_name(library, say("picked_collection", language, day=day)))
            library.collections.add(name, picked)
        except (CollectionError, LibraryError) as error:
            session.trouble = error
            return
        unpick()
        session.within = name

    def add() -> None:
        name = str(st.session_state["new-collection"]).strip() or st.session_state["which-collection"]
        try:
            if not name:
                raise CollectionError("", "unnamed")
            known = [one.name for one in library.collections.listed()]
            name = name if name in known else library.collections.create(name)
            added = library.collections.add(name, picked)
        except (CollectionError, LibraryError) as error:
            session.trouble = error
            return
        session.trouble = say("added_to", language, count=added, name=name)
        unpick()

    def take_out() -> None:
        try:
            library.collections.take_out(str(collection), picked)
        except (CollectionError, LibraryError) as error:
            session.trouble = error
        unpick()

    with st.container(border=True, horizontal=True, gap="small", vertical_alignment="center", key="picked"):
        st.text(say("picked", language, count=len(picked)), width="content")
        if st.button(say("ask_picked", language), key="ask-picked", icon=":material/forum:", on_click=gather):
            ask_within(session.within or "")
        with st.popover(say("to_collection", language), icon=":material/bookmark_add:", key="to-collection"):
            names = [one.name for one in library.collections.listed()]
            st.selectbox(
                say("which_collection", language),
                names,
                index=None,
                key="which-collection",
                placeholder=say("choose", language),
            )
            st.text_input(say("new_collection", language), key="new-collection", max_chars=MAX_NAME_CHARS)
            st.button(say("add", language), key="add-to-collection", type="primary", on_click=add)
        if collection:
            st.button(say("take_out", language), key="take-out", icon=":material/bookmark_remove:", on_click=take_out)
        with st.popover(say("remove_articles", language), icon=":material/delete:", key="remove"):
            st.text(say("remove_why", language))
            st.button(
                say("remove_sure", language, count=len(picked)), key="remove-sure", type="primary", on_click=remove
            )
        st.button(say("pick_none", language), key="unpick", type="tertiary", on_click=unpick)


def _free_name(library: Library, name: str) -> str:
    """The name, with a number where there is a collection of that name."""
    taken = {one.name for one in library.collections.listed()}
    return next(each for n in count(1) if (each := name if n == 1 else f"{name} ({n})") not in taken)
