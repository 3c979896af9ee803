"""Whether a passage bears out a sentence, by which of its own sentences, and if not, why not.

The best sentence of the passage, or two neighbours, or an announced list, is held against the claim: every value and
name must be there, nothing denied or turned round, and enough of the words, or others of the same meaning.
No model is asked.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from language.detect import Language, language_of
from language.meaning.reading import Reading, read, within
from language.meaning.words import Term
from language.values.values import Value, carried
from rag.answer import Reason, Support
from rag.check.across import anchored
from rag.check.faults.agents import other_way_round
from rag.check.faults.appointed import appointed_otherwise
from rag.check.faults.beside_figures import counts_the_opposite, labelled_otherwise
from rag.check.faults.by_lines import fault_by_lines
from rag.check.faults.causes import without_cause
from rag.check.faults.comparisons import compared_otherwise
from rag.check.faults.counted import counts_another, timed_otherwise
from rag.check.faults.deciding import undecided
from rag.check.faults.extents import goes_too_far
from rag.check.faults.localities import told_of_elsewhere
from rag.check.faults.missing import in_its_place, missing_names, missing_values
from rag.check.faults.mood import refuted, told_as_done
from rag.check.faults.opposites import denied_of_it, denies_alone, turned_round
from rag.check.faults.owners import given_to_another
from rag.check.faults.pairs import paired_otherwise
from rag.check.faults.roles import exchanged
from rag.check.faults.routes import goes_back
from rag.check.faults.sequence import told_in_another_order
from rag.check.passages import Quotable, Quotation, taken_apart
from rag.check.said import Said
from vectorstore.records import Passage


@dataclass(frozen=True, slots=True)
class SupportWeights:
    """What counts for how much of a claim, in content words (syllables), and the shares that make a verdict."""

    supported_share: float = 0.5
    partial_share: float = 0.45
    """Shares of a sentence's content words that are said by its quote and what stands around it."""
    figure_words: float = 3
    """A value that the quote has: few sentences share their figures by chance."""
    name_words: float = 2
    """A name, where only what stands around the quote has it."""
    around_share: float = 0.7
    """What a word counts that is not in the quote but in its title, heading or a neighbouring sentence."""
    own_share: float = 0.5
    """Without so much in the quote itself, what stands around it proves nothing."""
    cited_supported_share: float = 0.5
    cited_own_share: float = 0.3
    """The same where the claim names the sentence itself: then it is rather told in other words."""
    longer_cost: float = 0.15
    """A second sentence in the quote must add this much."""
    word_for_word_share: float = 0.8
    """A claim that is this much of its quote, to the letter, needs no judging; less may have lost a “not”."""
    least_words: float = 3.0
    """With fewer in its quote, a sentence must be there whole."""
    contradicting_share: float = 0.5
    """A quote that says less of the claim speaks of something else, and contradicts nothing …"""
    replacing_share: float = 0.3
    """… unless it has another figure or name in the place of the one that is missing."""
    compared: int = 3
    """Quotes of one passage that are judged, the likeliest first."""


