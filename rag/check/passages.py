"""A passage taken apart: the sentences of it that may be quoted together, and what stands around them."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from language.dates.day import day_of
from language.detect import language_of
from language.meaning.reading import Reading, joined, read
from language.normal_form import fold
from language.sentences import sentences
from rag.check.said import Said
from vectorstore.records import Passage


@dataclass(frozen=True, slots=True)
class _PassageChars:
    """How long a list is quoted whole, and how much of a passage tells its language."""

    list_chars: int = 1_500
    language_chars: int = 400


_FITTED = _PassageChars()


class PassageReading:
    """A passage taken apart: its sentences, read when first looked at, with title, heading, outlet and day."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.published = day_of(passage.published)
        self.outlet = fold("".join(filter(str.isalnum, passage.outlet or "")))
        self.spans = sentences(passage.text) or [(0, len(passage.text))]
        self.language = language_of(passage.text[: _FITTED.language_chars])
        self._readings: dict[tuple[int, int], Reading] = {}

    def line(self, at: int) -> Reading:
        """Sentence `at` of the passage."""
        return self.lines(at, at)

    def lines(self, first: int, last: int) -> Reading:
        """Sentences `first` to `last` as one."""
        if (first, last) not in self._readings:
            if first == last:
                start, end = self.spans[first]
                self._readings[first, last] = self._read(self.passage.text[start:end])
            else:
                self._readings[first, last] = joined([self.line(at) for at in range(first, last + 1)])
        return self._readings[first, last]

    @cached_property
    def head(self) -> Reading:
        """Title and heading."""
        return self._read(f"{self.passage.title}.\n{self.passage.heading}")

    @cached_property
    def whole(self) -> Said:
        """All of the passage with title and heading."""
        return Said([self.head, *(self.line(at) for at in range(len(self.spans)))])

    @cached_property
    def quotables(self) -> Sequence["Quotable"]:
        """What may be quoted: each sentence, each two, and a list with what announces it."""
        return [Quotable(self, first, last) for first, last in _together(self.passage.text, self.spans)]

    def cited(self, spans: Sequence[tuple[int, int]]) -> Sequence["Quotation"]:
        """The sentences at these characters of the article, each alone and all together."""
        named = self.named(spans)
        together = [Quotation(named, cited=True)] if len(named) > 1 else []
        return [*(Quotation([quotable], cited=True) for quotable in named), *together]

    def named(self, spans: Sequence[tuple[int, int]]) -> Sequence["Quotable"]:
        """The sentences at these characters of the article."""
        places = {(start - self.passage.start, end - self.passage.start) for start, end in spans}
        return [
            quotable
            for quotable, (start, end) in zip(self._sentences, self.spans, strict=True)
            if any(first < end and start < last for first, last in places)
        ]

    @cached_property
    def _sentences(self) -> Sequence["Quotable"]:
        return [quotable for quotable in self.quotables if not quotable.longer]

    def _read(self, text: str) -> Reading:
        return read(text, language=self.language, published=self.published)


class Quotable:
    """Sentences `first` to `last` of a passage, quoted together."""

    def __init__(self, source: PassageReading, first: int, last: int) -> None:
        self.source, self.first, self.last = source, first, last
        self.start = source.passage.start + source.spans[first][0]
        self.end = source.passage.start + source.spans[last][1]
        self.longer = last > first

    @property
    def readings(self) -> Sequence[Reading]:
        """Its sentences one by one."""
        return [self.source.line(at) for at in range(self.first, self.last + 1)]

    @cached_property
    def alone(self) -> "Quotation":
        """It and nothing else."""
        return Quotation((self,))


class Quotation:
    """What a claim is held against: sentences quoted from one place, or from several."""

    def __init__(self, parts: Sequence[Quotable], *, titled: bool = False, cited: bool = False) -> None:
        """`titled`: it is the title that says it; the parts are what a reader is shown. `cited`: the claim names
        them.
        """
        self.parts = tuple(parts)
        self.cited = cited
        self._titled = titled
        self.sources = tuple(dict.fromkeys(part.source for part in parts))
        self.outlets = frozenset(source.outlet for source in self.sources if source.outlet)
        self.days = frozenset(source.published for source in self.sources if source.published)

    @classmethod
    def naming(cls, named: Mapping[Passage, Sequence[tuple[int, int]]]) -> "Quotation":
        """The sentences at these characters of several articles, as one."""
        return cls([part for passage, spans in named.items() for part in taken_apart(passage).named(spans)], cited=True)

    @cached_property
    def reading(self) -> Reading:
        """What is quoted, as one."""
        if self._titled:
            return self.sources[0].head
        if len(self.parts) == 1:
            return self.parts[0].source.lines(self.parts[0].first, self.parts[0].last)
        return joined([line for part in self.parts for line in part.readings])

    @cached_property
    def head(self) -> Said:
        """The titles and headings."""
        return Said([source.head for source in self.sources])

    @cached_property
    def topic(self) -> frozenset[str]:
        """The words of the titles."""
        return self.head.meanings | self.head.syllables

    @cached_property
    def around(self) -> Said:
        """The neighbours, with titles and headings."""
        beside = [
            part.source.line(at)
            for part in self.parts
            for at in (part.first - 1, part.last + 1)
            if 0 <= at < len(part.source.spans)
        ]
        return Said([*self.head.readings, *beside])

    @cached_property
    def body(self) -> Sequence[Reading]:
        """All sentences of the passages from which is quoted, without titles and headings."""
        return [source.line(at) for source in self.sources for at in range(len(source.spans))]

    @cached_property
    def whole(self) -> Said:
        """All that the passages say from which is quoted."""
        return Said([one for source in self.sources for one in source.whole.readings])


@functools.lru_cache(128)
def taken_apart(passage: Passage) -> PassageReading:
    """`passage`; the last are remembered, as every sentence of an answer is held against the same few."""
    return PassageReading(passage)


def _together(text: str, spans: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    for at in range(len(spans)):
        yield at, at
        if at + 1 < len(spans):
            yield at, at + 1
        last = at
        while last + 1 < len(spans) and text[spans[last][0] : spans[last][1]].endswith((":", ";")):
            last += 1
        if last > at + 1 and spans[last][1] - spans[at][0] <= _FITTED.list_chars:
            yield at, last
