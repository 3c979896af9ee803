"""Draws the figures on which articles differ, and tolls that changed: each with its sentence, in its article."""

from collections.abc import Sequence

import streamlit as st

from app.conversation.places import address, place_of
from app.messages import say, say_day
from app.page.highlight import escape
from rag.answer import Source
from rag.explore.differing import Difference
from rag.explore.tolls import TollCourse


def draw_differences(told: Sequence[Difference], language: str) -> None:
    """A card for each question to which articles give different figures."""
    if not told:
        st.html(f'<p class="hb-muted">{escape(say("differing_none", language))}</p>')
        return
    cards = []
    for one in told:
        sources = {source.n: source for source in one.answer.sources}
        lines = [
            _line(figure.value, figure.outlet or figure.title, figure.published, sources.get(figure.n or 0), language)
            for figure in one.answer.disagreements
        ]
        cards.append(_card(one.question, lines))
    st.html("".join(cards))


def draw_tolls(courses: Sequence[TollCourse], language: str) -> None:
    """A card for each event of which the toll changed, its figures in order of their days."""
    cards = []
    for course in courses:
        lines = [
            _line(point.words, point.source.outlet, point.source.published, point.source, language)
            for point in course.points
        ]
        cards.append(_card(say(f"toll_{course.fate}", language, title=course.title), lines))
    if cards:
        st.html("".join(cards))


def _line(value: str, where: str | None, published: str | None, said: Source | None, language: str) -> str:
    about = " · ".join(filter(None, [where, say_day(published, language)]))
    quote = ""
    if said:
        link = escape(address(place_of(said, 0), None))
        quote = f'<a class="hb-open" href="{link}">“{escape(said.quote)}”</a>'
    return f'<li><strong>{escape(value)}</strong> <span class="hb-muted">{escape(about)}</span>{quote}</li>'


def _card(heading: str, lines: Sequence[str]) -> str:
    told = f'<h3 class="hb-title">{escape(heading)}</h3><ul class="hb-list">{"".join(lines)}</ul>'
    return f'<section class="hb-card">{told}</section>'
