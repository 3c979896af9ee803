"""Lines as they were set on pages, back into paragraphs. Knows where a line stood and how large, not how it was read.

Only its look says where a paragraph of such a text ends; a sentence torn in two can neither be found nor quoted.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from language.normal_form import has_diacritics

_BULLET = re.compile(r"[-•+*–—▪●]\s")
_NUMBERED = re.compile(r"(?:\d{1,2}|[a-zđ])[.)]\s")
# A page's number, and what browsers print around a page: “7/28/23, 10:30 AM  title”, “https://…  1/3”.
_FURNITURE = re.compile(
    r"[-–—|]?\s*(?:(?:trang|page|tr\.?)\s*)?\d{1,4}\s*(?:(?:/|of|trên)\s*\d{1,4}\s*)?[-–—|]?"
    r"|\d{1,4}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d.*|[a-z]+://\S+(?:\s+\d+/\d+)?",
    re.IGNORECASE,
)
_SENTENCE_ENDS = tuple('.!?…:”"’)')


@dataclass(frozen=True, slots=True)
class ReflowLimits:
    """What makes a line full, and a paragraph end."""

    # Vietnamese syllables are short, so a full line ends within a tenth of the longest: where the next word had room,
    # the line was ended on purpose.
    full_share: float = 0.85
    half_empty_share: float = 0.6
    near_lines: int = 3


REFLOW = ReflowLimits()


@dataclass(frozen=True, slots=True)
class Line:
    """`x`, `y` in points from the page's lower left corner; `size` of its letters, in points.

    `turns`: where in a paragraph's text later pages begin, (offset, page) each.
    """

    text: str
    page: int
    x: float
    y: float
    size: float
    turns: tuple[tuple[int, int], ...] = ()


def paragraphs(lines: Sequence[Line]) -> Iterator[Line]:
    """Paragraphs, placed as their first lines, without page numbers and what pages repeat at their edges."""
    lines = _without_repeated(lines)
    if not lines:
        return
    look = _LineSpacing(lines)
    paragraph = lines[0]
    for at in range(1, len(lines)):
        if look.ends_before(at):
            yield paragraph
            paragraph = lines[at]
        else:
            text = look.joined(paragraph.text, lines[at].text)
            turn = (len(text) - len(lines[at].text), lines[at].page)
            turns = (turn,) if lines[at].page != lines[at - 1].page else ()
            paragraph = replace(paragraph, text=text, turns=paragraph.turns + turns)
    yield paragraph


def _without_repeated(lines: Sequence[Line]) -> list[Line]:
    """Not the lines that half of the pages bear among the two at their top or bottom, whatever the figures in them."""
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    edges = [{id(line) for line in _edges(page)} for page in pages]
    seen = Counter(text for page in pages for text in {_masked(line) for line in _edges(page)})
    enough = max(2, len(pages) / 2)
    repeated = {text for text, count in seen.items() if count >= enough}
    return [
        line
        for page, edge in zip(pages, edges, strict=True)
        for line in page
        if id(line) not in edge or not (_masked(line) in repeated or _FURNITURE.fullmatch(line.text))
    ]


def _edges(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.y)
    return [*by_height[:2], *by_height[2:][-2:]]


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


class _LineSpacing:
    """How lines stand to their neighbours."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        leading = defaultdict(list)
        for before, line in pairwise(lines):
            if before.page == line.page and before.size == line.size and before.y > line.y:
                leading[line.size].append(before.y - line.y)
        self._leading = {size: median(gaps) for size, gaps in leading.items()}
        self._is_vietnamese = any(has_diacritics(line.text) for line in lines)

    def ends_before(self, at: int) -> bool:
        """Whether a paragraph ends before this line."""
        before, line = self._lines[at - 1], self._lines[at]
        if before.size != line.size or _BULLET.match(line.text):
            return True
        on = before.page == line.page and before.y > line.y  # else a new page or column: its distance tells nothing
        if on and before.y - line.y > 1.2 * self._leading[line.size]:
            return True
        if on and line.x - before.x > 0.8 * line.size:  # an indented first line
            return True
        near = self._lines[max(0, at - REFLOW.near_lines) : at + REFLOW.near_lines]
        column = [other for other in near if other.size == line.size and abs(other.x - before.x) < 4 * line.size]
        filled = (len(before.text) + len(line.text.split(None, 1)[0])) / max(len(other.text) for other in column)
        ended = before.text.endswith(_SENTENCE_ENDS)
        if _NUMBERED.match(line.text):  # or the end of “ngày 28-/7. ”
            return ended or filled < REFLOW.full_share
        goes_on = line.text[0].islower() or line.text[0].isdigit()
        return (
            (filled < REFLOW.full_share or not (on or goes_on))
            if ended
            else (filled < REFLOW.half_empty_share and not goes_on)
        )

    def joined(self, text: str, more: str) -> str:
        """One text of two lines. A hyphen at a line's end belongs to the word, save in languages that divide words."""
        if text.endswith("\u00ad"):
            return text[:-1] + more
        if re.search(r"\w[-\u2010]$", text):
            divided = more[0].islower() and not self._is_vietnamese and text[-2].isalpha()
            return (text[:-1] if divided else text) + more
        return f"{text} {more}"
