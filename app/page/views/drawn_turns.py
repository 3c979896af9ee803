"""Draws the turns of a conversation, what is being asked first: its answer waits for no other turn to be drawn."""

import time

import streamlit as st

from app.page.chat import Chat
from app.page.views.exchange import AnswerPlaces, draw_exchange, draw_outcome, draw_suggestions, look_on

# Quotes come within this time. What else is drawn meanwhile would take the server's time, and the browser's, from them.
_AT_ONCE_S = 0.2


class DrawnTurns:
    """The turns of the open conversation, drawn as far as they are answered when this is made."""

    def __init__(self, chat: Chat, language: str) -> None:
        self._chat, self._language = chat, language
        self._coming: list[AnswerPlaces] = []
        self._last: AnswerPlaces | None = None
        exchanges = chat.session.exchanges
        self._places = [st.container(key=f"exchange-{number}", gap="xsmall") for number in range(len(exchanges))]
        asked = [number for number, exchange in enumerate(exchanges) if exchange.under_way]
        for number in asked:
            self._draw(number)
        self._catch_up(_AT_ONCE_S)
        for number in range(len(exchanges)):
            if number not in asked:
                self._draw(number)
                self._catch_up()

    def look_on(self) -> None:
        """Draw the answers that are still to come as they do, to their ends."""
        for places in self._coming:
            look_on(places, self._language, self._chat)
        self._coming.clear()

    def suggest(self) -> None:
        """Offer questions to ask next."""
        if self._last:
            draw_suggestions(self._last, self._language, self._chat)

    def _draw(self, number: int) -> None:
        exchanges = self._chat.session.exchanges
        with self._places[number]:
            drawn = draw_exchange(exchanges[number], number, self._language, self._chat)
        if drawn and drawn.coming:
            self._coming.append(drawn)
        if number == len(exchanges) - 1:
            self._last = drawn

    def _catch_up(self, within_s: float = 0.0) -> None:
        """Draw the answers that come within so many seconds."""
        until = time.monotonic() + within_s
        for places in list(self._coming):
            if progress := places.exchange.progress:
                progress.wait_for_end(max(until - time.monotonic(), 0))
            if not places.exchange.under_way:
                draw_outcome(places, self._language, self._chat)
                self._coming.remove(places)
