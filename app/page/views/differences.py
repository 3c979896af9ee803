"""Draws the figures on which articles differ: each with the sentence that states it, in its article."""

from collections.abc import Sequence

import streamlit as st

from app.messages import say, say_day
from app.page.highlight import escape
from app.page.places import address, place_of
from rag.explore.differing import Difference


def draw_differences(told: Sequence[Difference], language: str) -> None:
    """A card for each question to which articles give different figures."""
    if not told:
        st.html(f'<p class="hb-muted">{escape(say("differing_none", language))}</p>')
        return
    cards = []
    for one in told:
        sources = {source.n: source for source in one.answer.sources}
        lines = []
        for figure in one.answer.disagreements:
            where = " · ".join(filter(None, [figure.outlet or figure.title, say_day(figure.published, language)]))
            quote = ""
            if said := sources.get(figure.n or 0):
                link = escape(address(place_of(said, 0), None))
                quote = f'<a class="hb-open" href="{link}">“{escape(said.quote)}”</a>'
            value = f'<strong>{escape(figure.value)}</strong> <span class="hb-muted">{escape(where)}</span>'
            lines.append(f"<li>{value}{quote}</li>")
        cards.append(
            f'<section class="hb-card"><h3 class="hb-title">{escape(one.question)}</h3>'
            f'<ul class="hb-list">{"".join(lines)}</ul></section>'
        )
    st.html("".join(cards))
