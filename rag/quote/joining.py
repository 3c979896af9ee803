"""Joins what was found for the parts of one question."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from rag.answer import Source
from vectorstore.records import Passage


def joined(answers: Sequence[Sequence[Source]]) -> tuple[Source, ...]:
    """The sources of several answers in their order, numbered from 1; quotes that overlap become one."""
    merged: list[Source] = []
    for source in chain.from_iterable(answers):
        at = next((at for at, held in enumerate(merged) if _overlap(held, source)), None)
        if at is None:
            merged.append(replace(source, n=len(merged) + 1))
        else:
            merged[at] = _both(merged[at], source)
    return tuple(merged)


def _overlap(one: Source, other: Source) -> bool:
    return one.article_id == other.article_id and one.start < other.end and other.start < one.end


def _both(one: Source, other: Source) -> Source:
    first, second = (one, other) if one.start <= other.start else (other, one)
    quote = first.quote + second.quote[max(first.end - second.start, 0) :]
    return replace(one, start=first.start, end=max(first.end, second.end), quote=quote, answers_at=None)


def together(searches: Sequence[Sequence[Passage]], k: int) -> list[Passage]:
    """The first `k` passages of several searches: the best of each, then the second of each, and so on."""
    in_turn = chain.from_iterable(zip_longest(*searches))
    return list({passage.key: passage for passage in in_turn if passage is not None}.values())[:k]
