"""`/api/search`, `/api/ask` and its stream, `/api/timeline`: the documents of the commands, over HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, StreamingResponse

from app import shapes
from app.api import examples
from app.api.bodies import AskBody, SearchBody
from app.api.conversing import Conversing, opened
from app.api.documents import AnswerDocument, FoundDocument, TimelineDocument, answers
from app.api.events import SSE, begun, event, streamed
from app.api.service import ApiService
from app.links import source_link, web_address
from app.messages import say_answer, say_note, say_notes, say_step
from rag.answer import Answer, Step
from rag.asking import MAX_QUESTION_CHARS
from rag.explore.course import course
from vectorstore.records import Filters

# For the words that make a topic a question.
_ROOM = 40


def router(service: ApiService) -> APIRouter:
    """The addresses that questions are put to."""
    made = APIRouter(prefix="/api", tags=["ask"])

    @made.post("/search", responses=answers(FoundDocument, 404, 415, example=examples.FOUND))
    def search(body: SearchBody) -> JSONResponse:
        """Ranked passages for a query."""
        passages = service.assistant.search(body.query, body.k, known(service, body.filters()))
        service.metrics.searches.inc()
        service.metrics.timed(passages.timings_ms)
        notes = [say_note(note, service.settings.language) for note in passages.notes]
        return JSONResponse(shapes.found_json(passages, notes))

    @made.post("/ask", responses=answers(AnswerDocument, 404, 409, 415, example=examples.ANSWER))
    def ask(body: AskBody, request: Request) -> JSONResponse:
        """One cited answer."""
        conversing = opened(service, request, body)
        *_, answer = _pieces(service, body, conversing)
        return JSONResponse(_document(service, body, conversing, answer))

    @made.post(
        "/ask/stream",
        response_class=StreamingResponse,
        responses={
            200: {
                "description": "Events `step`, `piece` (provisional text), `answer` (the final document), `error`.",
                "content": {"text/event-stream": {"schema": {"type": "object"}, "example": examples.STREAM}},
            },
            **answers(None, 404, 409, 415),
        },
    )
    def ask_stream(body: AskBody, request: Request) -> StreamingResponse:
        """The same, as it comes. The text of the `answer` alone is final."""
        conversing = opened(service, request, body)
        pieces = begun(_pieces(service, body, conversing))

        def events() -> Iterator[bytes]:
            for piece in pieces:
                if isinstance(piece, Answer):
                    yield event(_document(service, body, conversing, piece), "answer")
                elif isinstance(piece, Step):
                    yield event({"text": say_step(piece, service.settings.language)}, "step")
                else:
                    yield event({"text": piece}, "piece") if piece else SSE.silence

        return streamed(events(), service.settings.language)

    @made.get("/timeline", responses=answers(TimelineDocument, 404, example=examples.TIMELINE))
    def timeline(
        topic: Annotated[
            str, Query(min_length=1, max_length=MAX_QUESTION_CHARS - _ROOM, pattern=r"^[^\x00]*\S[^\x00]*$")
        ],
        collection: Annotated[str | None, Query(max_length=80)] = None,
    ) -> JSONResponse:
        """The course of a topic, as dated sentences with their sources."""
        filters = known(service, Filters(collection=collection))
        answer = course(topic, partial(service.answer, mode="quote", filters=filters))
        return JSONResponse({"topic": topic, "points": _points(service, answer) if answer else []})

    return made


def known(service: ApiService, filters: Filters) -> Filters:
    """The filters with the collection as the library names it. Raises: CollectionError."""
    if filters.collection is None:
        return filters
    return replace(filters, collection=service.library.collections.named(filters.collection))


def _pieces(service: ApiService, body: AskBody, conversing: Conversing) -> Iterator[str | Step | Answer]:
    for piece in service.answered(
        body.question,
        model="hoibao-research" if body.research else "hoibao",
        mode=None if body.mode == "auto" else body.mode,
        history=conversing.history,
        filters=known(service, body.filters()),
    ):
        if isinstance(piece, Answer):
            conversing.keep(piece)
        yield piece


def answer_document(service: ApiService, answer: Answer, suggestions: tuple[str, ...] | None = None) -> dict[str, Any]:
    """The document of `hoibao ask`, with a link to the reader beside each source."""
    document = shapes.answer_json(answer, say_answer(answer), say_notes(answer), suggestions)
    for shown, source in zip(document["sources"], answer.sources, strict=True):
        shown["link"] = source_link(service.settings.public_url, source)
    return document


def _document(service: ApiService, body: AskBody, conversing: Conversing, answer: Any) -> dict[str, Any]:
    suggested = service.assistant.suggestions(answer, conversing.history) if body.suggest else None
    document = answer_document(service, answer, suggested)
    return document | ({"conversation": body.conversation} if body.conversation else {})


def _points(service: ApiService, answer: Answer) -> list[dict[str, Any]]:
    sources = {source.n: source for source in answer.sources}
    points = []
    for point in answer.timeline:
        source = sources[point.n]
        points.append(
            {
                "date": point.day,
                "stated": point.stated,
                "article_id": source.article_id,
                "title": source.title,
                "published": source.published,
                "outlet": source.outlet,
                "url": web_address(source.url),
                "quote": source.quote,
                "start": source.start,
                "end": source.end,
                "link": source_link(service.settings.public_url, source),
            }
        )
    return points
