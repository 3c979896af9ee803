"""Draws a question and what came of it, the same way while it is answered and ever after."""

from collections.abc import Callable, Iterable

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import RerunException, StopException

from app.answer_html import Address, answer_html, streamed_html
from app.chat import Chat
from app.highlight import escape, plain
from app.messages import FORESEEN, say, say_answer, say_error, say_no, say_note_of, say_take_off
from app.state import Exchange
from app.views.parts import notice
from app.views.sources import draw_sources
from app.views.tools import draw_edit, draw_question_editor, draw_tools
from rag.answer import Answer, Reading

# Notes that tell of a reading of the question's words: the reader can take it back by a button.
_READINGS: dict[str, Reading] = {"days": "dates", "outlet": "outlet"}


def draw_exchange(exchange: Exchange, number: int, language: str, chat: Chat, explore: StreamlitPage) -> None:
    """Draw exchange `number`; the last one is asked if it waits for that. `explore`: where its timeline is shown."""
    last = exchange is chat.session.exchanges[-1]
    with st.chat_message("user"):
        if chat.session.editing == number:
            draw_question_editor(exchange, number, language, chat)
        else:
            st.html(f'<div class="hb-question">{escape(exchange.question)}</div>')
            draw_edit(number, language, chat)
    with st.chat_message("assistant"):
        body = st.empty()
        if exchange.waiting and exchange.asked:  # the run that asks is told to stop, but hasn't heard of it yet
            exchange.stopped = True
        if last and exchange.waiting:
            waiting = f'<p class="hb-muted" role="status">{escape(say("searching", language))}</p>'
            body.html(waiting)
            try:
                _follow(exchange, chat.ask(exchange), waiting, body.html)
            except FORESEEN as error:
                exchange.error = error.with_traceback(None)
        if exchange.error is not None:
            body.html(notice(say_error(exchange.error, language)))
        elif exchange.answer is not None:
            body.html(_answer(exchange.answer, chat.address(number), language))
            _draw_readings(exchange, exchange.answer, number, language, chat)
            draw_sources(exchange, number, language, chat)
        else:
            body.html(f'<p class="hb-muted">{escape(say("stopped", language))}</p>')
        draw_tools(exchange, number, language, chat, explore, last=last)


def draw_suggestions(exchange: Exchange, number: int, language: str, chat: Chat) -> None:
    """Questions to ask next, once the answer is drawn: finding them takes a moment, and the answer doesn't wait."""
    place = st.container(key=f"next-{number}", gap="xsmall")
    chat.suggest(exchange)
    if not exchange.suggestions:
        return
    with place:
        st.html(f'<p class="hb-label">{escape(say("ask_next", language))}</p>')
        for index, question in enumerate(exchange.suggestions):
            st.button(
                plain(question), key=f"next-{number}-{index}", width="stretch", on_click=chat.put, args=(question,)
            )


def _follow(exchange: Exchange, pieces: Iterable[str | Answer], waiting: str, show: Callable[[str], object]) -> None:
    """Show the answer as it comes. Streamlit stops a run only where it draws, so silence is drawn too."""
    text = ""
    try:
        for piece in pieces:
            if isinstance(piece, str):
                text += piece
                show(f'<div class="hb-answer">{streamed_html(text)}</div>' if text else waiting)
    except StopException:
        exchange.stopped = exchange.answer is None
        raise
    except RerunException:  # the next run asks again
        exchange.asked = ""
        raise


def _answer(answer: Answer, address: Address, language: str) -> str:
    parts = []
    if answer.understood_as != answer.question:
        parts.append(f'<p class="hb-muted">{escape(say("understood_as", language, text=answer.understood_as))}</p>')
    told = [note for note in answer.notes if note.code not in _READINGS]
    parts += [notice(say_note_of(answer, note, language)) for note in told]
    if answer.small_talk:
        parts.append(
            f'<div class="hb-answer" lang="{escape(answer.language)}"><p>{escape(say_answer(answer))}</p></div>'
        )
    elif answer.abstained:
        no = say_no(answer, language)
        parts.append(f'<div class="hb-no"><p>{escape(no)}</p><p>{escape(say("ask_better", language))}</p></div>')
    else:
        inside = answer_html(answer, address, language)
        parts.append(f'<div class="hb-answer" lang="{escape(answer.language)}">{inside}</div>')
    return "".join(parts)


def _draw_readings(exchange: Exchange, answer: Answer, number: int, language: str, chat: Chat) -> None:
    """A button for each reading of the question's words that decided which articles were looked at."""
    told = [note for note in answer.notes if note.code in _READINGS]
    within = answer.filters.collection
    if not told and not within:
        return
    with st.container(horizontal=True, gap="xsmall", key=f"readings-{number}"):
        for note in told:
            reading = _READINGS[note.code]
            words, why = map(plain, say_take_off(note, language))
            key = f"without-{number}-{reading}"
            st.button(words, key=key, help=why, on_click=chat.put_again, args=(exchange, reading))
        if within:
            words, why = (
                plain(say("take_off_collection", language, name=within)),
                say("take_off_collection_why", language),
            )
            st.button(
                words, key=f"without-{number}-collection", help=why, on_click=chat.put_everywhere, args=(exchange,)
            )
