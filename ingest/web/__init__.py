"""Articles from the web: an address in, documents out. What isn't asked for is never fetched, nor what is private."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from ingest.article import Notice, Rejection
from ingest.document import Document

if TYPE_CHECKING:
    from ingest.web.pages import Web

MAX_PAGES = 200
# What an address gives, one thing at a time.
WebVisit = Callable[[str], Iterator[Document | Rejection | Notice]]
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def is_address(source: object) -> bool:
    """Whether a source is an address of the web, good or bad, rather than a path."""
    return isinstance(source, str) and _ADDRESS.match(source.strip()) is not None


def visitor(
    *, allow_private: bool = False, max_pages: int = MAX_PAGES, stopping: Callable[[], bool] = lambda: False
) -> WebVisit:
    """The way to the web for one run, made for the first address: what HTTP needs takes a quarter of a second to load.

    `max_pages` is how many a feed or a sitemap may give; waiting ends when `stopping` says so.
    """

    @cache
    def web() -> "Web":
        from ingest.web.fetch import Policy
        from ingest.web.pages import Web

        return Web(Policy(allow_private=allow_private, max_pages=max_pages), stopping)

    return lambda address: web().documents(address)
