"""Who came first, and who second: a rank that the source gives to another, or another rank of the same."""

import re
from collections.abc import Iterator, Sequence

from language.meaning.reading import Reading
from language.meaning.words import Name
from rag.answer import Reason

_RANK = re.compile(
    r"(?<!\w)(?:(?:về|xếp|đứng|đoạt|giành|nhận)(?: (?:hạng|thứ|giải|vị trí(?: thứ)?)){0,2}|hạng|giải|vị trí thứ) "
    r"(?P<rank>nhất|nhì|ba|tư|năm|sáu|\d{1,2})(?! \w+ (?:lần|điểm|bàn))(?!\w)"
    r"|(?<=\w )(?P<bare>nhất|nhì)(?= ?(?:[.,;:]|$))"
)
# The second by its other name; how far before its rank a name stands.
_AS = {"hai": "nhì", "2": "nhì", "1": "nhất", "3": "ba", "4": "tư"}
_NAME_CHARS = 40


def ranked_otherwise(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """A rank that the sentences named give to another than the claim, or another that they give to the same."""
    if claim.english or any(line.english for line in lines):
        return None
    theirs = [pair for line in lines for pair in _ranks(line)]
    for name, rank in _ranks(claim):
        own = {by for other, by in theirs if name.is_like(other)}
        others = [other for other, by in theirs if by == rank and not name.is_like(other)]
        if own and rank not in own:
            return Reason("role", f"{name.words} {rank}", sorted(own)[0])
        if others and not own and not any(rank == by and name.is_like(other) for other, by in theirs):
            return Reason("role", name.words, others[0].words)
    return None


def _ranks(reading: Reading) -> Iterator[tuple[Name, str]]:
    """Each rank with the name before it in its clause."""
    for match in _RANK.finditer(reading.text):
        before = [n for n in reading.names if n.end <= match.start() <= n.end + _NAME_CHARS and not n.opens_alone]
        rank = match["rank"] or match["bare"]
        stop = re.search(r"[,;.:]", reading.text[before[-1].end : match.start()]) if before else None
        touching = bool(match["rank"]) or (bool(before) and reading.text[before[-1].end : match.start()].strip() == "")
        if before and stop is None and touching:
            yield before[-1], _AS.get(rank, rank)
