"""The conversations that the library keeps, as a question goes on with one. Each key sees its own alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import Request

from app.api.bodies import AskBody
from app.api.failures import ApiError
from app.api.service import ApiService
from app.conversation.exchange import Exchange, history_of
from app.conversation.stored import from_turn, to_record, words_of
from rag.answer import Answer, Turn


def owner_of(request: Request) -> str:
    """Whose conversations a request may see: its key's; without keys those of the page that nobody signs in to."""
    key = getattr(request.state, "key", None)
    return f"key:{key.id}" if key else ""


@dataclass(frozen=True)
class Conversing:
    """The turns before a question, and where its answer is kept, if anywhere."""

    service: ApiService
    history: Sequence[Turn]
    exchange: Exchange
    conversation: str | None
    owner: str

    def keep(self, answer: Answer) -> None:
        """Keep the answer where a conversation was named. Raises: ApiError where it has become somebody else's."""
        if self.conversation is None:
            return
        self.exchange.answer = answer
        try:
            self.service.library.conversations.keep(
                self.conversation,
                to_record(self.exchange),
                words_of(self.exchange),
                owner=self.owner,
                name=self.exchange.question,
            )
        except PermissionError as error:
            raise ApiError(404, "no_conversation", "conversation") from error


def opened(service: ApiService, request: Request, body: AskBody) -> Conversing:
    """What comes before a question. Raises: ApiError where the conversation is somebody else's."""
    owner = owner_of(request)
    given = [Turn(turn.question, turn.answer, tuple(turn.articles)) for turn in body.history]
    asked = datetime.now(UTC).isoformat(timespec="seconds")
    if body.conversation is None:
        return Conversing(service, given, Exchange(body.question), None, owner)
    if given:
        raise ApiError(409, "two_histories", "history")
    turns = service.library.conversations.turns(body.conversation)
    if turns and service.library.conversations.get(body.conversation, owner=owner) is None:
        raise ApiError(404, "no_conversation", "conversation")
    before = [from_turn(turn) for turn in turns]
    history = history_of(before)
    exchange = Exchange(body.question, after=len(before), asked=asked)
    return Conversing(service, history, exchange, body.conversation, owner)
