"""The chat section: the conversations, the one that is open, the article beside it, the box for the next question."""

from functools import partial

import streamlit as st

from app.conversation.places import ABOUT
from app.messages import FORESEEN, say, say_error
from app.page.chat import Chat
from app.page.highlight import plain
from app.page.readers import COOKIE as READER_COOKIE
from app.page.shared import Visit, explored_of, titles_of
from app.page.state import Session
from app.page.views.arrival import (
    BRIEFING,
    act_on_briefing,
    draw_briefing,
    draw_greeting,
    draw_new,
    draw_questions,
    remember_visit,
    visits_of,
)
from app.page.views.asking import draw_box
from app.page.views.conversations import draw_conversations
from app.page.views.drawn_turns import DrawnTurns
from app.page.views.following import draw_following
from app.page.views.mention import asked_article, draw_article_asked
from app.page.views.nothing import draw_nothing
from app.page.views.outline import draw_outline, follow_turns
from app.page.views.parts import draw_ground, draw_title, notice
from app.page.views.reader import draw_reader
from app.page.views.settings import have_remembered
from app.page.views.turn_tools import draw_told, follow_acts


def draw(visit: Visit) -> None:
    """Draw the section once. Raises: LibraryError."""
    session, library, language = visit.session, visit.library, visit.language
    coverage = library.coverage()
    if not coverage.articles:
        draw_nothing(language, visit.pages["library"])
        return
    chat = visit.chat
    _turn_to(chat, language)
    begun = chat.begin()  # first of all: a connection that is lost ends this run, but not what has begun
    _draw_title(session)
    with visit.actions:
        draw_outline(session.exchanges, language)
        _draw_within(visit)
        if session.exchanges:
            _draw_new(session, language)
    draw_ground(coverage, visit.llm, language)
    follow_turns(session, begun=begun)
    explored = explored_of(visit.settings)
    follow_acts(
        chat, {BRIEFING: partial(act_on_briefing, visit, explored.briefing)}
    )  # before what it follows: a click that comes sooner would be lost
    # Placed by hand: where Streamlit places it, the page jumps to the end of every answer.
    with st.bottom:
        draw_article_asked(partial(titles_of, visit.settings), session, language)
        draw_box(chat, language)
    trouble, welcome, aside = st.empty(), st.empty(), st.sidebar.container()
    questions = st.empty()
    if not session.exchanges:
        with welcome.container():
            draw_greeting(language)
            remember_visit(visit)
            draw_following(visit, visits_of(visit).before)
            draw_new(visit)
            questions = st.empty()  # they may have to be asked first
            draw_briefing(visit, explored.briefing())
    draw_reader(chat, language, visit.pages["chat"], may_correct=visit.may_edit)
    turns = DrawnTurns(chat, language)
    with aside:
        draw_conversations(chat, language, visit.settings.timezone, shared=not visit.owner and not visit.opened_here)
    _keep_address(session)
    if session.rating is not None and chat.reader == session.reader:
        have_remembered(f"{READER_COOKIE}={session.reader}", key="reader")
    turns.look_on()
    draw_told(chat, language)
    turns.suggest()
    try:
        visit.assistant()
        if not session.exchanges:
            with questions.container():
                draw_questions(explored.questions(language), language, chat.put)
    except FORESEEN as error:
        trouble.html(notice(say_error(error, language)))
    for exchange in session.exchanges:
        if exchange.unkept is not None:
            session.trouble, exchange.unkept = exchange.unkept, None
    if session.trouble is not None:
        trouble.html(notice(_told(session.trouble, language)))
        session.trouble = None


def _draw_within(visit: Visit) -> None:
    """Which collection the next question is asked within, where there are any."""
    names = [one.name for one in visit.library.collections.listed()]
    session, language = visit.session, visit.language
    if session.within not in names:
        session.within = None
    if not names:
        return

    def choose() -> None:
        session.within = st.session_state["within"]

    shown = plain(session.within) if session.within else say("whole_library", language)
    with st.popover(shown, icon=":material/filter_list:", type="tertiary", key="within-choice"):
        st.selectbox(
            say("within", language),
            names,
            index=names.index(session.within) if session.within else None,
            key="within",
            placeholder=say("whole_library", language),
            on_change=choose,
        )


def _draw_title(session: Session) -> None:
    """The tab is named as the conversation is."""
    if session.exchanges:
        draw_title(session.exchanges[0].question)


def _draw_new(session: Session, language: str) -> None:
    """The button that begins another conversation."""

    def begin() -> None:
        session.begin()
        st.query_params.clear()

    st.button(say("new_conversation", language), key="new", icon=":material/add:", type="tertiary", on_click=begin)


def _told(trouble: Exception | str, language: str) -> str:
    if isinstance(trouble, str):
        return trouble
    return say("conversation_unkept", language, reason=say_error(trouble, language))


def _turn_to(chat: Chat, language: str) -> None:
    """Open the conversation that the address names, as after a reload, and the article that it says is asked."""
    session, wanted, about = chat.session, st.query_params.get("conversation"), st.query_params.get(ABOUT)
    came, session.away = session.away, False
    if wanted and wanted != session.conversation and not chat.reopen(wanted):
        del st.query_params["conversation"]
        session.trouble = say("conversation_gone", language)
    elif came and about and not wanted and session.exchanges:  # from a list or an article of another section
        session.begin()
    session.article = None
    if about and (article := chat.library.article(about)):
        session.article = asked_article(article, language)
    elif about:
        del st.query_params[ABOUT]
        session.trouble = say("asked_gone", language)


def _keep_address(session: Session) -> None:
    """Name the conversation in the address once it is kept; not at every run, or “back” would lead nowhere."""
    if session.kept and not session.addressed:
        st.query_params["conversation"] = session.conversation
        session.addressed = True
