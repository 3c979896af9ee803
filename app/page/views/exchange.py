"""Draws a question and what came of it, the same way while it is answered and ever after."""

from collections.abc import Callable, Iterable, Sequence

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from app.messages import FORESEEN, say, say_step
from app.page.answer_html import streamed_html
from app.page.chat import Chat
from app.page.highlight import escape, plain
from app.page.state import Exchange
from app.page.views.tools import draw_copy, draw_question_editor, draw_reason
from app.page.views.turn_html import outcome_html, question_html
from rag.answer import Answer, Step


def draw_exchange(exchange: Exchange, number: int, language: str, chat: Chat) -> None:
    """Draw exchange `number`; the last one is asked if it waits for that."""
    session = chat.session
    last = exchange is session.exchanges[-1]
    if exchange.waiting and exchange.asked:  # the run that asks is told to stop, but hasn't heard of it yet
        exchange.stopped = True
    asking = last and exchange.waiting
    if session.editing == number:
        draw_question_editor(exchange, number, language, chat)
    else:
        st.html(question_html(exchange, number, language, new=asking))
    show: Callable[[str], object] = st.html
    if asking:
        show = st.empty().html
        try:
            _follow(exchange, chat.ask(exchange), language, show)
        except FORESEEN as error:
            exchange.error = error.with_traceback(None)
        except StopException:
            if exchange.answer:
                chat.keep(exchange)
            raise
    try:
        unfolded = session.unfolded == number
        told = {"last": last, "unfolded": unfolded, "llm": chat.llm}
        show(outcome_html(exchange, number, chat.address(number), language, **told))
    finally:  # also where Streamlit ends the run here, for a click that came meanwhile
        if asking and exchange.answer:
            chat.keep(exchange)
    if session.copying == number:
        draw_copy(exchange, language)
    if session.rating == number and exchange.rating:
        draw_reason(exchange, language, chat)


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


def _waiting(steps: Sequence[str]) -> str:
    """What is being done, after what was done before it."""
    done = "".join(f"<li>{escape(step)}</li>" for step in steps[:-1])
    before = f'<ol class="hb-muted hb-steps">{done}</ol>' if done else ""
    return f'{before}<p class="hb-muted" role="status">{escape(steps[-1])}</p>'


def _follow(
    exchange: Exchange, pieces: Iterable[str | Step | Answer], language: str, show: Callable[[str], object]
) -> None:
    """Show the answer as it comes. Streamlit stops a run only where it draws, so silence is drawn too."""
    text, done = "", [say("searching", language)]
    waiting = _waiting(done)
    show(waiting)
    try:
        for piece in pieces:
            if isinstance(piece, Step):
                done = [*(done if exchange.way == "research" else ()), say_step(piece, language)]
                waiting = _waiting(done)
            if not isinstance(piece, Answer):
                text += piece if isinstance(piece, str) else ""
                show(f'<div class="hb-answer hb-words">{streamed_html(text)}</div>' if text else waiting)
    except StopException:
        if text or exchange.way == "research":
            exchange.enough = True
            for _ in pieces:  # nothing can be drawn any more, but what there is becomes the answer
                pass
        exchange.stopped = exchange.answer is None
        raise
    except RerunException:  # the next run asks again
        exchange.asked = ""
        raise
