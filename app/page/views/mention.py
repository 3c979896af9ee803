"""Draws which article alone the next question is put to, and lets one be chosen by “@” in the box for the question.

The page's address names it, as it does the conversation. What happens while a title is typed is in `static/mention.js`.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.conversation.exchange import AskedArticle
from app.conversation.places import ABOUT
from app.messages import say, say_day
from app.page.highlight import escape, plain
from app.page.state import Session
from app.page.titles import Titles
from vectorstore.records import Article

_KEY, _CHOSEN = "mention", "mention-chosen"
MAX_TYPED_CHARS = 80


@cache
def _script() -> Any:
    script = (Path(__file__).parents[1] / "static" / "mention.js").read_text(encoding="utf-8")
    return st.components.v2.component("hoibao_mention", js=script)


@st.fragment
def draw_article_asked(titles: Callable[[], Titles], session: Session, language: str) -> None:
    """The article that is asked, with what takes it off, and the offers; typing draws only this anew.

    Raises: LibraryError.
    """
    asked = session.article

    def choose() -> None:
        chosen = str(st.session_state[_KEY].chosen or "")
        if chosen:
            st.query_params[ABOUT] = chosen
        else:
            st.query_params.pop(ABOUT, None)
        st.session_state[_CHOSEN] = True

    if st.session_state.pop(_CHOSEN, False):
        st.rerun()
    if asked:
        words, why = escape(say("asked_in", language, title=asked.title)), escape(say("asked_in_off", language))
        button = (
            f'<button type="button" class="hb-do hb-reading" data-asked title="{why}"><span>{words}</span> ✕</button>'
        )
        st.html(f'<div class="hb-acts hb-asked">{button}</div>')
    state = st.session_state.get(_KEY)
    typed = getattr(state, "typed", None)
    offers = [] if typed is None else titles().like(str(typed)[:MAX_TYPED_CHARS])
    told = {code: say(f"offers_{code}", language, n="{n}") for code in ("label", "none", "count")}
    listed = [
        {
            "id": one.id,
            "title": one.title,
            "facts": " · ".join(filter(None, (one.outlet, say_day(one.published, language)))),
        }
        for one in offers
    ]
    data = {**told, "typed": typed, "offers": listed, "asked": asked.id if asked else ""}
    _script()(key=_KEY, data=data, on_typed_change=lambda: None, on_chosen_change=choose)


def draw_ask_article(article: Article, page: StreamlitPage, keep: dict[str, str], language: str) -> None:
    """A link by which this article alone is asked, in the section of questions, `page`, with `keep` in its address."""
    st.page_link(
        page,
        label=say("ask_article", language),
        icon=":material/forum:",
        help=say("ask_article_why", language),
        query_params={**keep, ABOUT: article.id},
    )


def draw_ask_icon(article: Article, page: StreamlitPage, language: str) -> None:
    """The same as an icon, in a row of a list; screen readers say which article it is."""
    title = plain(article.title or say("untitled", language))
    st.page_link(
        page,
        label=say("ask_article_of", language, title=title),
        icon=":material/forum:",
        help=say("ask_article", language),
        query_params={ABOUT: article.id},
    )


def asked_article(article: Article, language: str) -> AskedArticle:
    """An article, as a question that is put to it knows it."""
    return AskedArticle(article.id, article.title or say("untitled", language))
