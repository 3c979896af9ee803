"""Which sentences are quoted: the best one with what it leans on and what beside it may answer as well; another place
only where that is nearly as likely.

Neighbours are quoted as one run: that asks less of a reader than another source.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.quote.quotable import FITS, ScoredSentence, TermWeights, share
from rag.quote.ranking import Ranking
from rag.quote.refers import refers_back


@dataclass(frozen=True, slots=True)
class QuotationLimits:
    """How much is quoted. Chances are those of `ranking`, 1 in sum over the sentences of all passages.

    `run_chars`: what a run doesn't grow past; `neighbour_chance`: what the sentence next to a run adds at least;
    `source_chance`: how likely a sentence of another place answers at least; `brings`: the share of the question's
    words that it must add to be quoted however unlikely, as what asks two things needs two places.
    """

    max_quotes: int = 3
    run_chars: int = 700
    max_chars: int = 900
    neighbour_chance: float = 0.008
    source_chance: float = 0.22
    brings: float = 0.4


LIMITS = QuotationLimits()


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
    ranking: Ranking,
    sentences_of: Mapping[int, Sequence[ScoredSentence]],
    weights: TermWeights,
    limits: QuotationLimits = LIMITS,
) -> list[SentenceRun]:
    """The best sentence's run first, then in the order of their best sentences."""
    made: list[SentenceRun] = []
    held = frozenset[str]()
    for sentence in ranking.best:
        if any(run.reaches(sentence, 0) for run in made):
            continue
        alone = SentenceRun(sentences_of[sentence.passage.key], sentence.at, sentence.at, sentence)
        run = grown(leaning(alone, limits.max_chars), ranking.chances, limits)
        likely = ranking.chances[sentence.passage.key, sentence.at] >= limits.source_chance
        brings = share(weights.words, sentence.own - held) >= limits.brings
        fits = not _holds(ranking.best[0]) or _holds(sentence)
        short = sum(other.chars for other in [*made, run]) <= limits.max_chars
        if not made or (short and fits and len(made) < limits.max_quotes and (likely or brings)):
            made.append(run)
            held = held.union(*(one.own for one in run.sentences[run.first : run.last + 1]))
    return made


def grown(run: SentenceRun, chances: Mapping[tuple[int, int], float], limits: QuotationLimits) -> SentenceRun:
    """With its neighbours, the likelier first, while they may answer and are short enough."""

    def chance(at: int) -> float:
        return chances.get((run.best.passage.key, at), 0.0)

    beside = [at for at in (run.first - 1, run.last + 1) if 0 <= at < len(run.sentences)]
    for at in sorted(beside, key=chance, reverse=True):
        longer = run.with_(run.sentences[at])
        if chance(at) >= limits.neighbour_chance and longer.chars <= limits.run_chars:
            return grown(longer, chances, limits)
    return run


def _holds(sentence: ScoredSentence) -> bool:
    return sentence.fit >= FITS


def leaning(quotation: SentenceRun, max_chars: int, leans: Callable[[str], bool] = refers_back) -> SentenceRun:
    """With the sentence before it where it leans on that one and both are short enough."""
    if not quotation.first or not leans(quotation.best.text):
        return quotation
    longer = quotation.with_(quotation.sentences[quotation.first - 1])
    return longer if longer.chars <= max_chars else quotation
