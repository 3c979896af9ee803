"""Where from and where to: “từ A đi B” for the source's “từ B đi A”."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from language.meaning.reading import Reading
from language.meaning.words import Name
from rag.answer import Reason

_FROM = re.compile(r"(?<!\w)(?:từ|from)(?: \w+){0,2} $")
_TO = re.compile(r"(?<!\w)(?:đến|tới|đi|vào|ra|sang|về|lên|xuống|qua|to)(?: \w+){0,2} $")


def goes_back(claim: Reading, readings: Sequence[Reading]) -> Reason | None:
    """The place from which a claim has something go, to which the source has it go, and never that way."""
    theirs = [route for reading in readings for route in _routes(reading)]
    for start, goal in _routes(claim):
        same = any(start.is_like(one) and goal.is_like(other) for one, other in theirs)
        if not same and any(start.is_like(other) and goal.is_like(one) for one, other in theirs):
            return Reason("role", f"{start.words} – {goal.words}", f"{goal.words} – {start.words}")
    return None


def _routes(reading: Reading) -> Iterator[tuple[Name, Name]]:
    for one, other in pairwise(reading.names):
        if _FROM.search(reading.text[: one.at]) and _TO.search(reading.text[one.end : other.at]):
            yield one, other
