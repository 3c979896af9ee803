"""RSS and Atom: the addresses of a feed's entries. Fetches nothing: feedparser is given bytes, never an address."""

from io import BytesIO

import httpx

from ingest.web.errors import WebError


def links(content: bytes, url: httpx.URL) -> tuple[list[str], int]:
    """The entries' addresses in the feed's order, and how many entries have none.

    Raises: WebError when it is no feed.
    """
    import feedparser

    headers = {"content-location": str(url)}  # what relative addresses are relative to
    try:
        parsed = feedparser.parse(BytesIO(content), response_headers=headers, sanitize_html=False)
    except Exception as error:  # of damaged feeds its parsers raise anything
        raise WebError("bad_feed") from error
    if not parsed.get("version") and not parsed.entries:
        raise WebError("bad_feed")
    found = [str(entry.get("link") or "") for entry in parsed.entries]
    return [link for link in found if link], found.count("")
