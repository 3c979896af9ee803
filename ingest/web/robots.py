"""What sites ask of programs (RFC 9309): robots.txt, read once a run for each site."""

from collections.abc import Callable

import httpx
from protego import Protego

from ingest.web.errors import WebError

AGENT = "hoibao"
# RFC 9309 asks for at least 500 KiB; one that is longer can't be kept, so its site isn't read.
MAX_ROBOTS_BYTES = 512_000
MAX_DELAY_S = 30.0
_BUSY = "429"


class Robots:
    """`fetch` gives the bytes at an address, or raises WebError."""

    def __init__(self, fetch: Callable[[httpx.URL], bytes]) -> None:
        self._fetch = fetch
        self._rules: dict[str, Protego | WebError] = {}

    def delay_s(self, url: httpx.URL) -> float:
        """How long to wait between requests to this site. Raises: WebError when `url` isn't to be fetched."""
        site = url.copy_with(raw_path=b"/robots.txt")
        if str(site) not in self._rules:
            self._rules[str(site)] = self._read(site)
        rules = self._rules[str(site)]
        if isinstance(rules, WebError):
            raise WebError(rules.code, rules.detail)
        if not rules.can_fetch(str(url), AGENT):
            raise WebError("robots")
        return min(float(rules.crawl_delay(AGENT) or 0), MAX_DELAY_S)

    def _read(self, site: httpx.URL) -> Protego | WebError:
        try:
            text = self._fetch(site).decode("utf-8", "replace")
        except WebError as error:
            if error.code == "http_status" and error.detail.startswith("4") and error.detail != _BUSY:
                return Protego.parse("")  # it has none
            if error.code in ("private_address", "unknown_host", "unreachable", "timed_out"):
                return error  # there is no page either
            return WebError("robots_unread", error.detail)
        return Protego.parse(text)
