"""The section that shows what the library holds, for who doesn't know yet what to ask."""

from functools import partial
from pathlib import Path

import streamlit as st

from app.messages import FORESEEN, say, say_error
from app.page.chat import Chat
from app.page.shared import Visit
from app.page.views.differences import draw_differences
from app.page.views.held import draw_articles, draw_months, draw_outlets
from app.page.views.nothing import draw_nothing
from app.page.views.overview import Doings, draw_named, draw_topics
from app.page.views.parts import draw_ground, label, notice
from app.page.views.reader import draw_reader
from app.page.views.timeline import TOPIC, draw_timeline
from rag.explore.differing import Difference, differences
from rag.explore.overview import Overview, overview
from vectorstore.library import Library


def draw(visit: Visit) -> None:
    """Draw the section once, the quick parts first. Raises: LibraryError."""
    library, language = visit.library, visit.language
    coverage = library.coverage()
    if not coverage.articles:
        draw_nothing(language, visit.pages["library"])
        return
    draw_ground(coverage, visit.llm, language)
    chat = Chat(visit.session, library, visit.assistant)
    draw_reader(chat, language)
    doings = Doings(ask=partial(_ask, visit, chat), follow=_follow)
    tallies = library.tallies()
    month = draw_months(tallies.months, language)
    outlet = draw_outlets(tallies.outlets, language)
    draw_articles(library, month, outlet, language)
    try:
        draw_timeline(visit.assistant, language)
        with st.spinner(say("reading_articles", language)):
            found = _overview(library, visit.settings.library, library.last_change())
        draw_topics(found, language, doings)
        draw_named(found, language, doings)
        st.html(label(say("differing", language)))
        with st.spinner(say("comparing_articles", language)):
            told = _differences(visit, visit.settings.library, library.last_change())
        draw_differences(told, language)
    except FORESEEN as error:
        st.html(notice(say_error(error, language)))


def _ask(visit: Visit, chat: Chat, question: str) -> None:
    """Ask in the chat section, in a conversation of its own: it follows upon nothing."""
    visit.session.begin()
    chat.put(question)
    st.switch_page(visit.pages["chat"])


def _follow(topic: str) -> None:
    """Show the timeline of a topic."""
    st.query_params[TOPIC] = topic
    st.rerun()


@st.cache_resource(show_spinner=False, max_entries=2)
def _overview(_library: Library, folder: Path, last_change: str) -> Overview:
    """Worked out once for all sessions, and again when the library has changed."""
    return overview(_library)


@st.cache_resource(show_spinner=False, max_entries=2)
def _differences(_visit: Visit, folder: Path, last_change: str) -> list[Difference]:
    assistant = _visit.assistant()
    return differences(_visit.library, partial(assistant.ask, mode="quote"))
