"""Answer by quoting: the sentences of the passages that answer, word for word, each with its source.

No LLM. Every sentence is scored by the question's words that it carries (rare ones count more), by whether it holds
the kind of thing asked for, and by its passage's rank; the best few are compared with the question by the encoder.
Neighbours are quoted together, and a sentence that leans on the one before it with that one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from language.content import terms
from language.detect import language_of
from language.sentences import paragraphs, sentences
from rag.answer import Source, source_of
from rag.question.asked import Asked, asked, goes_on
from rag.question.understand import Question
from rag.quote.carried import Wanted, wanted
from rag.quote.confidence import Signs
from rag.quote.refers import refers_back
from rag.quote.unmet import unmet
from vectorstore.records import Passage
from vectorstore.terms import idf

# The cosines of some texts to the question, one each.
Alike = Callable[[Sequence[str]], Sequence[float]]

MAX_QUOTES = 3
MAX_CHARS = 600
MAX_LIST_CHARS = 1_500
COMPARED = 6
# Candidates further below the best than this aren't compared: none of them would be quoted (the benchmark's 600
# questions have the same figures), and embedding them takes a fifth of the time.
HOPELESS = 0.5
# Learnt by softmax regression over the sentences of the benchmark's half library, rounded; the encoder's part is per
# unit of cosine below the best. Top sentence right: .77 without the encoder, .80 with it (docs/evaluation.md).
CARRIED, AROUND, RANK, SCORE, KIND, UNIT, COSINE = 1.0, 0.35, 0.45, 0.65, 0.07, 0.3, 6.5
# The agenda stands far below the sentence that names the meeting in full and opens the article.
ANNOUNCED = 0.7
ANOTHER = 0.25  # off for a sentence about another number of the same thing
# What a follow-up took from the turns before, against its own words: evidence cited for 16 of 18 example
# follow-ups (dev); at 1 for 11, at .5 for 13, at 0 for 14. On 17 others it is 11 at any of them, 10 at 1.
TAKEN_OVER = 0.3
# A further sentence is quoted when it scores this near the best, or brings this share of what the question says. One
# next to a quote, or next but one, makes that quote longer, which asks less of its reader than another source: it may
# be further off while the quotes carry less than COVERED of the question. Evidence cited on the two halves of the
# benchmark .80 and .85 without, .89 and .95 with, in 180 and 280 characters.
NEAR, NEW, NEXT_TO, COVERED, NEXT_TO_COVERED = 0.05, 0.3, 0.5, 0.8, 0.15
GAP = 2


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quotes in reading order, and the signs by which to tell whether they answer the question at all.

    `unmet` is what the question names and no quoted passage does; empty if nothing. `best` are the sentences that came
    nearest to answering, best first, quoted or not: article and characters.
    """

    sources: tuple[Source, ...]
    best: tuple[tuple[str, int, int], ...]
    signs: Signs
    unmet: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Sentence number `at` of its passage."""

    passage: Passage
    at: int
    start: int
    end: int
    own: frozenset[str]
    around: frozenset[str]
    score: float = 0.0
    cosine: float = 0.0

    @property
    def text(self) -> str:
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]


@dataclass
class _Run:
    """Neighbouring sentences of one passage, quoted as one: numbers `first` to `last` of `sentences`."""

    sentences: Sequence[_Candidate]
    first: int
    last: int

    @property
    def chars(self) -> int:
        return self.sentences[self.last].end - self.sentences[self.first].start

    def reaches(self, candidate: _Candidate, gap: int) -> bool:
        same = candidate.passage is self.sentences[0].passage
        return same and self.first - gap <= candidate.at <= self.last + gap

    def with_(self, candidate: _Candidate) -> "_Run":
        return replace(self, first=min(self.first, candidate.at), last=max(self.last, candidate.at))


def quote(question: Question, passages: Sequence[Passage], texts: Mapping[str, str], alike: Alike) -> Quoted:
    """The fewest sentences that carry what was asked.

    `texts` gives the stored text of each passage's article: a list that runs past its passage is quoted whole.
    """
    kind, words = asked(question.understood_as), wanted(question.understood_as)
    apart = [_candidates(passage, words) for passage in passages]
    candidates = [candidate for of in apart for candidate in of]
    weights = _weights(terms(question.understood_as), [candidate.own for candidate in candidates])
    new = _as_new(weights, terms(question.text)) if question.follow_up else weights
    scored = [
        replace(candidate, score=_score(candidate, rank, new, kind))
        for rank, of in enumerate(apart)
        for candidate in of
    ]
    best = _compared(sorted(scored, key=_by_score)[:COMPARED], alike)
    runs = _runs(best, {passage.key: of for passage, of in zip(passages, apart, strict=True)}, new)
    sources: list[Source] = []
    for run in _in_reading_order(runs):
        first, last = run.sentences[run.first], run.sentences[run.last]
        text = texts[first.passage.article_id]
        end = _list_end(text, first.start, last.end) if kind.lists else last.end
        if not any(s.article_id == first.passage.article_id and s.start <= first.start < s.end for s in sources):
            cited = source_of(len(sources) + 1, first.passage, first.start, end, text[first.start : end])
            sources.append(cited)
    quoted = [run.sentences[run.first].passage for run in runs]
    across = bool(quoted) and language_of(quoted[0].text) != question.language
    named = "" if across else unmet(question.understood_as, quoted)
    nearest = tuple((candidate.passage.article_id, candidate.start, candidate.end) for candidate in best)
    return Quoted(tuple(sources), nearest, _signs(question, best, apart, weights, across=across), named)


def _candidates(passage: Passage, words: Wanted) -> list[_Candidate]:
    """The passage's sentences, each with its own terms and those of its title, heading and the sentence before."""
    head = terms(f"{passage.title} {passage.heading}")
    found: list[_Candidate] = []
    for start, end in sentences(passage.text):
        before = found[-1].own if found else frozenset[str]()
        own = words.of(passage.text[start:end])
        span = (passage.start + start, passage.start + end)
        found.append(_Candidate(passage, len(found), *span, own, (head | before) - own))
    return found


