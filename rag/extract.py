"""Answer by quoting: the sentences of the passages that answer, word for word, each with its source.

No LLM. Every sentence is scored by the question's words that it carries (rare ones count more), by whether it holds
the kind of thing asked for, and by its passage's rank; the best few are compared with the question by the encoder.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.answer import Source, source_of
from rag.asked import Asked, asked, goes_on
from rag.question import Question
from rag.terms import content_terms
from vectorstore.chunk import Passage
from vectorstore.sentences import paragraphs, sentences
from vectorstore.text import fold, syllable_pairs, syllables

# The cosines of some texts to the question, one each.
Alike = Callable[[Sequence[str]], Sequence[float]]

MAX_QUOTES = 3
MAX_CHARS = 350
MAX_LIST_CHARS = 1_500
COMPARED = 4
# Learnt by softmax regression over the sentences of the benchmark's half library, rounded; the encoder's part is per
# unit of cosine below the best. Top sentence right: .77 without the encoder, .80 with it (docs/evaluation.md).
CARRIED, AROUND, RANK, SCORE, KIND, UNIT, COSINE = 1.0, 0.35, 0.45, 0.65, 0.07, 0.3, 6.5
ANOTHER = 0.25  # off for a sentence about another number of the same thing
# What a follow-up took from the turns before, against its own words: evidence cited for 16 of 18 example
# follow-ups (dev); at 1 for 11, at .5 for 13, at 0 for 14. On 17 others it is 11 at any of them, 10 at 1.
TAKEN_OVER = 0.3
# A further quote is added when it scores this near the best, or brings this share of what the question says.
NEAR, NEW = 0.1, 0.25
# Less than this share of the question's content in the quotes and around them is no answer: on the half library it
# refuses .84 of what can't be answered for .10 of what can.
ENOUGH = 0.45
# Questions in another language than the articles share few words with them; there the encoder decides: a best sentence
# nearer than this is an answer. On 300 English questions it refuses .90 of what can't be answered for .15 of what can.
NEAR_ACROSS = 0.777


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quotes, best first, and `evidence` in 0…1: the share of the question's content that they carry."""

    sources: tuple[Source, ...]
    evidence: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: Passage
    start: int
    end: int
    own: frozenset[str]
    around: frozenset[str]
    score: float = 0.0
    cosine: float = 0.0

    @property
    def text(self) -> str:
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]


def quote(question: Question, passages: Sequence[Passage], texts: Mapping[str, str], alike: Alike) -> Quoted:
    """The fewest sentences that carry what was asked.

    `texts` gives the stored text of each passage's article: a list that runs past its passage is quoted whole.
    """
    wanted = asked(question.understood_as)
    candidates = [candidate for passage in passages for candidate in _candidates(passage)]
    weights = _weights(_terms(question.understood_as), [candidate.own for candidate in candidates])
    new = _as_new(weights, _terms(question.text)) if question.follow_up else weights
    ranks = {passage.key: rank for rank, passage in enumerate(passages)}
    scored = [replace(c, score=_score(c, ranks[c.passage.key], new, wanted)) for c in candidates]
    chosen = _chosen(_compared(sorted(scored, key=_by_score)[:COMPARED], alike), new)
    sources: list[Source] = []
    for candidate in chosen:
        text = texts[candidate.passage.article_id]
        end = _list_end(text, candidate.start, candidate.end) if wanted.lists else candidate.end
        if not any(
            s.article_id == candidate.passage.article_id and s.start <= candidate.start < s.end for s in sources
        ):
            cited = source_of(len(sources) + 1, candidate.passage, candidate.start, end, text[candidate.start : end])
            sources.append(cited)
    near = question.language == "en" and any(candidate.cosine >= NEAR_ACROSS for candidate in chosen)
    return Quoted(tuple(sources), max(_evidence(chosen, weights), ENOUGH * near))


def _candidates(passage: Passage) -> list[_Candidate]:
    """The passage's sentences, each with its own terms and those of its title, heading and the sentence before."""
    head = _terms(f"{passage.title} {passage.heading}")
    found: list[_Candidate] = []
    for start, end in sentences(passage.text):
        before = found[-1].own if found else frozenset[str]()
        own = _terms(passage.text[start:end])
        found.append(_Candidate(passage, passage.start + start, passage.start + end, own, (head | before) - own))
    return found


def _terms(text: str) -> frozenset[str]:
    """Content words, and pairs of them that stand together, without diacritics."""
    content = content_terms(text)
    words = set(content)
    pairs = (pair for pair in syllable_pairs(syllables(fold(text))) if words.issuperset(pair.split("_")))
    return frozenset([*content, *pairs])


def _weights(wanted: frozenset[str], bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """Each term of the question, weighted by how rare it is among the candidates (BM25's idf), 1 in sum."""
    counts = Counter(term for bag in bags for term in bag & wanted)
    idfs = {term: math.log(1 + (len(bags) - counts[term] + 0.5) / (counts[term] + 0.5)) for term in wanted}
    total = sum(idfs.values()) or 1.0
    return {term: weight / total for term, weight in idfs.items()}


def _as_new(weights: Mapping[str, float], typed: frozenset[str]) -> dict[str, float]:
    """`weights`, 1 in sum, for a follow-up: what it took from the turns before says where to look, not what for."""
    light = {term: weight * (1.0 if term in typed else TAKEN_OVER) for term, weight in weights.items()}
    total = sum(light.values()) or 1.0
    return {term: weight / total for term, weight in light.items()}


def _score(candidate: _Candidate, rank: int, weights: Mapping[str, float], wanted: Asked) -> float:
    own = sum(weights[term] for term in candidate.own & weights.keys())
    around = sum(weights[term] for term in candidate.around & weights.keys())
    place = RANK / (1 + rank) + SCORE * candidate.passage.score
    text = candidate.text
    fit = KIND * wanted.held_by(text) + UNIT * wanted.counted_in(text) - ANOTHER * wanted.is_another(text)
    return CARRIED * own + AROUND * around + place + fit


def _by_score(candidate: _Candidate) -> float:
    return -candidate.score


def _compared(candidates: Sequence[_Candidate], alike: Alike) -> list[_Candidate]:
    if not candidates:
        return []
    cosines = alike([f"{candidate.passage.title}\n{candidate.text}" for candidate in candidates])
    pairs = zip(candidates, cosines, strict=True)
    return sorted((replace(c, score=c.score + COSINE * cosine, cosine=cosine) for c, cosine in pairs), key=_by_score)


def _chosen(candidates: Sequence[_Candidate], weights: Mapping[str, float]) -> list[_Candidate]:
    """The best sentence, then others while each is nearly as good or brings enough of what is still missing."""
    chosen: list[_Candidate] = []
    missing = dict(weights)
    for candidate in candidates:
        brings = sum(missing.get(term, 0.0) for term in candidate.own)
        chars = sum(len(other.text) for other in chosen) + len(candidate.text)
        near = bool(chosen) and chosen[0].score - candidate.score <= NEAR
        if chosen and (chars > MAX_CHARS or len(chosen) == MAX_QUOTES or not (near or brings >= NEW)):
            continue
        chosen.append(candidate)
        missing = {term: weight for term, weight in missing.items() if term not in candidate.own}
    return chosen


def _evidence(chosen: Sequence[_Candidate], weights: Mapping[str, float]) -> float:
    single = {term: weight for term, weight in weights.items() if "_" not in term}
    held = frozenset[str]().union(*(candidate.own | candidate.around for candidate in chosen))
    return sum(single[term] for term in held & single.keys()) / (sum(single.values()) or 1.0)


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