WEIGHTS = SupportWeights()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far a quotation bears out a sentence, with a score in 0…1, higher for more."""

    support: Support
    score: float
    quotation: Quotation
    reason: Reason | None = None
    fit: float = 0.0
    """The score before what is wrong with it was counted."""

    @property
    def start(self) -> int:
        """Where the first quote begins in its article."""
        return self.quotation.parts[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.quotation.parts[0].end

    @property
    def turned(self) -> bool:
        """Whether the quote says something else, rather than too little."""
        return self.support == "contradicted" or (self.reason is not None and self.reason.code in _TURNING)


_CAPITALISED = re.compile(r"(?<=\w )(?=[^\W\d_])[^\W_]*[^\W\d_a-zà-ỹ][^\W_]*|^(?:[A-ZĐ]\w+ )(?=[A-ZĐ])")
_TURNING = ("negation", "opposite", "role", "mood")
_ORDER: dict[Support, int] = {"contradicted": 0, "unsupported": 0, "partial": 1, "supported": 2}


def check(sentence: str, passage: Passage, named: Sequence[tuple[int, int]] = ()) -> Verdict:
    """How far `passage` bears out `sentence`, and by which of its sentences.

    `named`: characters [start, end) of its article that the sentence cites; they are looked at whatever else is.
    """
    source = taken_apart(passage)
    claim = claim_of(sentence, source.published)
    shares = [_shared(claim, source.line(at)) for at in range(len(source.spans))]
    ranked = sorted(source.quotables, key=lambda quotable: _likeness(claim, quotable, shares), reverse=True)
    quotations = list(source.cited(named)) or [quotable.alone for quotable in ranked[: WEIGHTS.compared]]
    verdicts = [judged(claim, quotation) for quotation in quotations]
    if all(verdict.support in ("unsupported", "partial") and not verdict.turned for verdict in verdicts):
        titled = judged(claim, Quotation(ranked[:1], titled=True))
        verdicts += [titled] if titled.support == "supported" else []
    against = [verdict for verdict in verdicts if verdict.turned]
    if named and len(verdicts[-1].quotation.parts) > 1 and verdicts[-1].support == "supported":
        # What one of the sentences that a claim names lacks, another may have.
        against = [v for v in against if v.reason is not None and v.reason.code in _TURNING]
    free = [v for v in verdicts if not any(v.start <= a.start and a.end <= v.end for a in against)]
    best = max(free, key=_worth, default=None)
    worst = max(against, key=lambda v: v.fit, default=None)
    if worst and (best is None or best.score <= worst.fit) and (best is None or best.score < 1):
        return worst
    if best is None:
        raise ValueError("a passage has at least one sentence")
    return best


def _worth(verdict: Verdict) -> tuple[int, float]:
    return _ORDER[verdict.support], verdict.score - WEIGHTS.longer_cost * verdict.quotation.parts[0].longer


def best_of(verdicts: Sequence[Verdict]) -> Verdict:
    """The one that says most for a sentence, the first of equals."""
    return max(verdicts, key=lambda verdict: (_ORDER[verdict.support], verdict.score))


@functools.lru_cache(256)
def claim_of(sentence: str, published: date | None) -> Reading:
    """A claim as read by a reader of an article of that day."""
    return read(sentence, language=_language(sentence), published=published)


@functools.lru_cache(256)
def _language(sentence: str) -> Language:
    """By the words that aren't names: those are of any language."""
    return language_of(_CAPITALISED.sub(" ", sentence), language_of(sentence))


def _shared(claim: Reading, line: Reading) -> tuple[Sequence[float], Sequence[bool]]:
    """What a sentence says of each term of the claim, and which of its values it has."""
    terms = [_said(term, line) for term in claim.terms]
    return terms, [any(carried(value, by) for by, _ in line.values) for value, _ in claim.values]


def _likeness(claim: Reading, quotable: Quotable, shares: Sequence[tuple[Sequence[float], Sequence[bool]]]) -> float:
    """A quick guess at the fit: words and values that the quote says; the shorter on a tie.

    `shares`: what each sentence of the passage has of the claim.
    """
    here = shares[quotable.first : quotable.last + 1]
    held = sum(map(any, zip(*(values for _, values in here), strict=True)))
    hard = len(claim.values) or 1
    most = map(max, zip(*(terms for terms, _ in here), strict=True))
    said: float = sum(len(term.syllables) * share for term, share in zip(claim.terms, most, strict=True))
    length = sum(len(line.terms) for line in quotable.readings)
    return said / (sum(len(term.syllables) for term in claim.terms) or 1) + held / hard - length / 1000


def judged(claim: Reading, quotation: Quotation) -> Verdict:
    """How far the quotation bears out the claim."""
    quote = quotation.reading
    if claim.plain in quote.plain and len(claim.plain) >= WEIGHTS.word_for_word_share * len(quote.plain):
        return Verdict("supported", 1.0, quotation, None, 1.0)
    across = claim.english != quote.english
    reason = next(_lacks(claim, quotation, across=across), None)
    worded = anchored(claim, quotation) if across else _worded(claim, quotation, lacking=reason is not None)
    score, missing, held = worded
    if reason is None and not across:
        reason = next(_turns(claim, quotation), None)
    if reason:
        replaced = bool(reason.source) and score >= WEIGHTS.replacing_share
        turned = reason.code in _TURNING and score >= WEIGHTS.contradicting_share
        contradicted = replaced or turned
        support: Support = "contradicted" if contradicted else "unsupported"
        return Verdict(support, round(min(score, WEIGHTS.partial_share - 0.01), 2), quotation, reason, score)
    support = "unsupported"
    enough = WEIGHTS.cited_supported_share if quotation.cited else WEIGHTS.supported_share
    if score >= min(WEIGHTS.partial_share, enough) and (held >= WEIGHTS.least_words or score >= 1):
        support = "supported" if score >= enough else "partial"
    why = None if support == "supported" else Reason("words", missing)
    return Verdict(support, round(score, 2), quotation, why, score)


