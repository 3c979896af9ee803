"""articles.jsonl: one article a line, read a line at a time whatever the file's length."""

import codecs
import json
from collections.abc import Iterator

from ingest.article import Record, Rejection
from ingest.document import Document
from ingest.readers.text import title_of

MAX_LINE_BYTES = 50_000_000


def read(document: Document) -> Iterator[Record | Rejection]:
    """A record for each good line; a bad one is rejected by its number and the rest goes on.

    An article without an `id` goes by its line, so that a changed line replaces only itself.
    """
    with document.open() as stream:
        number = 0
        while line := stream.readline(MAX_LINE_BYTES):
            number += 1
            source = f"{document.source}:{number}"
            if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
                yield Rejection(source, "line_too_long", f"{MAX_LINE_BYTES // 1_000_000} MB")
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MAX_LINE_BYTES)
            elif line.strip():
                yield _record(line.removeprefix(codecs.BOM_UTF8), source, f"{document.default_id}-{number}")


def _record(line: bytes, source: str, default_id: str) -> Record | Rejection:
    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Rejection(source, "not_utf8", f"byte {error.start}")
    except (ValueError, RecursionError) as error:
        return Rejection(source, "bad_json", str(error))
    if not isinstance(fields, dict):
        return Rejection(source, "bad_json", "not an object")
    text, body_start = fields.get("text"), 0
    if isinstance(text, str) and not fields.get("title"):
        fields["text"] = text = text.replace("\r\n", "\n").replace("\r", "\n")
        fields["title"], body_start = title_of(text)
    return Record(fields, source, default_id, len(line), body_start)
