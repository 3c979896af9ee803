"""A turn as a document in the library and back, so that it is drawn again exactly as it was. Knows no page.

Fields may be added to the records with a default; documents that lack them, or have more, stay readable.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from app.conversation.exchange import AskedArticle, Cited, Exchange
from app.errors import UnreadableTurnError
from app.messages import say_answer
from rag.answer import Answer, QuestionReading
from vectorstore.conversations import StoredTurn


@dataclass(frozen=True, slots=True)
class _StoredExchange:
    question: str
    answer: Answer | None = None
    after: int = 0
    without: tuple[QuestionReading, ...] = ()
    cited: tuple[Cited, ...] = ()
    suggestions: tuple[str, ...] | None = None
    asked: str = ""
    within: str | None = None
    way: Literal["quoted", "research"] | None = None
    stopped: bool = False
    words: str = ""
    article: AskedArticle | None = None


@cache
def _adapter() -> TypeAdapter[_StoredExchange]:
    return TypeAdapter(_StoredExchange)


def to_record(exchange: Exchange) -> dict[str, Any]:
    """The document of an exchange, whether or not it has been answered; an error is not kept."""
    suggestions = None if exchange.suggestions is None else tuple(exchange.suggestions)
    record = _StoredExchange(
        exchange.question,
        exchange.answer,
        exchange.after,
        exchange.without,
        exchange.cited,
        suggestions,
        exchange.asked,
        exchange.within,
        exchange.way,
        exchange.stopped,
        exchange.words,
        exchange.article,
    )
    document: dict[str, Any] = _adapter().dump_python(record, mode="json")
    return document


def from_record(document: Mapping[str, Any]) -> Exchange:
    """The exchange that a document is of. Raises: UnreadableTurnError."""
    try:
        record = _adapter().validate_python(dict(document))
    except ValidationError as error:
        raise UnreadableTurnError(str(error)) from error
    return Exchange(
        record.question,
        record.after,
        record.without,
        record.answer,
        record.cited,
        record.suggestions,
        stopped=record.stopped,
        asked=record.asked,
        within=record.within,
        article=record.article,
        way=record.way,
        words=record.words,
    )


def from_turn(turn: StoredTurn) -> Exchange:
    """The exchange that was kept; one that can't be read is shown as an error in its place."""
    try:
        exchange = from_record(turn.record)
    except UnreadableTurnError as error:
        exchange = Exchange(str(turn.record.get("question", "")), error=error)
    exchange.key, exchange.rating, exchange.reason = turn.key, turn.rating, turn.reason
    return exchange


def words_of(exchange: Exchange) -> str:
    """What a search finds a turn by."""
    return f"{exchange.question}\n{say_answer(exchange.answer) if exchange.answer else exchange.words}"
