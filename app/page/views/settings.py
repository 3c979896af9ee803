"""The settings that a browser remembers: the way of answering, passages, language, light or dark."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from app.messages import say
from app.page.highlight import plain
from app.page.own_llm import applied, host_of
from app.page.preferences import COOKIE, MAX_PASSAGES, MIN_PASSAGES
from app.page.shared import Visit
from app.page.state import Choices
from app.page.views.parts import notice
from app.settings import LANGUAGES
from rag.answer import Mode

_MODES: tuple[Mode, Mode] = ("quote", "llm")
_LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}
THEMES = ("System", "Light", "Dark")


@cache
def _script(name: str) -> Any:
    text = (Path(__file__).parents[1] / "static" / f"{name}.js").read_text(encoding="utf-8")
    return st.components.v2.component(f"hoibao_{name}", js=text, isolate_styles=False)


def draw_mode(visit: Visit) -> None:
    """Quotes, or the words of a model."""
    language, preferences = visit.language, visit.choices.preferences
    named = applied(visit.settings, visit.choices.own)
    if named.llm is None:
        st.html(notice(say("mode_only_quote", language)))
        return

    def choose() -> None:
        preferences.mode = st.session_state["mode"]
        visit.choices.changed = True

    words = {
        "quote": (say("mode_quote_name", language), say("mode_quote_why", language)),
        "llm": (
            say("mode_llm_name", language, model=named.llm),
            say("mode_llm_why", language, host=host_of(named)),
        ),
    }
    st.session_state["mode"] = "llm" if visit.llm else "quote"
    st.radio(
        say("mode", language),
        _MODES,
        key="mode",
        on_change=choose,
        format_func=lambda mode: plain(words[mode][0]),
        captions=[plain(words[mode][1]) for mode in _MODES],
    )


def draw_passages(visit: Visit) -> None:
    """How many passages an answer draws on."""
    choices = visit.choices

    def choose() -> None:
        choices.preferences.passages = int(st.session_state["passages"])
        choices.changed = True

    st.session_state["passages"] = choices.preferences.passages
    st.slider(
        say("passages", visit.language),
        MIN_PASSAGES,
        MAX_PASSAGES,
        key="passages",
        on_change=choose,
        help=say("passages_why", visit.language),
    )


def draw_look(visit: Visit) -> None:
    """The language, as in the header, and light or dark."""

    def choose() -> None:
        st.session_state["language"] = st.session_state["settings-language"]

    language = visit.language
    st.session_state["settings-language"] = language
    st.segmented_control(
        say("interface_language", language),
        LANGUAGES,
        required=True,
        key="settings-language",
        on_change=choose,
        format_func=_LANGUAGE_NAMES.__getitem__,
    )
    words = {
        "label": say("theme", language),
        "names": [say(f"theme_{theme.lower()}", language) for theme in THEMES],
        "by_hand": say("theme_by_hand", language),
    }
    _script("theme")(key="theme", data={"themes": THEMES, **words})


def remember(choices: Choices) -> None:
    """Have the browser remember what was changed in this session."""
    if choices.changed:
        have_remembered(f"{COOKIE}={choices.preferences.cookie}", key="preferences")


def have_remembered(cookie: str, *, key: str) -> None:
    """Have the browser keep a cookie, which is one name and value."""
    _script("remember")(key=f"remember-{key}", data={"cookie": cookie}, height="content")
