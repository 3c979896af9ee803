"""An alert as an Atom feed (RFC 4287). Whatever stands in an article is text there, and no markup."""

import hashlib
from collections.abc import Sequence
from urllib.parse import quote

from lxml import etree

from app.links import article_link, quote_link
from app.messages import say
from app.screen import harmless_xml
from vectorstore.alerts import Alert, AlertHit

MIME = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"


def atom(alert: Alert, hits: Sequence[AlertHit], *, identity: str, address: str, page: str, language: str) -> bytes:
    """The feed, the last found first. `identity`: the library's; `address`: the feed's own; `page`: the page's."""
    lang = {"{http://www.w3.org/XML/1998/namespace}lang": language}
    feed = etree.Element(f"{{{_ATOM}}}feed", lang, nsmap={None: _ATOM})
    _add(feed, "id", f"urn:hoibao:{identity}:{_digest(alert.id)}")
    _add(feed, "title", say("feed_title", language, words=alert.words))
    _add(feed, "updated", hits[0].found if hits else alert.created)
    _add(feed, "link", rel="self", href=address)
    _add(feed, "link", rel="alternate", href=page)
    _add(feed, "generator", "Hỏi Báo")
    for hit in hits:
        entry = _add(feed, "entry")
        _add(entry, "id", f"urn:hoibao:{identity}:{_digest(alert.id)}:{quote(hit.article_id, safe='')}")
        _add(entry, "title", hit.title or say("untitled", language))
        _add(entry, "updated", hit.found)
        _add(_add(entry, "author"), "name", hit.outlet or say("feed_no_outlet", language))
        _add(entry, "link", rel="alternate", href=hit_link(page, hit))
        if hit.quote:
            _add(entry, "summary", hit.quote, type="text")
    return bytes(etree.tostring(feed, encoding="utf-8", xml_declaration=True))


def hit_link(page: str, hit: AlertHit) -> str:
    """Where the page opens what was found, at its sentence."""
    if not hit.quote:
        return article_link(page, hit.article_id)
    return quote_link(page, hit.article_id, hit.start, hit.start + len(hit.quote), hit.quote)


def _digest(alert_id: str) -> str:
    """A feed's identity is told to whoever reads it; its address is not."""
    return hashlib.sha256(alert_id.encode()).hexdigest()[:16]


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(
        parent, f"{{{_ATOM}}}{name}", {key: harmless_xml(value) for key, value in attributes.items()}
    )
    child.text = harmless_xml(text) if text else None
    return child
