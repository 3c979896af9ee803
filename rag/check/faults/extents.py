"""How far a claim goes: all of something where its source tells of a part, done where the source says “not yet”, from
one figure to another where it is the other way.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from language.meaning.reading import Reading
from language.values.numbers import Number
from language.values.values import carried
from rag.answer import Reason

_ALL = re.compile(
    r"(?<!\w)(?:cả (?:hai|ba|bốn|năm|sáu|\d+)|tất cả|mọi|(?:năm|lúc|tháng|ngày|ai|đâu|nơi) nào cũng|"
    r"cả (?:\w+ ){1,5}lẫn|both|all of|every)(?!\w)"
)
_SOME_ALL = re.compile(
    r"(?<!\w)(?:cả|tất cả|toàn bộ|toàn|mọi|đều|mỗi|từng|hết|cùng|các|những|hằng|hàng|all|both|every|each)(?!\w)"
)
# The first, or the only one: said only of what the source says it of.
_FIRST = re.compile(r"(?<!\w)(?:đầu tiên|lần đầu(?: tiên)?|for the first time|the first)(?!\w)")
_SOME_FIRST = re.compile(
    r"(?<!\w)(?:đầu|đầu tiên|lần đầu|mở màn|khai mạc|chưa từng|chưa bao giờ|thứ nhất|đầu năm|sớm nhất|mới|first|never|"
    r"debut|new|1)(?!\w)"
)
_ONLY = re.compile(r"(?<!\w)(?:duy nhất|the only|the sole)(?!\w)")
_SOME_ONLY = re.compile(
    r"(?<!\w)(?:duy nhất|chỉ|mỗi|riêng|độc nhất|độc quyền|một|1|không (?:\w+ )?(?:nào|ai)|only|sole|single"
    r"|no other)(?!\w)"
)
_DONE = re.compile(r"(?<!\w)đã (?:được |bị )?(?P<deed>\w+)")
# From one figure to another: “từ 15% xuống 12%”.
_FROM = re.compile(r"(?<!\w)(?:từ|from)(?: \w+)? $")
_TO = re.compile(r" ?(?:\w+ ){0,3}?(?:lên|xuống|còn|đến|tới|thành|to)(?: còn| mức| gần| hơn)* ")
_NOT_YET = re.compile(r"(?:chưa|không|chẳng)(?: \w+)? $")


def goes_too_far(claim: Reading, lines: Sequence[Reading], whole: Sequence[Reading]) -> Reason | None:
    """“All” that no line says, “the first” or “the only” that nothing of the whole says, or “đã …” of what the lines
    say only with “not (yet)”."""
    for match in _ALL.finditer(claim.text):
        said = any(_SOME_ALL.search(line.text) for line in lines)
        counts = [value for value, _ in claim.values if match.start() <= value.start < match.end()]
        numbers = [by for line in lines for by, _ in line.values if isinstance(by, Number) and not by.ordinal]
        counted = counts and all(any(carried(value, by) for by in numbers) for value in counts)
        if not said and not counted:
            return Reason("words", match[0])
    for ours_only, theirs_only in ((_FIRST, _SOME_FIRST), (_ONLY, _SOME_ONLY)):
        alone = ours_only.search(claim.text)
        if alone and not any(theirs_only.search(line.text) for line in whole):
            return Reason("words", alone[0])
    ours = _changes(claim)
    theirs = [change for line in lines for change in _changes(line)]
    for first, last in ours:
        there = any(carried(first, one) and carried(last, other) for one, other in theirs)
        if not there and any(carried(first, other) and carried(last, one) for one, other in theirs):
            return Reason("role", f"{first.words} … {last.words}")
    for match in _DONE.finditer(claim.text):
        places = [
            _NOT_YET.search(line.text[: there.start()])
            for line in lines
            for there in re.finditer(rf"(?<!\w){re.escape(match['deed'])}(?!\w)", line.text)
        ]
        if places and all(places) and not _NOT_YET.search(claim.text[: match.start()]):
            return Reason("negation", next(filter(None, places))[0].split()[0])
    return None


def _changes(reading: Reading) -> Sequence[tuple[Number, Number]]:
    """The pairs of figures between which something changed, in order."""
    numbers = [value for value, _ in reading.values if isinstance(value, Number) and "…" not in value.words]
    return [
        (first, last)
        for first, last in pairwise(numbers)
        if _FROM.search(reading.text[: first.start]) and _TO.fullmatch(reading.text[first.end : last.start])
    ]
