"""The library section: articles come in, are listed, picked, removed, and put into collections to ask within."""

from functools import partial

import streamlit as st

from app.incoming.saved_search import bring_in_step
from app.messages import FORESEEN, say, say_error
from app.page.highlight import escape
from app.page.shared import Visit
from app.page.views.adding import draw_adding
from app.page.views.collections import draw_collections, draw_one
from app.page.views.jobs import draw_jobs
from app.page.views.listing import draw_filters, draw_list, picked_ids
from app.page.views.nothing import draw_nothing
from app.page.views.parts import draw_ground, label, notice
from app.page.views.picked import draw_picked
from app.page.views.reader import draw_reader
from vectorstore.errors import CollectionError


def draw(visit: Visit) -> None:
    """Draw the section once. Raises: LibraryError."""
    library, language, session = visit.library, visit.language, visit.session
    coverage = library.coverage()
    if coverage.articles:
        draw_ground(coverage, visit.llm, language)
    draw_reader(visit.chat, language, visit.pages["chat"], may_correct=visit.may_edit)
    told = st.empty()
    if session.trouble is not None:
        trouble = session.trouble
        told.html(notice(trouble if isinstance(trouble, str) else say_error(trouble, language)))
        session.trouble = None
    with st.container(key="adding"):
        if not coverage.articles:
            draw_nothing(language)
        if visit.may_edit:
            _draw_incoming(visit, empty=not coverage.articles)
        else:
            st.html(f'<p class="hb-muted">{escape(say("readers_ask", language))}</p>')
    if not coverage.articles:
        return
    if visit.may_edit and not visit.jobs.running():
        bring_in_step(library)  # what other machines and commands added
    st.html(label(say("collections", language)))
    collection = draw_collections(library, language)
    if collection:
        draw_one(library, collection, language, partial(_ask_within, visit, collection), may_edit=visit.may_edit)
    try:
        filters, words, order = draw_filters(library, collection, language)
        if visit.may_edit:
            draw_picked(library, picked_ids(), collection, session, language, partial(_ask_within, visit))
        draw_list(library, filters, words, order, language, visit.pages["chat"], may_edit=visit.may_edit)
    except CollectionError as error:  # another session deleted it
        st.html(notice(say_error(error, language)))


def _draw_incoming(visit: Visit, *, empty: bool) -> None:
    try:
        draw_adding(visit.jobs, visit.assistant, visit.language, empty=empty)
    except FORESEEN as error:
        st.html(notice(say_error(error, visit.language)))
    draw_jobs(visit.jobs, visit.language, partial(st.switch_page, visit.pages["chat"]))


def _ask_within(visit: Visit, collection: str) -> None:
    visit.session.begin()
    visit.session.within = collection
    st.switch_page(visit.pages["chat"])
