"""The chat page, as Streamlit runs it: settings, library, one conversation for each browser session.

Knows the order of things; how they look is in `app.views` and `app/static/page.css`, what they say in `app.messages`.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

# Streamlit puts the script's own folder on the path; the packages are in the one above.
if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

import streamlit as st

from app import kept, talks, views
from app.messages import example_questions, say, say_error
from app.settings import LANGUAGES, Settings, SettingsError
from app.wiring import open_assistant, open_library, prepare_process, read_settings
from rag.answer import Answer, Reading
from rag.assistant import MAX_QUESTION_CHARS, Assistant
from rag.question import Turn
from vectorstore.errors import LibraryError
from vectorstore.library import LocalLibrary


@st.cache_resource(show_spinner=False)
def library_in(folder: Path) -> LocalLibrary:
    """The library that all sessions share."""
    return open_library(folder)


@st.cache_resource(show_spinner=False)
def assistant_for(settings: Settings) -> Assistant:
    """The assistant that all sessions share; one search loads what would else make the first answer wait."""
    assistant = open_assistant(settings, library_in(settings.library))
    assistant.search(say("welcome", settings.language), 1)
    return assistant


def main() -> None:
    """Draw the page once; Streamlit calls again at every click."""
    prepare_process()
    st.set_page_config("Hỏi Báo", page_icon="📰", layout="centered", initial_sidebar_state="collapsed")
    st.html(Path(__file__).parent / "static" / "page.css")
    try:
        settings = read_settings()
    except SettingsError as error:
        st.html(views.notice(say_error(error, Settings().language)))
        return
    try:
        library = library_in(settings.library)
        coverage = library.coverage()
        exchanges = kept.resume(st.session_state, st.query_params.get(kept.ADDRESS), library)
    except LibraryError as error:
        st.html(views.notice(say_error(error, header(settings.language, begun=False))))
        return
    language = header(settings.language, begun=bool(exchanges))
    if not coverage.articles:
        st.html(views.notice(say("library_empty", language, folder=settings.library)))
        return
    views.draw_ground(coverage, settings.llm, language)

    def put(question: str | None = None) -> None:
        history = tuple(Turn(done.question, done.answer.text) for done in exchanges if done.answer)
        exchanges.append(views.Exchange(question or st.session_state["question"], history))

    def put_again(exchange: views.Exchange, without: Reading) -> None:
        exchanges.append(views.Exchange(exchange.question, exchange.history, (*exchange.without, without)))

    def ask(exchange: views.Exchange) -> Iterable[str | Answer]:
        return assistant_for(settings).stream(exchange.question, history=exchange.history, without=exchange.without)

    def suggest(exchange: views.Exchange, answer: Answer) -> Sequence[str]:
        return assistant_for(settings).suggestions(answer, exchange.history)

    def follow(conversation_id: str) -> None:
        st.query_params[kept.ADDRESS] = conversation_id

    def forget(conversation_id: str) -> None:
        library.conversations.delete(conversation_id)
        begin_anew()

    def rate(exchange: views.Exchange, rating: int | None, remark: str) -> None:
        exchange.rating = rating
        if exchange.kept is not None:
            library.conversations.rate(st.session_state[kept.ADDRESS], exchange.kept, rating, remark)

    doings = talks.Doings(follow, forget, rate)
    # Placed by hand: where Streamlit places it, the page jumps to the end of every answer.
    with st.bottom:
        st.chat_input(say("question_box", language), key="question", max_chars=MAX_QUESTION_CHARS, on_submit=put)
    trouble, welcome = st.empty(), st.empty()
    if not exchanges:
        titles = [article.title for article, _ in library.articles(limit=50)]
        with welcome.container():
            views.draw_welcome(example_questions(titles, language), language, put)
    for number, exchange in enumerate(exchanges):
        with st.container(key=f"exchange-{number}"):
            views.draw(exchange, number, language, library, ask if exchange is exchanges[-1] else None, put_again)
            if exchange is exchanges[-1] and exchange.kept is None:
                kept_now(library, exchanges, language)
            talks.draw_rating(exchange, number, language, doings)
            if exchange is exchanges[-1]:
                views.draw_suggestions(exchange, number, language, suggest, put)
    current = library.conversations.find(st.session_state.get(kept.ADDRESS) or "")
    talks.draw_sidebar(library, current, exchanges, language, doings)
    try:
        assistant_for(settings)
    except views.FORESEEN as error:
        trouble.html(views.notice(say_error(error, language)))


def kept_now(library: LocalLibrary, exchanges: list[views.Exchange], language: str) -> None:
    """Keep what was just answered, and let the address name the conversation, so that a reload finds it."""
    try:
        if conversation_id := kept.keep(st.session_state, exchanges, library.conversations):
            st.query_params[kept.ADDRESS] = conversation_id
    except LibraryError:
        st.html(views.notice(say("not_kept", language)))


def begin_anew() -> None:
    """An empty page with an address of its own."""
    kept.begin_anew(st.session_state)
    st.query_params.clear()


def header(default: str, *, begun: bool) -> str:
    """The name, the way to a new conversation and the language switch; returns the language of the interface."""
    language = str(st.session_state.get("language") or default)
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="small"):
        views.draw_name()
        if begun:
            label = say("new_conversation", language)
            st.button(label, key="new", icon=":material/add:", type="tertiary", on_click=begin_anew)
        st.segmented_control(
            say("interface_language", language), LANGUAGES, default=default, required=True, key="language",
            format_func=str.upper, label_visibility="collapsed",
        )  # fmt: skip
    return language


if __name__ == "__main__":
    main()
