"""Draws a library that has no articles yet: what to do first."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.messages import say
from app.page.highlight import escape


def draw_nothing(language: str, library: StreamlitPage | None = None) -> None:
    """That there is nothing to ask yet; `library`: the section that a button leads to."""
    title, why = escape(say("no_articles_yet", language)), escape(say("no_articles_yet_why", language))
    st.html(f'<div class="hb-welcome"><h2>{title}</h2><p>{why}</p></div>')
    if library and st.button(say("add_articles", language), key="to-library", type="primary", icon=":material/upload:"):
        st.switch_page(library)
