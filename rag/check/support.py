"""Whether a passage bears out a sentence, by which of its own sentences, and if not, why not.

The best sentence of the passage, or two neighbours, or an announced list, is held against the claim: every value and
name must be there, nothing denied or turned round, and enough of the words, or others of the same meaning.
No model is asked. Missed are falsehoods that change none of these: roles swapped inside one clause in new words,
invented reasons in a long sentence, sums.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from language.detect import language_of
from language.meaning.reading import Reading, read, within
from language.meaning.words import Term
from language.values.values import carried
from rag.answer import Reason, Support
from rag.check.missing import missing_name, missing_value
from rag.check.opposites import turned_round
from rag.check.passages import PassageReading, Run, taken_apart
from rag.check.roles import exchanged
from vectorstore.records import Passage

# Shares of a sentence's content words, counted in syllables, that are said by its quote and what stands around it.
SUPPORTED, PARTIAL = 0.5, 0.35
# A value that the quote has counts as this many words: few sentences share their figures by chance. A name counts
# as so many where only what stands around the quote has it.
FIGURE, NAME = 3, 2
# What a word counts that is not in the quote but in its title, heading or a neighbouring sentence.
AROUND = 0.7
# Without a word of these in the quote itself, what stands around it proves nothing.
OWN = 0.5
# A second sentence in the quote must add this much.
LONGER = 0.15
# A claim that is this much of its quote, to the letter, needs no judging; less may have lost a “not”.
WORD_FOR_WORD = 0.8
# With fewer syllables than this in its quote, a sentence must be there whole.
PARTLY = 3.0
_COMPARED = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far a passage bears out a sentence: by article.text[start:end], with a score in 0…1, higher for more."""

    support: Support
    score: float
    start: int
    end: int
    reason: Reason | None = None
    fit: float = 0.0
    """The score before what is wrong with it was counted."""
    longer: bool = False
    """Whether more than one sentence is quoted."""

    @property
    def contradicts(self) -> bool:
        """Whether the passage says something else, rather than too little."""
        return self.reason is not None and self.reason.code in ("negation", "opposite", "role")


def check(sentence: str, passage: Passage) -> Verdict:
    """How far `passage` bears out `sentence`, and by which of its sentences."""
    source = taken_apart(passage)
    claim = _claim(sentence, source.published)
    ranked = sorted(source.runs, key=lambda run: _rank(claim, run), reverse=True)
    verdicts = [(_judged(claim, run, source), run) for run in ranked[:_COMPARED]]
    against = [verdict for verdict, _ in verdicts if verdict.contradicts]
    free = [v for v, _ in verdicts if not any(v.start <= a.start and a.end <= v.end for a in against)]
    best = max(free, key=lambda v: (_ORDER[v.support], v.score - LONGER * v.longer), default=None)
    worst = max(against, key=lambda v: v.fit, default=None)
    if worst and (best is None or best.score <= worst.fit):
        best = worst
    if best is None:
        raise ValueError("a passage has at least one sentence")
    return replace(best, start=passage.start + best.start, end=passage.start + best.end)


_ORDER: dict[Support, int] = {"unsupported": 0, "partial": 1, "supported": 2}


def best_of(verdicts: Sequence[Verdict]) -> Verdict:
    """The one that says most for a sentence, the first of equals."""
    return max(verdicts, key=lambda verdict: (_ORDER[verdict.support], verdict.score))


@functools.lru_cache(256)
def _claim(sentence: str, published: date | None) -> Reading:
    return read(sentence, language=language_of(sentence), published=published)


def _rank(claim: Reading, run: Run) -> float:
    """A quick guess at the fit: words and values that the run says; the shorter run on a tie."""
    held = sum(any(carried(value, by) for by, _ in run.reading.values) for value, _ in claim.values)
    hard = len(claim.values) or 1
    said = sum(len(term.syllables) * _said(term, run.reading) for term in claim.terms)
    return said / (sum(len(term.syllables) for term in claim.terms) or 1) + held / hard - len(run.reading.terms) / 1000


def _judged(claim: Reading, run: Run, source: PassageReading) -> Verdict:
    if claim.plain in run.reading.plain and len(claim.plain) >= WORD_FOR_WORD * len(run.reading.plain):
        return Verdict("supported", 1.0, run.start, run.end, None, 1.0, run.longer)
    across = claim.english != run.reading.english
    reason = missing_value(claim, run, source) or missing_name(claim, run, source, across=across)
    if across:
        score, missing, held = _anchored(claim, run), "", PARTLY
    else:
        reason = reason or turned_round(claim, run.reading) or exchanged(claim, run.reading, source.whole, source.topic)
        score, missing, held = _worded(claim, run)
    if reason:
        return Verdict(
            "unsupported", round(min(score, PARTIAL - 0.01), 2), run.start, run.end, reason, score, run.longer
        )
    support: Support = "supported" if score >= SUPPORTED else "partial" if score >= PARTIAL else "unsupported"
    if held < PARTLY and score < 1:
        support = "unsupported"
    why = None if support == "supported" else Reason("words", missing)
    return Verdict(support, round(score, 2), run.start, run.end, why, score, run.longer)


def _worded(claim: Reading, run: Run) -> tuple[float, str, float]:
    """The share of the claim that the quote says, with what stands around it; the words that are missing; and how much
    the quote itself says, in syllables.

    Names and the words of values are not counted as words: whether they are there has been seen to.
    """
    own = around = total = 0.0
    missing: list[str] = []
    names = [name for name in claim.names if len(name.parts) > 1]
    spans = [(name.at, name.end) for name in names] + [(value.start, value.end) for value, _ in claim.values]
    for term in claim.terms:
        if term.syllables and not any(start <= term.at < end for start, end in spans):
            weight = len(term.syllables)
            said = _said(term, run.reading)
            also = max(said, _said(term, run.around))
            total += weight
            own += weight * said
            around += weight * (also - said)
            missing += [" ".join(term.syllables)] if also < 1 else []
    figures = [any(carried(value, by) for by, _ in run.reading.values) for value, _ in claim.values if not value.soft]
    here = [any(within(part, run.reading.plain) for part in (n.parts, n.parts[1:], n.parts[-1:])) for n in names]
    own += FIGURE * sum(figures)
    around += FIGURE * figures.count(False)
    # A name that the quote has speaks for it only where nothing else could.
    counted = here if not total and not figures else [found for found in here if not found]
    own += NAME * sum(counted)
    around += NAME * counted.count(False)
    total += FIGURE * len(figures) + NAME * len(counted)
    if not total:
        return 0.0, "", 0.0
    reached = own / total
    return reached + AROUND * around / total if reached >= OWN else reached, ", ".join(missing[:4]), own


def _said(term: Term, by: Reading) -> float:
    """The share of a term that a text says: all where it has a word of the same meaning."""
    if not term.syllables:
        return 0.0
    if term.meanings & by.meanings:
        return 1.0
    return sum(syllable in by.syllables for syllable in term.syllables) / len(term.syllables)


def _anchored(claim: Reading, run: Run) -> float:
    """Of a claim in another language: the share of its values and names that the quote and title hold.

    Its words can't be compared; without a value it is never more than partly supported.
    """
    values = [value for value, _ in claim.values]
    names = [name for name in claim.names if not (name.opens and len(name.parts) == 1)]
    held = sum("".join(name.parts) in run.reading.squeezed + run.around.squeezed for name in names)
    if not values:
        return PARTIAL if held else 0.0
    return (2 * len(values) + held) / (2 * len(values) + len(names))
