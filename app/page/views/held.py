"""Draws how many articles there are of each month and outlet, and those that were chosen of them."""

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from app.messages import say
from app.page.highlight import escape, plain
from app.page.places import article_address
from app.page.views.parts import headline, label
from vectorstore.library import Library
from vectorstore.records import Filters

LISTED, OUTLETS = 8, 24
CHART_PX = 180


def draw_months(months: Sequence[tuple[str, int]], language: str) -> str | None:
    """A bar for each month; returns the one that was clicked, ISO."""
    if not months:
        return None
    import altair
    import pandas as pd  # type: ignore[import-untyped]

    label_of = {month: _month(month) for month, _ in months}
    rows = [{"month": label_of[month], "count": count} for month, count in months]
    chosen = altair.selection_point(name="month", fields=["month"])
    chart = (
        altair.Chart(pd.DataFrame(rows))
        .mark_bar(cornerRadiusTopLeft=3, cornerRadiusTopRight=3, cursor="pointer", tooltip=True)
        .encode(
            x=altair.X("month:N", sort=None, title=None, axis=altair.Axis(labelAngle=0, labelOverlap=True)),
            y=altair.Y("count:Q", title=None, axis=altair.Axis(tickMinStep=1, tickCount=4)),
            tooltip=[
                altair.Tooltip("month:N", title=say("month", language)),
                altair.Tooltip("count:Q", title=say("article_count", language)),
            ],
            opacity=altair.condition(chosen, altair.value(1), altair.value(0.4)),
        )
        .properties(height=CHART_PX)
        .add_params(chosen)
    )
    st.html(label(say("by_month", language)))
    spoken = ", ".join(f"{label_of[month]}: {count}" for month, count in months)
    event = st.altair_chart(
        chart, key="months", on_select="rerun", selection_mode="month", alt=f"{say('by_month', language)}. {spoken}"
    )
    most, count = max(months, key=lambda one: one[1])
    st.html(f'<p class="hb-muted">{escape(say("most_in", language, month=label_of[most], count=count))}</p>')
    picked = [one.get("month") for one in dict(event).get("selection", {}).get("month", [])]
    return next((month for month in label_of if label_of[month] in picked), None)


def draw_outlets(outlets: Sequence[tuple[str, int]], language: str) -> str | None:
    """A pill for each outlet; returns the one that was chosen."""
    if not outlets:
        return None
    names = {outlet: f"{plain(outlet)} · {count}" for outlet, count in outlets[:OUTLETS]}
    st.html(label(say("outlets", language)))
    return st.pills(
        say("outlets", language), list(names), format_func=names.__getitem__, key="outlet", label_visibility="collapsed"
    )


def draw_articles(library: Library, month: str | None, outlet: str | None, language: str) -> None:
    """The newest articles of that month and outlet, if either is given. Raises: LibraryError."""
    if not month and not outlet:
        return
    first = date.fromisoformat(f"{month}-01") if month else None
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1) if first else None
    found = library.articles(Filters(first, last, outlet), limit=LISTED + 1)
    what = " · ".join(filter(None, [_month(month) if month else "", outlet or ""]))
    lines = [headline(article, article_address(article.id), language) for article, _ in found[:LISTED]]
    more = "" if len(found) <= LISTED else '<p class="hb-muted">…</p>'
    st.html(label(say("articles_of", language, what=what)) + f'<ul class="hb-list">{"".join(lines)}</ul>{more}')


def _month(month: str) -> str:
    year, number = month.split("-")[:2]
    return f"{int(number)}-{year}"
