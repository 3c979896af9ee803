"""Answer by quoting: the sentences of the passages that answer, word for word, each with its source.

No model. A sentence is scored by the question's words it carries (rare ones count more), by the kind of thing asked
for (a date, a figure, a person, a place, a reason) and by how high its passage was ranked.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.answer import Source, source_of
from rag.question import Question
from rag.terms import content_terms
from vectorstore.chunk import Passage
from vectorstore.sentences import paragraphs, sentences
from vectorstore.text import fold, syllable_pairs, syllables

MAX_QUOTES = 3
MAX_LIST_CHARS = 1_500
# Shares of the question's weight: a further quote must add this much; less than this in the best one is no answer.
WORTH_ADDING = 0.25
ENOUGH = 0.4
_ASKS: Mapping[str, re.Pattern[str]] = {
    "count": re.compile(r"\b(bao nhieu|may|how (?:many|much|long|far|old|high)|ty le|what percentage)\b"),
    "when": re.compile(
        r"\b(khi nao|luc nao|bao gio|(?:ngay|thang|nam|gio|hom) nao|when|what (?:day|date|year|time))\b"
    ),
    "who": re.compile(r"\b(ai|nguoi nao|ong nao|ba nao|who|whom)\b"),
    "where": re.compile(r"\b(o dau|tai dau|noi nao|dau|(?:tinh|xa|huyen|tinh thanh) nao|where)\b"),
    "why": re.compile(r"\b(vi sao|tai sao|do dau|nguyen nhan|why)\b"),
    "list": re.compile(
        r"\b(nhung (?:\w+ ){0,3}(?:gi|nao|ai)|cac (?:\w+ ){1,3}nao|gom (?:nhung )?(?:gi|ai)"
        r"|ban (?:ve )?(?:nhung )?\w* ?\w* ?gi|noi dung gi|what (?:\w+ )?(?:issues|topics|matters|items)|which \w+s)\b"
    ),
}
_CARRIES: Mapping[str, re.Pattern[str]] = {
    "count": re.compile(r"\d|\b(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ)\b", re.I),
    "when": re.compile(
        r"\b(ngày|tháng|năm|sáng|trưa|chiều|tối|đêm|hôm|lúc|on|in) \d|\d{1,2}[-/.]\d{1,2}|\d+ ?(?:giờ|h\d?)"
    ),
    "who": re.compile(r"\b(ông|bà|anh|chị|em|Mr|Ms|Mrs|Dr)\.? [A-ZĐÀ-Ỹ]|(?:[A-ZĐÀ-Ỹ]\w+ ){1,4}[A-ZĐÀ-Ỹ]\w+"),
    "where": re.compile(r"\b(tại|ở|thuộc|in|at|near) (?:\w+ ){0,2}[A-ZĐÀ-Ỹ]"),
    "why": re.compile(r"\b(vì|do|bởi|nhằm|nguyên nhân|nên|khiến|because|due to|so that)\b", re.I),
    "list": re.compile(r":|;|(?:,[^,]+){2,}"),
}
_GOES_ON = re.compile(
    r"(?:[-•+*–]|\d+[.)]|[a-zđ][.)])\s|(?:Ngoài ra|Bên cạnh đó|Đồng thời|Cùng với đó|Đặc biệt|Trong đó|Tiếp theo|"
    r"Cuối cùng|Riêng|Cụ thể|Thứ \w+|(?:Một|Hai|Ba|Bốn|Năm|Sáu) là|Hội nghị (?:cũng|còn)|Also|In addition|Finally|Besides)\b"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quotes in reading order and `evidence` in 0…1: the share of the question's weight that they carry."""

    sources: tuple[Source, ...]
    evidence: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: Passage
    start: int
    end: int
    terms: frozenset[str]
    score: float


