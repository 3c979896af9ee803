"""Draws one subject, a topic, a name or what the reader typed: its articles, who it is, how it went day by day."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from app.alerts.shown import bare_words
from app.conversation.places import Place, address, digest
from app.messages import say
from app.page.highlight import escape
from app.page.views.headlines import A_PAGE, draw_headlines, page_of
from app.page.views.parts import label, notice
from app.page.views.timeline_points import points_html
from rag.asking import MAX_QUESTION_CHARS
from rag.assistant import Assistant
from rag.explore.course import course
from rag.explore.followed import FOLLOWED
from rag.explore.introduction import Introduction
from rag.explore.overview import Headline, Overview
from vectorstore.library import Library
from vectorstore.records import Article, Filters

TOPIC = "topic"
_ROOM = 40  # for the words that make a subject a question


@dataclass(frozen=True)
class Leads:
    """What a click leads to: a question in the chat (`ask`), a subject of this section (`open_subject`).

    `follow`: its reader is told of what comes in on a subject; None where they may not; `followed`: what they follow.
    """

    ask: Callable[[str], None]
    open_subject: Callable[[str], None]
    with_llm: bool
    follow: Callable[[str], None] | None = None
    followed: frozenset[str] = frozenset()


def subject_named() -> str:
    """The subject that the page's address names; empty for none."""
    return " ".join(st.query_params.get(TOPIC, "").split())[: MAX_QUESTION_CHARS - _ROOM]


def draw_subject_box(language: str) -> str:
    """A box for a subject; returns the one that is open, empty for none."""
    subject = subject_named()

    def open_typed() -> None:
        if words := str(st.session_state[f"subject-{subject}"]).strip():
            st.query_params[TOPIC] = words
        else:
            st.query_params.pop(TOPIC, None)

    st.text_input(
        say("subject", language),
        subject,
        key=f"subject-{subject}",
        max_chars=MAX_QUESTION_CHARS - _ROOM,
        placeholder=say("subject_hint", language),
        icon=":material/search:",
        on_change=open_typed,
    )
    return subject


def draw_subject(
    subject: str,
    seen: Overview,
    library: Library,
    filters: Filters,
    assistant: Callable[[], Assistant],
    language: str,
    leads: Leads,
) -> None:
    """Its articles, newest first, all of them; who it is; its timeline. Raises: FORESEEN."""
    members, introduced = _known(subject, seen)
    key = f"subject-{subject}"
    skip = (page_of(key) - 1) * A_PAGE
    with st.container(border=True, key="subject", gap="small"):
        if members:
            shown: tuple[Article | Headline, ...] = members[skip : skip + A_PAGE]
            total = len(members)
        else:
            together = f"“{subject}”" if len(subject.split()) <= FOLLOWED.together_syllables else subject
            listing = library.listed(filters, together, limit=A_PAGE, offset=skip)
            shown, total = listing.articles, listing.total
        if not total:
            st.html(notice(say("subject_none", language, name=subject)))
            return
        title = escape(subject[:1].upper() + subject[1:])
        # It goes to the top of the page: it may open far above the click.
        st.html(f'<h2 class="hb-title hb-new">{title}</h2>{_who(introduced, subject)}')
        _draw_tools(subject, language, leads)
        st.html(label(say("subject_articles", language, count=total, name=subject), "h3"))
        draw_headlines(shown, total, key, language)
        _draw_course(subject, assistant, language)


def _known(subject: str, seen: Overview) -> tuple[tuple[Headline, ...], Introduction | None]:
    """The articles of a topic or name that the section shows, newest first, and who it is."""
    for topic in seen.topics:
        if topic.phrases[0] == subject:
            return _newest_first(topic.members), None
    for named in (one for names in seen.named.values() for one in names):
        if named.name == subject:
            return _newest_first(named.members), named.introduced
    return (), None


def _newest_first(headlines: tuple[Headline, ...]) -> tuple[Headline, ...]:
    return tuple(sorted(headlines, key=lambda one: one.published or "", reverse=True))


def _who(introduced: Introduction | None, subject: str) -> str:
    if introduced is None:
        return ""
    place = Place(introduced.article_id, introduced.start, introduced.end, digest(introduced.quote))
    link = f"{address(place, None)}&{urlencode({TOPIC: subject})}"
    return (
        f'<ul class="hb-list"><li><a class="hb-open" href="{escape(link)}">“{escape(introduced.quote)}”</a></li></ul>'
    )


def _draw_tools(subject: str, language: str, leads: Leads) -> None:
    with st.container(horizontal=True, gap="xsmall", key="subject-tools"):
        if leads.with_llm and st.button(say("brief", language), type="tertiary", icon=":material/summarize:"):
            leads.ask(say("brief_question", language, name=subject))
        if leads.follow:
            why = say("follow_subject_why", language)
            followed = bare_words(subject) in leads.followed
            st.button(
                say("following" if followed else "follow", language),
                key="follow-subject",
                type="tertiary",
                icon=":material/notifications_active:" if followed else ":material/notifications:",
                help=say("following_why", language) if followed else why,
                disabled=followed,
                on_click=leads.follow,
                args=(subject,),
            )
        if st.button(say("close_subject", language), type="tertiary", icon=":material/close:"):
            leads.open_subject("")


def _draw_course(subject: str, assistant: Callable[[], Assistant], language: str) -> None:
    with st.spinner(say("searching", language)):
        answer = course(subject, partial(assistant().ask, mode="quote"))
    st.html(label(say("timeline", language), "h3"))
    if answer is None:
        st.html(f'<p class="hb-muted">{escape(say("timeline_none", language, topic=subject))}</p>')
    else:
        st.html(f'<ol class="hb-timeline">{points_html(answer, language, {TOPIC: subject})}</ol>')
