"""Who was elected or appointed: the one whom the source names after the word for it, and no other."""

import re
from collections.abc import Iterator, Sequence

from language.meaning.reading import Reading
from language.meaning.words import Name
from rag.answer import Reason

_CHOOSES = r"(?:bầu|bổ nhiệm|điều động|chỉ định|phê chuẩn|cử|đề bạt|luân chuyển)"
_CHOSEN_AFTER = re.compile(rf"(?<!\w){_CHOOSES}(?: bổ sung)? (?:(?:ông|bà|đồng chí|anh|chị|thượng tá|đại tá) )?$")
_CHOSEN_BEFORE = re.compile(rf",? (?:(?:vừa|đã|mới|chính thức) )*được (?:\w+ ){{0,3}}?{_CHOOSES}(?!\w)")


def appointed_otherwise(claim: Reading, readings: Sequence[Reading]) -> Reason | None:
    """One whom the claim has elected or appointed, where the source has others alone."""
    theirs = [name for reading in readings for name in _chosen(reading)]
    for name in _chosen(claim):
        if theirs and not any(name.is_like(there) for there in theirs):
            return Reason("role", name.words, theirs[0].words)
    return None


def _chosen(reading: Reading) -> Iterator[Name]:
    for name in reading.names:
        if name.person and (
            _CHOSEN_AFTER.search(reading.text[: name.at]) or _CHOSEN_BEFORE.match(reading.text, name.end)
        ):
            yield name
