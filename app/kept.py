"""The conversation on the page and the one in the library: opened by its address, kept turn by turn, begun anew."""

from collections.abc import MutableMapping
from typing import Any

from app.messages import say_answer
from app.stored import from_record, to_record
from app.views import Exchange, cards_of
from rag.question import Turn
from vectorstore.conversations import Conversations
from vectorstore.library import LocalLibrary

ADDRESS = "conversation"


def resume(state: MutableMapping[Any, Any], asked_for: str | None, library: LocalLibrary) -> list[Exchange]:
    """The exchanges of this browser session; those of the conversation `asked_for` by the address, if another."""
    exchanges: list[Exchange] = state.setdefault("exchanges", [])
    if asked_for and asked_for != state.get(ADDRESS) and library.conversations.find(asked_for):
        state[ADDRESS] = asked_for
        exchanges[:] = _read(asked_for, library)
    return exchanges


def keep(state: MutableMapping[Any, Any], exchanges: list[Exchange], conversations: Conversations) -> str | None:
    """Put what has been answered since into the library; returns the conversation's id, None before the first answer.

    Raises: LibraryError when nothing can be written there.
    """
    for exchange in exchanges:
        if exchange.answer is None or exchange.kept is not None:
            continue
        if not state.get(ADDRESS):
            state[ADDRESS] = conversations.begin(exchange.question)
        said = say_answer(exchange.answer)
        exchange.kept = conversations.put(state[ADDRESS], exchange.question, to_record(exchange.answer), said)
    found: str | None = state.get(ADDRESS)
    return found


def begin_anew(state: MutableMapping[Any, Any]) -> None:
    """An empty page; what was kept stays kept."""
    state["exchanges"].clear()
    state[ADDRESS] = None


def _read(conversation_id: str, library: LocalLibrary) -> list[Exchange]:
    """Its turns as they were; one that another version wrote is left out."""
    found: list[Exchange] = []
    for turn in library.conversations.turns(conversation_id):
        answer = from_record(turn.record)
        if answer is None:
            continue
        history = tuple(Turn(done.question, done.answer.text) for done in found if done.answer)
        cards = cards_of(answer, library, len(found))
        found.append(Exchange(turn.question, history, answer=answer, cards=cards, kept=turn.number, rating=turn.rating))
    return found
