"""A record as a reader found it, with all its words as they were meant: the one place below all readers."""

from dataclasses import replace

from ingest.article import Record, RejectedError, Rejection
from ingest.encodings.escapes import unescaped
from ingest.encodings.repair import GarbledError, is_lost, repaired_lines

# Names of other things, which are no words.
_NO_WORDS = frozenset(("id", "url", "published"))


def repaired(record: Record) -> Record:
    """The same record, its strings put right. Raises: RejectedError when they are garbled beyond repair."""
    words = {name: value for name, value in record.fields.items() if isinstance(value, str) and name not in _NO_WORDS}
    given = {name: [unescaped(line) for line in value.split("\n")] for name, value in words.items()}
    try:
        lines = iter(repaired_lines([line for each in given.values() for line in each]))
    except GarbledError as error:
        raise RejectedError(Rejection(record.source, "garbled")) from error
    by_field = {name: [next(lines) for _ in each] for name, each in given.items()}
    joined = {name: "\n".join(each) for name, each in by_field.items()}
    if is_lost(joined.get("title", "")):
        raise RejectedError(Rejection(record.source, "garbled"))
    if joined == words:
        return record
    above = words["text"].count("\n", 0, record.body_start) + 1 if record.body_start else 0
    body_start = len("\n".join(by_field["text"][:above])) if above else 0
    return replace(record, fields={**record.fields, **joined}, body_start=body_start)