def _weights(wanted: frozenset[str], bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """Each term of the question, weighted by how rare it is among the candidates (BM25's idf), 1 in sum."""
    counts = Counter(term for bag in bags for term in bag & wanted)
    idfs = {term: idf(counts[term], len(bags)) for term in wanted}
    total = sum(idfs.values()) or 1.0
    return {term: weight / total for term, weight in idfs.items()}


def _as_new(weights: Mapping[str, float], typed: frozenset[str]) -> dict[str, float]:
    """`weights`, 1 in sum, for a follow-up: what it took from the turns before says where to look, not what for."""
    light = {term: weight * (1.0 if term in typed else TAKEN_OVER) for term, weight in weights.items()}
    total = sum(light.values()) or 1.0
    return {term: weight / total for term, weight in light.items()}


def _score(candidate: _Candidate, rank: int, weights: Mapping[str, float], kind: Asked) -> float:
    own = sum(weights[term] for term in candidate.own & weights.keys())
    around = sum(weights[term] for term in candidate.around & weights.keys())
    place = RANK / (1 + rank) + SCORE * candidate.passage.score
    text = candidate.text
    fit = KIND * kind.held_by(text) + UNIT * kind.counted_in(text) + ANNOUNCED * kind.announced_in(text)
    fit -= ANOTHER * bool(kind.other_than(text))
    return CARRIED * own + AROUND * around + place + fit


def _by_score(candidate: _Candidate) -> float:
    return -candidate.score


def _compared(candidates: Sequence[_Candidate], alike: Alike) -> list[_Candidate]:
    if not candidates:
        return []
    near = [candidate for candidate in candidates if candidates[0].score - candidate.score <= HOPELESS]
    cosines = list(alike([f"{candidate.passage.title}\n{candidate.text}" for candidate in near]))
    cosines += [min(cosines)] * (len(candidates) - len(near))
    pairs = zip(candidates, cosines, strict=True)
    return sorted((replace(c, score=c.score + COSINE * cosine, cosine=cosine) for c, cosine in pairs), key=_by_score)


def _runs(
    candidates: Sequence[_Candidate], sentences_of: Mapping[int, Sequence[_Candidate]], weights: Mapping[str, float]
) -> list[_Run]:
    """The best sentence, then others while each is nearly as good or brings enough of what is still missing."""
    runs: list[_Run] = []
    held = frozenset[str]()
    for candidate in candidates:
        if any(run.reaches(candidate, 0) for run in runs):
            continue
        beside = next((run for run in runs if run.reaches(candidate, GAP)), None)
        alone = _Run(sentences_of[candidate.passage.key], candidate.at, candidate.at)
        longer = beside.with_(candidate) if beside else _leaning(alone)
        others = [run for run in runs if run is not beside]
        next_to = NEXT_TO if _share(weights, held, pairs=False) < COVERED else NEXT_TO_COVERED
        near = candidates[0].score - candidate.score <= (next_to if beside else NEAR)
        brings = sum(weights.get(term, 0.0) for term in candidate.own - held) >= NEW
        short = sum(run.chars for run in [*others, longer]) <= MAX_CHARS and len(others) < MAX_QUOTES
        if not runs or (short and (near or brings)):
            runs = [*others, longer]
            held = held.union(*(sentence.own for run in runs for sentence in run.sentences[run.first : run.last + 1]))
    return runs


def _leaning(run: _Run) -> _Run:
    """The run, with the sentence before it where it leans on that one and both are short enough."""
    if not run.first or not refers_back(run.sentences[run.first].text):
        return run
    longer = run.with_(run.sentences[run.first - 1])
    return longer if longer.chars <= MAX_CHARS else run


def _in_reading_order(runs: Sequence[_Run]) -> list[_Run]:
    """The best run's article first; within an article as it was written."""
    articles = list(dict.fromkeys(run.sentences[0].passage.article_id for run in runs))
    return sorted(
        runs, key=lambda run: (articles.index(run.sentences[0].passage.article_id), run.sentences[run.first].start)
    )


def _signs(
    question: Question,
    best: Sequence[_Candidate],
    apart: Sequence[Sequence[_Candidate]],
    weights: Mapping[str, float],
    *,
    across: bool,
) -> Signs:
    """What the best sentence, what stands around it and its passage carry of the question."""
    if not best:
        return Signs(0.0, 0.0, -1.0, unmet=True, across=across)
    first = best[0]
    # What was read as days or as an outlet may have kept other articles out; none has to say it again.
    read = terms(" ".join([question.dates.words if question.dates else "", question.outlet or ""]))
    near = first.own | first.around | read
    whole = near.union(*(other.own for of in apart for other in of if other.passage is first.passage))
    return Signs(
        words=_share(weights, near, pairs=False),
        pairs=_share(weights, whole, pairs=True),
        cosine=first.cosine,
        unmet=not across and bool(unmet(question.understood_as, [first.passage])),
        across=across,
    )


def _share(weights: Mapping[str, float], held: Iterable[str], *, pairs: bool) -> float:
    """The weighted share of the question's words, or of its pairs of words, that `held` has."""
    these = {term: weight for term, weight in weights.items() if ("_" in term) == pairs}
    return sum(these.get(term, 0.0) for term in held) / (sum(these.values()) or 1.0)


def _list_end(text: str, start: int, end: int) -> int:
    """Where a list that begins in text[start:end] ends: past what its colon announces and what goes on with it."""
    announced = text[start:end].endswith(":")
    tail = text[end : start + MAX_LIST_CHARS]
    spans = [(at + first, at + last) for at, to in paragraphs(tail) for first, last in sentences(tail[at:to])]
    found = end
    for first, last in spans:
        if not (announced or goes_on(tail[first:last])):
            break
        announced = announced and tail[first:last].endswith((";", ",", ":"))
        found = end + last
    return found
