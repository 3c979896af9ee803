"""The record of a file that holds one article: its paragraphs a line each, and where they begin below the title."""

import re
from collections.abc import Iterable
from typing import Any

from ingest.article import Record, RejectedError, Rejection
from ingest.document import Document
from ingest.encodings.repair import repaired_lines
from ingest.publication_date import published
from ingest.readers.plain_text import MAX_TITLE_CHARS, title_of

_OPENING_LINES = 6
# What programs put in for a title or an author: file names, their own names, the account's.
_NO_TITLE = re.compile(
    r"untitled.*|không tiêu đề.*|(?:microsoft )?(?:word|powerpoint|excel|office)\b.*"
    r"|(?:document|slide|layout|trang)\s*\d*|\S+|.*[\ufffd\x00-\x1f].*"
    r"|.*\.(?:docx?|pdf|rtf|odt|indd|qxp|qxd|pmd|txt|html?|pptx?|xlsx?|cdr|ai)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:python-docx|admin\w*|(?:windows|microsoft|office|ms| )*user|unknown|pc|hp|dell)?", re.IGNORECASE
)


def sensible_title(title: str | None) -> str:
    """A title from a file's properties; empty where it is one that a program put in."""
    title = " ".join((title or "").split())
    return "" if _NO_TITLE.fullmatch(title) or len(title) > 2 * MAX_TITLE_CHARS else title


def sensible_author(author: str | None) -> str | None:
    """An author from a file's properties; None where it only says whose computer it was."""
    author = " ".join((author or "").split())
    return None if _NO_AUTHOR.fullmatch(author) else author


def titled(document: Document, lines: Iterable[str], title: str, size: int, **fields: Any) -> Record:
    """A record with the title given or, if empty, one found or made. Raises: RejectedError when there is no text."""
    # Before white space is made plain: the second half of a letter that was misread may be a space.
    title, *repaired = repaired_lines([title, *lines])
    lines = [words for line in repaired if (words := " ".join(line.split()))]
    if not lines:
        raise RejectedError(Rejection(document.source, "no_text"))
    text = "\n".join(lines)
    if title:
        opening = [line.casefold() for line in lines[:_OPENING_LINES]]
        above = opening.index(title.casefold()) + 1 if title.casefold() in opening else 0
        body_start = len("\n".join(lines[:above])) if above < len(lines) else 0
    else:
        title, body_start = title_of(text)
    day = None if fields.get("published") else published(lines, document.url)
    dated = {"published": day.date, "published_from": day.how} if day else {}
    given = {"text": text, "title": title, **fields, **dated}
    return Record(given, document.source, document.default_id, size, body_start)
