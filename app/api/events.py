"""Server-sent events: one JSON document each. Knows no question."""

import json
import logging
from collections.abc import Iterator
from itertools import chain
from typing import Any, TypeVar

from fastapi.responses import StreamingResponse

from app.api.failures import failure

log = logging.getLogger(__name__)
Piece = TypeVar("Piece")


class SSE:
    """What is sent as it stands: a comment that keeps a silent connection open, and the end as OpenAI marks it."""

    silence = b": \n\n"
    done = b"data: [DONE]\n\n"


def event(document: Any, name: str | None = None) -> bytes:
    """One event; its text is on one line, whatever stands in it."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(document, ensure_ascii=False)}\n\n".encode()


def begun(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The same, once the first has come: what goes wrong before it is an answer of its own, not part of a stream."""
    first = next(pieces, None)
    return pieces if first is None else chain([first], pieces)


def streamed(events: Iterator[bytes], language: str) -> StreamingResponse:
    """The response; an error on the way is its last event."""

    def guarded() -> Iterator[bytes]:
        try:
            yield from events
        except Exception as error:  # noqa: BLE001 - `failure` logs it; the status has been sent already
            yield event(json.loads(bytes(failure(error, language).body)), "error")

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(guarded(), media_type="text/event-stream", headers=headers)
