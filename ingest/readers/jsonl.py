"""articles.jsonl: one article a line, read a line at a time whatever the file's length."""

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import Any

from ingest import json_objects
from ingest.article import ReaderOutput, Record, Rejection
from ingest.document import Document
from ingest.encodings.stream import utf8
from ingest.fields import to_fields
from ingest.readers.json_shapes import articles_in, has_words, is_action, unwrapped
from ingest.readers.plain_text import title_of

MAX_LINE_BYTES = 50_000_000


def read(document: Document) -> Iterator[ReaderOutput]:
    """A record for each good line; a bad one is rejected by its number and the rest goes on.

    An article without an `id` goes by its line, so that a changed line replaces only itself.
    """
    with utf8(document) as stream:
        number = 0
        while line := stream.readline(MAX_LINE_BYTES):
            number += 1
            source = f"{document.source}:{number}"
            if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
                yield Rejection(source, "line_too_long", f"{MAX_LINE_BYTES // 1_000_000} MB")
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MAX_LINE_BYTES)
            elif line.strip():
                yield from _parsed(line.removeprefix(codecs.BOM_UTF8), source, f"{document.default_id}-{number}")


def _parsed(line: bytes, source: str, default_id: str) -> Iterator[ReaderOutput]:
    try:
        parsed = json_objects.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        yield Rejection(source, "not_utf8", f"byte {error.start}")
    except json.JSONDecodeError as error:
        yield Rejection(source, "bad_json", str(error.colno))
    except (ValueError, RecursionError):
        yield Rejection(source, "json_beyond")
    else:
        if not isinstance(parsed, dict | list):
            yield Rejection(source, "not_object")
        elif isinstance(parsed, dict) and has_words(parsed):
            yield from record(parsed, source, default_id, len(line))
        elif not is_action(parsed):
            yield from records(articles_in(parsed) or [parsed], parsed, source, default_id, len(line))


def records(articles: list[Any], parsed: Any, source: str, default_id: str, size: int) -> Iterator[ReaderOutput]:
    """The records of all articles that were in what was `parsed`; their places are told unless it is one itself."""
    for number, article in enumerate(articles, 1):
        alone = article is parsed
        place, own_id = (source, default_id) if alone else (f"{source}#{number}", f"{default_id}-{number}")
        if isinstance(article, dict):
            yield from record(article, place, own_id, size // len(articles))
        else:
            yield Rejection(place, "not_object")


def record(parsed: dict[str, Any], source: str, default_id: str, size: int) -> Iterator[ReaderOutput]:
    """The record of one JSON object, after notices of what can't be used of it."""
    read = to_fields(unwrapped(parsed), source)
    yield from read.notices
    fields, body_start = read.fields, 0
    text = fields.get("text")
    if text is None:
        names = ", ".join(f"“{str(name)[:40]}”" for name in list(parsed)[:20])
        yield Rejection(source, "no_text_field", names) if "text" not in read.names else _empty(source, read.names)
        return
    if isinstance(text, str) and not fields.get("title"):
        fields["text"] = text = text.replace("\r\n", "\n").replace("\r", "\n")
        fields["title"], body_start = title_of(text)
    yield Record(fields, source, default_id, size, body_start, read.names)


def _empty(source: str, names: Mapping[str, str]) -> Rejection:
    return Rejection(source, "empty_field", names["text"])
