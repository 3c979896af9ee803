"""Saved and downloaded news pages: the article without its page. Nothing is executed, rendered or fetched.

The stored text is the main text, a line a paragraph, with the standfirst before it; the page's furniture is gone.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from lxml.etree import LxmlError
from lxml.html import HtmlElement

from ingest.article import Notice, ReaderOutput, Record, Rejection
from ingest.clean import is_byline
from ingest.document import Document
from ingest.encodings.decode import as_written, decoded
from ingest.encodings.repair import GarbledError, repaired
from ingest.publication_date import is_date_line, published
from ingest.readers.page_facts import PageFacts, facts
from ingest.readers.page_whole import WHOLE, whole
from ingest.table_lines import even_out
from language.dates.stamps import stamp_of
from language.normal_form import fold, normalize


@dataclass(frozen=True, slots=True)
class PageLimits:
    """How large a page may be, and what tells an article from its surroundings."""

    # A page of 10 MB takes some seconds; the articles of ten outlets had no page over 1 MB.
    most_bytes: int = 10_000_000
    least_chars: int = 100
    no_article_chars: int = 600
    near_title_lines: int = 25
    most_head_lines: int = 6
    most_head_chars: int = 60
    least_opening_chars: int = 40


PAGE = PageLimits()
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
# Pictures within the page, or thousands of attributes, over each of which the parser looks at all before it.
# Where a block of a page begins: what stands before it may be of another hand.
_BLOCK = re.compile(r"(?=<(?:p|div|h[1-6]|li|td|article|section|body|br|meta)\b)|(?<=</title>)", re.IGNORECASE)
_LATIN = re.compile(r"&(?:#(?:1[6-9]|2[0-5])\d|#x[a-f][0-9a-f]|[a-z]{2,6}[1-4]{0,2});", re.IGNORECASE)
_ENDLESS_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,30})\s[^<>]{20000,}>")
_PRUNED = [
    "//figure|//figcaption|//nav|//aside|//noscript|//template",
    "//*[contains(@class, 'caption') or contains(@class, 'Caption')]",
    "//*[contains(@class, 'related') or contains(@class, 'Related') or contains(@class, 'lienquan')]",
    "//table[.//img and string-length(normalize-space()) < 300]",  # a picture and its caption, on pages before 2015
]
# What stands where an article should, on pages that want something first.
_NO_ARTICLE = re.compile(
    r"(?:bật|kích hoạt|enable) JavaScript|JavaScript is (?:disabled|required)"
    r"|(?:đăng nhập|đăng ký|mua gói|trở thành hội viên)[^.]{0,60} để (?:đọc|xem)"
    r"|(?:log in|subscribe)[^.]{0,40} to (?:read|continue)"
    r"|(?:sử dụng|chấp nhận|đồng ý)[^.]{0,40} cookie|accept (?:all )?cookies|(?:không tìm thấy|page not found|404)"
    r"|(?:verify|xác minh)[^.]{0,40}(?:human|con người|không phải (?:là )?robot)",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"\(?(?:Theo|Nguồn)\b", re.IGNORECASE)
_CREDIT = re.compile(
    r"^(?:Bài và ảnh|Bài, ảnh|Tin, ảnh|Tin và ảnh|Bài|Tin|Tác giả|Thực hiện|By)\s*:?\s+", re.IGNORECASE
)


def read(document: Document) -> Iterator[ReaderOutput]:
    """One record, after a notice where it may be a part of the article, or the reason why there is none."""
    content = document.content()
    declared = _DECLARED.search(content[:4096])
    yield from page(content, document, declared[1].decode("ascii", "replace") if declared else None, document.url)


def page(content: bytes, document: Document, declared: str | None, found_at: str | None) -> Iterator[ReaderOutput]:
    """The record of one page that was found at an address."""
    if len(content) > PAGE.most_bytes:
        yield Rejection(document.source, "too_large", f"{PAGE.most_bytes // 1_000_000} MB")
        return
    try:
        source = _source(content, declared)
    except UnicodeDecodeError as error:
        yield Rejection(document.source, "not_utf8", f"byte {error.start}")
        return
    try:
        tree = _tree(_ENDLESS_TAG.sub(r"<\1>", source))
        stated = facts(tree, found_at)
        even_out(tree)
        lines, share = whole(tree, _main_text(tree, stated), stated.body)
        dated = _date_near_title(tree, stated.title)
    except (LxmlError, RecursionError):
        yield Rejection(document.source, "no_main_text")
        return
    text = "\n".join(lines)
    if len(text) < PAGE.least_chars or (len(text) < PAGE.no_article_chars and _NO_ARTICLE.search(text)):
        yield Rejection(document.source, "no_main_text")
        return
    fields: dict[str, object] = {
        "text": text,
        "title": stated.title,
        "outlet": stated.outlet,
        "author": stated.author or _signed(lines[-1]),
        "url": stated.url,
        "topic": stated.topic,
    }
    day = published([dated, *lines] if dated else lines, stated.url, stated.dates)
    if day:
        fields |= {"published": day.date, "published_from": day.how}
    known = {name: value for name, value in fields.items() if value}
    if share < WHOLE.partly_share:
        yield Notice(document.source, "page_partly_read", f"{share:.0%}")
    yield Record(known, document.source, document.default_id, document.size, date_line=dated or "")


def _source(content: bytes, declared: str | None) -> str:
    """Put right line by line, so that its facts are understood; where a good title stands on the line of garbled text,
    block by block. Letters that stand for those of a font are letters first: parsers drop one of them, the soft hyphen.
    Raises: UnicodeDecodeError, GarbledError.
    """
    try:
        source = decoded(content, declared)
    except GarbledError:
        source = repaired(_BLOCK.sub("\n", as_written(content, declared)))
    letters = _LATIN.sub(_letter, source)
    return source if letters == source else repaired(_BLOCK.sub("\n", letters))


def _letter(reference: re.Match[str]) -> str:
    letter = unescape(reference[0])
    return letter if "\u00a1" <= letter <= "\u00ff" else reference[0]


def _tree(source: str) -> HtmlElement:
    """Raises: LxmlError when there is nothing to build one from."""
    from trafilatura import load_html  # a third of a second, for pages only

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of what is a rejection here
    tree = load_html(source)
    if tree is None:
        raise LxmlError("no elements")
    return tree


def _main_text(tree: HtmlElement, stated: PageFacts) -> list[str]:
    """The paragraphs of the article.

    Precision first: it leaves out the summaries of other articles that the default takes in, but may take a box of
    comments for the article. The standfirst tells the right one where the page has it in its description.
    """
    opening = _opening(stated, _shown(tree))
    lines = _extracted(tree, precise=True)
    if not opening or not _holds(lines, opening):
        wider = _extracted(tree, precise=False)
        if _length(lines) < _length(wider) * (0.6 if _holds(wider, opening) else 0.33):
            lines = wider
    lines = lines[_head(lines, stated.title) :]
    return [opening, *lines] if lines and opening and not _holds(lines, opening) else lines


def _extracted(tree: HtmlElement, precise: bool) -> list[str]:
    from trafilatura import bare_extraction

    document = bare_extraction(tree, include_comments=False, favor_precision=precise, prune_xpath=_PRUNED)
    text = document.text if document is not None and not isinstance(document, dict) else None
    lines = (" ".join(line.split()).strip("| ") for line in (text or "").split("\n"))
    return [line for line in lines if any(map(str.isalnum, line))]


def _opening(stated: PageFacts, shown: list[str]) -> str:
    """The standfirst: what the page shows of its description, without the links of old pages (“ >> ”)."""
    text = re.split(r"\s*>>", stated.description or "")[0].rstrip(".… ")
    start = normalize(text)[: PAGE.least_opening_chars]
    if len(start) < PAGE.least_opening_chars:
        return ""
    whole = next((line for line in shown if normalize(line).startswith(start)), "")
    return whole if len(whole) >= len(text) or not whole else text


def _holds(lines: list[str], opening: str) -> bool:
    """Whether one of the lines has the beginning of the standfirst."""
    start = normalize(opening)[: PAGE.least_opening_chars]
    return bool(start) and any(start in normalize(line) for line in lines)


def _length(lines: list[str]) -> int:
    return sum(map(len, lines))


def _head(lines: list[str], title: str | None) -> int:
    """How many first lines are the title, the date line, and what stands above them."""
    count = 0
    for at, line in enumerate(lines[: PAGE.most_head_lines]):
        rest = normalize(line).replace(normalize(title), " ") if title else normalize(line)
        if not any(map(str.isalnum, rest)) or stamp_of(rest.strip()):
            count = at + 1
        elif len(line) > PAGE.most_head_chars or line[-1] == ".":
            break
    return count


def _shown(tree: HtmlElement) -> list[str]:
    texts = tree.xpath("//body//text()[not(parent::script or parent::style or parent::noscript)]")
    return [" ".join(text.split()) for text in texts if not text.isspace()]


def _date_near_title(tree: HtmlElement, title: str | None) -> str | None:
    """The date line nearest to the title, not the day on which the page was saved, which old pages have at the top."""
    shown = _shown(tree)
    headings = (" ".join(str(heading.text_content()).split()) for heading in tree.xpath("//h1"))
    wanted = {fold(heading) for heading in (title or "", *headings) if heading}
    places = [at for at, text in enumerate(shown) if len(text) < 300 and fold(text) in wanted]
    for distance in range(1, PAGE.near_title_lines):
        for at in (place + step for place in places[:5] for step in (distance, -distance)):
            for many in (1, 2, 3):
                line = " ".join(shown[max(at, 0) : at + many])
                if is_date_line(line):
                    return line
    return None


def _signed(line: str) -> str | None:
    """The author of a last line that is a byline and not an agency's."""
    name = _CREDIT.sub("", line)
    if not is_byline(line) or _AGENCY.match(name) or not (name != line or " " in name):
        return None
    return name
