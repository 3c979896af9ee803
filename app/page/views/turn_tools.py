"""What opens under a turn when its buttons ask for it: the question as a form, why it was rated.

The buttons themselves are in `app.page.views.turn_html`; here is how their clicks arrive.
"""

import base64
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st

from app.conversation.exchange import Exchange
from app.conversation.places import ABOUT
from app.messages import say
from app.page.chat import Chat
from app.page.highlight import escape
from rag.asking import MAX_QUESTION_CHARS

_KEY = "acts"
MAX_REASON_CHARS = 500


@cache
def _script() -> Any:
    script = (Path(__file__).parents[1] / "static" / "acts.js").read_text(encoding="utf-8")
    return st.components.v2.component("hoibao_acts", js=script)


def follow_acts(chat: Chat, others: Mapping[str, Callable[[str], None]] | None = None) -> None:
    """Do what the buttons of the turns ask for, and those of `others`, by what stands in the place of a turn.

    A file that was asked for is handed to the browser, once.
    """
    acting = others or {}

    def act() -> None:
        asked: Any = getattr(st.session_state[_KEY], "act", None)
        if isinstance(asked, dict):
            turn, do = str(asked.get("turn")), str(asked.get("do"))
            acting.get(turn, partial(chat.act, turn))(do)
            if chat.session.article is None:
                st.query_params.pop(ABOUT, None)

    handed, chat.session.handed = chat.session.handed, None
    data = {}
    if handed:
        content = base64.b64encode(handed.content).decode()
        data = {"file": {"id": handed.id, "name": handed.name, "mime": handed.mime, "content": content}}
    _script()(key=_KEY, data=data, on_act_change=act)


def draw_told(chat: Chat, language: str) -> None:
    """Tell screen readers when the last answer has come: `static/acts.js` reads it out where it changes."""
    exchanges = chat.session.exchanges
    told = say("answered", language, n=len(exchanges)) if exchanges and exchanges[-1].answer else ""
    st.html(f'<p id="hb-answered" hidden>{escape(told)}</p>')


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
            help=say("edit_why" if chat.may_replace(number) else "edit_appended_why", language),
        )
        with st.container(horizontal=True):
            st.form_submit_button(say("ask", language), key=f"ask-{number}", type="primary", on_click=ask)
            st.form_submit_button(
                say("cancel", language), key=f"cancel-{number}", on_click=lambda: setattr(chat.session, "editing", None)
            )


def draw_reason(exchange: Exchange, language: str, chat: Chat) -> None:
    """Why it was rated so."""
    key = f"reason-{_turn(exchange)}"
    st.text_input(
        say("rate_reason", language),
        exchange.reason,
        key=key,
        max_chars=MAX_REASON_CHARS,
        on_change=lambda: chat.rate(exchange, exchange.rating, str(st.session_state[key]).strip()),
    )
    st.html(f'<p class="hb-muted" role="status">{escape(say("rate_thanks", language))}</p>')


def _turn(exchange: Exchange) -> str:
    """What tells this turn's widgets from those of another that stood in its place."""
    return f"{exchange.key}-{exchange.asked}"
