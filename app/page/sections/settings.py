"""The settings section: how questions are answered, by which model, and how the page looks to this reader."""

import streamlit as st

from app.messages import say
from app.page.highlight import escape
from app.page.shared import Visit
from app.page.views.parts import label
from app.page.views.settings import draw_look, draw_mode, draw_passages
from app.page.views.settings_llm import draw_connection, draw_own_llm


def draw(visit: Visit) -> None:
    """Draw the section once."""
    language = visit.language
    st.html(
        f'<h2 class="hb-section">{escape(say("settings", language))}</h2>'
        f'<p class="hb-muted">{escape(say("settings_why", language))}</p>'
    )
    with st.container(key="settings", gap="medium"):
        with st.container(gap="small"):
            st.html(label(say("settings_answers", language)))
            draw_mode(visit)
            draw_connection(visit)
            draw_own_llm(visit)
            draw_passages(visit)
        with st.container(gap="small"):
            st.html(label(say("settings_look", language)))
            draw_look(visit)
