"""What a field of a dump holds, as text: HTML, lists of paragraphs, trees of blocks, WordPress's {rendered}.

Knows shapes of values; which field is which is for `fields` to know.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ingest import json_objects
from ingest.markup import shown

# Where objects keep their words, the surest first: {text, html}, {rendered}, Draft.js, Editor.js, Portable Text …
_HOLDERS = (
    "text",
    "plain",
    "rendered",
    "value",
    "#text",
    "$t",
    "page_content",
    "context",
    "root",
    "__html",
    "html",
    "insert",
    "content",
    "body",
    "paragraphs",
    "blocks",
    "children",
    "ops",
    "data",
    "items",
    "rows",
    "caption",
)
# Of these each says all, and the same.
_SAME_WORDS = frozenset(
    ("text", "plain", "rendered", "value", "#text", "$t", "page_content", "__html", "html", "insert")
)
_HOLD_PARTS = frozenset(("paragraphs", "content", "body", "items", "blocks", "children"))
_HEADING = re.compile(r"(?:sub|section_?)?(?:head(?:ing|er|line)?|title|tieu_?de)$", re.IGNORECASE)
_LEAST_PART_CHARS = 20
_NO_WORDS = re.compile(
    r"image|img|photo|figure|video|audio|embed|gallery|advert|^ads?$|related|iframe|script|^code_?js", re.I
)
_INLINE = frozenset(("text", "span", "a", "link", "strong", "em", "b", "i", "hard_break", "hardbreak", "mention"))
_MAX_DEPTH = 40
_WRITTEN_OUT = re.compile(r"\s*(?:\[\s*['\"{\[]|\{\s*['\"])")
_HEAD_CHARS = 100
# What is given in several languages: {"vi": …, "en-US": …}.
_LANGUAGES = frozenset("vi en fr de es zh ja ko ru th lo km id".split())
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z]{2,4})?")
_SINGLE = ("value", "rendered", "href", "url", "date", "iso", "_", "$t", "#text")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#\\]+(?:[/?#]\S*)?", re.IGNORECASE)
_BARE_HOST = re.compile(r"//[^/\s]+\.|(?:[\w-]+\.)+[a-z]{2,}(?:/|$)", re.IGNORECASE)
# What services put after the part that they give for nothing, and feeds after theirs.
_MAX_CUT_CHARS = 100
_CUT = re.compile(r"\s*(?:(?:…|\.\.\.)\s*)?\[\s*\+?\d+\s*(?:chars?|characters|ký tự)\s*\]\s*$|\s*\[(?:…|\.\.\.)\]\s*$")


def as_text(value: Any) -> Any:
    """The text of a content field; what holds no words stays as it is, to be rejected as what it is."""
    if value is None or isinstance(value, bool | int | float):
        return value
    lines = "\n".join(_lines(written_out(value), 0))
    return lines if lines or isinstance(value, str) else value


def written_out(value: Any) -> Any:
    """A list or an object that stands in the field as text, as JSON or as Python writes lists; else the value."""
    if not isinstance(value, str) or not _WRITTEN_OUT.match(value[:_HEAD_CHARS]) or value.rstrip()[-1:] not in "]}":
        return value
    for read in (json_objects.loads, ast.literal_eval):
        try:
            parsed = read(value.strip())
        except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            continue
        return parsed if isinstance(parsed, list | dict) and any(_lines(parsed, 0)) else value
    return value


def single(value: Any) -> Any:
    """The one value of a list or an object that holds no other: ["…"], [{"value": "…"}], {"vi": "…"}; of addresses and
    days that are several, the first."""
    for _ in range(_MAX_DEPTH):
        if isinstance(value, list) and value and (len(value) == 1 or isinstance(value[0], str)):
            value = value[0]
        elif isinstance(value, dict) and (name := _language_of(value) or next(filter(value.get, _SINGLE), "")):
            value = value[name]
        else:
            break
    return value


def _language_of(value: Mapping[str, Any]) -> str:
    """The name under which an object holds it in Vietnamese, else in its first language; empty where it has none."""
    languages = [match[1] for name in value if (match := _LANGUAGE.fullmatch(str(name)))]
    if len(languages) < len(value) or not _LANGUAGES & set(languages):
        return ""
    return next((name for name in value if name.startswith("vi")), next(iter(value), ""))


def web_address(value: str) -> str | None:
    """The address if it is one of the web, to which a browser may be sent; None for `javascript:` and the like."""
    address = value.strip().replace(" ", "%20")
    if _BARE_HOST.match(address):
        address = f"https://{address.removeprefix('//')}"
    return address if _WEB_ADDRESS.fullmatch(address) else None


def as_line(value: Any) -> Any:
    """The same in one line: a title, a name."""
    text = as_text(value) if isinstance(value, str | dict | list) else value
    return " ".join(text.split()) if isinstance(text, str) and text != value else text


def without_cut(text: str) -> tuple[str, bool]:
    """The text without “[+1200 chars]” at its end, and whether it was there: an article of which this is the head."""
    end = text[-_MAX_CUT_CHARS:]
    whole = _CUT.sub("…", end)
    return (text[: len(text) - len(end)] + whole, True) if whole != end else (text, False)


def _lines(value: Any, depth: int, *, inline: bool = False) -> Iterator[str]:
    """`inline`: a list of pieces of one line, where they say nothing else."""
    if isinstance(value, str):
        yield shown(value)
    elif depth > _MAX_DEPTH:
        return
    elif isinstance(value, list):
        if value and (all(map(_is_inline, value)) or (inline and all(map(_is_leaf, value)))):
            yield from _of_inline("".join("".join(_lines(each, depth + 1)) for each in value))
        else:
            for each in value:
                yield from (line.strip("\n") for line in _lines(each, depth + 1) if line.strip())
    elif isinstance(value, dict) and not _NO_WORDS.search(_kind(value)):
        name = next((name for name in _HOLDERS if value.get(name) not in (None, "", [], {})), "") or _language_of(value)
        parts = _parts(value, name)
        if parts:
            yield from (line for part in parts for line in _lines(part, depth + 1))
        else:
            yield from _lines(value[name], depth + 1, inline=name == "children") if name else _break(value)


def _parts(value: Mapping[str, Any], holder: str) -> list[Any]:
    """What an object holds that is no one block but an article's parts, each under a name of its own, in order:
    {"1": …, "2": …}, {"intro": …, "body": …, "end": …}, {"heading": …, "paragraphs": […]}, {"p": […]}; else nothing.
    """
    if (holder and holder not in _HOLD_PARTS) or _language_of(value) or _kind(value):
        return []
    named = {key: part for key, part in value.items() if _is_part(part) or (_HEADING.match(str(key)) and part)}
    if not holder:
        return [part for key, part in named.items() if key not in _SAME_WORDS]
    beside = {key: part for key, part in named.items() if key not in _HOLDERS and _is_prose(part)}
    return [part for key, part in value.items() if key == holder or key in beside] if beside else []


def _is_part(value: Any, depth: int = 4) -> bool:
    """Whether it is words, or holds such: no name, number or address."""
    if isinstance(value, str):
        return len(value) >= _LEAST_PART_CHARS and " " in value.strip()
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return depth > 0 and any(_is_part(each, depth - 1) for each in inner)


def _is_prose(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value))


def _kind(value: Mapping[str, Any]) -> str:
    return str(value.get("type") or value.get("_type") or value.get("nodeType") or value.get("name") or "")


def _is_inline(value: Any) -> bool:
    return isinstance(value, dict) and (_kind(value).lower() in _INLINE or "insert" in value or "marks" in value)


def _is_leaf(value: Any) -> bool:
    """A piece of a line, as Slate has them: words, and how they look."""
    return isinstance(value, dict) and isinstance(value.get("text"), str) and not _kind(value)


def _break(value: Mapping[str, Any]) -> Iterator[str]:
    if _kind(value).lower().replace("_", "") == "hardbreak":
        yield "\n"


def _of_inline(text: str) -> Iterator[str]:
    yield from (line for line in text.split("\n") if line.strip())
