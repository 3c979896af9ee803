"""Puts found passages in the order in which a reader should get them: each story once, no article everywhere.

Knows passages only, not how they were found.
"""

from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from math import ceil

from language.normal_form import nfc
from vectorstore.records import Passage


@dataclass(frozen=True, slots=True)
class ArrangingLimits:
    """When passages are copies, equals or neighbours; measured on news (docs/measurements/evaluation.md)."""

    # Agency copy in two papers shares nearly all runs of four words; two papers' own words on one event share few.
    shingle_words: int = 4
    copy_share: float = 0.7
    # Only texts that share one of so many least shingles are compared: copies share none once in a hundred million.
    sketch_shingles: int = 16
    equal_share: float = 0.01
    most_chars: int = 2_000
    # Neighbours within so many ranks are one passage: hit@1 .725 → .783 on news, and recall@2000c doesn't fall, as it
    # does (.906 → .891) where those of any rank are (docs/measurements/evaluation.md).
    near_ranks: int = 3


ARRANGING = ArrangingLimits()


def arranged(passages: Sequence[Passage], k: int, text_of: Callable[[str], str]) -> list[Passage]:
    """Up to `k` passages, best first, from more that were found.

    Copies of one text fold into the best of them, which names the others' articles; among equals the newest comes
    first; passages of one article beyond half of `k` give way to others; neighbours in one article that are
    found at nearly the same rank are one.
    """
    return joined(_shared_out(_without_copies(_newest_first(passages)), k)[:k], text_of, within=ARRANGING.near_ranks)


def _newest_first(passages: Sequence[Passage]) -> list[Passage]:
    """Scores within `equal_share` of the best of their group count as equal."""
    ordered: list[Passage] = []
    group: list[Passage] = []
    for passage in passages:
        if group and group[0].score - passage.score > ARRANGING.equal_share:
            ordered += _by_date(group)
            group = []
        group.append(passage)
    return ordered + _by_date(group)


def _by_date(group: list[Passage]) -> list[Passage]:
    """Newest article first; passages of one article, and undated ones, keep their order."""
    return sorted(group, key=lambda passage: passage.published or "", reverse=True) if len(group) > 1 else group


def _without_copies(passages: Sequence[Passage]) -> list[Passage]:
    kept: list[Passage] = []
    shingles: list[frozenset[int]] = []
    holders: dict[int, list[int]] = {}
    for passage in passages:
        own = _shingles(passage.text)
        few = sorted(own)[: ARRANGING.sketch_shingles]  # 100 numbers: a quarter of the time of heapq.nsmallest
        for at in sorted({at for shingle in few for at in holders.get(shingle, ())}):
            if kept[at].article_id != passage.article_id and _alike(own, shingles[at]):
                twins = dict.fromkeys([*kept[at].twins, passage.article_id])
                kept[at] = replace(kept[at], twins=tuple(twins))
                break
        else:
            for shingle in few:
                holders.setdefault(shingle, []).append(len(kept))
            kept.append(passage)
            shingles.append(own)
    return kept


def _alike(one: Set[int], other: Set[int]) -> bool:
    """By Jaccard's measure."""
    shared = len(one & other)
    return shared >= ARRANGING.copy_share * (len(one) + len(other) - shared)


def _shingles(text: str) -> frozenset[int]:
    """Runs of words, as numbers. Copies keep their diacritics: folding them would take most of the time."""
    words = nfc(text).lower().split()
    return frozenset(map(hash, zip(*(words[at:] for at in range(ARRANGING.shingle_words)), strict=False)))


def _shared_out(passages: Sequence[Passage], k: int) -> list[Passage]:
    places = Counter[str]()
    first: list[Passage] = []
    later: list[Passage] = []
    for passage in passages:
        places[passage.article_id] += 1
        (first if places[passage.article_id] <= ceil(k / 2) else later).append(passage)
    return first + later


def joined(passages: Sequence[Passage], text_of: Callable[[str], str], within: int | None = None) -> list[Passage]:
    """Neighbours in one article, with nothing but white space between them, as one passage at the better one's place.

    Of any rank, for who reads them all: as a ranking, it brings less of what is asked within the first characters
    (docs/measurements/evaluation.md). Or only those `within` so many ranks of each other.
    """
    unions: list[Passage] = []
    for passage in passages:
        near = 0 if within is None else max(len(unions) - within, 0)
        for at, other in enumerate(unions[near:], near):
            if union := _union(other, passage, text_of):
                unions[at] = union
                break
        else:
            unions.append(passage)
    return unions


def _union(one: Passage, other: Passage, text_of: Callable[[str], str]) -> Passage | None:
    start, end = min(one.start, other.start), max(one.end, other.end)
    if one.article_id != other.article_id or end - start > ARRANGING.most_chars:
        return None
    between = slice(min(one.end, other.end), max(one.start, other.start))
    text = text_of(one.article_id)
    if text[between].strip():
        return None
    heading = one.heading if one.start == start else other.heading
    keys = (*one.joined, other.key, *other.joined)
    return replace(one, start=start, end=end, heading=heading, text=text[start:end], joined=keys)
