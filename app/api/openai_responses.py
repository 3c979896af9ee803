"""`/v1/responses`, as OpenAI's clients call it: the events of a message with `url_citation` annotations."""

import secrets
import time
from collections.abc import Iterator
from itertools import count
from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response, StreamingResponse

from app.api import examples
from app.api.bodies import ResponsesBody, messages_of
from app.api.documents import JsonDocument, answers
from app.api.events import SSE, begun, event, streamed
from app.api.failures import ApiError
from app.api.linked_text import LinkedText, linked
from app.api.openai_chat import conversation_of, filters_of, model_named, stretches
from app.api.service import ApiService
from rag.answer import Answer, Step


class ResponseDocument(JsonDocument):
    """OpenAI's response: one message, whose text has `url_citation` annotations."""

    id: str
    object: Literal["response"]
    created_at: int
    status: str
    model: str
    output: list[dict[str, Any]]
    usage: dict[str, Any] | None


def router(service: ApiService) -> APIRouter:
    """The address of OpenAI's responses."""
    made = APIRouter(prefix="/v1", tags=["openai"])

    @made.post(
        "/responses",
        response_model=None,
        responses=answers(ResponseDocument, 404, 415, example=examples.RESPONSE, streams=True),
    )
    def respond(body: ResponsesBody) -> Response:
        """A cited answer to the last message of the input. Nothing is stored."""
        if body.previous_response_id:
            raise ApiError(400, "not_stored", "previous_response_id")
        name = model_named(body.model)
        question, history = conversation_of(messages_of(body.input))
        filters = filters_of(service, body.filters)
        head = _head(name)
        if not body.stream:
            answer = service.answer(question, model=name, history=history, filters=filters)
            item = _item(f"msg_{secrets.token_hex(12)}", linked(answer, service.settings.public_url))
            return JSONResponse(_finished(head, item, answer))
        pieces = begun(service.answered(question, model=name, history=history, filters=filters))
        return _streamed(service, head, pieces)

    return made


def _head(name: str) -> dict[str, Any]:
    return {
        "id": f"resp_{secrets.token_hex(12)}",
        "object": "response",
        "created_at": int(time.time()),
        "status": "in_progress",
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "metadata": {},
        "model": name,
        "output": [],
        "parallel_tool_calls": False,
        "previous_response_id": None,
        "store": False,
        "temperature": None,
        "tool_choice": "none",
        "tools": [],
        "top_p": None,
        "usage": None,
    }


def _annotations(text: LinkedText) -> list[dict[str, Any]]:
    return [{"type": "url_citation", **citation.document()} for citation in text.citations]


def _part(text: LinkedText) -> dict[str, Any]:
    return {"type": "output_text", "text": text.text, "annotations": _annotations(text), "logprobs": []}


def _item(item_id: str, text: LinkedText) -> dict[str, Any]:
    return {"id": item_id, "type": "message", "status": "completed", "role": "assistant", "content": [_part(text)]}


def _finished(head: dict[str, Any], item: dict[str, Any], answer: Answer) -> dict[str, Any]:
    used = answer.usage
    read, written = (used.input_tokens, used.output_tokens) if used else (0, 0)
    usage = {
        "input_tokens": read,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": written,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": read + written,
    }
    return {**head, "status": "completed", "output": [item], "usage": usage}


def _streamed(service: ApiService, head: dict[str, Any], pieces: Iterator[str | Step | Answer]) -> StreamingResponse:
    numbers = count()

    def told(kind: str, **fields: Any) -> bytes:
        return event({"type": kind, "sequence_number": next(numbers), **fields}, kind)

    def events() -> Iterator[bytes]:
        item_id = f"msg_{secrets.token_hex(12)}"
        opened = {"id": item_id, "type": "message", "status": "in_progress", "role": "assistant", "content": []}
        at = {"item_id": item_id, "output_index": 0, "content_index": 0}
        empty = _part(LinkedText("", ()))
        yield told("response.created", response=head)
        yield told("response.in_progress", response=head)
        yield told("response.output_item.added", output_index=0, item=opened)
        yield told("response.content_part.added", **at, part=empty)
        for piece in pieces:
            if not isinstance(piece, Answer):  # provisional: this interface has no place for it but the text itself
                yield SSE.silence
                continue
            text = linked(piece, service.settings.public_url)
            for stretch in stretches(text.text):
                yield told("response.output_text.delta", **at, delta=stretch, logprobs=[])
            for place, annotation in enumerate(_annotations(text)):
                yield told("response.output_text.annotation.added", **at, annotation_index=place, annotation=annotation)
            item = _item(item_id, text)
            yield told("response.output_text.done", **at, text=text.text, logprobs=[])
            yield told("response.content_part.done", **at, part=_part(text))
            yield told("response.output_item.done", output_index=0, item=item)
            yield told("response.completed", response=_finished(head, item, piece))

    return streamed(events(), service.settings.language)
