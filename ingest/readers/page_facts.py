"""What a news page says of itself: title, outlet, author, address, day, section.

Looked for in the order in which it can be trusted: JSON-LD, meta tags, microdata, and what is on the page. Knows
nothing of the article's text.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from language.dates.stamps import stamp_of
from language.normal_form import fold, normalize

_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report)$")
_TITLES = ("og:title", "twitter:title", "headline", "title")
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "date",
    "dc.date.issued",
    "dc.date",
    "dc.created",
    "dcterms.created",
    "article:modified_time",
)
_AUTHORS = ("article:author", "author", "dable:author", "citation_author", "dc.creator")
_SITES = ("og:site_name", "article:publisher", "publisher", "dc.publisher", "application-name", "copyright")
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
# Between a title and the names of section and outlet.
_SEPARATOR = re.compile(r"\s+[-–—|·•»]+\s+|\s*\|\s*")
_NO_OUTLET = re.compile(
    r"^(?:[\W\d]|(?:©|\(c\)|Copyright|Bản quyền|thuộc về|by|of)(?!\w))*"
    r"|\W*(?:All rights? reserved|Mọi quyền được bảo lưu|Giữ bản quyền|Tous droits réservés|Alle Rechte vorbehalten"
    r"|Todos los derechos reservados).*$",
    re.IGNORECASE,
)
# What titles end in that names nobody.
_NO_SITE = re.compile(
    r"(?:trang|page|tr|p|seite|página)?\.?\s*\d+(?:\s*(?:/|of|trên|sur|von)\s*\d+)?"
    r"|[\W\d]*|trang chủ|home|.*rights reserved.*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"https?:|www\.|@|^(?:Công ty|Công nghệ|Tòa soạn|Ban |Báo |Tạp chí |admin)|Online$", re.IGNORECASE
)
_HOST = re.compile(
    r"(?:www\.|m\.)?([\w-]+(?:\.[\w-]+)*)\.(?:com\.vn|net\.vn|org\.vn|gov\.vn|vn|com|net|org)", re.IGNORECASE
)
_MAX_NAME_CHARS = 80
_MAX_JSON_CHARS = 1_000_000


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was found, each None where the page doesn't say; `dates` the values that may be dates, surest first."""

    title: str | None
    outlet: str | None
    author: str | None
    url: str | None
    topic: str | None
    description: str | None
    body: str | None = None
    dates: list[str] = field(default_factory=list)


def facts(tree: HtmlElement, found_at: str | None) -> PageFacts:
    """What the page says of itself; `found_at` is the address it came from."""
    linked = _linked_data(tree)
    meta = _meta(tree)
    headline = _text(linked.get("headline")) or _first(meta, _TITLES)
    shown, site = _parted(_page_title(tree), headline or _only_heading(tree))
    named = _name(linked.get("publisher")) or _first(meta, _SITES)
    outlet = _outlet(named, site)
    title = _without_outlet(headline, outlet) if headline else shown
    return PageFacts(
        title=title or None,
        outlet=outlet,
        author=_author(linked, meta, tree, outlet),
        url=_address(tree, linked, meta, found_at),
        topic=_topic(_text(linked.get("articleSection")) or meta.get("article:section")),
        description=_first(meta, _DESCRIPTIONS),
        body=body if isinstance(body := linked.get("articleBody"), str) else None,
        dates=_dates(linked, meta, tree),
    )


def _linked_data(tree: HtmlElement) -> dict[str, Any]:
    """The first article of the page's JSON-LD; empty where there is none."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _MAX_JSON_CHARS:
            continue
        try:
            parsed = json.loads(script.text.strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(parsed):
            kinds = thing.get("@type")
            if any(
                isinstance(kind, str) and _ARTICLE.search(kind)
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return thing
    return {}


def _things(parsed: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(parsed, list):
        for item in parsed:
            yield from _things(item, depth + 1)
    elif isinstance(parsed, dict):
        yield parsed
        yield from _things(parsed.get("@graph"), depth + 1)
        yield from _things(parsed.get("mainEntity"), depth + 1)


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The first value of each meta tag and of each name in microdata, names in lower case."""
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = _clean(element.get("content"))
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                values.setdefault(name, content)
    return values


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _clean(value: str | None) -> str | None:
    """One line, with entities that were written twice undone: “&amp;quot;”."""
    return " ".join(unescape(unescape(value)).split()) or None if value else None


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    return _clean(value) if isinstance(value, str) else None


