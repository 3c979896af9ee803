"""What chat programs ask beside their reader's questions: a title for the conversation, what could be asked next.

These come as ordinary completions: one message that holds the conversation so far. Nothing is searched for a title,
and no LLM is asked. Knows the forms that Open WebUI and LibreChat use, not how an answer is sent.
"""

import json
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from app.api.bodies import ChatBody, ChatMessage
from app.api.linked_text import own_words
from app.api.service import ApiService
from language.detect import language_of
from rag.answer import Turn

_MAX_TITLE_CHARS = 60
# Open WebUI: instructions, the form of the answer, and the conversation between these tags.
_TASK = "### Task:"
_TRANSCRIPT = re.compile(r"<chat_history>\s*(.*?)\s*</chat_history>", re.DOTALL)
_FORM = re.compile(r'\{\s*"(\w+)":')
_SPEAKER = re.compile(r"^(USER|ASSISTANT): ", re.MULTILINE)
# LibreChat: instructions that name a title, and the first turn.
_FIRST_TURN = re.compile(r"^User: (.*?)\nAI: ", re.DOTALL | re.MULTILINE)


def side_task(service: ApiService, body: ChatBody) -> str | None:
    """What answers such a request; None for a reader's question. Raises: as `Assistant.suggestions`."""
    asked = [message for message in body.messages if message.role == "user"]
    if len(asked) != 1:
        return None
    words = asked[0].words()
    transcript = _TRANSCRIPT.search(words)
    if words.lstrip().startswith(_TASK) and transcript:
        form = _FORM.search(words[: transcript.start()])
        return _in_form(service, form[1] if form else "", transcript[1])
    first = _FIRST_TURN.search(words)
    if first and "title" in words[: first.start()].casefold():
        return _titled(first[1], body)
    return None


def _in_form(service: ApiService, wanted: str, transcript: str) -> str:
    """The JSON that was asked for; an empty one where nothing can be said, for which the program has its own words."""
    said = _said(transcript)
    questions = [message.words() for message in said if message.role == "user"]
    if not questions:
        return "{}"
    if wanted == "title":
        return _json({"title": _title(questions[0])})
    if wanted == "follow_ups":
        return _json({"follow_ups": _follow_ups(service, questions[-1], said)})
    return "{}"


def _follow_ups(service: ApiService, question: str, said: Sequence[ChatMessage]) -> list[str]:
    """Questions that the articles answer, after the one asked last."""
    turns: list[Turn] = []
    for before, message in pairwise(said):
        if before.role == "user" and message.role == "assistant":
            turns.append(Turn(before.words(), own_words(message.words())))
    history = turns[:-1] if turns and turns[-1].question == question else turns
    answer = service.assistant.ask(question, history=history, mode="quote")
    return list(service.assistant.suggestions(answer, history))


def _titled(question: str, body: ChatBody) -> str:
    """A title alone, or in the JSON that LibreChat's structured titles ask for."""
    title = _title(question)
    asked_for: Any = (body.model_extra or {}).get("response_format")
    structured = isinstance(asked_for, dict) and asked_for.get("type") in ("json_schema", "json_object")
    return _json({"language": language_of(question), "title": title}) if structured else title


def _said(transcript: str) -> list[ChatMessage]:
    _, *parts = _SPEAKER.split(transcript)
    roles: dict[str, Any] = {"USER": "user", "ASSISTANT": "assistant"}
    return [
        ChatMessage(role=roles[speaker], content=words.strip())
        for speaker, words in zip(parts[::2], parts[1::2], strict=True)
    ]


def _title(question: str) -> str:
    line = " ".join(question.split())
    if len(line) <= _MAX_TITLE_CHARS:
        return line
    return line[:_MAX_TITLE_CHARS].rpartition(" ")[0].rstrip(",;:") + "…"


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False)
