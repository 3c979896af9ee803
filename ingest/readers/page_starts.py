"""On which page of its file a place in an article's text stands. An article's metadata has where each page begins."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.reflow import Line

# Offsets in the text, one a page; a page without text begins where the next one does.
PAGE_STARTS = "page_starts"


def page_starts(text: str, paragraphs: Sequence[Line], pages: int) -> list[int]:
    """Where in `text`, whose lines are these paragraphs, each page begins; nothing where they aren't.

    Letters that were put right meanwhile move a place within its line by its share.
    """
    lines = text.split("\n")
    if len(lines) != len(paragraphs):
        return []
    begins: dict[int, int] = {}
    at = 0
    for line, paragraph in zip(lines, paragraphs, strict=True):
        for offset, page in ((0, paragraph.page), *paragraph.turns):
            begins.setdefault(page, at + round(offset * len(line) / max(1, len(paragraph.text))))
        at += len(line) + 1
    starts, following = list[int](), len(text)
    for page in reversed(range(pages)):
        following = begins.get(page, following)
        starts.append(following)
    return [0, *starts[::-1][1:]]


@dataclass(frozen=True, slots=True)
class PageOf:
    """The page, counted from 1 of `pages`, that has most of a place in a text: the characters [start, end) of it."""

    page: int
    pages: int
    start: int
    end: int


def page_of(metadata: Mapping[str, Any], start: int, end: int) -> PageOf | None:
    """The page of text[start:end], the one with most of it where it runs over two; None where it isn't known."""
    starts = metadata.get(PAGE_STARTS)
    if not isinstance(starts, list) or not starts or not all(type(begin) is int for begin in starts):
        return None
    first, last = max(1, bisect_right(starts, start)), max(1, bisect_right(starts, max(start, end - 1)))
    parts = [
        PageOf(page, len(starts), max(start, starts[page - 1]), end if page == last else min(end, starts[page]))
        for page in range(first, last + 1)
    ]
    return max(parts, key=lambda part: part.end - part.start)