def _name(value: object) -> str | None:
    """The name of a person or organisation in JSON-LD; of several all, with commas."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(name for item in value if (name := _name(item)))) or None
    return _name(value.get("name")) if isinstance(value, dict) else _text(value)


def _page_title(tree: HtmlElement) -> str | None:
    return _clean("".join(title.itertext())) if (title := tree.find(".//title")) is not None else None


def _only_heading(tree: HtmlElement) -> str | None:
    headings = [text for heading in tree.iter("h1") if (text := _clean(" ".join(heading.itertext())))]
    return headings[0] if len(headings) == 1 else None


def _parted(page_title: str | None, headline: str | None) -> tuple[str | None, str | None]:
    """The title without what the site adds to it, and the last thing added, which names the site.

    Cut only where the headline says so, or where the last part is a name of few words.
    """
    if not page_title:
        return headline, None
    if headline and fold(page_title).startswith(fold(headline)):
        added = [part for part in _SEPARATOR.split(page_title[len(headline) :]) if _is_name(part)]
        return headline, added[-1].strip() if added else None
    page_title = _without_no_site(page_title)
    parts = _SEPARATOR.split(page_title)
    if len(parts) > 1 and len(parts[-1].split()) <= 4 and len(parts[-1]) * 2 < len(parts[0]):
        cut = page_title.rindex(parts[-2]) + len(parts[-2])
        return page_title[: len(parts[0])] if "|" in page_title else page_title[:cut], parts[-1].strip()
    return page_title, None


def _is_name(part: str) -> bool:
    """Whether it may name a site: a date, a page's number and a notice of rights don't."""
    part = part.strip()
    return bool(part) and not _NO_SITE.fullmatch(part) and not stamp_of(normalize(part))


def _without_no_site(page_title: str) -> str:
    *before, last = _SEPARATOR.split(page_title)
    while before and not _is_name(last):
        page_title = page_title[: page_title.rindex(last)].rstrip(" -–—|·•»") if last else page_title.rstrip(" -–—|·•»")
        *before, last = _SEPARATOR.split(page_title)
    return page_title


def _without_outlet(title: str, outlet: str | None) -> str:
    """“Lũ rút - Báo Sông Hồng” without its end, where that is the outlet."""
    *before, last = _SEPARATOR.split(title)
    if not before or not outlet:
        return title
    known, added = _bare(outlet), _bare(last)
    return title[: title.rindex(last)].rstrip(" -–—|·•»") if added and (added in known or known in added) else title


def _bare(outlet: str) -> str:
    """“Báo điện tử Sông Hồng Online” as “songhong”, to be compared."""
    outlet = _HOST.sub(r"\1", outlet)
    return re.sub(r"\W|\b(?:bao|dien tu|online|trang|tin|thong tin)\b", "", fold(outlet))


def _outlet(named: str | None, site: str | None) -> str | None:
    """What the page calls its outlet; the end of its title where that writes the same better, or instead of a host."""
    named = _NO_OUTLET.sub("", named).strip() if named else None
    if named and (len(named) > _MAX_NAME_CHARS or named.startswith("http") or not _is_name(named)):
        named = None
    if not named or not site or len(site) > _MAX_NAME_CHARS:
        return named or site
    return site if _HOST.fullmatch(named) or (fold(named) != named and named.isascii()) or _same(named, site) else named


def _same(named: str, site: str) -> bool:
    """Whether `site` is `named` with its diacritics."""
    return named.isascii() and not site.isascii() and _bare(named) == _bare(site)


def _topic(section: str | None) -> str | None:
    """A section's name, unless it is what all are called."""
    return section if section and fold(section) not in ("news", "tin tuc", "home", "trang chu") else None


def _author(linked: dict[str, Any], meta: dict[str, str], tree: HtmlElement, outlet: str | None) -> str | None:
    shown = tree.xpath("//*[@itemprop='author' or @rel='author'][not(self::meta)]")
    names = [_name(linked.get("author")), *(meta.get(name) for name in _AUTHORS)]
    names += [_clean(" ".join(element.itertext())) for element in shown[:1]]
    for name in names:
        if name and len(name) <= _MAX_NAME_CHARS and not _NO_AUTHOR.search(name):
            same = outlet and (_bare(name) in _bare(outlet) or _bare(outlet) in _bare(name))
            if not same and not name.isdigit():
                return name
    return None


def _address(tree: HtmlElement, linked: dict[str, Any], meta: dict[str, str], found_at: str | None) -> str | None:
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    page = linked.get("mainEntityOfPage")
    page = page.get("@id") if isinstance(page, dict) else page
    for address in (*canonical[:1], meta.get("og:url"), _text(page), _text(linked.get("url")), found_at):
        whole = _absolute(address.strip(), found_at) if address else None
        if whole and (found_at is None or _site(whole) == _site(found_at)):
            return whole
    return None


def _site(address: str) -> str:
    """The host without what telephones and browsers get different ones by: a page can't give itself another's name."""
    return re.sub(r"^(?:(?:www|m|amp|mobile)\.)+", "", urlsplit(address).hostname or "")


def _absolute(address: str, found_at: str | None) -> str | None:
    try:
        whole = urljoin(found_at or "", address)
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and parts.hostname and not re.search(r"\s", whole) else None


def _dates(linked: dict[str, Any], meta: dict[str, str], tree: HtmlElement) -> list[str]:
    """Values that may be the date of publication; a date of change last, as it is the same day more often than not."""
    marked = tree.xpath("//*[@itemprop='datePublished' or @pubdate]")
    values = [_text(linked.get("datePublished")), *(meta.get(name) for name in _DATES[:-1])]
    values += [_clean(one.get("datetime") or one.get("content") or " ".join(one.itertext())) for one in marked[:2]]
    values += [_text(linked.get("dateCreated"))]
    return [value for value in values if value]
