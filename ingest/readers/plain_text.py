"""Plain text and Markdown: a file is an article, its first line the title if it looks like one.

The stored text is the whole file, title line and all, except for a head that describes it.
"""

import re
from collections.abc import Iterator
from typing import Any

from ingest.article import ReaderOutput, Record
from ingest.document import Document
from ingest.encodings.decode import decoded
from ingest.field_names import columns
from ingest.fields import to_fields, whole_text
from ingest.markup import is_markup, shown
from ingest.publication_date import published
from ingest.readers.head import parted
from language.normal_form import fold
from language.sentences import paragraphs, sentences

MAX_TITLE_CHARS = 150
MADE_TITLE_CHARS = 90
# “(Sông Hồng) - ”, “Hà Nội, 28-7 (TTX) — ”: where a report begins, never a headline.
_DATELINE = re.compile(r"^(?:\([^()\n]{1,40}\)|[^\n.]{1,40}\([^()\n]{1,20}\))\s*[-–—:.]\s*")
_MARKDOWN = re.compile(r"^#{1,6}\s+")


def read(document: Document) -> Iterator[ReaderOutput]:
    """The one record of a document, after notices of what can't be used of its head."""
    content = document.content()
    head, text = parted(decoded(content))
    names = columns(head)
    stated = {name: head[name] for field, name in names.items() if field not in ("text", "summary")}
    read = to_fields(stated, document.source)
    yield from read.notices
    text = shown(text) if is_markup(text) else text
    text, _ = whole_text(text, head.get(names.get("summary", ""), ""))
    fields: dict[str, Any] = {name: value for name, value in read.fields.items() if value} | {"text": text}
    title, body_start = title_of(text)
    if fields.setdefault("title", title) != title and fold(title) != fold(fields["title"]):
        body_start = 0
    lines = (text[slice(*span)] for span in paragraphs(text))
    if "published" not in fields and (day := published(lines, document.url)):
        fields |= {"published": day.date, "published_from": day.how}
    yield Record(fields, document.source, document.default_id, len(content), body_start)


def title_of(text: str) -> tuple[str, int]:
    """The title, found or made, and where the body begins: after a title line, else at 0."""
    lines = paragraphs(text)
    if not lines:
        return "", 0
    start, end = lines[0]
    first = text[start:end]
    if len(lines) > 1 and _is_title(first):
        return _MARKDOWN.sub("", first), end
    opening = slice(*sentences(first)[0])
    return _shortened(_DATELINE.sub("", first[opening]) or first[opening]), 0


def _is_title(line: str) -> bool:
    heading = bool(_MARKDOWN.match(line))
    return heading or (len(line) <= MAX_TITLE_CHARS and line[-1] not in ".:;,…" and not _DATELINE.match(line))


def _shortened(sentence: str) -> str:
    sentence = sentence.rstrip(".")
    if len(sentence) <= MADE_TITLE_CHARS:
        return sentence
    return sentence[:MADE_TITLE_CHARS].rsplit(None, 1)[0].rstrip(",;:-–") + "…"
