"""Whether a passage bears out a sentence, by which of its own sentences, and if not, why not.

The best sentence of the passage, or two neighbours, or an announced list, is held against the claim: every value and
name must be there, nothing denied or turned round, and enough of the words, or others of the same meaning.
No model is asked. Missed are falsehoods that change none of these: roles swapped inside one clause in new words,
invented reasons in a long sentence, sums.
"""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from rag.answer import Reason, Support
from rag.language import language_of
from rag.moments import Moment
from rag.numbers import Number
from rag.opposites import turned_round
from rag.reading import Reading, joined, read
from rag.roles import exchanged
from rag.syllables import spellings
from rag.thesaurus import other_names
from rag.values import carried
from rag.words import Name, Term
from vectorstore.chunk import Passage
from vectorstore.sentences import sentences
from vectorstore.text import fold

# Shares of a sentence's content words, counted in syllables, that are said by its quote and what stands around it.
SUPPORTED, PARTIAL = 0.55, 0.35
# A value that the quote has counts as this many words: few sentences share their figures by chance. A name counts
# as so many where only what stands around the quote has it.
FIGURE, NAME = 3, 2
# What a word counts that is not in the quote but in its title, heading or a neighbouring sentence.
AROUND = 0.7
# Without a word of these in the quote itself, what stands around it proves nothing.
OWN = 0.5
# A second sentence in the quote must add this much.
LONGER = 0.15
# Fewer syllables than this in common are no part of anything.
PARTLY = 3.0
_COMPARED = 3
_LIST_CHARS = 1_500


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


@dataclass(frozen=True)
class _Run:
    """Sentences of a passage that may be quoted together, and the reading of what stands around them."""

    start: int
    end: int
    longer: bool
    reading: Reading
    around: Reading


@dataclass(frozen=True)
class _Read:
    """A passage taken apart: its runs, and all of it with title and heading."""

    runs: tuple[_Run, ...]
    head: Reading
    whole: Reading
    published: date | None

    @cached_property
    def topic(self) -> frozenset[str]:
        return self.head.meanings | self.head.syllables


def check(sentence: str, passage: Passage) -> Verdict:
    """How far `passage` bears out `sentence`, and by which of its sentences."""
    source = _taken_apart(passage)
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


@functools.lru_cache(64)
def _taken_apart(passage: Passage) -> _Read:
    published = _day(passage.published)
    language = language_of(passage.text[:1000])
    head = read(f"{passage.title}.\n{passage.heading}", language=language, published=published)
    spans = sentences(passage.text) or [(0, len(passage.text))]
    readings = [read(passage.text[start:end], language=language, published=published) for start, end in spans]
    whole = joined([head, *readings])
    runs = []
    for first, last in _runs(passage.text, spans):
        own = joined(readings[first : last + 1])
        around = [*readings[max(0, first - 1) : first], *readings[last + 1 : last + 2]]
        runs.append(_Run(spans[first][0], spans[last][1], last > first, own, joined([head, *around])))
    return _Read(tuple(runs), head, whole, published)


