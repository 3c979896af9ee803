"""Draws how many articles there are of each day, week or month, and those of the bar that was clicked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import streamlit as st

from app.filling import say_number
from app.messages import say, say_day
from app.page.highlight import escape
from app.page.views.headlines import A_PAGE, draw_headlines, page_of
from app.page.views.parts import label
from language.dates.day import day_of
from vectorstore.library import Library
from vectorstore.records import Filters

CHART_PX = 180
# Up to so many days a bar is a day; up to so many, a week.
DAYS_A_DAY, DAYS_A_WEEK = 45, 400
# How the chart's numbers are written, in English and in Vietnamese.
_NUMBERS = tuple(
    {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]}
    for decimal, thousands in (".,", ",.")
)


@dataclass(frozen=True)
class ChartBar:
    """The days of a bar, and how many articles are of them."""

    first: date
    last: date
    count: int


def bars(days: Sequence[tuple[str, int]]) -> tuple[str, list[ChartBar]]:
    """("day", "week" or "month", the bars from the first to the last day, empty ones too)."""
    counts = Counter[date]()
    for day, count in days:
        if parsed := day_of(day):
            counts[parsed] += count
    if not counts:
        return "day", []
    first, last = min(counts), max(counts)
    span = (last - first).days + 1
    filled = counts.total() >= span / 7  # weeks that are mostly empty say less than months
    unit = "day" if span <= DAYS_A_DAY else "week" if span <= DAYS_A_WEEK and filled else "month"
    tally = Counter[date]()
    for published, count in counts.items():
        tally[_start(published, unit)] += count
    made: list[ChartBar] = []
    start = _start(first, unit)
    while start <= last:
        following = _next(start, unit)
        made.append(ChartBar(start, following - timedelta(days=1), tally[start]))
        start = following
    return unit, made


def _start(day: date, unit: str) -> date:
    if unit == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if unit == "week" else day


def _next(start: date, unit: str) -> date:
    if unit == "month":
        return (start + timedelta(days=31)).replace(day=1)
    return start + timedelta(days=7 if unit == "week" else 1)


def draw_chart(library: Library, filters: Filters, language: str) -> None:
    """The bars, and the articles of the one that was clicked, all of them; a month opens into its days.

    Raises: LibraryError.
    """
    unit, made = bars(library.counts("day", filters))
    if not made:
        return
    chosen = _draw_bars(unit, made, "bars", language)
    most = max(made, key=lambda bar: bar.count)
    said = say("most_in", language, when=_name(most, unit, language), count=most.count)
    st.html(f'<p class="hb-muted">{escape(said)}</p>')
    if chosen is None:
        return
    within = replace(filters, published_from=chosen.first, published_to=chosen.last)
    if unit != "day":
        finer, days = bars(library.counts("day", within))
        day = _draw_bars(finer, days, f"bars-{chosen.first}", language)
        unit, chosen = (finer, day) if day else (unit, chosen)
        within = replace(filters, published_from=chosen.first, published_to=chosen.last)
    key = f"bar-{chosen.first}-{chosen.last}"
    listed = library.listed(within, limit=A_PAGE, offset=(page_of(key) - 1) * A_PAGE)
    st.html(label(say("articles_of", language, what=_name(chosen, unit, language))))
    draw_headlines(listed.articles, listed.total, key, language)


def _draw_bars(unit: str, made: Sequence[ChartBar], key: str, language: str) -> ChartBar | None:
    import altair
    import pandas as pd  # type: ignore[import-untyped]

    names = {_name(bar, unit, language): bar for bar in made}
    rows = [{"when": name, "count": bar.count} for name, bar in names.items()]
    chosen = altair.selection_point(name="when", fields=["when"])
    chart = (
        altair.Chart(pd.DataFrame(rows))
        .mark_bar(cornerRadiusTopLeft=3, cornerRadiusTopRight=3, cursor="pointer", tooltip=True)
        .encode(
            x=altair.X("when:N", sort=None, title=None, axis=altair.Axis(labelAngle=0, labelOverlap=True)),
            y=altair.Y("count:Q", title=None, axis=altair.Axis(tickMinStep=1, tickCount=4, format=",d")),
            tooltip=[
                altair.Tooltip("when:N", title=say(f"bar_{unit}", language)),
                altair.Tooltip("count:Q", title=say("article_count", language), format=",d"),
            ],
            opacity=altair.condition(chosen, altair.value(1), altair.value(0.4)),
        )
        .properties(height=CHART_PX)
        .add_params(chosen)
        .configure(locale={"number": _NUMBERS[language == "vi"]})
    )
    title = say(f"by_{unit}", language)
    st.html(label(title))
    spoken = ", ".join(f"{name}: {say_number(bar.count, language)}" for name, bar in names.items() if bar.count)
    event = st.altair_chart(chart, key=key, on_select="rerun", selection_mode="when", alt=f"{title}. {spoken}")
    picked = [one.get("when") for one in dict(event).get("selection", {}).get("when", [])]
    return next((bar for name, bar in names.items() if name in picked), None)


def _name(bar: ChartBar, unit: str, language: str) -> str:
    if unit == "month":
        return say("month_of", language, month=bar.first.month, year=str(bar.first.year))
    day = say_day(bar.first.isoformat(), language)
    return say("week_of", language, day=day) if unit == "week" else day
