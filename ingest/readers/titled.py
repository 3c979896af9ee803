"""The record of a file that holds one article: its paragraphs a line each, and where they begin below the title."""

from collections.abc import Sequence
from typing import Any

from ingest.article import Record, RejectedError, Rejection
from ingest.document import Document
from ingest.readers.text import MAX_TITLE_CHARS, title_of

_OPENING_LINES = 6


def titled(document: Document, lines: Sequence[str], title: str | None, size: int, **fields: Any) -> Record:
    """A record with the title given, or one found or made. Raises: RejectedError when there is no text."""
    lines = [words for line in lines if (words := " ".join(line.split()))]
    if not lines:
        raise RejectedError(Rejection(document.source, "no_text"))
    text = "\n".join(lines)
    title = " ".join((title or "").split())
    if not title or len(title) > 2 * MAX_TITLE_CHARS:
        title, body_start = title_of(text)
    else:
        opening = [line.casefold() for line in lines[:_OPENING_LINES]]
        above = opening.index(title.casefold()) + 1 if title.casefold() in opening else 0
        body_start = len("\n".join(lines[:above])) if above < len(lines) else 0
    return Record({"text": text, "title": title, **fields}, document.source, document.default_id, size, body_start)
