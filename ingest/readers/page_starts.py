"""On which page of its file a place in an article's text stands. An article's metadata has where each page begins."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
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


def page_at(metadata: Mapping[str, Any], offset: int) -> tuple[int, int] | None:
    """The page at an offset of the text, counted from 1, and how many there are; None where it isn't known."""
    starts = metadata.get(PAGE_STARTS)
    if not isinstance(starts, list) or not starts or not all(type(start) is int for start in starts):
        return None
    return max(1, bisect_right(starts, offset)), len(starts)
