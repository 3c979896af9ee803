"""Sitemaps (sitemaps.org): the addresses in one, and whether they are pages or sitemaps again. Fetches nothing."""

from collections.abc import Iterator
from io import BytesIO

import httpx
from lxml import etree

from ingest.web.errors import WebError


def links(content: bytes, url: httpx.URL) -> Iterator[tuple[str, bool]]:
    """Each address, and whether it is that of another sitemap. Raises: WebError when there is none.

    No entity is unfolded and nothing outside is read; what follows a fault is left.
    """
    empty = True
    events = etree.iterparse(
        BytesIO(content),
        tag=("{*}url", "{*}sitemap"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    try:
        for _, element in events:
            link = (element.findtext("{*}loc") or "").strip()
            if link:
                empty = False
                yield _whole(link, url), etree.QName(element).localname == "sitemap"
            element.clear()
    except etree.XMLSyntaxError as error:
        raise WebError("bad_feed") from error
    if empty:
        raise WebError("bad_feed")


def _whole(link: str, url: httpx.URL) -> str:
    try:
        return str(url.join(link))
    except httpx.InvalidURL:
        return link  # whoever asks for it will say so
