"""The articles that a feed names: whole, where the feed has all of their text, else as addresses and what it tells."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO

import httpx

from ingest.article import is_iso
from ingest.document import Document
from ingest.feed_entries import FeedEntry, FeedError, feed_entries
from ingest.fields import to_fields
from ingest.web.errors import WebError
from ingest.web.web_address import canonical, checked, readable_id

# What a feed may tell of a page that is silent about it. Its title names the outlet, mostly with a section.
_TOLD = ("published", "author", "topic")


def entries(content: bytes, url: httpx.URL) -> list[FeedEntry]:
    """In the feed's order. Raises: WebError when it is no feed."""
    try:
        return feed_entries(content, str(url))
    except FeedError as error:
        raise WebError("bad_feed") from error


def told(entry: FeedEntry) -> Mapping[str, str]:
    """The day, the author and the topic that an entry gives its page."""
    fields = to_fields(entry.fields, entry.link).fields
    known = {name: str(fields[name]) for name in _TOLD if fields.get(name)}
    return {name: value for name, value in known.items() if name != "published" or is_iso(value)}


def whole(entry: FeedEntry) -> Iterator[Document]:
    """The document of an entry that has all of its article's text; none where its address is no good."""
    try:
        url = canonical(checked(entry.link))
    except WebError:
        return
    fields = {name: value for name, value in entry.fields.items() if name != "id"}
    content = json.dumps(fields, ensure_ascii=False).encode()
    source = str(url)
    yield Document("entry.json", source, readable_id(url, ".json"), len(content), partial(BytesIO, content), source)
