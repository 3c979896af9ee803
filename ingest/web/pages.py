"""A web address as documents: the page or file itself, or, one by one, the pages that a feed or sitemap names."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO

from ingest.article import Notice, Rejection
from ingest.document import Document
from ingest.feed_entries import FeedEntry
from ingest.web import feeds, sitemaps
from ingest.web.errors import StoppedError, WebError
from ingest.web.fetch import Fetched, Fetcher, Policy
from ingest.web.network import CheckedNetwork
from ingest.web.pace import Pace
from ingest.web.response_kinds import FEED, SITEMAP, kind_of
from ingest.web.web_address import canonical, checked, file_name, readable_id, shown

WebItem = Document | Rejection | Notice
MAX_SITEMAPS_DEEP = 2
MAX_SITEMAPS = 50


class Web:
    """The web for one run: each page is fetched once, however often it is named."""

    def __init__(
        self,
        policy: Policy = Policy(),
        stopping: Callable[[], bool] = lambda: False,
        *,
        network: CheckedNetwork | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._policy = policy
        network = network or CheckedNetwork(allow_private=policy.allow_private, clock=clock)
        self._fetcher = Fetcher(policy, network, Pace(sleep, clock, stopping), clock)
        self._asked: set[str] = set()
        self._given: set[str] = set()
        self._sitemaps = 0

    def documents(self, address: str) -> Iterator[WebItem]:
        """What is found at an address, fetched when it is asked for; ends early when the run is to end."""
        try:
            if not self._is_new(address):
                return
            fetched = self._fetched(address)
            if isinstance(fetched, Rejection):
                yield fetched
            elif fetched[1] in (FEED, SITEMAP):
                yield from self._listed(*fetched)
            else:
                yield from self._document(*fetched)
        except StoppedError:
            return

    def _is_new(self, address: str) -> bool:
        try:
            url = str(canonical(checked(address)))
        except WebError:
            return True  # to be rejected
        is_new = url not in self._asked
        self._asked.add(url)
        return is_new

    def _fetched(self, address: str) -> tuple[Fetched, str] | Rejection:
        """What is there and of which kind."""
        try:
            fetched = self._fetcher.page(address)
            kind, content = kind_of(fetched, self._policy.max_bytes)
        except WebError as error:
            return Rejection(shown(address), error.code, error.detail)
        return Fetched(canonical(fetched.url), content, fetched.content_type), kind

    def _document(self, fetched: Fetched, kind: str) -> Iterator[Document]:
        """One document, unless another address has led to it already; its bytes are in memory for as long as it is."""
        source = str(fetched.url)
        self._asked.add(source)
        if source not in self._given:
            self._given.add(source)
            yield Document(
                file_name(fetched.url, kind),
                source,
                readable_id(fetched.url, kind),
                len(fetched.content),
                partial(BytesIO, fetched.content),
                source,
            )

    def _listed(self, fetched: Fetched, kind: str) -> Iterator[WebItem]:
        """The documents that a feed or sitemap names, as many as the policy allows."""
        taken = 0
        for found_at in self._in_feed(fetched) if kind == FEED else self._in_sitemap(fetched):
            entry, link = (found_at, found_at.link) if isinstance(found_at, FeedEntry) else (None, found_at)
            if not isinstance(link, str):
                yield link
            elif self._is_new(link):
                if taken == self._policy.max_pages:
                    yield Notice(str(fetched.url), "pages_left_out", str(taken))
                    return
                taken += 1
                if entry and entry.is_whole:
                    yield from feeds.whole(entry)
                    continue
                page = self._fetched(link)
                if isinstance(page, Rejection):
                    yield page
                elif page[1] in (FEED, SITEMAP):
                    yield Rejection(shown(link), "not_a_page")
                else:
                    given = feeds.told(entry) if entry else {}
                    yield from (replace(document, given=given) for document in self._document(*page))

    def _in_feed(self, fetched: Fetched) -> Iterator[FeedEntry | Rejection | Notice]:
        try:
            entries = feeds.entries(fetched.content, fetched.url)
        except WebError as error:
            yield Rejection(str(fetched.url), error.code, error.detail)
            return
        linked = [entry for entry in entries if entry.link]
        if len(linked) < len(entries):
            yield Notice(str(fetched.url), "entries_without_link", str(len(entries) - len(linked)))
        yield from linked

    def _in_sitemap(self, fetched: Fetched, depth: int = 0) -> Iterator[str | Rejection | Notice]:
        """Sitemaps inside are fetched when their turn comes."""
        try:
            for link, is_sitemap in sitemaps.links(fetched.content, fetched.url):
                if not is_sitemap:
                    yield link
                elif depth == MAX_SITEMAPS_DEEP or self._sitemaps == MAX_SITEMAPS:
                    yield Notice(str(fetched.url), "sitemaps_left_out", shown(link))
                    return
                elif self._is_new(link):
                    self._sitemaps += 1
                    inner = self._fetched(link)
                    if isinstance(inner, Rejection):
                        yield inner
                    elif inner[1] != SITEMAP:
                        yield Rejection(shown(link), "bad_feed")
                    else:
                        yield from self._in_sitemap(inner[0], depth + 1)
        except WebError as error:
            yield Rejection(str(fetched.url), error.code, error.detail)
