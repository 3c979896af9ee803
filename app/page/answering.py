"""Answers that are being computed in the server, each in a thread of its own: no rerun, no closed tab and no lost
connection ends one. Knows no page.

What comes of a question is written into its exchange, which all who have the conversation open then share, and into the
library. A server that ends meanwhile leaves the question there, without an answer.
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext

from app.conversation.cited import cited_articles
from app.conversation.exchange import Cited, Exchange
from app.conversation.stored import to_record, words_of
from app.messages import FORESEEN
from rag.answer import Answer, Step
from vectorstore.errors import LibraryError
from vectorstore.library import Library

log = logging.getLogger(__name__)
# What was written before a stop is checked this long, then left as it is.
_CHECKED_WITHIN_S = 5.0
# What answers a question, given the exchanges that came before it.
Asks = Callable[[Exchange, Sequence[Exchange]], Iterable[str | Step | Answer]]


class AnswerJobs:
    """The questions that this server is answering, by the conversation and the key under which each is kept."""

    def __init__(self) -> None:
        self._under_way: dict[str, list[Exchange]] = defaultdict(list)
        self._lock = threading.Lock()

    def of(self, conversation: str) -> dict[int, Exchange]:
        """Those of a conversation, by their keys in the library."""
        with self._lock:
            listed = self._under_way.get(conversation, ())
            return {exchange.key: exchange for exchange in listed if exchange.key is not None}

    def begin(
        self, conversation: str, exchange: Exchange, before: Sequence[Exchange], asks: Asks, library: Library
    ) -> None:
        """Have a question answered, once those `before` it are; does nothing where that has begun already."""
        progress = exchange.progress
        if progress is None or progress.begun:
            return
        progress.begun = True
        with self._lock:
            self._under_way[conversation].append(exchange)

        def run() -> None:
            try:
                for earlier in before:
                    if earlier.progress is not None and earlier.under_way:
                        progress.tell(Step("waiting"))
                        earlier.progress.wait_for_end()
                progress.steps = ()
                _answer(exchange, before, asks, library)
            finally:
                library.close()
                with self._lock:
                    self._under_way[conversation].remove(exchange)
                    if not self._under_way[conversation]:
                        del self._under_way[conversation]

        threading.Thread(target=run, name="answer", daemon=True).start()


def stop(exchange: Exchange, library: Library) -> None:
    """End an answer where it is.

    What was written by then is still checked against its sources and becomes the answer, if that takes no longer than a
    moment; else its words stay as they are.
    """
    progress = exchange.progress
    if progress is None or not exchange.under_way:
        return
    exchange.stopped = exchange.enough = True
    if progress.words or (exchange.way == "research" and progress.begun):
        exchange.words = progress.words
        keep_outcome(exchange, library)
        late = threading.Timer(_CHECKED_WITHIN_S, _cut_off_late, (exchange, library))
        late.daemon = True
        late.start()
    else:
        _cut_off(exchange, library)


def drop(exchange: Exchange) -> None:
    """End an answer that nobody wants any more; nothing is kept of it."""
    _ended(exchange)


def _cut_off(exchange: Exchange, library: Library) -> None:
    if _ended(exchange):
        keep_outcome(exchange, library)


def _cut_off_late(exchange: Exchange, library: Library) -> None:
    if exchange.under_way:
        _cut_off(exchange, library)
        library.close()  # this thread's connection


def keep_outcome(exchange: Exchange, library: Library) -> None:
    """Keep what is known of a question by now, if it was kept before; `exchange.unkept` says what hindered it."""
    if exchange.key is None:
        return
    try:
        # One writer after the other, each with all that is known.
        with exchange.progress.storing if exchange.progress else nullcontext():
            library.conversations.amend(exchange.key, to_record(exchange), words_of(exchange))
    except LibraryError as error:
        exchange.unkept = error


def _answer(exchange: Exchange, before: Sequence[Exchange], asks: Asks, library: Library) -> None:
    progress, ended = exchange.progress, False
    if progress is None or progress.ended:
        return
    try:
        for piece in asks(exchange, before):
            if progress.ended:  # cut off
                return
            if isinstance(piece, Answer):
                ended = _ended(exchange, answer=piece, cited=cited_articles(piece, library))
            else:
                progress.tell(piece)
    except Exception as error:
        if not isinstance(error, FORESEEN):
            log.exception("A question could not be answered.")
        ended = _ended(exchange, error=error.with_traceback(None))
    if ended:
        keep_outcome(exchange, library)


def _ended(
    exchange: Exchange,
    *,
    answer: Answer | None = None,
    cited: tuple[Cited, ...] = (),
    error: Exception | None = None,
) -> bool:
    """Write down the outcome; false where there was one already, which then stays."""
    progress = exchange.progress
    if progress is None:
        return False
    with progress.changed:
        if progress.ended:
            return False
        exchange.answer, exchange.cited, exchange.error = answer, cited, error
        exchange.words = progress.words if answer is None else ""
        progress.ended = True
        progress.changed.notify_all()
    return True
