"""Draws topics as cards and names in columns; each opens as the section's subject."""

import streamlit as st

from app.conversation.places import article_address
from app.filling import say_number
from app.messages import say, say_day
from app.page.highlight import escape, plain
from app.page.views.parts import headline, label
from app.page.views.subject import Leads
from language.meaning.entities import KINDS
from rag.explore.overview import Overview, TopicFound

# Of a topic's articles, so many stand on its card.
SHOWN = 3


def draw_topics(seen: Overview, language: str, leads: Leads) -> None:
    """A card for each topic, two in a row where there is room."""
    if not seen.topics:
        return
    st.html(label(say("topics", language)))
    with st.container(horizontal=True, gap="small", key="topics"):
        for number, topic in enumerate(seen.topics):
            with st.container(border=True, key=f"topic-{number}", width=330, gap="small"):
                _draw_topic(topic, number, language, leads)
    if seen.read < seen.articles:
        read = say("explore_read", language, read=seen.read, articles=seen.articles)
        st.html(f'<p class="hb-muted">{escape(read)}</p>')


def _draw_topic(topic: TopicFound, number: int, language: str, leads: Leads) -> None:
    named, count = ", ".join(topic.phrases), len(topic.members)
    days = [say_day(day, language) for day in (topic.earliest, topic.latest)] if topic.earliest else []
    held = say("topic_count", language, count=count)
    if days:
        held = say("topic_span", language, count=count, start=days[0], end=days[1])
    lines = "".join(headline(one, article_address(one.article_id), language) for one in topic.members[:SHOWN])
    title = escape(named[:1].upper() + named[1:])
    st.html(f'<h3 class="hb-title">{title}</h3><p class="hb-muted">{escape(held)}</p><ul class="hb-list">{lines}</ul>')
    opens = say("open_topic", language, count=count)
    if st.button(opens, key=f"open-topic-{number}", type="tertiary", icon=":material/timeline:"):
        leads.open_subject(topic.phrases[0])


def draw_named(seen: Overview, language: str, leads: Leads) -> None:
    """People, organisations and places, each with the number of articles that name it."""
    for column, kind in zip(st.columns(len(KINDS)), KINDS, strict=True):
        with column, st.container(key=f"named-{kind}", gap=None):
            st.html(label(say(f"{kind}s", language)))
            if not seen.named[kind]:
                st.html(f'<p class="hb-muted">{escape(say("named_none", language))}</p>')
            for number, named in enumerate(seen.named[kind]):
                words = f"{plain(named.name)} · {say_number(len(named.members), language)}"
                why = say("open_name", language, count=len(named.members), name=plain(named.name))
                if st.button(words, key=f"{kind}-{number}", type="tertiary", width="stretch", help=why):
                    leads.open_subject(named.name)
