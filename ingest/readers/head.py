"""What a text says of itself above its words: front matter (“---”, “+++”), an object of JSON, or lines such as
“# date = 2024-03-01” or “Ngày đăng: 1-3-2024”.

Knows how such heads are written; what their names mean is for `fields` to know.
"""

import json
import re
from itertools import takewhile

from ingest.field_names import columns

_MAX_LINES = 60
_FENCES = {"---": ("---", "..."), "+++": ("+++",), ";;;": (";;;",), "<!--": ("-->",)}
_PAIR = re.compile(r"([^\W\d_][\w .-]{0,40}?)\s*[:=]\s*(.*)")
# Before a name in lists, in bold, and as AsciiDoc and Org have it: “- Nguồn: …”, “**Nguồn:** …”, “:nguồn: …”.
_MARKED = re.compile(r"(?:[-*•]\s+|#\+|:)?(\**)([^\W\d_][\w .-]{0,40}?)\s*(?:\1:|:\1)\s*(.*)")
_COMMENT = re.compile(r"(?:#|//|%)\s*([^\W\d_][\w .-]{0,40}?)\s*=\s*(\S.*)")
_QUOTED = re.compile(r"""(["'])(.*)\1""")
_LIST = re.compile(r"\[(.*)\]")
_FOLDED = re.compile(r"[>|][-+]?\d?")
_ADDRESS = re.compile(r"https?://\S+")
_KNOWN = frozenset(("title", "published", "outlet", "author", "url"))


def parted(text: str) -> tuple[dict[str, str], str]:
    """The names and values of the head, and the text below it; all of the text where there is none."""
    text = text.lstrip("\ufeff\n")
    lines = text.split("\n", _MAX_LINES)
    pairs, below = _fenced(lines) or _as_json(text) or _commented(lines) or _labelled(lines) or ({}, text)
    if not pairs and _ADDRESS.fullmatch(lines[0].strip()) and len(lines) > 1:
        pairs, below = {"url": lines[0].strip()}, "\n".join(lines[1:])
    if not _KNOWN & columns(pairs).keys():
        return {}, text
    return pairs, below.lstrip("\n")


def _fenced(lines: list[str]) -> tuple[dict[str, str], str] | None:
    ends = _FENCES.get(lines[0].strip())
    end = next((at for at, line in enumerate(lines[1:_MAX_LINES], 1) if line.strip() in ends), 0) if ends else 0
    if not end:
        return None
    told = _as_json("\n".join(lines[1:end]))
    return told[0] if told else _pairs(lines[1:end]), "\n".join(lines[end + 1 :])


def _as_json(text: str) -> tuple[dict[str, str], str] | None:
    if not text.startswith("{"):
        return None
    try:
        told, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return {name: value for name, value in told.items() if isinstance(value, str)}, text[end:]


def _commented(lines: list[str]) -> tuple[dict[str, str], str] | None:
    """“# date = 2024-03-01”, or Pandoc's title, author and date: “% Bến Vàm có phà”."""
    head = [line.strip() for line in takewhile(_COMMENT.match, (line.strip() for line in lines[:_MAX_LINES]))]
    if head:
        pairs = {pair[1]: _bare(pair[2]) for line in head if (pair := _COMMENT.fullmatch(line))}
        return pairs, "\n".join(lines[len(head) :])
    told = [line.removeprefix("% ") for line in takewhile(lambda line: line.startswith("% "), lines[:3])]
    if not told:
        return None
    return dict(zip(("title", "author", "date"), told, strict=False)), "\n".join(lines[len(told) :])


def _labelled(lines: list[str]) -> tuple[dict[str, str], str] | None:
    """Lines that each name a field, two at least, down to an empty one or to the one that names the text."""
    pairs: dict[str, str] = {}
    at = 0
    for at, line in enumerate(lines[:_MAX_LINES]):
        pair = _MARKED.fullmatch(line.strip())
        known = columns([pair[2]]).keys() if pair else set()
        if pair and "text" in known and pairs:
            return pairs, "\n".join([pair[3], *lines[at + 1 :]])
        if pair and known and (pair[3] or len(pairs) > 1):
            pairs[pair[2]] = _bare(pair[3])
        elif line.strip() or not pairs:
            break
    blank = at > 0 and not lines[at - 1].strip()
    enough = len(pairs) > 1 and (blank or columns(pairs).keys() >= {"title", "published"})
    return (pairs, "\n".join(lines[at:])) if enough else None


def _pairs(lines: list[str]) -> dict[str, str]:
    """The simple part of YAML and TOML; of a list below its name, its items."""
    pairs: dict[str, str] = {}
    folded: set[str] = set()
    scalars: set[str] = set()
    name = ""
    for line in lines:
        item = re.fullmatch(r"\s*-\s+(.*)", line)
        if item and name and name not in scalars:
            pairs[name] = ", ".join(filter(None, (pairs[name], _bare(item[1]))))
        elif line.startswith((" ", "\t")) and name and name in folded:
            pairs[name] = " ".join(filter(None, (pairs[name], line.strip())))
        elif not line.startswith((" ", "\t")) and (pair := _PAIR.fullmatch(line.strip())):
            name = pair[1]
            scalars |= {name} if _FOLDED.fullmatch(pair[2].strip()) else set()
            pairs[name] = "" if name in scalars else _bare(pair[2])
            folded |= set() if pairs[name] else {name}
    return pairs


def _bare(value: str) -> str:
    value = value.strip()
    if listed := _LIST.fullmatch(value):
        return ", ".join(_bare(one) for one in listed[1].split(",") if one.strip())
    quoted = _QUOTED.fullmatch(value)
    return quoted[2] if quoted else value
