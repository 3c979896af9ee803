"""What stands right beside a figure: its label before it, “6 tháng 5,3%”, and what it counts after it, “76 mã tăng”."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from language.meaning.reading import Reading
from language.meaning.thesaurus import opposite
from language.meaning.words import Term
from language.values.numbers import Number
from language.values.values import carried
from rag.answer import Reason

# How far from a figure its label and what it counts stand.
_LABEL_CHARS, _COUNTED_CHARS, _COUNTED_TERMS = 16, 24, 3


def labelled_otherwise(claim: Reading, readings: Sequence[Reading]) -> Reason | None:
    """A figure of the claim under a label that has another one in the source, where another label has it."""
    theirs = [pair for reading in readings for pair in _labelled(reading)]
    for label, figure in _labelled(claim):
        own = [by for there, by in theirs if carried(label, there) and by.dimension == figure.dimension]
        others = [there for there, by in theirs if carried(figure, by) and not carried(label, there)]
        if own and others and not any(carried(figure, by) for by in own):
            return Reason("role", figure.words, own[0].words)
    return None


def counts_the_opposite(claim: Reading, readings: Sequence[Reading]) -> Reason | None:
    """“241 mã tăng” for “241 mã giảm”: right after the same figure, a word for its opposite."""
    for value, _ in claim.values:
        if not isinstance(value, Number) or value.soft:
            continue
        ours = _after(value, claim)
        for reading in readings:
            for by, _ in reading.values:
                if isinstance(by, Number) and carried(value, by) and (turned := _turned(ours, _after(by, reading))):
                    return Reason("opposite", *turned)
    return None


def _labelled(reading: Reading) -> Iterator[tuple[Number, Number]]:
    """Each figure with the one of another kind that stands right before it."""
    numbers = [value for value, _ in reading.values if isinstance(value, Number) and not value.soft and value.dimension]
    for label, figure in pairwise(numbers):
        between = reading.text[label.end : figure.start]
        if label.dimension != figure.dimension and len(between) <= _LABEL_CHARS and not set(between) & set(",;.:()"):
            yield label, figure


def _after(value: Number, reading: Reading) -> Sequence[Term]:
    near = [term for term in reading.terms if value.end <= term.at <= value.end + _COUNTED_CHARS]
    stops = [at for at in (reading.text.find(stop, value.end) for stop in (",", ";", ".", "(", " và ")) if at >= 0]
    end = min(stops, default=len(reading.text))
    return [term for term in near if term.at < end][:_COUNTED_TERMS]


def _turned(ours: Sequence[Term], theirs: Sequence[Term]) -> tuple[str, str] | None:
    meant = {meaning for term in ours for meaning in term.meanings}
    for one in ours:
        for other in theirs:
            against = {opposite(meaning) for meaning in one.meanings} - {None}
            if against & other.meanings and not other.meanings & meant:
                return " ".join(one.syllables), " ".join(other.syllables)
    return None
