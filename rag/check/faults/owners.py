"""Whose a figure is: a name that a claim gives a figure to, where the source gives it to another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.meaning.reading import Reading
from language.meaning.words import Name
from language.values.numbers import Number
from language.values.values import Value, carried
from rag.answer import Reason
from rag.check.faults.bonds import NUMBERS_A_NAME, TURN, is_owned, is_sure, kind_of

# What puts a name after a figure that it speaks of, or that is its own.
_SPEAKS = re.compile(
    r",? (?:\w+ ){0,2}(?:nói|cho biết|cho hay|khẳng định|kể|chia sẻ|nhận định|phát biểu|thông tin|ước tính|said|says|"
    r"told)(?!\w)"
)
_BY = re.compile(r"(?<!\w)(?:do|bởi|by) (?:\w+ ){0,3}$")


_PASSIVE = re.compile(r" (?:bị|được|was|were|is|are)(?!\w)")


@dataclass(frozen=True, slots=True)
class _Holding:
    """Whose a figure is in one sentence: `other`'s, if not the name's; `sure`: it speaks of the name as well."""

    other: str
    sure: bool


def given_to_another(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """A name with a figure of its clause that no sentence of the source lets it have, and one gives to another."""
    for value, clause in claim.values:
        if not isinstance(value, Number) or value.soft or NUMBERS_A_NAME.search(claim.text[: value.start]):
            continue
        having = [(by, place, line) for line in lines for by, place in line.values if carried(value, by)]
        for name in _owners(value, clause, claim) if having else ():
            held = [_holding(name, claim, by, place, line) for by, place, line in having]
            against = [one for one in held if one.other]
            unowned = all(one.other or not one.sure for one in held)
            if against and unowned and (len(against) == len(held) or any(one.sure for one in against)):
                return Reason("role", name.words, against[0].other)
    return None


def _owners(value: Value, clause: int, claim: Reading) -> Iterator[Name]:
    """The names before a figure in its clause."""
    for name in claim.names:
        before = name.clause == clause and name.end <= value.start
        if before and is_sure(name) and not is_owned(name, claim) and not _SPEAKS.match(claim.text, name.end):
            yield name


def _holding(name: Name, claim: Reading, figure: Value, clause: int, line: Reading) -> _Holding:
    own = [there for there in line.names if _is_like(name, there)]
    if not own and " ".join(name.parts) in line.plain:
        return _Holding("", sure=True)
    after = [there for there in line.names if there.clause == clause and there.at > figure.start]
    agent = next((there for there in after if _BY.search(line.text[: there.at])), None)
    if agent and not _is_like(name, agent) and not any(there.end < figure.start for there in own):
        return _Holding(agent.words, sure=bool(own))
    if any(there.at < figure.start or there.clause == clause or _SPEAKS.match(line.text, there.end) for there in own):
        return _Holding("", sure=True)
    kind = kind_of(name, claim)
    before = [
        there
        for there in line.names
        if there.end <= figure.start
        and is_sure(there)
        and not is_owned(there, line)
        and (there.person or not there.opens_alone)
        and (own or kind_of(there, line) == kind)
        and not any(there.is_like(one) for one in claim.names)
    ]
    if before:
        return _Holding(before[-1].words, sure=bool(own))
    turned = any(TURN.search(line.text[figure.end : there.at]) for there in own)
    if turned and not claim.english and bool(_PASSIVE.match(claim.text, name.end)) == (" bị " in line.text):
        return _Holding(" ".join(line.text[: figure.start].split()[:3]), sure=True)
    return _Holding("", sure=bool(own))


def _is_like(name: Name, other: Name) -> bool:
    """Whether one is the other, in full or in short; a word that opens a sentence may be no part of a name."""
    if name.is_like(other):
        return True
    rest = name.parts[1:] if name.opens else ()
    return bool(rest) and f" {' '.join(rest)} " in f" {' '.join(other.parts)} "
