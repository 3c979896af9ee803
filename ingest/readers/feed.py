""".rss, .atom and .xml: an article for each entry of a saved feed, with the text that the feed has of it."""

from collections.abc import Iterator

from ingest.article import ReaderOutput, RejectedError, Rejection
from ingest.document import Document
from ingest.feed_entries import FeedError, feed_entries
from ingest.readers import jsonl


def read(document: Document) -> Iterator[ReaderOutput]:
    """A record for each entry. Raises: RejectedError when it is no feed or has no entries."""
    content = document.content()
    try:
        entries = feed_entries(content, document.url or "")
    except FeedError as error:
        raise RejectedError(Rejection(document.source, "no_feed")) from error
    if not entries:
        raise RejectedError(Rejection(document.source, "no_text"))
    for number, entry in enumerate(entries, 1):
        source, default_id = f"{document.source}#{number}", f"{document.default_id}-{number}"
        yield from jsonl.record(dict(entry.fields), source, default_id, len(content) // len(entries))
