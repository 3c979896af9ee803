"""What a text says of itself above its words: front matter (“---”, “+++”), or lines such as “# date = 2024-03-01” or
“Ngày đăng: 1-3-2024”.

Knows how such heads are written; what their names mean is for `fields` to know.
"""

import re

from ingest.field_names import columns

_MAX_LINES = 60
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_PAIR = re.compile(r"([^\W\d_][\w .-]{0,40}?)\s*[:=]\s*(.*)")
_COMMENT = re.compile(r"(?:#|//|%)\s*([^\W\d_][\w .-]{0,40}?)\s*=\s*(\S.*)")
_QUOTED = re.compile(r"""(["'])(.*)\1""")
_LIST = re.compile(r"\[(.*)\]")


def parted(text: str) -> tuple[dict[str, str], str]:
    """The names and values of the head, and the text below it; all of the text where there is none."""
    lines = text.lstrip("\ufeff\n").split("\n", _MAX_LINES)
    ends = _FENCES.get(lines[0].strip())
    if ends:
        end = next((at for at, line in enumerate(lines[1:_MAX_LINES], 1) if line.strip() in ends), 0)
        pairs = _pairs(lines[1:end])
    else:
        end = -1
        while end + 1 < min(len(lines), _MAX_LINES) and _COMMENT.fullmatch(lines[end + 1].strip()):
            end += 1
        pairs_or_not = (_COMMENT.fullmatch(line.strip()) for line in lines[: end + 1])
        pairs = {pair[1]: _bare(pair[2]) for pair in pairs_or_not if pair}
        if end < 0:
            end, pairs = _labelled(lines[:_MAX_LINES])
    if not {"title", "published", "outlet", "author", "url"} & columns(pairs).keys():
        return {}, text
    return pairs, "\n".join(lines[end + 1 :]).lstrip("\n")


def _labelled(lines: list[str]) -> tuple[int, dict[str, str]]:
    """The last of the lines that each name a field, down to an empty one, and what they say; two at least."""
    pairs: dict[str, str] = {}
    for at, line in enumerate(lines):
        pair = _PAIR.fullmatch(line.strip())
        if pair and ":" in line and pair[2] and columns([pair[1]]).keys() - {"text", "id"}:
            pairs[pair[1]] = _bare(pair[2])
        else:
            return (at - 1, pairs) if len(pairs) > 1 and not line.strip() else (-1, {})
    return -1, {}


def _pairs(lines: list[str]) -> dict[str, str]:
    """The simple part of YAML and TOML; of a list below its name, its items."""
    pairs: dict[str, str] = {}
    name = ""
    for line in lines:
        item = re.fullmatch(r"\s*-\s+(.*)", line)
        if item and name:
            pairs[name] = ", ".join(filter(None, (pairs[name], _bare(item[1]))))
        elif not line.startswith((" ", "\t")) and (pair := _PAIR.fullmatch(line.strip())):
            name = pair[1]
            pairs[name] = _bare(pair[2])
    return pairs


def _bare(value: str) -> str:
    value = value.strip()
    if listed := _LIST.fullmatch(value):
        return ", ".join(_bare(one) for one in listed[1].split(",") if one.strip())
    quoted = _QUOTED.fullmatch(value)
    return quoted[2] if quoted else value
