"""The keys of the keyboard and their list; what happens in the browser is in `static/keys.js`."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from app.messages import say
from app.page.highlight import escape

_KEY = "keys"
# What is pressed, and the words for what it does.
KEYS = (
    (("/",), "key_box"),
    (("Ctrl K", "⌘ K"), "key_question"),
    (("@",), "key_mention"),
    (("Enter",), "key_send"),
    (("Shift Enter",), "key_line"),
    (("Esc",), "key_close"),
    (("?",), "key_list"),
)


@cache
def _script() -> Any:
    script = (Path(__file__).parents[1] / "static" / "keys.js").read_text(encoding="utf-8")
    return st.components.v2.component("hoibao_keys", js=script)


def follow_keys(section: str, language: str) -> bool:
    """Follow the keys in a section; whether the box for the question was asked for where there is none."""
    keys = [[names, say(does, language)] for names, does in KEYS]
    words = {"title": say("keys", language), "close": say("close", language)}
    pressed = _script()(key=_KEY, data={"section": section, "keys": keys, **words}, on_ask_change=lambda: None)
    return bool(pressed.ask)


def draw_keys_button(language: str) -> None:
    """What shows the list of keys, at the foot of the sidebar."""
    told = escape(say("keys", language))
    st.html(f'<button class="hb-do hb-keys-button" type="button" data-keys="1">{told} <kbd>?</kbd></button>')