def _runs(text: str, spans: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Which sentences may be quoted together: each, each two, and a list with what announces it."""
    for at in range(len(spans)):
        yield at, at
        if at + 1 < len(spans):
            yield at, at + 1
        last = at
        while last + 1 < len(spans) and text[spans[last][0] : spans[last][1]].endswith((":", ";")):
            last += 1
        if last > at + 1 and spans[last][1] - spans[at][0] <= _LIST_CHARS:
            yield at, last


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _rank(claim: Reading, run: _Run) -> float:
    """A quick guess at the fit: words and values that the run says; the shorter run on a tie."""
    held = sum(any(carried(value, by) for by, _ in run.reading.values) for value, _ in claim.values)
    hard = len(claim.values) or 1
    said = sum(len(term.syllables) * _said(term, run.reading) for term in claim.terms)
    return said / (sum(len(term.syllables) for term in claim.terms) or 1) + held / hard - len(run.reading.terms) / 1000


def _judged(claim: Reading, run: _Run, source: _Read) -> Verdict:
    if claim.plain in run.reading.plain:  # word for word
        return Verdict("supported", 1.0, run.start, run.end, None, 1.0, run.longer)
    across = claim.english != run.reading.english
    reason = _missing_value(claim, run, source) or _missing_name(claim, run, source, across=across)
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
    if support == "partial" and held < PARTLY:
        support = "unsupported"
    why = None if support == "supported" else Reason("words", missing)
    return Verdict(support, round(score, 2), run.start, run.end, why, score, run.longer)


def _missing_value(claim: Reading, run: _Run, source: _Read) -> Reason | None:
    """The first number that the quote lacks, or date that neither it nor what stands around it has."""
    for value, _ in claim.values:
        if value.soft or any(carried(value, by) for by, _ in run.reading.values):
            if isinstance(value, Number) and value.per and _paid_otherwise(value, source.whole):
                return Reason("figure", f"{value.words}/{value.per}")
            continue
        if isinstance(value, Moment):
            if _known_from_around(value, run, source):
                continue
            return Reason("date", value.words.strip())
        titled = not value.dimension and any(carried(value, by) for by, _ in source.head.values)
        if not titled:
            return Reason("figure", value.words)
    return None


def _paid_otherwise(value: Number, whole: Reading) -> bool:
    """Whether the passage gives the same amount, but never for this time: by the month, not by the year."""
    rates = [by for by, _ in whole.values if isinstance(by, Number) and by.per and replace(by, per="").carries(value)]
    return bool(rates) and all(rate.per != value.per for rate in rates)


def _known_from_around(wanted: Moment, run: _Run, source: _Read) -> bool:
    """Whether the neighbours, title or day of publication date what the quote itself leaves undated."""
    if wanted.minute is None and wanted.month is wanted.quarter is None:
        years = {value.year for value, _ in source.whole.values if isinstance(value, Moment)}
        said = {value.year for value, _ in run.reading.values if isinstance(value, Moment)}
        published = {source.published.year} if source.published else set()
        return wanted.year in published | years and not said - {None}
    own = [v for v, _ in run.reading.values if isinstance(v, Moment) and (v.minute is None) == (wanted.minute is None)]
    return not any(v.day or v.minute for v in own) and any(
        isinstance(by, Moment) and by.carries(wanted) for by, _ in run.around.values
    )


def _missing_name(claim: Reading, run: _Run, source: _Read, *, across: bool) -> Reason | None:
    """The first name that the passage lacks; or a person from elsewhere in it where the quote is about another."""
    for name in claim.names:
        if any(value.start <= name.at < value.end for value, _ in claim.values):  # đô la Mỹ
            continue
        if not _is_named(name, source.whole, across=across):
            return Reason("name", name.words)
    ours = [name for name in claim.names if name.person]
    theirs = [name for name in run.reading.names if name.person]
    absent = [name for name in ours if not _within(name.parts, run.reading.plain) and not _any_like(name, theirs)]
    others = [name for name in theirs if not _any_like(name, claim.names)]
    return Reason("role", absent[0].words) if absent and others else None


def _any_like(name: Name, others: Iterable[Name]) -> bool:
    """Whether one of `others` is the same name in full or in short."""
    return any(name.is_like(other) for other in others)


def _within(parts: Sequence[str], plain: str) -> bool:
    return f" {' '.join(parts)} " in plain


def _is_named(name: Name, source: Reading, *, across: bool) -> bool:
    parts = name.parts
    if any(_within(other, source.plain) for other in other_names().get(parts, ())):
        return True
    if across:
        shaped = len(parts) > 1 and all(spellings(part) for part in parts)
        return not shaped or "".join(parts) in source.squeezed
    if name.opens and len(parts) == 1:
        return bool(spellings(fold(parts[0]))) or _within(parts, source.plain)
    options = [parts, parts[1:]] if name.opens else [parts]
    return any(
        _within(option, source.plain)
        or any(
            _within(option[:cut], source.plain) and _within(option[cut:], source.plain)
            for cut in range(2, len(option) - 1)
        )
        for option in options
    )


def _worded(claim: Reading, run: _Run) -> tuple[float, str, float]:
    """The share of the claim's words that the quote says, with what stands around it; the words that are missing; and
    how many the quote itself says."""
    total = own = around = 0.0
    missing: list[str] = []
    named = [(name.at, name.end) for name in claim.names if len(name.parts) > 1]
    named += [(value.start, value.end) for value, _ in claim.values]
    for term in claim.terms:
        if any(start <= term.at < end for start, end in named):
            continue
        weight = len(term.syllables)
        said = _said(term, run.reading)
        total += weight
        own += weight * said
        extra = max(0.0, _said(term, run.around) - said)
        around += weight * extra
        if said + extra < 1:
            missing.append(" ".join(term.syllables))
    figures = [any(carried(value, by) for by, _ in run.reading.values) for value, _ in claim.values if not value.soft]
    anchors = float(FIGURE * sum(figures))
    if not total:
        return 1.0, "", anchors
    total += float(FIGURE * len(figures))
    own += anchors
    around += FIGURE * figures.count(False)
    for name in claim.names:
        if len(name.parts) > 1:
            here = any(_within(part, run.reading.plain) for part in (name.parts, name.parts[-1:], name.parts[1:]))
            total += NAME * (not here)
            around += NAME * (not here)
    if own / total < OWN:
        return own / total, ", ".join(missing[:4]), own
    return (own + AROUND * around) / total, ", ".join(missing[:4]), own


def _said(term: Term, by: Reading) -> float:
    """The share of a term that a text says: all where it has a word of the same meaning."""
    if not term.syllables:
        return 0.0
    if term.meanings & by.meanings:
        return 1.0
    return sum(syllable in by.syllables for syllable in term.syllables) / len(term.syllables)


def _anchored(claim: Reading, run: _Run) -> float:
    """Of a claim in another language: the share of its values and names that the quote and title hold.

    Its words can't be compared; without a value it is never more than partly supported.
    """
    values = [value for value, _ in claim.values]
    names = [name for name in claim.names if not (name.opens and len(name.parts) == 1)]
    held = sum("".join(name.parts) in run.reading.squeezed + run.around.squeezed for name in names)
    if not values:
        return PARTIAL if held else 0.0
    return (2 * len(values) + held) / (2 * len(values) + len(names))
