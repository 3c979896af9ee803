"""HTML in a string becomes the text that it shows, a paragraph a line. Knows tags, not pages: nothing is judged.

`lines_of` walks a tree that somebody else has parsed.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from ingest.table_lines import BETWEEN, even_out

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer h1 h2 h3 "
    "h4 h5 h6 header hr li main ol p pre section table tbody thead tfoot tr ul".split()
)
_INLINE = "a abbr b bdi bdo big cite code del em font i img ins kbd mark picture q s small span strike strong sub sup u"
_OTHER = "script style iframe noscript template nav svg video audio source embed object input button form label html"
_TAG = re.compile(
    rf"</?(?:{'|'.join([*_BLOCKS, 'td', 'th', *_INLINE.split(), *_OTHER.split()])})(?:\s[^<>]*)?/?>|<!--|<!\[CDATA\[",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_CLOSING = re.compile(r"</(?:p|div|h[1-6]|li|tr|td|body|article)\s*>|<br\s*/?>(?=\s*\S)", re.IGNORECASE)
_HEAD_CHARS, _ENOUGH_CLOSED = 100_000, 2
_LEFT_OUT = ("script", "style", "head", "nav", "svg", "rt", "rp", "iframe", "noscript", "template", "button", "form")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_SHORTCODE = re.compile(
    r"\[caption\b[^\]\n]{0,500}\](?:(?!\[caption).){0,2000}?\[/caption\]|\[/?(?:caption|gallery|embed|video|audio|playlist|vc_\w+|et_pb_\w+)\b[^\]\n]{0,500}\]"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d{0,2});")
_TOUCHED = re.compile(rf"(?<=[\w\"“”.,;:!?)]){_ENTITY.pattern}|{_ENTITY.pattern}(?=[\w\"“”(])")
_PUNCTUATION = frozenset(("&amp;", "&quot;", "&nbsp;", "&apos;", "&#39;", "&#039;", "&hellip;", "&ndash;", "&mdash;"))
_LINE_END = re.compile(r"(?:\\r)?\\n")
_SENTENCE_ENDS = re.compile(r"[.!?…:”\">](?:\\r)?\\n")
_EMPTY_LINE = re.compile(r"[ \t\r]*\n[ \t\r]*\n\s*")
_ITEM = "- "


def is_markup(text: str) -> bool:
    """Whether a text is the source of what it shows: it closes paragraphs and the like, or breaks lines, twice."""
    return len(_CLOSING.findall(text[:_HEAD_CHARS])) >= _ENOUGH_CLOSED


def shown(source: str) -> str:
    """What a field's string shows: without tags and entities if it has any, else as it stands, to the letter."""
    source = _with_line_ends(source) if "\\" in source else source
    if "<" not in source and "&" not in source and "[" not in source:
        return source
    source = _SHORTCODE.sub("", _CDATA.sub("", source)) if _TAG.search(source) or "[/" in source else source
    if ("&lt;" in source or "&amp;lt;" in source) and not _TAG.search(source):
        once = unescape(source.replace("&amp;lt;", "&lt;").replace("&amp;gt;", "&gt;"))  # escaped too often?
        source = once if _BLOCK_TAG.search(once) or ("</" in once and _TAG.search(once)) else source
    if not _TAG.search(source):
        return _without_entities(source)
    if not _BLOCK_TAG.search(source):  # its line ends are its paragraphs
        return "\n".join(" ".join(_lines_of_source(line)) for line in source.split("\n"))
    return "\n".join(_lines_of_source(source))


def _with_line_ends(text: str) -> str:
    """Line ends and slashes that a program wrote as in its source: “…\\nBà Sính …”, “<\\/p>”; a path keeps its own."""
    text = text.replace("<\\/", "</")
    if "\n" in text or not _SENTENCE_ENDS.search(text):
        return text
    begins = (text[end.end() : end.end() + 1] for end in _LINE_END.finditer(text))
    return text if any(map(str.islower, begins)) else _LINE_END.sub("\n", text)


def _without_entities(text: str) -> str:
    """A text about HTML names “&eacute;” by itself; elsewhere entities stand for letters."""
    entities = set(_ENTITY.findall(text))
    if not entities or not (_TOUCHED.search(text) or entities <= _PUNCTUATION):
        return text
    return _ENTITY.sub(lambda entity: unescape(unescape(entity[0])), text).replace("\u00a0", " ")


def _lines_of_source(source: str) -> Iterator[str]:
    from lxml import etree

    # The parser for HTML mends what isn't well formed. Bytes: of strings it refuses those that declare an encoding.
    root = etree.fromstring(
        f"<body>{source}</body>".encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", huge_tree=True)
    )
    for figure in [] if root is None else list(root.iter("figure")):
        if figure.find(".//table") is None and figure.find(".//blockquote") is None:
            _drop(figure)  # a picture and its caption
    return (words for line in lines_of(root) if (words := _spaced(line)))


def _spaced(line: str) -> str:
    line = " ".join(unescape(line).split()).strip()
    return "" if line in ("-", "|") else line


def _drop(element: Any) -> None:
    parent, tail = element.getparent(), element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def lines_of(root: Any) -> Iterator[str]:
    """The lines that a tree of HTML shows; an item of a list begins with a dash, a row's cells keep their places."""
    from lxml import etree

    if root is None:
        return
    etree.strip_elements(root, *_LEFT_OUT, with_tail=False)
    even_out(root)
    words: list[str] = []
    cells = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            words.append(element.tail or "")
            continue
        in_cell = cells > 0 and element.tag not in ("tr", "table", "td", "th")
        if element.tag in _BLOCKS and not in_cell:
            if words != [_ITEM, ""]:  # else a paragraph begins the item
                yield "".join(words)
                words = []
            if event == "start" and element.tag == "li":
                words = [_ITEM]
        elif element.tag in _BLOCKS:
            words.append(" ")
        if element.tag == "tr":
            cells = 0
        elif element.tag in ("td", "th") and event == "start":
            words.append(BETWEEN if cells else "")
            cells += 1
        elif element.tag == "table" and event == "end":
            cells = 0
        words += _parts((element.text if event == "start" else element.tail) or "", whole=in_cell)
        while "\n" in words:
            at = words.index("\n")
            yield "".join(words[:at])
            words = words[at + 1 :]
    yield "".join(words)


def _parts(text: str, *, whole: bool) -> list[str]:
    """A text node cut where an empty line parts paragraphs, as raw posts have it."""
    if whole or not text.strip() or not _EMPTY_LINE.search(text):
        return [text]
    return [part for piece in _EMPTY_LINE.split(text) for part in (piece, "\n")][:-1]
