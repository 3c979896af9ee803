"""Draws the form by which a reader puts right what is said of an article: title, day, outlet, section."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from app.messages import FORESEEN, say
from app.page.state import Session
from app.page.views.parts import day_format
from ingest.single import Facts, correct
from language.dates.day import day_of
from vectorstore.encoders.encoder import Encoder
from vectorstore.library import Library
from vectorstore.records import Article

MAX_TITLE_CHARS, MAX_NAME_CHARS = 500, 120
_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)


def draw_facts(
    article: Article, library: Library, encoder: Callable[[], Encoder], session: Session, language: str
) -> None:
    """A button that opens the form; what was saved is told by the next run."""
    key = f"facts-{article.id}"
    with (
        st.popover(say("correct_facts", language), type="tertiary", icon=":material/edit:", key=key),
        st.form(f"{key}-form", border=False),
    ):
        title = st.text_input(say("fact_title", language), article.title, max_chars=MAX_TITLE_CHARS, key=f"{key}-title")
        day = st.date_input(
            say("fact_day", language),
            day_of(article.published),
            min_value=_FIRST,
            max_value=_LAST,
            format=day_format(language),
            key=f"{key}-day",
        )
        outlet = st.text_input(
            say("fact_outlet", language), article.outlet or "", max_chars=MAX_NAME_CHARS, key=f"{key}-outlet"
        )
        topic = st.text_input(
            say("fact_topic", language), article.topic or "", max_chars=MAX_NAME_CHARS, key=f"{key}-topic"
        )
        st.caption(say("facts_why", language))
        if st.form_submit_button(say("save", language), type="primary", key=f"{key}-save"):
            published = day if isinstance(day, date) else None
            try:
                corrected = correct(article, Facts(title, published, outlet, topic), library, encoder())
                session.trouble = say("facts_saved", language, title=corrected.title)
            except FORESEEN as error:
                session.trouble = error
            st.rerun()
