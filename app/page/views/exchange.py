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

    `open`: it was under way when it was drawn, so its outcome is still to be.
    """

    exchange: Exchange
    number: int
    answer: DeltaGenerator
    stop: DeltaGenerator
    more: DeltaGenerator
    open: bool


def draw_exchange(exchange: Exchange, number: int, language: str, chat: Chat) -> AnswerPlaces:
    """Draw exchange `number`, as far as it is answered."""
    session = chat.session
    if session.editing == number:
        draw_question_editor(exchange, number, language, chat)
    else:
        replaced = chat.may_replace(number)
        st.html(question_html(exchange, number, language, new=exchange.under_way, replaced=replaced))
    answer, stop = st.empty(), st.empty()
    if session.rating == number and exchange.rating:
        draw_reason(exchange, language, chat)
    more = st.container(key=f"next-{number}", gap="xsmall")
    if exchange.course:
        _draw_course(exchange.course, more, language)
    places = AnswerPlaces(exchange, number, answer, stop, more, exchange.under_way)
    if places.open:
        answer.html(_so_far(exchange, language))
        if not exchange.stopped:
            stop.html(stop_html(number, language))
    else:
        _draw_outcome(places, language, chat)
    return places


def look_on(places: AnswerPlaces, language: str, chat: Chat) -> None:
    """Show an answer as it comes, to its end; whatever draws the whole page anew ends this, and begins it again."""
    exchange, told = places.exchange, 0
    while exchange.under_way and exchange.progress:
        told = exchange.progress.wait(told, _BEAT_S)
        places.answer.html(_so_far(exchange, language))
        time.sleep(0 if exchange.progress.ended else _DRAWN_EVERY_S)
    _draw_outcome(places, language, chat)


def draw_suggestions(places: AnswerPlaces, language: str, chat: Chat) -> None:
    """Questions to ask next, once the answer is drawn: finding them takes a moment, and the answer doesn't wait."""
    exchange, number = places.exchange, places.number
    if not exchange.course_sought:
        chat.find_course(exchange)
        if exchange.course:
            _draw_course(exchange.course, places.more, language)
    chat.suggest(exchange)
    if not exchange.suggestions:
        return
    with places.more:
        st.html(f'<p class="hb-label">{escape(say("ask_next", language))}</p>')
        for index, question in enumerate(exchange.suggestions):
            st.button(
                plain(question), key=f"next-{number}-{index}", width="stretch", on_click=chat.put, args=(question,)
            )


def _draw_course(course: ToldCourse, place: DeltaGenerator, language: str) -> None:
    """How what was asked about went, day by day, behind a fold."""
    with place.expander(plain(say("timeline_of", language, topic=course.subject)), icon=":material/timeline:"):
        st.html(f'<ol class="hb-timeline">{points_html(course.told, language)}</ol>')


def _draw_outcome(places: AnswerPlaces, language: str, chat: Chat) -> None:
    session, exchange, number = chat.session, places.exchange, places.number
    last, unfolded = exchange is session.exchanges[-1], session.unfolded == number
    places.stop.empty()
    told = {"last": last, "unfolded": unfolded, "llm": chat.llm, "may_keep": chat.may_forget}
    if exchange.answer and chat.may_forget:
        told["followed"] = bare_words(exchange.answer.understood_as) in chat.followed
    places.answer.html(outcome_html(exchange, number, chat.address(number), language, **told))


def _so_far(exchange: Exchange, language: str) -> str:
    progress = exchange.progress
    if progress and progress.words:
        return f'<div class="hb-answer hb-words">{streamed_html(progress.words)}</div>'
    steps = progress.steps if progress else ()
    *done, doing = [say("searching", language), *(say_step(step, language) for step in steps)]
    listed = "".join(f"<li>{escape(step)}</li>" for step in done) if exchange.way == "research" else ""
    before = f'<ol class="hb-muted hb-steps">{listed}</ol>' if listed else ""
    return f'{before}<p class="hb-muted" role="status">{escape(doing)}</p>'
