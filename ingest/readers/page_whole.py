"""What the extraction left out of an article: paragraphs that are mostly a link, parts behind “đọc tiếp”, small tables.

Judged by where they stand: among the paragraphs that were read, built as they are. Where the page gives its article
in JSON-LD as well, that tells best. Knows trees and lines, not outlets.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from ingest.clean import is_furniture
from ingest.markup import shown
from ingest.table_lines import BETWEEN
from language.normal_form import fold

_BLOCKS = frozenset(("p", "table", "blockquote", "h2", "h3", "li"))
_ELSEWHERE = re.compile(
    r"related|lienquan|lien-quan|comment|binh-?luan|footer|sidebar|breadcrumb|share|social|newsletter|promo|advert|"
    r"caption|most-?read|xem-nhieu|tin-khac|cung-chuyen-muc|recommend|teaser|menu|tags?\b|author-?(?:box|bio)",
    re.IGNORECASE,
)
_ASIDE = frozenset(("aside", "nav", "footer", "figure", "form", "header", "noscript", "template"))
_UNFOLDED = re.compile(
    r"more|collaps|hidden|expand|rest\b|continu|full|toggle|xem-?them|doc-?tiep|truncat", re.IGNORECASE
)
_ENDS = tuple('.!?…"”’»):;')


@dataclass(frozen=True, slots=True)
class WholeLimits:
    """When what is on a page belongs to the article, and when too little of it was read."""

    least_chars: int = 20
    least_linked_chars: int = 60
    levels: int = 4
    # Of the article's text in JSON-LD so much must have been read for it to be the same article.
    same_article_share: float = 0.6
    partly_share: float = 0.66


WHOLE = WholeLimits()


@dataclass(frozen=True, slots=True)
class _Block:
    element: HtmlElement
    lines: tuple[str, ...]
    key: str


def whole(tree: HtmlElement, lines: list[str], article_body: str | None) -> tuple[list[str], float]:
    """The lines with what belongs among them, and which share of the article they are, as far as can be told."""
    blocks = list(_blocks(tree))
    stated = _stated_whole(lines, article_body, blocks)
    if stated:
        return stated, 1.0
    read = fold("\n".join(lines))
    places = [at for at, block in enumerate(blocks) if block.key and block.key in read]
    if len(places) < 2:
        return lines, 1.0
    looks = {_look(blocks[at].element) for at in places}
    completed = _with_left_out(lines, blocks, places, looks)
    inside = [block for block in blocks[places[0] :] if _look(block.element) in looks or _is_unfolded(block.element)]
    there = sum(len(block.key) for block in inside if len(block.key) > 2 * WHOLE.least_chars)
    return completed, min(1.0, len(fold("".join(completed))) / there) if there else 1.0


def _stated_whole(lines: Sequence[str], article_body: str | None, blocks: Sequence[_Block]) -> list[str]:
    """The article as its page tells it to machines, in the page's paragraphs; empty where that is no more than read."""
    body = [line.strip() for line in shown(article_body or "").split("\n") if line.strip()]
    if sum(map(len, body)) < 1.1 * sum(map(len, lines)):
        return []
    text = fold(" ".join(" ".join(body).split()))
    same = sum(len(line) for line in lines if fold(line)[:60] in text)
    if same < WHOLE.same_article_share * sum(map(len, lines)):
        return []
    paragraphs = [
        line for block in blocks if len(block.key) >= WHOLE.least_chars and block.key in text for line in block.lines
    ]
    return paragraphs if sum(map(len, paragraphs)) > 0.9 * len(text) else body


def _with_left_out(
    lines: list[str], blocks: Sequence[_Block], places: Sequence[int], looks: set[tuple[str, ...]]
) -> list[str]:
    completed = list(lines)
    at = 0  # behind which line of `found` what comes next belongs
    for number, block in enumerate(blocks[places[0] :], places[0]):
        if number in places:
            at = next((n + 1 for n, line in enumerate(completed) if n >= at - 1 and block.key in fold(line)), at)
        elif _belongs(block, looks, between=number < places[-1]):
            completed[at:at] = block.lines
            at += len(block.lines)
    return completed


def _belongs(block: _Block, looks: set[tuple[str, ...]], *, between: bool) -> bool:
    if block.element.tag == "table":
        return between and len(block.lines) > 1 and not block.element.xpath(".//img | .//table")
    text = block.lines[0] if block.lines else ""
    is_sentence = len(text) >= WHOLE.least_chars and text.endswith(_ENDS) and not is_furniture(text)
    if block.element.tag not in ("p", "blockquote") or not is_sentence:
        return False
    if _is_link(block.element) and (len(text) < WHOLE.least_linked_chars or text[-1] not in ".!?”"):
        return False  # a headline of another article
    return (between and _look(block.element) in looks) or _is_unfolded(block.element)


def _is_link(element: HtmlElement) -> bool:
    linked = sum(len(link.text_content().strip()) for link in element.iter("a"))
    return linked >= len(element.text_content().strip()) - 2


def _is_unfolded(element: HtmlElement) -> bool:
    around = list(element.iterancestors())[: WHOLE.levels]
    return any(
        _UNFOLDED.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in around if one.tag == "div"
    )


def _look(element: HtmlElement) -> tuple[str, ...]:
    """How it is built in: tags and classes of what lies around it."""
    around = list(element.iterancestors())[: WHOLE.levels]
    return tuple(f"{one.tag}.{one.get('class') or ''}" for one in around)


def _blocks(tree: HtmlElement) -> Iterator[_Block]:
    """Paragraphs and tables in their order, without those of other parts of the page."""
    elsewhere: set[HtmlElement] = set()
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        parent = element.getparent()
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if parent in elsewhere or element.tag in _ASIDE or (element.tag != "body" and _ELSEWHERE.search(marks)):
            elsewhere.add(element)
        elif element.tag in ("li", "blockquote") and element.find(".//p") is not None:
            continue  # its paragraphs come by themselves
        elif element.tag in _BLOCKS and next(element.iterancestors("table"), None) is None:
            lines = _rows(element) if element.tag == "table" else (" ".join(element.text_content().split()),)
            lines = tuple(line for line in lines if line)
            if lines:
                yield _Block(element, lines, fold(lines[0]))


def _rows(table: HtmlElement) -> tuple[str, ...]:
    rows = (
        [" ".join(cell.text_content().split()) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")
    )
    return tuple(BETWEEN.join(row) for row in rows if any(row))
