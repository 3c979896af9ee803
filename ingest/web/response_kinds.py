"""What an address gave: a page, a file that readers read, a feed or a sitemap. Parses nothing."""

import re

from ingest.document import suffix_of
from ingest.readers import KINDS
from ingest.web.errors import WebError
from ingest.web.fetch import Fetched, unpacked

FEED, SITEMAP, PAGE = "feed", "sitemap", ".html"
_TYPES = {
    "text/html": PAGE,
    "application/xhtml+xml": PAGE,
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/epub+zip": ".epub",
    "multipart/related": ".mhtml",
    "message/rfc822": ".mhtml",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/markdown": ".md",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/rss+xml": FEED,
    "application/atom+xml": FEED,
}
# Types that tell less than the end of the address, and what they tell where that is silent.
_VAGUE = {
    "text/plain": ".txt",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "application/gzip": None,
    "application/x-gzip": None,
    "application/octet-stream": None,
    "binary/octet-stream": None,
    "": None,
}
_XML = frozenset(("application/xml", "text/xml"))
_ROOTS = {"rss": FEED, "feed": FEED, "RDF": FEED, "urlset": SITEMAP, "sitemapindex": SITEMAP, "html": PAGE}
_ROOT = re.compile(rb"<(?:[\w-]+:)?(rss|feed|RDF|urlset|sitemapindex|html)[\s>]", re.IGNORECASE)
_HEAD_BYTES = 4096
_GZIP = b"\x1f\x8b"
_MAGIC = {b"%PDF-": ".pdf", b"PK\x03\x04": ".zip"}


def kind_of(fetched: Fetched, max_bytes: int) -> tuple[str, bytes]:
    """FEED, SITEMAP or the ending that tells a reader what it is, and the content, unpacked if it is one of the two.

    The type that the server gives comes first, then how the address ends, then the first bytes; only a feed or a
    sitemap is one whatever the server calls it, as many call them pages. Raises: WebError.
    """
    content, ending, declared = fetched.content, suffix_of(fetched.url.path), fetched.content_type
    if content.startswith(_GZIP) and ending not in KINDS:
        content = unpacked(content, max_bytes)
    kind = _TYPES.get(declared)
    markup = _markup(content) if kind in (None, PAGE, FEED) else None
    if markup in (FEED, SITEMAP):
        if b"<!ENTITY" in content.replace(b"\0", b""):
            raise WebError("bad_feed")  # neither needs any; what they unfold to may be endless
        return markup, content
    if kind is None and (declared in _VAGUE or declared in _XML):
        kind = (ending if ending in KINDS else None) or markup or _begins(content) or _VAGUE.get(declared)
    if kind is None:
        raise WebError("unsupported", ", ".join(sorted(KINDS)))
    return kind, fetched.content


def _markup(content: bytes) -> str | None:
    """By the first element whose name tells something."""
    head = content[:_HEAD_BYTES].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    root = _ROOT.search(head) if head.startswith(b"<") else None
    return next((kind for name, kind in _ROOTS.items() if root and name.lower() == root[1].decode().lower()), None)


def _begins(content: bytes) -> str | None:
    return next((kind for magic, kind in _MAGIC.items() if content.startswith(magic)), None)
