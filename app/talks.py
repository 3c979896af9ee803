"""Draws conversations: the list in the sidebar, what can be done with the open one, thumbs under an answer.

Decides nothing: the page gives it callbacks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from app import export
from app.highlight import plain
from app.messages import say
from app.views import Exchange
from vectorstore.conversations import Conversation
from vectorstore.library import LocalLibrary

SHOWN = 30


@dataclass(frozen=True)
class Doings:
    """What the page does when a reader presses: open another conversation, forget this one, rate an answer."""

    open: Callable[[str], None]
    forget: Callable[[str], None]
    rate: Callable[[Exchange, int | None, str], None]


def draw_sidebar(
    library: LocalLibrary, current: Conversation | None, exchanges: Sequence[Exchange], language: str, doings: Doings
) -> None:
    """The conversations that hold what is searched for, last used first, and what can be done with the open one."""
    with st.sidebar:
        st.subheader(say("conversations", language), anchor=False)
        if current is not None:
            _draw_current(library, current, exchanges, language, doings)
        words = st.text_input(say("find_conversation", language), key="find", icon=":material/search:")
        found = library.conversations.listed(words, limit=SHOWN)
        if not found:
            st.caption(say("no_conversation_found" if words else "no_conversations", language))
        for conversation in found:
            is_open = current is not None and conversation.id == current.id
            st.button(
                plain(conversation.name), key=f"open-{conversation.id}", type="secondary" if is_open else "tertiary",
                width="stretch", on_click=doings.open, args=(conversation.id,), disabled=is_open,
            )  # fmt: skip


def _draw_current(
    library: LocalLibrary, current: Conversation, exchanges: Sequence[Exchange], language: str, doings: Doings
) -> None:
    def rename() -> None:
        library.conversations.rename(current.id, str(st.session_state[f"name-{current.id}"]))

    answers = [exchange.answer for exchange in exchanges if exchange.answer]
    with st.popover(say("this_conversation", language), icon=":material/more_horiz:", width="stretch"):
        st.text_input(say("conversation_name", language), current.name, key=f"name-{current.id}", on_change=rename)
        for label, kind, made in (
            ("export_markdown", "md", lambda: export.to_markdown(current.name, answers, library.article, language)),
            ("export_json", "json", lambda: export.to_json(current.name, answers, library.article)),
        ):
            st.download_button(
                say(label, language), made, f"hoi-bao-{current.id}.{kind}", key=f"export-{kind}", width="stretch",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip
        st.button(
            say("delete_conversation", language), key="forget", icon=":material/delete:", width="stretch",
            on_click=doings.forget, args=(current.id,),
        )  # fmt: skip


def draw_rating(exchange: Exchange, number: int, language: str, doings: Doings) -> None:
    """Thumbs under an answer that is kept; thumbs down asks why."""
    if exchange.answer is None or exchange.kept is None or exchange.answer.small_talk:
        return

    def rate() -> None:
        given = st.session_state[f"rate-{number}"]
        doings.rate(exchange, given, str(st.session_state.get(f"why-{number}") or ""))

    with st.container(horizontal=True, vertical_alignment="center", key=f"rating-{number}"):
        if exchange.rating is not None:
            st.session_state.setdefault(f"rate-{number}", exchange.rating)
        st.feedback("thumbs", key=f"rate-{number}", on_change=rate)
        if exchange.rating == 0:
            st.text_input(
                say("what_is_wrong", language), key=f"why-{number}", on_change=rate, max_chars=500,
                placeholder=say("what_is_wrong", language), label_visibility="collapsed",
            )  # fmt: skip
