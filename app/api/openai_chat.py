"""`/v1/models` and `/v1/chat/completions`, as OpenAI's clients call them.

A stream can't take back what it has sent. So what a model writes before it is checked goes out as reasoning, which
clients show apart; `content` is the checked text alone, and `url_citation`s count in it.
"""

import re
import secrets
import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response, StreamingResponse

from app.api import examples
from app.api.asking import known
from app.api.bodies import ChatBody, ChatMessage, FiltersBody
from app.api.documents import JsonDocument, answers
from app.api.events import SSE, begun, event, streamed
from app.api.failures import ApiError
from app.api.linked_text import LinkedText, linked, own_words
from app.api.service import MODELS, ApiService, Model
from app.api.side_tasks import side_task
from app.messages import say_step
from rag.answer import Answer, Step, Turn, Usage
from vectorstore.records import EVERYTHING, Filters

_NO_USAGE = Usage(0, 0)
_OPENING = {"role": "assistant", "content": ""}
# A stream's text goes out in stretches of about so many characters.
_STRETCH = re.compile(r".{1,60}(?:\s+|\Z)|.{1,60}", re.DOTALL)


class ModelsDocument(JsonDocument):
    """The names that a question can be put to."""

    object: Literal["list"]
    data: list[dict[str, Any]]


class CompletionDocument(JsonDocument):
    """OpenAI's chat completion; `message.annotations` are the `url_citation`s."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[dict[str, Any]]
    usage: dict[str, Any]


def router(service: ApiService) -> APIRouter:
    """The addresses of OpenAI's chat interface."""
    made = APIRouter(prefix="/v1", tags=["openai"])

    @made.get("/models", responses=answers(ModelsDocument))
    def models() -> JSONResponse:
        """The models: worded where an LLM is set, quoted, or after several searches."""
        return JSONResponse({"object": "list", "data": [_model(service, name) for name in MODELS]})

    @made.get("/models/{name}", responses=answers(JsonDocument, 404))
    def model(name: str) -> JSONResponse:
        """One of them."""
        return JSONResponse(_model(service, model_named(name)))

    @made.post(
        "/chat/completions",
        response_model=None,
        responses=answers(CompletionDocument, 404, 415, example=examples.CHAT, streams=True),
    )
    def completions(body: ChatBody) -> Response:
        """A cited answer to the last message; those before it are the conversation.

        Chat programs' own tasks (a title, what to ask next) are answered without a search or an LLM for the wording.
        """
        if body.n not in (None, 1):
            raise ApiError(400, "one_choice", "n")
        name = model_named(body.model)
        question, history = conversation_of(body.messages)
        filters = filters_of(service, body.filters)
        head = {"id": f"chatcmpl-{secrets.token_hex(12)}", "created": int(time.time()), "model": name}
        wants_usage = body.stream_options is not None and bool(body.stream_options.include_usage)
        if (told := side_task(service, body)) is not None:
            text = LinkedText(told, ())
            if not body.stream:
                return JSONResponse(_completion(head, text, None))
            ended = _ended(head, text, None, wants_usage=wants_usage)
            opening = _chunk(head, _OPENING, wants_usage=wants_usage)
            return streamed(chain([opening], ended), service.settings.language)
        if not body.stream:
            answer = service.answer(question, model=name, history=history, filters=filters)
            return JSONResponse(_completion(head, linked(answer, service.settings.public_url), answer.usage))
        pieces = begun(service.answered(question, model=name, history=history, filters=filters))
        return _streamed(service, head, pieces, wants_usage=wants_usage)

    return made


def model_named(name: str) -> Model:
    """The model of that name. Raises: ApiError."""
    for known_name in MODELS:
        if known_name == name:
            return known_name
    raise ApiError(404, "no_model_named", "model", ", ".join(MODELS))


def filters_of(service: ApiService, given: FiltersBody | None) -> Filters:
    """The filters of a body. Raises: CollectionError."""
    return known(service, given.filters()) if given else EVERYTHING


def conversation_of(messages: Sequence[ChatMessage]) -> tuple[str, list[Turn]]:
    """The last message, which must be the user's, and the turns before it. Instructions to the model are passed over.

    Raises: ApiError.
    """
    said = [message for message in messages if message.role in ("user", "assistant") and message.words().strip()]
    if not said or said[-1].role != "user":
        raise ApiError(400, "no_question", "messages")
    turns: list[Turn] = []
    asked = ""
    for message in said[:-1]:
        if message.role == "user":
            asked = message.words()
        elif asked:
            turns.append(Turn(asked, own_words(message.words())))
            asked = ""
    return said[-1].words(), turns


def stretches(text: str) -> list[str]:
    """The text in short pieces, none of which ends within a word."""
    return _STRETCH.findall(text)


def _model(service: ApiService, name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": service.began, "owned_by": "hoibao"}


def _usage(usage: Usage | None) -> dict[str, int]:
    used = usage or _NO_USAGE
    total = used.input_tokens + used.output_tokens
    return {"prompt_tokens": used.input_tokens, "completion_tokens": used.output_tokens, "total_tokens": total}


def _annotations(text: LinkedText) -> list[dict[str, Any]]:
    return [{"type": "url_citation", "url_citation": citation.document()} for citation in text.citations]


def _completion(head: dict[str, Any], text: LinkedText, usage: Usage | None) -> dict[str, Any]:
    message = {"role": "assistant", "content": text.text, "refusal": None, "annotations": _annotations(text)}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return {**head, "object": "chat.completion", "choices": [choice], "usage": _usage(usage)}


def _chunk(head: dict[str, Any], delta: dict[str, Any], finish: str | None = None, *, wants_usage: bool) -> bytes:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    document = {**head, "object": "chat.completion.chunk", "choices": [choice]}
    return event(document | ({"usage": None} if wants_usage else {}))


def _ended(head: dict[str, Any], text: LinkedText, usage: Usage | None, *, wants_usage: bool) -> Iterator[bytes]:
    """A stream from its checked text to its end."""
    chunk = partial(_chunk, head, wants_usage=wants_usage)
    for stretch in stretches(text.text):
        yield chunk({"content": stretch})
    yield chunk({"annotations": _annotations(text)} if text.citations else {})
    yield chunk({}, "stop")
    if wants_usage:
        yield event({**head, "object": "chat.completion.chunk", "choices": [], "usage": _usage(usage)})
    yield SSE.done


def _streamed(
    service: ApiService, head: dict[str, Any], pieces: Iterator[str | Step | Answer], *, wants_usage: bool
) -> StreamingResponse:
    provisional = service.settings.llm is not None and head["model"] != "hoibao-quote"
    chunk = partial(_chunk, head, wants_usage=wants_usage)

    def events() -> Iterator[bytes]:
        yield chunk(_OPENING)
        for piece in pieces:
            if isinstance(piece, Step):
                yield chunk({"reasoning_content": f"{say_step(piece, service.settings.language)}\n"})
            elif isinstance(piece, Answer):
                text = linked(piece, service.settings.public_url)
                yield from _ended(head, text, piece.usage, wants_usage=wants_usage)
            elif piece and provisional:
                yield chunk({"reasoning_content": piece})
            else:
                yield SSE.silence

    return streamed(events(), service.settings.language)
