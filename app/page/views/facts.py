"""Draws what is put right of what is said of an article, title, day, outlet, section: the form, and what it was."""

import os
from collections.abc import Callable
from functools import partial

import streamlit as st

from app.messages import FORESEEN, say, say_day
from app.page.highlight import escape, plain
from app.page.state import Session
from app.page.views.facets import MAX_DAY_CHARS, day_in_box
from ingest.facts_by_hand import FACTS, Facts, as_ingested, correct
from language.dates.typed import typed_period
from vectorstore.encoders.encoder import Encoder
from vectorstore.library import Library
from vectorstore.records import Article

MAX_TITLE_CHARS, MAX_NAME_CHARS = 500, 120


def draw_facts(
    article: Article, library: Library, encoder: Callable[[], Encoder], session: Session, language: str
) -> None:
    """A button that opens the form, under a box what the article said when it came in, if that was changed;
    saving closes it.

    What was saved, or why it wasn't, is told by the next run.
    """
    key = f"facts-{article.id}"
    before = as_ingested(article)

    def ingested(name: str) -> None:
        if name in before:
            st.caption(plain(say("fact_ingested", language, value=_shown(name, before[name], language))))

    def save() -> None:
        title, day, outlet, topic = (st.session_state[f"{key}-{name}"] for name in ("title", "day", "outlet", "topic"))
        period = typed_period(day)
        if day.strip() and (period is None or period[0] != period[1]):
            session.trouble = say("day_unread", language, day=day)
            return
        facts = Facts(title, period[0] if period else None, outlet, topic)
        try:
            corrected = correct(article, facts, library, encoder())
        except FORESEEN as error:
            session.trouble = error
            return
        st.session_state[f"{key}-saved"] = corrected.title
        st.session_state[key] = False

    with (
        st.popover(say("correct_facts", language), type="tertiary", icon=":material/edit:", key=key, on_change="rerun"),
        st.form(f"{key}-form", border=False),
    ):
        text = partial(st.text_input, max_chars=MAX_NAME_CHARS)
        text(say("fact_title", language), article.title, max_chars=MAX_TITLE_CHARS, key=f"{key}-title")
        ingested("title")
        text(say("fact_outlet", language), article.outlet or "", key=f"{key}-outlet")
        ingested("outlet")
        text(say("fact_topic", language), article.topic or "", key=f"{key}-topic")
        ingested("topic")
        text(
            say("fact_day", language),
            day_in_box(article.published, language),
            max_chars=MAX_DAY_CHARS,
            key=f"{key}-day",
        )
        ingested("published")
        if source := _source_name(article.source):
            st.caption(plain(say("facts_source", language, source=source)))
        st.caption(say("facts_why", language))
        saved = st.form_submit_button(say("save", language), type="primary", key=f"{key}-save", on_click=save)
    if saved:
        if (saved_title := st.session_state.pop(f"{key}-saved", None)) is not None:
            session.said = say("facts_saved", language, title=saved_title)
        st.rerun()  # the list and the conversation show it too


def by_hand_html(article: Article, language: str) -> str:
    """Which facts were put right by hand, and what each was before; empty where none was."""
    before = as_ingested(article)
    lines = [
        say(f"{name}_by_hand", language, before=_shown(name, before[name], language))
        for name in FACTS
        if name in before
    ]
    return f'<p class="hb-muted">{escape(" · ".join(lines))}</p>' if lines else ""


def _shown(name: str, value: str | None, language: str) -> str:
    if name == "published":
        return say_day(value, language)
    return value or say("fact_none", language)


def _source_name(source: str) -> str:
    """Of an address all of it; of a file its name alone: where it lies on the server is nobody's business."""
    return source if "://" in source else os.path.basename(source)
