"""Who is what and who does what, by the sentence cited: a title that isn't the name's, another agent (“do X chi trả”),
a subject that stands in the other half.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from language.meaning.reading import Reading
from language.meaning.words import Name, Term
from language.tables import rows
from rag.answer import Reason
from rag.check.faults.bonds import words_outside


@dataclass(frozen=True, slots=True)
class _PartLimits:
    """How near a name its title stands, and how much must be told by one half of a sentence."""

    beside_chars: int = 45
    beside_commas: int = 2
    half_syllables: int = 3
    least_title_share: float = 0.5


_FITTED = _PartLimits()


_IS = re.compile(r" (?:là|chính là|is|was) (?!do|vì|để|nhờ)(?P<title>[^,.;:()]+)")
# Where a sentence turns to the other of two.
_HALVES = re.compile(r";|(?<!\w)(?:còn(?! \d)|trong khi|while|whereas)(?!\w)")


def plays_another_part(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """The first of these that is found."""
    return _titled_otherwise(claim, lines) or _done_by_another(claim, lines) or _in_the_other_half(claim, lines)


def _titled_otherwise(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """“N là giám đốc” where no sentence with N has most of these words beside it."""
    for name in claim.names:
        match = _IS.match(claim.text, name.end) if name.person else None
        there = [(line, own) for line in lines for own in line.names if name.is_like(own)]
        if match is None or not there:
            continue
        title = {s for t in claim.terms if match.start("title") <= t.at < match.end() for s in t.syllables}
        first = next((t.syllables for t in claim.terms if t.at >= match.start("title") and t.syllables), ())
        beside = [set(_beside(own, line).split()) for line, own in there]
        if title and not any(
            words & set(first) and len(title & words) >= _FITTED.least_title_share * len(title) for words in beside
        ):
            return Reason("role", match["title"].strip())
    return None


def _beside(name: Name, line: Reading) -> str:
    before = line.text[max(0, name.at - _FITTED.beside_chars) : name.at]
    after = ",".join(line.text[name.end :].split(",")[: _FITTED.beside_commas])
    return re.sub(r"\W+", " ", f"{before} {after}")


def _done_by_another(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """A deed of the claim's subject that the source says to be done by another: “do Hội Chữ thập đỏ chi trả”."""
    for match in (match for line in lines for match in _by().finditer(line.text)):
        agent, verb = match["agent"], match["verb"].split()[-1]
        deed = re.search(rf"(?<!\w)(?:\w+ )?{re.escape(verb)}(?!\w)", claim.text)
        if deed is None or re.search(r"(?<!\w)(?:do|bởi|được|bị|by)(?!\w)", claim.text[: deed.end()]):
            continue
        before = [term for term in claim.terms if term.at < deed.start() and term.syllables]
        doers = {syllable for term in before for syllable in term.syllables}
        if doers and doers.isdisjoint(agent.split()):
            return Reason("role", claim.text[: deed.start()].strip(), agent)
    return None


@functools.cache
def _by() -> re.Pattern[str]:
    verbs = sorted((verb for (listed,) in rows("directed") for verb in listed.split(", ")), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:do|bởi) (?P<agent>(?:\w+ ){{1,12}}?)(?P<verb>(?:\w+ )?(?:{'|'.join(verbs)}))(?!\w)")


def _places(term: Term, line: Reading) -> Sequence[Term]:
    return [one for one in words_outside(line) if one.is_like(term)]


def _in_the_other_half(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """A claim whose first word stands in one half of a sentence and whose others, all that tell, stand in the other."""
    words = [term for term in words_outside(claim) if term.syllables]
    if len(words) < _FITTED.half_syllables or len({term.clause for term in words}) > 1 or claim.denials:
        return None
    if any(name.at < words[0].at for name in claim.names):
        return None
    for line in lines:
        turns = [match.start() for match in _HALVES.finditer(line.text)]
        telling = [at for at in (0, 1) if len(_halves_of(words[at], line, turns)) == 1]  # “xe” of “xe khách” isn't
        if not turns or not telling:
            continue
        subject, others = words[telling[0]], words[telling[0] + 1 :]
        halves = [_halves_of(term, line, turns) for term in others]
        mine = _halves_of(subject, line, turns)
        there = {next(iter(half)) for half in halves if len(half) == 1}
        told = sum(len(term.syllables) for term, half in zip(others, halves, strict=True) if len(half) == 1)
        if len(there) == 1 and there.isdisjoint(mine) and told >= _FITTED.half_syllables:
            return Reason("role", " ".join(subject.syllables))
    return None


def _halves_of(term: Term, line: Reading, turns: Sequence[int]) -> frozenset[int]:
    return frozenset(sum(turn < there.at for turn in turns) for there in _places(term, line))
