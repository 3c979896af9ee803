"""RSS and Atom: what a feed says of each of its articles. Fetches nothing: feedparser is given bytes, never an address.

`content:encoded` and Atom's content are the article as its outlet gives it to feed readers; a summary is its head.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from ingest.field_values import as_text, web_address
from ingest.outlet_names import is_name
from language.normal_form import fold

# A content that is shorter is a summary under another name, or “đọc tiếp …”.
_WHOLE_CHARS = 600
_BETWEEN = re.compile(r"\s+[-–—|»]\s+|\s*[|»]\s*")
_RSS = re.compile(r"\bRSS\b(?: feed)?|\bfeed\b", re.IGNORECASE)


class FeedError(ValueError):
    """It is no feed, or a damaged one."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """`fields` of articles.jsonl as the feed tells them, `text` among them where there is any; `link` may be empty."""

    link: str
    fields: Mapping[str, str]
    is_whole: bool


def feed_entries(content: bytes, url: str = "") -> list[FeedEntry]:
    """In the feed's order; relative addresses are relative to `url`. Raises: FeedError."""
    import feedparser

    if b"<!ENTITY" in content.replace(b"\0", b""):
        raise FeedError("entities")  # a feed needs none; what they unfold to may be endless
    # Without a type, feedparser takes what a server sent for Latin-1, as HTTP once did.
    headers = {"content-type": "application/xml"} | ({"content-location": url} if url else {})
    try:
        parsed = feedparser.parse(BytesIO(content), response_headers=headers, sanitize_html=False)
    except Exception as error:  # of damaged feeds its parsers raise anything
        raise FeedError("damaged") from error
    if not parsed.get("version") and not parsed.entries:
        raise FeedError("no feed")
    outlet = _outlet(str(parsed.feed.get("title") or ""), str(parsed.feed.get("link") or url))
    return [_entry(entry, outlet) for entry in parsed.entries]


def _outlet(title: str, link: str) -> str:
    """“Báo Mía” of “Thời sự - Báo Mía RSS”: the only part, or the one that the address bears; empty where none is."""
    parts = [_RSS.sub("", part).strip() for part in _BETWEEN.split(title)]
    parts = [part for part in parts if is_name(part)]
    host = re.sub(r"[\W_]", "", link.partition("://")[2].partition("/")[0])
    borne = [part for part in parts if len(name := re.sub(r"[\W_]", "", fold(part))) > 3 and name in host]
    return next(iter(borne), parts[0] if len(parts) == 1 else "")


def _entry(entry: Any, outlet: str) -> FeedEntry:
    content = max((str(part.get("value") or "") for part in entry.get("content", [])), key=len, default="")
    summary = str(entry.get("summary") or "")
    text = content or summary
    link = str(entry.get("link") or "")
    stated = {
        "id": str(entry.get("id") or web_address(link) or ""),
        "title": str(entry.get("title") or ""),
        "text": text,
        "summary": summary if summary != text else "",
        "published": str(entry.get("published") or entry.get("updated") or ""),
        "author": str(entry.get("author") or ""),
        "topic": ", ".join(str(tag.get("term") or "") for tag in entry.get("tags", []) if tag.get("term")),
        "outlet": outlet,
        "url": link,
    }
    is_whole = bool(content) and len(str(as_text(content))) >= _WHOLE_CHARS
    return FeedEntry(link, {name: value for name, value in stated.items() if value}, is_whole)