def quote(question: Question, passages: Sequence[Passage], texts: Mapping[str, str]) -> Quoted:
    """The fewest sentences that carry what was asked, best first.

    `texts` gives the stored text of each passage's article: a list that runs past its passage is quoted whole.
    """
    kinds = [kind for kind, asks in _ASKS.items() if asks.search(fold(question.understood_as))]
    pool = [(passage, rank, span) for rank, passage in enumerate(passages) for span in sentences(passage.text)]
    bags = [_terms(passage.text[slice(*span)]) for passage, _, span in pool]
    weights = _weights(_terms(question.understood_as), bags)
    candidates = sorted(
        (
            _scored(passage, rank, span, bag, weights, kinds)
            for (passage, rank, span), bag in zip(pool, bags, strict=True)
        ),
        key=lambda candidate: -candidate.score,
    )
    chosen = _chosen(candidates, weights)
    if not chosen:
        return Quoted((), 0.0)
    spans: list[Source] = []
    for candidate in chosen:
        text = texts[candidate.passage.article_id]
        end = _list_end(text, candidate.start, candidate.end) if "list" in kinds else candidate.end
        if not any(s.article_id == candidate.passage.article_id and s.start <= candidate.start < s.end for s in spans):
            spans.append(
                source_of(len(spans) + 1, candidate.passage, candidate.start, end, text[candidate.start : end])
            )
    return Quoted(tuple(spans), _carried(chosen, weights))


def _terms(text: str) -> frozenset[str]:
    terms = content_terms(text)
    return frozenset([*terms, *syllable_pairs(syllables(text))])


def _weights(wanted: frozenset[str], bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """Each term of the question, weighted by how rare it is among the candidates (BM25's idf)."""
    counts = Counter(term for bag in bags for term in bag & wanted)
    n = len(bags)
    return {term: math.log(1 + (n - counts[term] + 0.5) / (counts[term] + 0.5)) for term in wanted}


def _scored(
    passage: Passage, rank: int, span: tuple[int, int], bag: frozenset[str], weights: dict[str, float], kinds: list[str]
) -> _Candidate:
    text = passage.text[slice(*span)]
    total = sum(weights.values()) or 1.0
    around = _terms(f"{passage.title} {passage.heading}") - bag
    carried = sum(weights[term] for term in bag & weights.keys()) / total
    nearby = sum(weights[term] for term in around & weights.keys()) / total
    right_kind = sum(0.08 for kind in kinds if _CARRIES[kind].search(text))
    score = carried + 0.3 * nearby + right_kind + 0.1 / (1 + rank) - max(0, len(text) - 350) / 5_000
    return _Candidate(passage, passage.start + span[0], passage.start + span[1], bag | around, score)


def _chosen(candidates: Sequence[_Candidate], weights: dict[str, float]) -> list[_Candidate]:
    """The best sentence, then others only while each adds enough of what is still missing."""
    chosen: list[_Candidate] = []
    missing = dict(weights)
    total = sum(weights.values()) or 1.0
    for candidate in candidates[:40]:
        gain = sum(missing.get(term, 0.0) for term in candidate.terms) / total
        if chosen and (gain < WORTH_ADDING or len(chosen) == MAX_QUOTES):
            continue
        chosen.append(candidate)
        missing = {term: weight for term, weight in missing.items() if term not in candidate.terms}
    return chosen


def _carried(chosen: Sequence[_Candidate], weights: dict[str, float]) -> float:
    single = {term: weight for term, weight in weights.items() if "_" not in term}
    held = frozenset().union(*(candidate.terms for candidate in chosen))
    return sum(single[term] for term in held & single.keys()) / (sum(single.values()) or 1.0)


def _list_end(text: str, start: int, end: int) -> int:
    """Where a list that begins in text[start:end] ends: past what its colon announces and what goes on with it."""
    limit = start + MAX_LIST_CHARS
    announced = text[start:end].rstrip().endswith(":")
    for first, last in _sentences_after(text, end):
        item = bool(_GOES_ON.match(text[first:last]))
        if last > limit or not (item or announced):
            break
        announced = announced and text[first:last].rstrip().endswith((";", ",", ":"))
        end = last
    return end


def _sentences_after(text: str, end: int) -> list[tuple[int, int]]:
    tail = text[end : end + MAX_LIST_CHARS]
    return [
        (end + start + first, end + start + last)
        for start, stop in paragraphs(tail)
        for first, last in sentences(tail[start:stop])
    ]
