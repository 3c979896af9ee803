"""What a reader does with the words of the article that is open: take a quotation along, look for words."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from app.messages import say
from app.page.highlight import escape
from app.page.quotation import FORMS
from app.page.views.turn_html import encoded
from vectorstore.records import Article

MAX_WORDS_CHARS = 100


@cache
def _script(name: str) -> Any:
    script = (Path(__file__).parents[1] / "static" / f"{name}.js").read_text(encoding="utf-8")
    return st.components.v2.component(f"hoibao_{name}", js=script)


def follow_copying() -> None:
    """Have the browser copy what buttons hold; once a run, whatever the section."""
    _script("copying")(key="copying", data={})


def quotation_html(article: Article, quote: str, language: str) -> str:
    """A fold of buttons, one a form, that copy `quote`, or what is selected, with its source."""
    told, done = escape(say("quote_with_source", language)), escape(say("copied_now", language))
    buttons = []
    for code, form in FORMS.items():
        text, bare = (encoded(form(article, language, quoted=quoted)) for quoted in (True, False))
        held = f'data-form="{code}" data-copy="{text}" data-bare="{bare}" data-quote="{encoded(quote)}"'
        word = f"<span>{escape(say(code, language))}</span>"
        buttons.append(f'<button type="button" class="hb-do" {held} data-copied="{done}">{word}</button>')
    why = f'<p class="hb-muted">{escape(say("quote_with_source_why", language))}</p>'
    icon = '<span class="hb-icon" aria-hidden="true">format_quote</span>'
    summary = f'<summary class="hb-do">{icon}<span>{told}</span></summary>'
    return f'<details class="hb-forms hb-quoting">{summary}<div>{why}{"".join(buttons)}</div></details>'


def draw_find_inside(language: str) -> None:
    """A box for words of the article, which the browser finds and marks (`static/inside.js`)."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="inside"):
        st.text_input(
            say("find_inside", language),
            key="find-inside",
            placeholder=say("find_inside", language),
            label_visibility="collapsed",
            icon=":material/search:",
            max_chars=MAX_WORDS_CHARS,
        )
        st.html('<p id="hb-inside" class="hb-muted" role="status"></p>', width="content")
    words = {"count": say("inside_count", language, n="{n}", count="{count}"), "none": say("inside_none", language)}
    _script("inside")(key="inside-script", data=words)
