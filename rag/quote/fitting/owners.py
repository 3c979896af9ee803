"""Whose a value is: what a sentence tells of another person, province or company than the question names answers
nothing.

Only names of one kind are compared, as the words before them show it; where nothing does, nothing is said.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import pairwise

from language.meaning.entities import PLACES
from language.meaning.names import capitalised_runs, persons
from language.meaning.place_names import countries, known_places
from language.normal_form import fold, normalize
from rag.quote.fitting.value import FittingValue

# Texts of which the names are kept, some 2 KB each.
KEPT_TEXTS = 1024
# What the fit of another's value is multiplied by.
ANOTHERS = 0.15
# Words that say of what kind the name after them is.
_KINDS = PLACES | frozenset(
    "công ty|tập đoàn|ngân hàng|trường|đại học|bệnh viện|quán|nhà hàng|khách sạn|đội|clb|câu lạc bộ|nhà máy|xưởng|tàu"
    "|phim|hãng|ứng dụng|giống|ngành|bão số|quán karaoke|chùa|vườn quốc gia|khu du lịch|siêu thị|viện".split("|")
)
_BEFORE_CHARS = 16
_CUE_WORDS = 2
# Neither where something is, nor who tells it, is whom it is told of.
_NO_SUBJECT = re.compile(
    r"(?:ở|tại|của|từ|đến|tới|trong|với|cho|về|vào|gần|khỏi|trên|theo|ảnh:|tháng|ngày|năm|cách|qua|và|in|at|of|from|to"
    r"|for|with|on|by) (?:\w+ ){0,2}$",
    re.I,
)
_TELLS = re.compile(r"[^.;:]{0,40}?(?:cho biết|cho hay|nói|khẳng định|thông báo|cho rằng|said|told)\b")
_WORD = re.compile(r"[a-z0-9]+")
_GIVEN = re.compile(r"\W*(?P<name>[^\W\d_]+) ")


class Owners:
    """Whom a question names, held against the texts of its passages with their titles."""

    def __init__(self, question: str, texts: Sequence[str]) -> None:
        self._question, self._texts = normalize(question), texts
        self._asked = [fold(self._question[start:end]) for start, end in capitalised_runs(self._question)]

    def weighed(self, text: str, values: list[FittingValue]) -> list[FittingValue]:
        """The values of a sentence, worse where it tells them of another."""
        if not values or not self._wanted or _says_any(self._parts, text):
            return values
        runs = capitalised_runs(text)
        return [
            value if self._wanted.isdisjoint(self._subject(text, runs, value.start)) else self._anothers(value)
            for value in values
        ]

    def _anothers(self, value: FittingValue) -> FittingValue:
        return replace(value, fit=value.fit * ANOTHERS)

    @cached_property
    def _wanted(self) -> frozenset[str]:
        """Of what kinds those are of whom is asked."""
        return frozenset[str]().union(*(self._kinds.get(name, frozenset()) for name in self._asked))

    @cached_property
    def _parts(self) -> frozenset[str]:
        """How those may be named again: in full, by two words in a row, or by the last."""
        names = [name.split() for name in self._asked if self._kinds.get(name)]
        return frozenset(" ".join(part) for name in names for part in (name, name[-1:], *pairwise(name)))

    def _subject(self, text: str, runs: Sequence[tuple[int, int]], at: int) -> frozenset[str]:
        """Of what kinds the one is of whom it is told."""
        opening = _GIVEN.match(text)
        given = opening is not None and fold(opening["name"]) in self._given
        subject = frozenset(("person",)) if given else frozenset[str]()
        for start, end in runs:
            if start >= at:
                break
            if not _NO_SUBJECT.search(text[:start]) and not _TELLS.match(text, end):
                subject = self._kinds.get(fold(text[start:end]), frozenset())
        return subject

    @cached_property
    def _kinds(self) -> Mapping[str, frozenset[str]]:
        """Of what kinds each name is, folded, as the question or a text shows."""
        kinds: dict[str, frozenset[str]] = {}
        for text in (self._question, *self._texts):
            for name, of in _kinds_in(text):
                kinds[name] = kinds.get(name, frozenset()) | of
        return kinds

    @cached_property
    def _given(self) -> frozenset[str]:
        """The given names of the people."""
        return frozenset(name.split()[-1] for name, of in self._kinds.items() if "person" in of)


@lru_cache(KEPT_TEXTS)
def _kinds_in(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The names of a text, folded, each with what it is shown to be."""
    text = normalize(text)
    named = persons(text)
    people = {fold(person.name) for person in named} | {fold(person.full) for person in named}
    shown = []
    for start, end in capitalised_runs(text):
        name = text[start:end]
        words = text[max(0, start - _BEFORE_CHARS) : start].lower().split()
        opening = name.lower().split()
        cues = {" ".join(words[-n:]) for n in range(1, _CUE_WORDS + 1)} & _KINDS
        cues |= {" ".join(opening[:n]) for n in range(1, _CUE_WORDS + 1)} & _KINDS
        if fold(name) in people:
            cues = {"person"}
        elif name in known_places() and name not in countries():  # of countries, many act in one story
            cues.add("known place")
        shown.append((fold(name), frozenset(cues)))
    return tuple(shown)


def _says_any(parts: frozenset[str], text: str) -> bool:
    plain = f" {' '.join(_WORD.findall(fold(text)))} "
    return any(f" {part} " in plain for part in parts)
