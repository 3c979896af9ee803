"""The section that shows what the library holds, for who doesn't know yet what to ask."""

from functools import partial

import streamlit as st

from app.messages import FORESEEN, say, say_error
from app.page.chat import Chat
from app.page.explored import Explored
from app.page.shared import Visit, explored_of
from app.page.views.chart import draw_chart
from app.page.views.differences import draw_differences, draw_tolls
from app.page.views.facets import draw_facets
from app.page.views.following import follow, may_follow
from app.page.views.nothing import draw_nothing
from app.page.views.overview import draw_named, draw_topics
from app.page.views.parts import draw_ground, label, notice
from app.page.views.reader import draw_reader
from app.page.views.subject import TOPIC, Leads, draw_subject, draw_subject_box
from rag.explore.overview import Overview, overview
from vectorstore.library import Library
from vectorstore.records import Filters


def draw(visit: Visit) -> None:
    """Draw the section once, the quick parts first. Raises: LibraryError."""
    library, language = visit.library, visit.language
    coverage = library.coverage()
    if not coverage.articles:
        draw_nothing(language, visit.pages["library"])
        return
    draw_ground(coverage, visit.llm, language)
    chat = visit.chat
    draw_reader(chat, language, visit.pages["chat"], may_correct=visit.may_edit)
    following = partial(follow, visit) if may_follow(visit) else None
    leads = Leads(partial(_ask, visit, chat), _open_subject, visit.llm is not None, following, chat.followed)
    if trouble := visit.session.trouble:
        st.html(notice(trouble if isinstance(trouble, str) else say_error(trouble, language)))
        visit.session.trouble = None
    subject = draw_subject_box(language)
    filters = draw_facets(library, language)
    if filters and not library.coverage(filters).articles:
        st.html(notice(say("facets_none", language)))
        return
    explored = explored_of(visit.settings)
    try:
        with st.spinner(say("reading_articles", language)):
            seen = _of_some(library, filters, library.last_change()) if filters else explored.overview()
        if subject:
            draw_subject(subject, seen, library, filters, visit.assistant, language, leads)
        draw_chart(library, filters, language)
        draw_topics(seen, language, leads)
        draw_named(seen, language, leads)
        if not filters:
            _draw_differences(explored, language)
    except FORESEEN as error:
        st.html(notice(say_error(error, language)))


def _draw_differences(explored: Explored, language: str) -> None:
    st.html(label(say("differing", language)))
    with st.spinner(say("comparing_articles", language)):
        tolls, differing = explored.tolls(), explored.differences()
    draw_tolls(tolls, language)
    if differing or not tolls:
        draw_differences(differing, language)


def _ask(visit: Visit, chat: Chat, question: str) -> None:
    """Ask in the chat section, in a conversation of its own: it follows upon nothing."""
    visit.session.begin()
    chat.put(question)
    st.switch_page(visit.pages["chat"])


def _open_subject(subject: str) -> None:
    """Open a topic or a name in this section; an empty one closes it."""
    if subject:
        st.query_params[TOPIC] = subject
    else:
        st.query_params.pop(TOPIC, None)
    st.rerun()


@st.cache_resource(show_spinner=False, max_entries=8)
def _of_some(_library: Library, filters: Filters, last_change: str) -> Overview:
    """Of the articles that the boxes leave, worked out once until the library changes."""
    return overview(_library, filters)
