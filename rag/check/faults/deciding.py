"""Words that decide what happened: in a claim, where what it cites has none of the same line of the table."""

import functools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from language.meaning.reading import Reading
from language.meaning.thesaurus import opposite
from language.tables import rows
from language.values.values import carried
from rag.answer import Reason


@dataclass(frozen=True, slots=True)
class _DecidingReach:
    """How far a “not” reaches, in words, and what announces a figure that is worked out, in characters."""

    denied_words: int = 4
    announced_chars: int = 24


_FITTED = _DecidingReach()


_NOT = frozenset("không chưa chẳng chả đừng".split())


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of the table with the lines that it is on; `decides`: those of them on which it is a deciding one."""

    words: tuple[str, ...]
    lines: frozenset[int]
    decides: frozenset[int]


def undecided(claim: Reading, readings: Collection[Reading]) -> Reason | None:
    """The first deciding word of the claim that no reading says, by itself or by another of its line."""
    if claim.english or any(reading.english for reading in readings):
        return None
    known = frozenset[int]().union(*(_lines(reading) for reading in readings))
    said = [by for reading in readings for by, _ in reading.values]
    worked_out = [value.start for value, _ in claim.values if not any(carried(value, by) for by in said)]
    for at, phrase in _longest(claim):
        meant = {m for term in claim.terms if term.at == at for m in term.meanings if opposite(m) is None}
        announces = any(0 < start - at < _FITTED.announced_chars for start in worked_out)  # “còn thiếu 40 triệu đồng”
        if phrase.decides and not (announces or phrase.decides & known or any(meant & by.meanings for by in readings)):
            return Reason("words", " ".join(phrase.words))
    return None


@functools.lru_cache(512)
def _lines(reading: Reading) -> frozenset[int]:
    """The lines of which a reading says a phrase; of one within a longer, only the longer."""
    texts = tuple(word.text for word in reading.words)
    said = set[int]()
    at = 0
    while at < len(texts):
        phrase = next(_at(texts, at), None)
        said |= phrase.lines if phrase else set()
        at += len(phrase.words) if phrase else 1
    return frozenset(said)


def _longest(reading: Reading) -> Iterator[tuple[int, _Phrase]]:
    """The phrases outside names that nothing shortly before denies, the longest at each place and where."""
    taken = [(name.at, name.end) for name in reading.names if len(name.parts) > 1]
    texts = tuple(word.text for word in reading.words)
    after = 0
    for at, word in enumerate(reading.words):
        phrase = next(_at(texts, at), None)
        denied = not _NOT.isdisjoint(texts[max(0, at - _FITTED.denied_words) : at])
        if phrase and at >= after and not denied and not any(start <= word.at < end for start, end in taken):
            after = at + len(phrase.words)
            yield word.at, phrase


def _at(texts: Sequence[str], at: int) -> Iterator[_Phrase]:
    for phrase in _phrases().get(texts[at], ()):
        if texts[at : at + len(phrase.words)] == phrase.words:
            yield phrase


@functools.cache
def _phrases() -> Mapping[str, Sequence[_Phrase]]:
    """Every phrase by its first word, the longest first."""
    lines: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    deciding: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, (decide, others) in enumerate(rows("deciding")):
        for phrase in f"{decide}, {others}".split(", "):
            lines[tuple(phrase.split())].add(number)
        for phrase in decide.split(", "):
            deciding[tuple(phrase.split())].add(number)
    by_first: defaultdict[str, list[_Phrase]] = defaultdict(list)
    for words in sorted(lines, key=len, reverse=True):
        by_first[words[0]].append(_Phrase(words, frozenset(lines[words]), frozenset(deciding[words])))
    return dict(by_first)
