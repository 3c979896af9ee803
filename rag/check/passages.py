"""A passage taken apart: the sentences of it that may be quoted together, and what stands around them."""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from language.dates.day import day_of
from language.detect import language_of
from language.meaning.reading import Reading, joined, read
from language.sentences import sentences
from vectorstore.records import Passage

_LIST_CHARS = 1_500


@dataclass(frozen=True)
class Run:
    """Sentences of a passage that may be quoted together, and the reading of what stands around them."""

    start: int
    end: int
    longer: bool
    reading: Reading
    around: Reading


@dataclass(frozen=True)
class PassageReading:
    """A passage taken apart: its runs, and all of it with title and heading."""

    runs: tuple[Run, ...]
    head: Reading
    whole: Reading
    published: date | None

    @cached_property
    def topic(self) -> frozenset[str]:
        return self.head.meanings | self.head.syllables


@functools.lru_cache(64)
def taken_apart(passage: Passage) -> PassageReading:
    """Read `passage`; the last 64 are remembered, as every sentence of an answer is held against the same few."""
    published = day_of(passage.published)
    language = language_of(passage.text[:1000])
    head = read(f"{passage.title}.\n{passage.heading}", language=language, published=published)
    spans = sentences(passage.text) or [(0, len(passage.text))]
    readings = [read(passage.text[start:end], language=language, published=published) for start, end in spans]
    whole = joined([head, *readings])
    runs = []
    for first, last in _runs(passage.text, spans):
        own = joined(readings[first : last + 1])
        around = [*readings[max(0, first - 1) : first], *readings[last + 1 : last + 2]]
        runs.append(Run(spans[first][0], spans[last][1], last > first, own, joined([head, *around])))
    return PassageReading(tuple(runs), head, whole, published)


def _runs(text: str, spans: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Which sentences may be quoted together: each, each two, and a list with what announces it."""
    for at in range(len(spans)):
        yield at, at
        if at + 1 < len(spans):
            yield at, at + 1
        last = at
        while last + 1 < len(spans) and text[spans[last][0] : spans[last][1]].endswith((":", ";")):
            last += 1
        if last > at + 1 and spans[last][1] - spans[at][0] <= _LIST_CHARS:
            yield at, last
