"""Draws what narrows a section down to some articles: section, outlet, author, days."""

from datetime import date

import streamlit as st

from app.filling import say_number
from app.messages import say
from app.page.views.kept_in_address import from_address, into_address
from app.page.views.parts import day_format
from vectorstore.library import Library
from vectorstore.records import Field, Filters

# More values than these are typed, not looked through.
MOST = 500
# Streamlit's own limits are ten years from today, which leaves an older archive out.
_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)


def draw_facets(library: Library, language: str) -> Filters:
    """A box for each fact that articles have; what is chosen, which the address says too. Raises: LibraryError."""
    from_address("days", "facet-days", _days_in)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="facets"):
        section = _choice(library, "topic", "section", language)
        outlet = _choice(library, "outlet", "outlet", language)
        author = _choice(library, "author", "author", language)
        days = st.date_input(
            say("date_filter", language),
            [],
            min_value=_FIRST,
            max_value=_LAST,
            key="facet-days",
            format=day_format(language),
        )
    first, last = chosen_days(days)
    span = f"{first}..{last}" if first and last else ""
    into_address({"section": section or "", "outlet": outlet or "", "author": author or "", "days": span})
    metadata = {name: value for name, value in (("topic", section), ("author", author)) if value}
    return Filters(first, last, outlet, metadata=metadata)


def chosen_days(days: object) -> tuple[date | None, date | None]:
    """The first and the last day chosen, or neither while only one is."""
    if isinstance(days, tuple) and len(days) == 2 and all(isinstance(day, date) for day in days):
        return days[0], days[1]
    return None, None


def _days_in(said: str) -> tuple[date, ...]:
    """The days that an address says; none where they are no span."""
    try:
        first, last = (date.fromisoformat(day) for day in said.split(".."))
    except ValueError:
        return ()
    return (first, last) if _FIRST <= first <= last <= _LAST else ()


def _choice(library: Library, field: Field, name: str, language: str) -> str | None:
    """One of the values that articles have, most frequent first; no box where none has any."""
    counted = library.counts(field)[:MOST]
    if not counted:
        return None
    words = {value: f"{value} ({say_number(count, language)})" for value, count in counted}  # no Markdown in a box
    from_address(name, f"facet-{name}", lambda said: said if said in words else None)
    return st.selectbox(
        say(f"{name}_filter", language),
        list(words),
        index=None,
        format_func=words.__getitem__,
        placeholder=say(f"every_{name}", language),
        key=f"facet-{name}",
    )
