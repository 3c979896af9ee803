"""What can be done with an answer: copy it, ask again, change the question, say whether it was good."""

from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.chat import Chat
from app.export import markdown_of
from app.messages import say
from app.state import Exchange
from app.views.timeline import TOPIC
from rag.assistant import MAX_QUESTION_CHARS
from rag.explore.course import subject_of
from vectorstore.conversations import Rating

_RATINGS: tuple[Rating, ...] = ("down", "up")
MAX_REASON_CHARS = 500


@st.fragment
def draw_tools(
    exchange: Exchange, number: int, language: str, chat: Chat, explore: StreamlitPage, *, last: bool
) -> None:
    """A row of small buttons, which a click draws anew alone. `last`: asking again would drop no later exchange."""
    session = chat.session
    with st.container(key=f"tools-{number}", horizontal=True, gap="xsmall", vertical_alignment="center"):
        if exchange.answer is not None:
            _draw_rating(exchange, number, chat)
            _draw_copy(exchange, number, language)
            if exchange.answer.sources:
                st.page_link(
                    explore, label=say("timeline", language), icon=":material/timeline:",
                    query_params={TOPIC: subject_of(exchange.answer)}, help=say("timeline_why", language),
                )  # fmt: skip
        again = say("retry", language)
        if last and st.button(again, key=f"retry-{number}", icon=":material/refresh:", type="tertiary"):
            chat.revise(number, exchange.question)
            st.rerun()
    if session.rating == number and exchange.rating:
        _draw_reason(exchange, language, chat)


def draw_edit(number: int, language: str, chat: Chat) -> None:
    """The small button under a question that makes it a form."""
    with st.container(horizontal=True, horizontal_alignment="right", key=f"edit-row-{number}"):
        st.button(
            say("edit", language), key=f"edit-{number}", icon=":material/edit:", type="tertiary",
            help=say("edit_why", language), on_click=lambda: setattr(chat.session, "editing", number),
        )  # fmt: skip


def draw_question_editor(exchange: Exchange, number: int, language: str, chat: Chat) -> None:
    """The question as a form, in the place where it stood."""
    key = f"question-{_turn(exchange)}"

    def ask() -> None:
        if text := str(st.session_state[key]).strip():
            chat.revise(number, text)

    with st.form(f"edit-form-{number}"):
        st.text_area(
            say("edit", language),
            exchange.question,
            key=key,
            max_chars=MAX_QUESTION_CHARS,
            help=say("edit_why", language),
        )
        with st.container(horizontal=True):
            st.form_submit_button(say("ask", language), key=f"ask-{number}", type="primary", on_click=ask)
            st.form_submit_button(
                say("cancel", language), key=f"cancel-{number}", on_click=lambda: setattr(chat.session, "editing", None)
            )


def _turn(exchange: Exchange) -> str:
    """What tells this turn's widgets from those of another that stood in its place."""
    return f"{exchange.key}-{exchange.asked}"


def _draw_rating(exchange: Exchange, number: int, chat: Chat) -> None:
    key = f"rating-{_turn(exchange)}"

    def rate() -> None:
        given: Literal[0, 1] | None = st.session_state[key]
        chat.rate(exchange, None if given is None else _RATINGS[given])
        chat.session.rating = number

    default = None if exchange.rating is None else _RATINGS.index(exchange.rating)
    st.feedback("thumbs", key=key, default=default, on_change=rate)


def _draw_copy(exchange: Exchange, number: int, language: str) -> None:
    open_now = st.popover(
        say("copy", language), type="tertiary", icon=":material/content_copy:", help=say("copy_why", language),
        key=f"copy-{number}-{_turn(exchange)}", on_change="rerun",
    )  # fmt: skip
    if open_now.open:
        with open_now:
            st.code(markdown_of(exchange, language), language=None, wrap_lines=True)


def _draw_reason(exchange: Exchange, language: str, chat: Chat) -> None:
    key = f"reason-{_turn(exchange)}"
    st.text_input(
        say("rate_reason", language), exchange.reason, key=key, max_chars=MAX_REASON_CHARS,
        on_change=lambda: chat.rate(exchange, exchange.rating, str(st.session_state[key]).strip()),
    )  # fmt: skip
    st.html(f'<p class="hb-muted" role="status">{say("rate_thanks", language)}</p>')
