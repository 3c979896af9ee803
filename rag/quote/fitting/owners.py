"""Whose a value is: what a sentence tells of another person, province or company than the question names answers
nothing.

Only names of one kind are compared, as the words before them show it; where nothing does, nothing is said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from language.meaning.entities import PLACES
from language.meaning.names import capitalised_runs, persons
from language.meaning.place_names import countries, known_places
from language.normal_form import fold, normalize
from rag.quote.fitting.value import FittingValue

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
_GIVEN = re.compile(r"\W*(?P<name>[^\W\d_]+) ")


@dataclass(frozen=True, slots=True)
class Owners:
    """Whom a question names: each name's syllables, folded, and of what kinds the passages or it show that it is.
    `kinds`: the kinds of every other name in them."""

    asked: tuple[tuple[str, frozenset[str]], ...]
    kinds: dict[str, frozenset[str]]
    given: frozenset[str]

    def weighed(self, text: str, value: FittingValue) -> FittingValue:
        """The value of a sentence, or a worse one where the sentence tells it of another."""
        return replace(value, fit=value.fit * ANOTHERS) if self._another(text, value.start) else value

    def _another(self, text: str, at: int) -> bool:
        if not self.asked or any(_says(name, text) for name, _ in self.asked):
            return False
        wanted = frozenset[str]().union(*(kinds for _, kinds in self.asked))
        return not wanted.isdisjoint(self._subject_kinds(text, at))

    def _subject_kinds(self, text: str, at: int) -> frozenset[str]:
        """Of what kinds the one is of whom it is told."""
        opening = _GIVEN.match(text)
        subject = frozenset(("person",)) if opening and fold(opening["name"]) in self.given else frozenset[str]()
        for start, end in capitalised_runs(text):
            if start >= at:
                break
            if not _NO_SUBJECT.search(text[:start]) and not _TELLS.match(text, end):
                subject = self.kinds.get(fold(text[start:end]), frozenset())
        return subject


def owners_of(question: str, texts: Sequence[str]) -> Owners:
    """Whom `question` names, against the texts of its passages with their titles."""
    normal = normalize(question)
    kinds: dict[str, set[str]] = {}
    for text in (normal, *map(normalize, texts)):
        for name, of in _kinds_in(text):
            kinds.setdefault(name, set()).update(of)
    asked = [fold(normal[start:end]) for start, end in capitalised_runs(normal)]
    given = {name.split()[-1] for name, of in kinds.items() if "person" in of}
    return Owners(
        tuple((name, frozenset(kinds.get(name, ()))) for name in asked if kinds.get(name)),
        {name: frozenset(of) for name, of in kinds.items()},
        frozenset(given),
    )


def _kinds_in(text: str) -> list[tuple[str, set[str]]]:
    people = {fold(person.name) for person in persons(text)} | {fold(person.full) for person in persons(text)}
    shown = []
    for start, end in capitalised_runs(text):
        name = text[start:end]
        words = text[max(0, start - _BEFORE_CHARS) : start].lower().split()
        cues = {" ".join(words[-n:]) for n in range(1, _CUE_WORDS + 1)} & _KINDS
        opening = name.lower().split()
        cues |= {" ".join(opening[:n]) for n in range(1, _CUE_WORDS + 1)} & _KINDS
        if fold(name) in people:
            cues = {"person"}
        elif name in known_places() and name not in countries():  # of countries, many act in one story
            cues.add("known place")
        shown.append((fold(name), cues))
    return shown


def _says(name: str, text: str) -> bool:
    """Whether a sentence has the name, or its first or last two words, or its last."""
    words = name.split()
    parts = {name, words[-1], *(" ".join(pair) for pair in pairwise(words))}
    plain = f" {' '.join(re.findall(r'[a-z0-9]+', fold(text)))} "
    return any(f" {part} " in plain for part in parts)