def _lacks(claim: Reading, quotation: Quotation, *, across: bool) -> Iterator[Reason]:
    for value, reason in missing_values(claim, quotation):
        there = in_its_place(value, claim, quotation.reading) if value else ""
        yield Reason(reason.code, reason.words, there)
    for _, reason in missing_names(claim, quotation, across=across):
        yield reason


def _turns(claim: Reading, quotation: Quotation) -> Iterator[Reason]:
    quote = quotation.reading
    lines = [line for part in quotation.parts for line in part.readings]
    near = [*lines, *quotation.around.readings]
    for reason in (
        turned_round(claim, quote),
        exchanged(claim, quote, quotation.whole, quotation.topic),
        counts_another(claim, lines),
        timed_otherwise(claim, quotation.whole.readings, quotation.topic),
        other_way_round(claim, quotation.whole.readings),
        told_as_done(claim, quotation.whole.readings, quotation.body),
        refuted(claim, quotation.body),
        given_to_another(claim, quotation.whole.readings),
        told_of_elsewhere(claim, lines),
        goes_back(claim, quotation.whole.readings),
        paired_otherwise(claim, quotation.whole.readings),
        labelled_otherwise(claim, lines),
        counts_the_opposite(claim, lines),
        appointed_otherwise(claim, quotation.whole.readings),
        denied_of_it(claim, quotation.whole.readings),
        goes_too_far(claim, lines, quotation.whole.readings),
        told_in_another_order(claim, quotation.whole.readings),
        compared_otherwise(claim, quotation.whole.readings),
        fault_by_lines(claim, lines) if quotation.cited else None,
        without_cause(claim, near),
        denies_alone(claim, lines),
        undecided(claim, near if quotation.cited else quotation.whole.readings),
    ):
        if reason:
            yield reason


def _worded(claim: Reading, quotation: Quotation, *, lacking: bool) -> tuple[float, str, float]:
    """The share of the claim that the quote says, with what stands around it; the words that are missing; and how much
    the quote itself says, in syllables.

    Names and the words of values are not counted as words: whether they are there has been seen to.
    `lacking`: something isn't; else figures that stand nowhere are worked out, and count for nothing.
    """
    quote, beside = quotation.reading, quotation.around
    own = around = total = 0.0
    missing: list[str] = []
    names = [name for name in claim.names if len(name.parts) > 1]
    spans = [(name.at, name.end) for name in names] + [(value.start, value.end) for value, _ in claim.values]
    for term in claim.terms:
        if term.syllables and not any(start <= term.at < end for start, end in spans):
            weight = len(term.syllables)
            said = _said(term, quote)
            also = max(said, _said(term, beside))
            total += weight
            own += weight * said
            around += weight * (also - said)
            missing += [" ".join(term.syllables)] if also < 1 else []
    stated = [value for value, _ in claim.values if not value.soft and (lacking or _stands(value, quotation))]
    figures = [any(carried(value, by) for by, _ in quote.values) for value in stated]
    here = [any(within(part, quote.plain) for part in (n.parts, n.parts[1:], n.parts[-1:])) for n in names]
    own += WEIGHTS.figure_words * sum(figures)
    around += WEIGHTS.figure_words * figures.count(False)
    # A name that the quote has speaks for it only where nothing else could.
    counted = here if not total and not figures else [there for there in here if not there]
    own += WEIGHTS.name_words * sum(counted)
    around += WEIGHTS.name_words * counted.count(False)
    total += WEIGHTS.figure_words * len(figures) + WEIGHTS.name_words * len(counted)
    if not total:
        return 0.0, "", 0.0
    reached = own / total
    if reached >= (WEIGHTS.cited_own_share if quotation.cited else WEIGHTS.own_share):
        reached += WEIGHTS.around_share * around / total
    return reached, ", ".join(missing[:4]), own


def _stands(value: Value, quotation: Quotation) -> bool:
    """Whether a passage has the value: one that is worked out from others stands nowhere, and counts for nothing."""
    return any(carried(value, by) for by in quotation.whole.values)


def _said(term: Term, by: Reading | Said) -> float:
    """The share of a term that a text says: all where it has a word of the same meaning."""
    if not term.syllables:
        return 0.0
    if term.meanings & by.meanings:
        return 1.0
    return sum(syllable in by.syllables for syllable in term.syllables) / len(term.syllables)
