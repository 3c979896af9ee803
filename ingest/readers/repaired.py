"""A record as a reader found it, with all its words as they were meant: the one place below all readers."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ingest.article import Record, RejectedError, Rejection
from ingest.encodings.escapes import unescaped
from ingest.encodings.repair import GarbledError, is_lost, repaired_lines

# Names of other things, which are no words.
_NO_WORDS = frozenset(("id", "url", "published"))
_MAX_DEPTH = 6


def repaired(record: Record) -> Record:
    """The same record, its strings put right. Raises: RejectedError when they are garbled beyond repair."""
    words = {name: value for name, value in record.fields.items() if name not in _NO_WORDS and _holds_words(value)}
    given = {name: [unescaped(line) for line in _lines(value)] for name, value in words.items()}
    try:
        lines = iter(repaired_lines([line for each in given.values() for line in each]))
    except GarbledError as error:
        raise RejectedError(Rejection(record.source, "garbled")) from error
    by_field = {name: [next(lines) for _ in each] for name, each in given.items()}
    joined = {name: _of_lines(words[name], iter(each)) for name, each in by_field.items()}
    if is_lost(str(joined.get("title", ""))):
        raise RejectedError(Rejection(record.source, "garbled"))
    if joined == words:
        return record
    above = words["text"].count("\n", 0, record.body_start) + 1 if record.body_start else 0
    body_start = len("\n".join(by_field["text"][:above])) if above else 0
    return replace(record, fields={**record.fields, **joined}, body_start=body_start)


def _holds_words(value: Any, depth: int = _MAX_DEPTH) -> bool:
    if isinstance(value, list | dict):
        return depth > 0 and any(_holds_words(each, depth - 1) for each in _inner(value))
    return isinstance(value, str)


def _lines(value: Any, depth: int = _MAX_DEPTH) -> Iterator[str]:
    """The lines of a string, or of all strings in a list or an object."""
    if isinstance(value, str):
        yield from value.split("\n")
    elif depth > 0 and isinstance(value, list | dict):
        for each in _inner(value):
            yield from _lines(each, depth - 1)


def _of_lines(value: Any, lines: Iterator[str], depth: int = _MAX_DEPTH) -> Any:
    """The same value of other lines."""
    if isinstance(value, str):
        return "\n".join(next(lines) for _ in range(value.count("\n") + 1))
    if depth > 0 and isinstance(value, list):
        return [_of_lines(each, lines, depth - 1) for each in value]
    if depth > 0 and isinstance(value, dict):
        return {name: _of_lines(each, lines, depth - 1) for name, each in value.items()}
    return value


def _inner(value: list[Any] | dict[str, Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value
