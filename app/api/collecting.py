"""`/api/collections` and `/api/conversations`: named subsets of the articles, and what was asked."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from app.api.asking import answer_document
from app.api.bodies import IdsBody, NameBody
from app.api.conversing import owner_of
from app.api.documents import (
    CollectionDocument,
    CollectionsDocument,
    ConversationDocument,
    ConversationsDocument,
    ConversationTurnsDocument,
    CountDocument,
    answers,
)
from app.api.failures import ApiError
from app.api.service import ApiService
from app.conversation.stored import from_turn
from vectorstore.conversations import Conversation, StoredTurn

Named = Annotated[str, Path(min_length=1, max_length=80, pattern=r"^[^\x00]+$")]
_GONE: dict[int | str, dict[str, Any]] = {204: {"description": "It is forgotten."}}


def collections(service: ApiService) -> APIRouter:
    """The addresses of collections."""
    made = APIRouter(prefix="/api", tags=["collections"])
    kept = service.library.collections

    def shown(name: str) -> dict[str, Any]:
        held = {one.name: one.articles for one in kept.listed()}
        return {"name": name, "articles": held.get(name, 0)}

    @made.get("/collections", responses=answers(CollectionsDocument))
    def listed() -> JSONResponse:
        """All collections, by name."""
        return JSONResponse({"collections": [{"name": one.name, "articles": one.articles} for one in kept.listed()]})

    @made.post("/collections", status_code=201, responses=answers(CollectionDocument, 409, 415, status=201))
    def create(body: NameBody) -> JSONResponse:
        """A new one, with no articles."""
        return JSONResponse(shown(kept.create(body.name)), status_code=201)

    @made.post("/collections/{name}/articles", responses=answers(CountDocument, 404, 415))
    def add(name: Named, body: IdsBody) -> JSONResponse:
        """Put articles into it; ids that there are not are passed over."""
        return JSONResponse({"articles": kept.add(kept.named(name), body.ids)})

    @made.post("/collections/{name}/articles/take-out", responses=answers(CountDocument, 404, 415))
    def take_out(name: Named, body: IdsBody) -> JSONResponse:
        """Take articles out of it; they stay in the library."""
        return JSONResponse({"articles": kept.take_out(kept.named(name), body.ids)})

    @made.patch("/collections/{name}", responses=answers(CollectionDocument, 404, 409, 415))
    def rename(name: Named, body: NameBody) -> JSONResponse:
        """Give it another name."""
        return JSONResponse(shown(kept.rename(kept.named(name), body.name)))

    @made.delete(
        "/collections/{name}", status_code=204, response_class=Response, responses={**_GONE, **answers(None, 404)}
    )
    def delete(name: Named) -> Response:
        """Forget the collection; its articles stay in the library."""
        kept.delete(kept.named(name))
        return Response(status_code=204)

    return made


def conversations(service: ApiService) -> APIRouter:
    """The addresses of conversations: each key's own."""
    made = APIRouter(prefix="/api", tags=["conversations"])
    kept = service.library.conversations

    def own(conversation_id: str, request: Request) -> Conversation:
        found = kept.get(conversation_id, owner=owner_of(request))
        if found is None:
            raise ApiError(404, "no_conversation")
        return found

    @made.get("/conversations", responses=answers(ConversationsDocument))
    def listed(
        request: Request,
        search: Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")] = "",
        limit: Annotated[int, Query(ge=1, le=1_000)] = 50,
    ) -> JSONResponse:
        """Those that were kept, last asked first."""
        shown = kept.listed(owner=owner_of(request), search=search, limit=limit)
        return JSONResponse({"conversations": [_shown(one) for one in shown]})

    @made.get("/conversations/{conversation_id}", responses=answers(ConversationTurnsDocument, 404))
    def read(conversation_id: Named, request: Request) -> JSONResponse:
        """A whole one; `/api/ask` goes on with it by its id."""
        found = own(conversation_id, request)
        turns = [_turn(service, turn) for turn in kept.turns(conversation_id, reader=owner_of(request))]
        return JSONResponse({**_shown(found), "turns": turns})

    @made.patch("/conversations/{conversation_id}", responses=answers(ConversationDocument, 404, 415))
    def rename(conversation_id: Named, body: NameBody, request: Request) -> JSONResponse:
        """Give it another name."""
        own(conversation_id, request)
        kept.rename(conversation_id, body.name, owner=owner_of(request))
        return JSONResponse(_shown(own(conversation_id, request)))

    @made.delete(
        "/conversations/{conversation_id}",
        status_code=204,
        response_class=Response,
        responses={**_GONE, **answers(None, 404)},
    )
    def delete(conversation_id: Named, request: Request) -> Response:
        """Forget it."""
        own(conversation_id, request)
        kept.remove(conversation_id, owner=owner_of(request))
        return Response(status_code=204)

    return made


def _shown(one: Conversation) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "changed": one.changed, "turns": one.turns}


def _turn(service: ApiService, turn: StoredTurn) -> dict[str, Any]:
    exchange = from_turn(turn)
    answer = answer_document(service, exchange.answer) if exchange.answer else None
    return {"question": exchange.question, "asked": exchange.asked, "rating": turn.rating, "answer": answer}
