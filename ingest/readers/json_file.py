""".json: one article, a list of articles, or an object that holds such a list under one of the usual keys."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from ingest import json_objects
from ingest.article import ReaderOutput, Rejection
from ingest.document import MAX_BYTES, Document
from ingest.encodings.decode import as_written
from ingest.readers import jsonl
from ingest.readers.json_shapes import articles_in

_HEAD_BYTES = 1_000
_BLANK = codecs.BOM_UTF8 + b" \t\r\n"
_SPACE = re.compile(r"[\s,]*")
_A_LINE_EACH = re.compile(r"\s*\{[^\n]*\}[ \t\r]*\n\s*\{")


def read(document: Document) -> Iterator[ReaderOutput]:
    """A record for each article. A file that holds JSON lines under this name is read as such."""
    content = document.content()
    text = as_written(content)
    try:
        parsed = json_objects.loads(text)
    except (ValueError, RecursionError) as error:
        if not isinstance(error, json.JSONDecodeError) or error.msg != "Extra data":
            yield _fault(document, text, error)
            return
        if (parsed := _one_after_another(text)) is None:
            yield from jsonl.read(document)
            return
    articles = articles_in(parsed)
    if articles:
        yield from jsonl.records(articles, parsed, document.source, document.default_id, len(content))
    else:
        empty = articles is not None
        yield Rejection(document.source, "no_text" if empty else "no_article_list", "" if empty else "articles, data")


def lines(document: Document) -> Iterator[ReaderOutput]:
    """The records of a file of JSON lines; one that holds a list, over many lines, under this name is read as such."""
    with document.open() as stream:
        head = stream.read(_HEAD_BYTES).lstrip(_BLANK)
    if head.startswith((b"[\n", b"[\r", b"[ ", b"{\n", b"{\r")) and document.size <= MAX_BYTES:
        return read(document)
    return jsonl.read(document)


def _fault(document: Document, text: str, error: Exception) -> Rejection:
    if not isinstance(error, json.JSONDecodeError):
        return Rejection(document.source, "json_beyond")
    if not text.strip():
        return Rejection(document.source, "no_text")
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return Rejection(document.source, "cut_off", "JSON")
    return Rejection(document.source, "not_json", f"{error.lineno}:{error.colno}")


def _one_after_another(text: str) -> list[Any] | None:
    """The values of a text that holds several, not one a line; None where one is broken, or each has its line."""
    decoder, values, at = json_objects.decoder(), [], 0
    if _A_LINE_EACH.match(text):
        return None
    while space := _SPACE.match(text, at):
        if (at := space.end()) == len(text):
            break
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return None
        values.append(value)
    return values
