"""Where it is: a claim that tells of one place what its source tells of another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.meaning.reading import Reading
from language.meaning.words import Name, Term
from rag.answer import Reason
from rag.check.faults.bonds import words_outside


@dataclass(frozen=True, slots=True)
class PlaceLimits:
    """`said`: the share of the claim's words that a sentence must say for its place to be the claim's."""

    said: float = 0.7


LIMITS = PlaceLimits()
_KINDS = (
    "tỉnh|thành phố|tp|huyện|xã|phường|quận|thị xã|thị trấn|bản|thôn|thủ đô|bang|nước|khu vực|vùng|sân bay|cảng|ga"
    "|bãi biển"
)
_AT = re.compile(rf"(?<!\w)(?:ở|tại|in|at)(?: (?:{_KINDS}|the|cả))? $")
_KIND_WORDS = frozenset(_KINDS.split("|"))


def told_of_elsewhere(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """The place of the claim that no cited sentence has, where the one that says the rest has another."""
    for name in _places(claim):
        if any(name.is_like(there) for line in lines for there in line.names):
            continue
        words = [t for t in words_outside(claim) if t.syllables and " ".join(t.syllables) not in _KIND_WORDS]
        for line in lines:
            others = [there for there in _places(line) if not any(there.is_like(own) for own in claim.names)]
            if others and words and _share(words, line) >= LIMITS.said:
                return Reason("role", name.words, others[0].words)
    return None


def _places(reading: Reading) -> Iterator[Name]:
    """The names that stand after “ở” or “tại”."""
    for name in reading.names:
        if _AT.search(reading.text[: name.at]) and not name.opens:
            yield name


def _share(words: Sequence[Term], line: Reading) -> float:
    return sum(line.says(term) for term in words) / len(words)
