"""A figure or a day that its source pairs with one name, and the claim with another that has its own."""

from collections.abc import Iterator, Sequence

from language.meaning.reading import Reading
from language.meaning.words import Name
from language.values.values import Value, carried
from rag.answer import Reason
from rag.check.faults.bonds import followed, is_owned, is_sure
from rag.check.faults.missing import is_like

# How far after a name what is told of it stands.
_REACH_CHARS = 70


def paired_otherwise(claim: Reading, readings: Sequence[Reading]) -> Reason | None:
    """The name of the claim that has another value of the kind, where a like name has the claim's."""
    for value, clause in claim.values:
        if value.soft:
            continue
        before = [n for n in claim.names if n.clause == clause and n.end <= value.start and is_sure(n)]
        if not before or is_owned(before[-1], claim):
            continue
        name = before[-1]
        for line in readings:
            pairs = [(there, by) for there, by in _pairs(line) if is_like(value, by)]
            own = [by for there, by in pairs if name.is_like(there)]
            others = [there for there, by in pairs if not name.is_like(there) and carried(value, by)]
            if own and others and not any(carried(value, by) for by in own) and not _elsewhere(name, value, readings):
                return Reason("role", name.words, others[0].words)
    return None


def _pairs(line: Reading) -> Iterator[tuple[Name, Value]]:
    """Each name of a line with the values that follow it before the next name."""
    names = [name for name in line.names if is_sure(name)]
    yield from ((name, by) for name, values in followed(names, line, _REACH_CHARS) for by in values)


def _elsewhere(name: Name, value: Value, readings: Sequence[Reading]) -> bool:
    """Whether another line has the name with the value."""
    return any(name.is_like(there) and carried(value, by) for line in readings for there, by in _pairs(line))
