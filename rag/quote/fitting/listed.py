"""Lists inside a sentence, and titles in quotation marks."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.normal_form import fold
from language.text import Span
from rag.quote.fitting.value import FittingValue

_QUOTED = re.compile(r"[\"“‘'](?P<words>[^\"”’'\n]{2,80})[\"”’']")
# A stretch without a stop; what stands in brackets belongs to its item.
_STRETCH = re.compile(r"(?:[^:.()\n]|(?<=\d)\.(?=\d))+")
_BRACKETED = re.compile(r"\([^()\n]{1,80}\)")
_PART = re.compile(r"[^,;]+")
_JOINED = re.compile(r" (?:và|and|cùng|hoặc) ")
# Two alone are a list only after a word that says that one follows.
_PAIR = re.compile(
    r"(?<!\w)(?:(?:gồm|bao gồm)(?: có)?|đó là|(?:hai|2) (?:[^\W\d_]+ ){1,3}là|including|namely) "
    r"(?P<items>[^,;:.()\n]{2,60} (?:và|and|cùng) [^,;.()\n]{2,60})",
    re.I,
)
_INTRODUCES = re.compile(
    r"(?<!\w)(?:gồm(?: có| cả)?|bao gồm|đó là|như|là|có|tên|các|những|đối với|including|such as|are) ", re.I
)
_BETWEEN = re.compile(r"[,;] (?:và |and |cùng )?| (?:và|and|cùng|hoặc) ")


@dataclass(frozen=True, slots=True)
class ListWeights:
    """How well a list fits. `of_sort`: what is asked for stands before it (“4 ngân hàng, đó là …”); `announced`: a word
    says that one follows; `bare`: neither. `unlike`: what it counts whose items are of several forms, against 1 for
    items that are all alike. `unjoined`: what it counts without an “and”, which clauses lack as well, unless its items
    are names or figures. `part_chars`: what a part between commas is no longer than; `item_words`: the most that a
    plain item has; `sort_chars`: how far before a list its sort
    may stand; `said`: from this share of its items on, the question has it itself."""

    of_sort: float = 1.0
    announced: float = 0.8
    bare: float = 0.5
    unlike: float = 0.5
    unjoined: float = 0.5
    part_chars: int = 150
    item_words: int = 7
    sort_chars: int = 70
    said: float = 0.6


LISTS = ListWeights()


def quoted_titles(text: str) -> Iterator[FittingValue]:
    """What stands in quotation marks."""
    yield from (FittingValue(*match.span("words"), 0.7) for match in _QUOTED.finditer(text))


def enumerations(sort: str, text: str, said: str) -> Iterator[FittingValue]:
    """“A, B và C”, and what a colon announces; none that the question, `said` (folded, in single spaces), has itself.
    `sort`: what of, or ""."""
    for parts in _rows(text):
        start, second, end = parts[0][0], parts[1][1], parts[-1][1]
        starts = [lead.end() for lead in _INTRODUCES.finditer(text, start, second)][::-1]
        announced = [value for at in starts for value in _listed(at, end, sort, text, said, announced=True)]
        bare = end - len(text[start:end].lstrip())
        yield from announced or _listed(bare, end, sort, text, said, announced=False)
    for match in _PAIR.finditer(text):
        yield from _listed(*match.span("items"), sort, text, said, announced=True)
    if (colon := text.find(": ")) >= 0:
        yield FittingValue(colon + 2, len(text), 0.8)
    elif text.endswith(":"):
        yield FittingValue(len(text) - 1, len(text), 1.0)


def items_of(listed: str) -> list[str]:
    """“A, B và C” → A, B and C."""
    return [item for item in map(str.strip, _BETWEEN.split(listed)) if item]


def _rows(text: str) -> Iterator[list[Span]]:
    """Parts between commas: three or more in a row, or two of which the last is “B và C”, with which a row ends."""
    masked = _BRACKETED.sub(lambda match: "·" * len(match[0]), text)
    for stretch in _STRETCH.finditer(masked):
        parts: list[Span] = []
        for part in _PART.finditer(masked, *stretch.span()):
            if len(part[0]) > LISTS.part_chars:
                yield from _row(parts, masked)
                parts = []
                continue
            parts.append(part.span())
            if len(parts) > 1 and _JOINED.search(part[0]):
                yield from _row(parts, masked)
                parts = []
        yield from _row(parts, masked)


def _row(parts: list[Span], text: str) -> Iterator[list[Span]]:
    if len(parts) > 2 or (len(parts) == 2 and _JOINED.search(text, *parts[1])):
        yield parts


def _listed(start: int, end: int, sort: str, text: str, said: str, *, announced: bool) -> Iterator[FittingValue]:
    items = items_of(text[start:end])
    known = sum(f" {fold(item)} " in said for item in items)
    if len(items) < 2 or known >= LISTS.said * len(items):
        return
    before = fold(text[max(0, start - LISTS.sort_chars) : start])
    of_sort = bool(sort) and _names(fold(sort), f"{before}{fold(items[0])}")
    fit = LISTS.of_sort if of_sort else LISTS.announced if announced else LISTS.bare
    if not _JOINED.search(text, start, end) and not _named(items):
        fit *= LISTS.unjoined
    yield FittingValue(start, end, fit * (LISTS.unlike + (1 - LISTS.unlike) * _alike(items)))


def _names(sort: str, before: str) -> bool:
    """Whether the words before a list, folded as `sort` is, say what is listed: “ngân hàng”, or “4 em” for “em nhỏ”."""
    several = rf"(?:\d+|cac|nhung|hai|ba|bon|nam|sau|bay|tam|chin|muoi) {re.escape(sort.split()[0])}"
    return re.search(rf"(?<!\w)(?:{re.escape(sort)}|{several})(?!\w)", before) is not None


def _named(items: Sequence[str]) -> bool:
    """Whether all but the first, which may be led up to, are short and begin alike with a capital or a figure."""
    return all((item[0].isupper() or item[0].isdigit()) and len(item.split()) <= LISTS.item_words for item in items[1:])


def _alike(items: Sequence[str]) -> float:
    """The share of short items of the commonest form: names, figures, or plain words. The first may be led up to."""
    short = [item for item in items[1:] if len(item.split()) <= LISTS.item_words]
    forms = Counter("name" if item[0].isupper() else "figure" if item[0].isdigit() else "words" for item in short)
    return max(forms.values(), default=0) / len(items[1:])
