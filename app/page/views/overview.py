"""Draws topics as cards and names in columns; each leads to a question, a timeline or an article."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from app.messages import say, say_day
from app.page.highlight import escape, plain
from app.page.places import article_address
from app.page.views.parts import headline, label
from rag.explore.names import KINDS
from rag.explore.overview import Overview, TopicFound

# Of a topic's articles, so many stand on its card.
SHOWN = 3


@dataclass(frozen=True)
class Doings:
    """What a click leads to: a question in the chat, the timeline of a topic."""

    ask: Callable[[str], None]
    follow: Callable[[str], None]


def draw_topics(found: Overview, language: str, doings: Doings) -> None:
    """A card for each topic, two in a row where there is room."""
    if not found.topics:
        return
    st.html(label(say("topics", language)))
    with st.container(horizontal=True, gap="small", key="topics"):
        for number, topic in enumerate(found.topics):
            with st.container(border=True, key=f"topic-{number}", width=330, gap="small"):
                _draw_topic(topic, number, language, doings)
    if found.read < found.articles:
        read = say("explore_read", language, read=found.read, articles=found.articles)
        st.html(f'<p class="hb-muted">{escape(read)}</p>')


def _draw_topic(topic: TopicFound, number: int, language: str, doings: Doings) -> None:
    named = ", ".join(topic.phrases)
    days = [say_day(day, language) for day in (topic.earliest, topic.latest)] if topic.earliest else []
    held = say("topic_count", language, count=len(topic.members))
    if days:
        held = say("topic_span", language, count=len(topic.members), start=days[0], end=days[1])
    lines = "".join(headline(one, article_address(one.article_id), language) for one in topic.members[:SHOWN])
    title = escape(named[:1].upper() + named[1:])
    st.html(f'<h3 class="hb-title">{title}</h3><p class="hb-muted">{escape(held)}</p><ul class="hb-list">{lines}</ul>')
    with st.container(horizontal=True, gap="xsmall", key=f"topic-tools-{number}"):
        if st.button(say("ask_topic", language), key=f"ask-topic-{number}", type="tertiary", icon=":material/forum:"):
            doings.ask(say("topic_question", language, topic=topic.phrases[0]))
        if st.button(
            say("timeline", language), key=f"follow-topic-{number}", type="tertiary", icon=":material/timeline:"
        ):
            doings.follow(" ".join(topic.phrases[:2]))


def draw_named(found: Overview, language: str, doings: Doings) -> None:
    """People, organisations and places, each with the number of articles that mention it."""
    for column, kind in zip(st.columns(len(KINDS)), KINDS, strict=True):
        with column, st.container(key=f"named-{kind}", gap=None):
            st.html(label(say(f"{kind}s", language)))
            if not found.named[kind]:
                st.html(f'<p class="hb-muted">{escape(say("named_none", language))}</p>')
            for number, named in enumerate(found.named[kind]):
                question = say(f"ask_{kind}", language, name=named.name)
                words = f"{plain(named.name)} · {len(named.members)}"
                if st.button(words, key=f"{kind}-{number}", type="tertiary", width="stretch", help=plain(question)):
                    doings.ask(question)
