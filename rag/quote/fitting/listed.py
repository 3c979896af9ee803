"""Lists inside a sentence, and titles in quotation marks."""

import re
from collections.abc import Iterator

from rag.quote.fitting.value import FittingValue

_QUOTED = re.compile(r"[\"“‘'](?P<words>[^\"”’'\n]{2,80})[\"”’']")
_ENUMERATION = re.compile(
    r"(?:[^,;:.()\n]{1,80}[,;] ?){2,}[^,;:.()\n]{1,80}"
    r"|(?:[^,;:.()\n]{1,60}, ?){1,}[^,;:.()\n]{1,60}? (?:và|and|cùng|hoặc) [^,;.()\n]{1,60}"
)
# Two alone are a list only after a word that says that one follows.
_PAIR = re.compile(
    r"(?<!\w)(?:(?:gồm|bao gồm)(?: có)?|đó là|(?:hai|2) (?:[^\W\d_]+ ){1,3}là|including|namely) "
    r"(?P<items>[^,;:.()\n]{2,60} (?:và|and|cùng) [^,;.()\n]{2,60})",
    re.I,
)
_INTRODUCES = re.compile(r"(?:^|\W)(?:gồm(?: có)?|bao gồm|đó là|như|là|tên|các|những|including|such as|are) ", re.I)


def quoted_titles(text: str) -> Iterator[FittingValue]:
    """What stands in quotation marks."""
    yield from (FittingValue(*match.span("words"), 0.7) for match in _QUOTED.finditer(text))


def enumerations(text: str) -> Iterator[FittingValue]:
    """“A, B và C”, and what a colon announces."""
    for match in _ENUMERATION.finditer(text):
        first = re.split(r"[,;]", match[0], maxsplit=1)[0]
        introduced = [lead.end() for lead in _INTRODUCES.finditer(first)]
        start = match.start() + (introduced[-1] if introduced else len(match[0]) - len(match[0].lstrip()))
        many = min(1.0, 0.2 * (1 + len(re.findall(r"[,;]| và ", match[0]))))
        yield FittingValue(start, match.end(), max(many, 0.8) if introduced else many * 0.8)
    for match in _PAIR.finditer(text):
        yield FittingValue(*match.span("items"), 0.8)
    if (colon := text.find(": ")) >= 0:
        yield FittingValue(colon + 2, len(text), 0.8)
    elif text.endswith(":"):
        yield FittingValue(len(text) - 1, len(text), 1.0)
