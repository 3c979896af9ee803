"""Draws a question and what came of it, the same way while it is answered and ever after.

The answer comes about in the server (`app.page.answering`); here is how a page looks on.
"""

import time
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.alerts.shown import bare_words
from app.conversation.exchange import Exchange
from app.messages import say, say_step
from app.page.answer_html import streamed_html
from app.page.chat import Chat
from app.page.highlight import escape, plain
from app.page.views.timeline_points import points_html
from app.page.views.turn_html import outcome_html, question_html, stop_html
from app.page.views.turn_tools import draw_question_editor, draw_reason
from rag.explore.course import ToldCourse

# Streamlit ends a run only where it draws, so silence is drawn too, this often.
_BEAT_S = 0.2
# A model may write faster than anybody reads: the words are not drawn more often than this.
_DRAWN_EVERY_S = 0.04


@dataclass(frozen=True)
class AnswerPlaces:
    """Where the answer to exchange `number` is drawn, the button that stops it, and what may be asked next.

    `coming`: it was under way when it was drawn, so its outcome is still to be.
    """

    exchange: Exchange
    number: int
    answer: DeltaGenerator
    stop: DeltaGenerator
    more: DeltaGenerator
    coming: bool


def draw_exchange(exchange: Exchange, number: int, language: str, chat: Chat) -> AnswerPlaces | None:
    """Draw exchange `number`, as far as it is answered; returns where it goes on, if it does.

    Of one that is answered, and not the last, there are two elements of HTML: all of them are drawn at every click.
    """
    session, under_way = chat.session, exchange.under_way
    if session.editing == number:
        draw_question_editor(exchange, number, language, chat)
    else:
        replaced = chat.may_replace(number)
        st.html(question_html(exchange, number, language, new=under_way, replaced=replaced))
    # Not a place that is empty first: what stood there would be taken from the page and put there anew.
    answer = st.empty() if under_way else st.html(_outcome(exchange, number, language, chat))
    stop = st.empty() if under_way or exchange is session.exchanges[-1] else None
    if session.rating == number and exchange.rating:
        draw_reason(exchange, language, chat)
    if exchange.course:
        _draw_course(exchange.course, language)
    if stop is None:
        return None
    if under_way:
        answer.html(_so_far(exchange, language))
        if not exchange.stopped:
            stop.html(stop_html(number, language))
    more = st.container(key=f"next-{number}", gap="xsmall")
    return AnswerPlaces(exchange, number, answer, stop, more, under_way)


def look_on(places: AnswerPlaces, language: str, chat: Chat) -> None:
    """Show an answer as it comes, to its end; whatever draws the whole page anew ends this, and begins it again."""
    exchange, told = places.exchange, 0
    while exchange.under_way and exchange.progress:
        told = exchange.progress.wait(told, _BEAT_S)
        places.answer.html(_so_far(exchange, language))
        time.sleep(0 if exchange.progress.ended else _DRAWN_EVERY_S)
    draw_outcome(places, language, chat)


def draw_outcome(places: AnswerPlaces, language: str, chat: Chat) -> None:
    """Show what came of it, in the place where it was awaited."""
    places.stop.empty()
    places.answer.html(_outcome(places.exchange, places.number, language, chat))


def draw_suggestions(places: AnswerPlaces, language: str, chat: Chat) -> None:
    """Questions to ask next, once the answer is drawn: finding them takes a moment, and the answer doesn't wait."""
    exchange, number = places.exchange, places.number
    if not exchange.course_sought:
        chat.find_course(exchange)
        if exchange.course:
            with places.more:
                _draw_course(exchange.course, language)
    chat.suggest(exchange)
    if not exchange.suggestions:
        return
    with places.more:
        st.html(f'<p class="hb-label">{escape(say("ask_next", language))}</p>')
        for index, question in enumerate(exchange.suggestions):
            st.button(
                plain(question), key=f"next-{number}-{index}", width="stretch", on_click=chat.put, args=(question,)
            )


def _draw_course(course: ToldCourse, language: str) -> None:
    """How what was asked about went, day by day, behind a fold."""
    title = escape(say("timeline_of", language, topic=course.subject))
    st.html(
        f'<details class="hb-card hb-course"><summary><h4 class="hb-title">{title}</h4></summary>'
        f'<ol class="hb-timeline">{points_html(course.told, language)}</ol></details>'
    )


def _outcome(exchange: Exchange, number: int, language: str, chat: Chat) -> str:
    session = chat.session
    told = {
        "last": exchange is session.exchanges[-1],
        "unfolded": session.unfolded == number,
        "llm": chat.llm,
        "may_keep": chat.may_forget,
    }
    if exchange.answer and chat.may_forget:
        told["followed"] = bare_words(exchange.answer.understood_as) in chat.followed
    return outcome_html(exchange, number, chat.address(number), language, **told)


def _so_far(exchange: Exchange, language: str) -> str:
    progress = exchange.progress
    if progress and progress.words:
        return f'<div class="hb-answer hb-words">{streamed_html(progress.words)}</div>'
    steps = progress.steps if progress else ()
    *done, doing = [say("searching", language), *(say_step(step, language) for step in steps)]
    listed = "".join(f"<li>{escape(step)}</li>" for step in done) if exchange.way == "research" else ""
    before = f'<ol class="hb-muted hb-steps">{listed}</ol>' if listed else ""
    return f'{before}<p class="hb-muted" role="status">{escape(doing)}</p>'
