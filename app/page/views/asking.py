"""Draws the box for the next question; what happens in the browser while one is typed is in `static/asking.js`."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from app.messages import say
from app.page.chat import Chat
from rag.asking import MAX_QUESTION_CHARS

_WORDS = ("count", "too_long", "pasted", "unsent")


@cache
def _script() -> Any:
    script = (Path(__file__).parents[1] / "static" / "asking.js").read_text(encoding="utf-8")
    return st.components.v2.component("hoibao_asking", js=script)


def draw_box(chat: Chat, language: str) -> None:
    """The box and the line under it, which is empty unless there is something to say."""
    session = chat.session

    def put() -> None:
        session.heard += 1
        chat.put(st.session_state["question"])

    # Not `max_chars`: with it, what is too long could not be typed, and nothing would say so.
    within = session.within
    asks = say("question_box_within", language, name=within) if within else say("question_box", language)
    st.chat_input(asks, key="question", on_submit=put)
    st.html('<p id="hb-count" class="hb-muted" role="status"></p>')
    last = session.exchanges[-1].question if session.exchanges else ""
    told: dict[str, object] = {code: say(f"box_{code}", language, n="{n}", limit="{limit}") for code in _WORDS}
    told |= {"limit": MAX_QUESTION_CHARS, "language": language, "heard": session.heard, "session": session.visit}
    _script()(key="asking", data={**told, "last": last})
