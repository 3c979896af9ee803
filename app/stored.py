"""A finished answer as text and back, so that a conversation looks tomorrow as it did today."""

from functools import cache
from typing import TYPE_CHECKING

from rag.answer import Answer

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def to_record(answer: Answer) -> str:
    """JSON of all that an answer holds."""
    return _adapter().dump_json(answer).decode()


def from_record(record: str) -> Answer | None:
    """The answer, None where the record is none (of a version that wrote other fields)."""
    from pydantic import ValidationError

    try:
        return _adapter().validate_json(record)
    except ValidationError:
        return None


@cache
def _adapter() -> "TypeAdapter[Answer]":
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
