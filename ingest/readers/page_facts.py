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

from ingest.fields import to_fields
from ingest.readers.json_shapes import articles_in, unwrapped
from ingest.readers.page_outlet import MAX_NAME_CHARS, bare, outlet_of, parted, without_outlet
from language.normal_form import fold

_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report)$")
_TITLES = ("og:title", "twitter:title", "headline", "title")
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "article.published",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "date",
    "dc.date.issued",
    "dc.date",
    "dc.created",
    "dcterms.created",
    "dcterms.issued",
    "dcterms.date",
    "article:modified_time",
)
_AUTHORS = ("article:author", "author", "dable:author", "citation_author", "dc.creator")
_SITES = ("og:site_name", "article:publisher", "publisher", "dc.publisher", "application-name", "copyright")
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_NO_AUTHOR = re.compile(
    r"https?:|www\.|@|^(?:Công ty|Công nghệ|Tòa soạn|Ban |Báo |Tạp chí |admin)|Online$", re.IGNORECASE
)
_AROUND_JSON = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$|;\s*$")
_LAST_COMMA = re.compile(r",\s*([}\]])")
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
    told = list(_linked_data(tree))
    linked = told[0] if told else {}
    meta = _meta(tree)
    headline = _text(linked.get("headline")) or _first(meta, _TITLES)
    shown, site = parted(_page_title(tree), headline or _only_heading(tree))
    named = _name(linked.get("publisher")) or _first(meta, _SITES)
    outlet = outlet_of(named, site)
    title = without_outlet(headline, outlet) if headline else shown
    return PageFacts(
        title=title or None,
        outlet=outlet,
        author=_author(linked, meta, tree, outlet),
        url=_address(tree, linked, meta, found_at),
        topic=_topic(_text(linked.get("articleSection")) or meta.get("article:section")),
        description=_first(meta, _DESCRIPTIONS),
        body=max((*map(_body, told), _of_program(tree, title)), key=len) or None,
        dates=_dates(linked, meta, tree),
    )


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles of the page's JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            for thing in _things(_parsed(script)):
                kinds = thing.get("@type")
                if any(
                    isinstance(kind, str) and _ARTICLE.search(kind)
                    for kind in (kinds if isinstance(kinds, list) else [kinds])
                ):
                    yield thing


def _parsed(script: HtmlElement) -> object:
    """What a script holds as JSON, without what some put around and behind it; None where it is something else."""
    source = script.text or ""
    if len(source) > _MAX_JSON_CHARS:
        return None
    source = _AROUND_JSON.sub("", source)
    for text in (source, _LAST_COMMA.sub(r"\1", source)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _body(linked: dict[str, Any]) -> str:
    body = linked.get("articleBody") or linked.get("text")
    lines = body if isinstance(body, list) else [body]
    return "\n".join(line for line in lines if isinstance(line, str))


def _of_program(tree: HtmlElement, title: str | None) -> str:
    """The text of the page's own article in the data of a program that draws the page; empty where there is none."""
    texts = [""]
    for script in tree.xpath("//script[@type='application/json']") if title else []:
        for record in articles_in(_parsed(script)) or ():
            fields = to_fields(unwrapped(record), "").fields if isinstance(record, dict) else {}
            named, text = fields.get("title"), fields.get("text")
            if isinstance(named, str) and isinstance(text, str) and fold(named) == fold(title or ""):
                texts.append(text)
    return max(texts, key=len)


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


def _topic(section: str | None) -> str | None:
    """A section's name, unless it is what all are called."""
    return section if section and fold(section) not in ("news", "tin tuc", "home", "trang chu") else None


def _author(linked: dict[str, Any], meta: dict[str, str], tree: HtmlElement, outlet: str | None) -> str | None:
    shown = tree.xpath("//*[@itemprop='author' or @rel='author'][not(self::meta)]")
    names = [_name(linked.get("author")), *(meta.get(name) for name in _AUTHORS)]
    names += [_clean(" ".join(element.itertext())) for element in shown[:1]]
    for name in names:
        if name and len(name) <= MAX_NAME_CHARS and not _NO_AUTHOR.search(name):
            same = outlet and (bare(name) in bare(outlet) or bare(outlet) in bare(name))
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
    marked += tree.xpath("//article//h1/following::time[@datetime][1] | //header[.//h1]//time[@datetime]")
    values = [_text(linked.get("datePublished")), *(meta.get(name) for name in _DATES[:-1])]
    values += [_clean(one.get("datetime") or one.get("content") or " ".join(one.itertext())) for one in marked[:2]]
    values += [_text(linked.get("dateCreated"))]
    return [value for value in values if value]
