"""Draws what narrows a section down to some articles: section, outlet, author, days."""

import streamlit as st

from app.filling import say_number
from app.messages import say
from app.page.views.kept_in_address import from_address, into_address
from app.page.views.parts import notice
from language.dates.day import day_of, written
from language.dates.typed import typed_period
from vectorstore.library import Library
from vectorstore.records import Field, Filters

# More values than these are typed, not looked through.
MOST = 500
MAX_DAY_CHARS = 20
_BOXES = ("facet-from", "facet-to")


def draw_facets(library: Library, language: str) -> Filters:
    """A box for each fact that articles have; what is chosen, which the address says too. Raises: LibraryError."""
    from_address("days", _BOXES[0], lambda said: _days_into_boxes(said, language))
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="facets"):
        section = _choice(library, "topic", "section", language)
        outlet = _choice(library, "outlet", "outlet", language)
        author = _choice(library, "author", "author", language)
        latest = day_in_box(library.coverage().latest, language)
        example = say("day_example", language, day=latest) if latest else None
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="days"):
            typed = [
                st.text_input(say(code, language), key=box, max_chars=MAX_DAY_CHARS, placeholder=example)
                for code, box in (("days_from", _BOXES[0]), ("days_to", _BOXES[1]))
            ]
    periods = [typed_period(words) for words in typed]
    first, last = (period[side] if period else None for side, period in enumerate(periods))
    for words, period in zip(typed, periods, strict=True):
        if words.strip() and period is None:
            st.html(notice(say("day_unread", language, day=words)))
    if first and last and first > last:
        st.html(notice(say("days_backwards", language)))
    span = f"{first or ''}..{last or ''}" if first or last else ""
    into_address({"section": section or "", "outlet": outlet or "", "author": author or "", "days": span})
    metadata = {name: value for name, value in (("topic", section), ("author", author)) if value}
    return Filters(first, last, outlet, metadata=metadata)


def _days_into_boxes(said: str, language: str) -> str:
    """Let the second box hold the last day that an address says; returns the first day, for the first box."""
    first, last = [*said.split(".."), ""][:2]
    st.session_state[_BOXES[1]] = day_in_box(last, language)
    return day_in_box(first, language)


def day_in_box(given: str | None, language: str) -> str:
    """A day as it is typed into a box; "" for none."""
    day = day_of(given)
    return written(day, language) if day else ""


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
