"""A claim that rests on several places: which sentences of the passages bear it out together."""

from collections.abc import Sequence
from dataclasses import dataclass

from language.meaning.company import near
from language.meaning.reading import Reading, within
from language.values.moments import Moment
from language.values.values import carried
from rag.check.passages import Quotable, Quotation, taken_apart
from vectorstore.records import Passage


@dataclass(frozen=True, slots=True)
class SentenceGathering:
    """What a sentence must add to be quoted as well, in syllables of the claim, and how many may be."""

    figure_words: float = 3
    name_words: float = 2
    least_gain: float = 2
    most_sentences: int = 6


LIMITS = SentenceGathering()
_ClaimPart = tuple[str, int]


def gathered(claim: Reading, passages: Sequence[Passage]) -> Quotation | None:
    """The sentences that together say most of the claim; None where one says as much, or figures lack company."""
    lines = [
        Quotable(source, at, at)
        for source in map(taken_apart, dict.fromkeys(passages))
        for at in range(len(source.spans))
    ]
    said = {line: _said_by(claim, line) for line in lines}
    chosen: list[Quotable] = []
    have: set[_ClaimPart] = set()
    while len(chosen) < LIMITS.most_sentences:
        best = max(said, key=lambda line: _weight(said[line].keys() - have, said[line]), default=None)
        if best is None or _weight(said[best].keys() - have, said[best]) < LIMITS.least_gain:
            break
        chosen.append(best)
        have |= said.pop(best).keys()
    if len(chosen) < 2 or not _in_company(claim, chosen):
        return None
    return Quotation(sorted(chosen, key=lines.index))


def _weight(new: set[_ClaimPart], weights: dict[_ClaimPart, float]) -> float:
    return sum(weights[part] for part in new)


def _said_by(claim: Reading, line: Quotable) -> dict[_ClaimPart, float]:
    """What of the claim a sentence says, by weight; nothing where it shares but one thing."""
    reading = line.readings[0]
    said: dict[_ClaimPart, float] = {}
    spans = [(name.at, name.end) for name in claim.names] + [(value.start, value.end) for value, _ in claim.values]
    for n, (value, _) in enumerate(claim.values):
        if not value.soft and any(carried(value, by) for by, _ in reading.values):
            said["value", n] = LIMITS.figure_words
    for n, name in enumerate(claim.names):
        if within(name.parts, reading.plain):
            said["name", n] = LIMITS.name_words
    for n, term in enumerate(claim.terms):
        named = any(start <= term.at < end for start, end in spans)
        alike = term.meanings & reading.meanings or reading.syllables.issuperset(term.syllables)
        if term.syllables and alike and not named:
            said["word", n] = len(term.syllables)
    published = line.source.published
    for n, (value, _) in enumerate(claim.values):
        if isinstance(value, Moment) and published and (value.day, value.month) == (published.day, published.month):
            said["value", n] = LIMITS.figure_words
    alone = any(kind == "name" and len(claim.names[n].parts) > 2 for kind, n in said)
    return said if len(said) > 1 or alone else {}


def _in_company(claim: Reading, chosen: Sequence[Quotable]) -> bool:
    """Whether each figure stands with something of its own clause in a sentence that has it."""
    for value, _ in claim.values:
        if value.soft:
            continue
        having = [line for line in chosen if any(carried(value, by) for by, _ in line.readings[0].values)]
        company = near(claim, None, value.start, value.end)
        if not having or not company or isinstance(value, Moment):
            continue
        if not any(
            words & (line.readings[0].meanings | line.readings[0].syllables) for words in company for line in having
        ):
            return False
    return True
