"""Draws the timeline of a topic that the address names: each point a dated sentence that opens in its article."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from app.messages import say, say_day
from app.page.highlight import escape
from app.page.places import address, place_of
from app.page.views.parts import label, notice
from rag.answer import Answer
from rag.asking import MAX_QUESTION_CHARS
from rag.assistant import Assistant
from rag.explore.course import course
from rag.several.timeline import lead_in

TOPIC = "topic"
_ROOM = 40  # for the words that make a topic a question


def draw_timeline(assistant: Callable[[], Assistant], language: str) -> None:
    """A box for the topic, and its timeline. Raises: FORESEEN."""
    st.html(label(say("timeline", language)))
    topic = " ".join(st.query_params.get(TOPIC, "").split())[: MAX_QUESTION_CHARS - _ROOM]

    def search() -> None:
        if words := str(st.session_state[f"topic-{topic}"]).strip():
            st.query_params[TOPIC] = words
        else:
            st.query_params.pop(TOPIC, None)

    st.text_input(
        say("timeline_of", language),
        topic,
        key=f"topic-{topic}",
        max_chars=MAX_QUESTION_CHARS - _ROOM,
        placeholder=say("timeline_hint", language),
        icon=":material/timeline:",
        on_change=search,
        label_visibility="collapsed",
    )
    if not topic:
        return
    with st.spinner(say("searching", language)):
        answer = course(topic, partial(assistant().ask, mode="quote"))
    if answer is None:
        st.html(notice(say("timeline_none", language, topic=topic)))
    else:
        st.html(f'<ol class="hb-timeline">{_points(answer, topic, language)}</ol>')


def _points(answer: Answer, topic: str, language: str) -> str:
    sources = {source.n: source for source in answer.sources}
    lines = []
    for point in answer.timeline:
        source = sources[point.n]
        link = f"{address(place_of(source, 0), None)}&{urlencode({TOPIC: topic})}"
        about = " · ".join(filter(None, [source.title, source.outlet, say_day(source.published, language)]))
        when = lead_in(point.day, stated=point.stated, language=language)
        date = f'<time datetime="{escape(point.day)}">{escape(when)}</time>'
        quote = f'<a class="hb-open" href="{escape(link)}">{escape(source.quote)}</a>'
        lines.append(f'<li>{date}{quote}<p class="hb-muted">{escape(about)}</p></li>')
    return "".join(lines)
