"""Web pages as browsers save them in one file: the first page of the parts; pictures and styles are passed over."""

import email
from collections.abc import Iterator
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

from ingest.article import Notice, ReaderOutput, Rejection
from ingest.document import Document
from ingest.readers import html


def read(document: Document) -> Iterator[ReaderOutput]:
    """One record, or the reason why there is none."""
    message = email.message_from_bytes(document.content())
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects):
        yield Notice(document.source, "ends_early")
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield from html.page(content, document, part.get_content_charset(), _found_at(message, part, document))
                return
    yield Rejection(document.source, "no_main_text")


def _found_at(message: Message, part: Message, document: Document) -> str | None:
    for address in (message.get("Snapshot-Content-Location"), part.get("Content-Location")):
        if address and str(address).startswith(("http://", "https://")):
            return str(address)
    return document.url
