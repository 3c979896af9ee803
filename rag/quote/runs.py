"""Which sentences are quoted: the best one with what it leans on, and others only where they answer as well.

Neighbours are quoted as one run: that asks less of a reader than another source.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.quote.quotable import FITS, ScoredSentence, TermWeights, share
from rag.quote.refers import refers_back


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is quoted. Scores are log-odds against the best sentence, as `ranking.json` makes them.

    `near_source`: how far below the best a sentence of another place may be; `near_sentence`: one next to a quote, or
    next but one; `brings`: the share of the question's words that a sentence must add to be quoted however far below.
    """

    max_quotes: int = 3
    max_chars: int = 600
    near_source: float = 0.4
    near_sentence: float = 2.0
    brings: float = 0.4
    gap_sentences: int = 2


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class SentenceRun:
    """Neighbouring sentences, quoted as one: numbers `first` to `last` of `sentences`; `best` is the one that
    answers."""

    sentences: Sequence[ScoredSentence]
    first: int
    last: int
    best: ScoredSentence

    @property
    def chars(self) -> int:
        return self.sentences[self.last].end - self.sentences[self.first].start

    def reaches(self, sentence: ScoredSentence, gap: int) -> bool:
        same = sentence.passage is self.best.passage
        return same and self.first - gap <= sentence.at <= self.last + gap

    def with_(self, sentence: ScoredSentence) -> "SentenceRun":
        return replace(self, first=min(self.first, sentence.at), last=max(self.last, sentence.at))


def quotations(
    ranked: Sequence[ScoredSentence],
    sentences_of: Mapping[int, Sequence[ScoredSentence]],
    weights: TermWeights,
    limits: Limits = LIMITS,
) -> list[SentenceRun]:
    """The best sentence's quotation first, then in the order of their best sentences. `ranked`: best first."""
    made: list[SentenceRun] = []
    held = frozenset[str]()
    for sentence in ranked:
        if any(quotation.reaches(sentence, 0) for quotation in made):
            continue
        beside = next((quotation for quotation in made if quotation.reaches(sentence, limits.gap_sentences)), None)
        alone = SentenceRun(sentences_of[sentence.passage.key], sentence.at, sentence.at, sentence)
        longer = beside.with_(sentence) if beside else leaning(alone, limits.max_chars)
        others = [quotation for quotation in made if quotation is not beside]
        near = ranked[0].score - sentence.score <= (limits.near_sentence if beside else limits.near_source)
        brings = share(weights.words, sentence.own - held) >= limits.brings
        fits = beside is not None or not made or not _holds(ranked[0]) or _holds(sentence)
        short = sum(quotation.chars for quotation in [*others, longer]) <= limits.max_chars
        if not made or (short and fits and len(others) < limits.max_quotes and (near or brings)):
            made = [longer if quotation is beside else quotation for quotation in made] if beside else [*made, longer]
            held = held.union(*(one.own for of in made for one in of.sentences[of.first : of.last + 1]))
    return made


def _holds(sentence: ScoredSentence) -> bool:
    return sentence.features.fit >= FITS


def leaning(quotation: SentenceRun, max_chars: int, leans: Callable[[str], bool] = refers_back) -> SentenceRun:
    """With the sentence before it where it leans on that one and both are short enough."""
    if not quotation.first or not leans(quotation.best.text):
        return quotation
    longer = quotation.with_(quotation.sentences[quotation.first - 1])
    return longer if longer.chars <= max_chars else quotation
