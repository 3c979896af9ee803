"""On which side of a figure something lies, which way it moved, and of how many it is a part: “vượt 400 ppm” for “dưới
400 ppm”, “tăng 3,1%” for “mất 3,1%”, “dựng xong 24 trụ” for “dựng 9 trong 24 trụ”. By the sentences named.
"""

import re
from collections.abc import Sequence

from language.meaning.reading import Reading
from language.values.numbers import Number
from language.values.values import carried
from rag.answer import Reason

# What stands right before a figure, each against the other.
_SIDES = (
    (
        r"vượt(?: quá| mức| ngưỡng)*|trên|(?<!thấp )(?<!ít )(?<!nhỏ )hơn|cao hơn|nhiều hơn|lớn hơn|ít nhất|tối thiểu"
        r"|từ|over|above|at least",
        r"dưới|không quá|chưa đến|chưa tới|chưa đầy|không tới|thấp hơn|ít hơn|nhỏ hơn|tối đa|nhiều nhất|under|below"
        r"|at most",
    ),
    (
        r"tăng|tăng thêm|tăng tới|cộng|nhích|leo|rose|gained|up",
        r"giảm|giảm tới|mất|sụt|rớt|hạ|tụt|lùi|bốc hơi|fell|lost|down",
    ),
    (r"(?:lãi|lời|kiếm|thu lãi)(?: được| về)?", r"(?:vay|nợ|lỗ|mượn|thua lỗ)(?: ngân hàng| của \w+)?"),
    (r"thưởng|được tặng", r"phạt|nộp phạt"),
)
_BETWEEN = r"(?: (?:khoảng|gần|hơn|đến|tới|thêm|lên|mức|chừng|about|nearly|by)){0,2} $"
_SIDED = [[re.compile(rf"(?<!\w)(?:{words}){_BETWEEN}") for words in pair] for pair in _SIDES]
# “9 trong 24 trụ”; what lets a claim give the whole.
_OF = re.compile(r" ?(?:\w+ )?(?:trong|trên)(?: (?:số|tổng số|tổng cộng))? $")
_WHOLE = re.compile(r"(?<!\w)(?:trong|trên|tổng|cần|dự kiến|gồm|có|cả|sẽ|phải|kế hoạch|of)(?: \w+){0,2} $")
_BEFORE_CHARS, _OF_CHARS, _DEED_CHARS = 30, 30, 16
# Under what condition a figure will be, and what in a claim says that it is or will be.
_ONCE = re.compile(r"(?<!\w)sẽ(?!\w)[^.;]*(?<!\w)(?:khi|nếu|sau khi|một khi)(?!\w)[^.;,]*$")
_NOW, _THEN = re.compile(r"(?<!\w)(?:hiện|đang|hiện nay|nay|đã)(?!\w)"), re.compile(r"(?<!\w)(?:sẽ|khi|nếu|sau)(?!\w)")
# A goal that was passed, or reached, and what says that it wasn't.
_PASSED = re.compile(r"(?<!\w)(?:vượt|hoàn thành|đạt) (?:\w+ )?(?:kế hoạch|mục tiêu|chỉ tiêu|dự toán)(?!\w)")
_NOT_YET = re.compile(r"(?<!\w)(?:mới|chỉ) (?:bằng|đạt|được|hoàn thành)|(?<!\w)(?:chưa|không|thiếu|hụt) ")


def bounded_otherwise(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """The first of these that is found."""
    passed = _PASSED.search(claim.text)
    if passed and not any(_PASSED.search(line.text) or "vượt" in line.syllables for line in lines):
        short = next((found[0] for line in lines if (found := _NOT_YET.search(line.text))), "")
        if short:
            return Reason("opposite", passed[0], short.strip())
    for value, _ in claim.values:
        if not isinstance(value, Number) or value.soft:
            continue
        there = [(by, line) for line in lines for by, _ in line.values if isinstance(by, Number) and _same(value, by)]
        if not there:
            continue
        reason = _other_side(value, claim, there) or _whole_for_part(value, claim, there) or _not_so_yet(claim, there)
        if reason:
            return reason
    return None


def _same(value: Number, by: Number) -> bool:
    return value.dimension == by.dimension and bool(value.readings & by.readings)


def _before(value: Number, reading: Reading) -> str:
    return reading.text[max(0, value.start - _BEFORE_CHARS) : value.start]


def _other_side(value: Number, claim: Reading, there: Sequence[tuple[Number, Reading]]) -> Reason | None:
    """Where every sentence that has the figure puts the thing on its other side."""
    for pair in _SIDED:
        for ours, against in (pair, pair[::-1]):
            said = ours.search(_before(value, claim))
            places = [_before(by, line) for by, line in there]
            turned = [found for place in places if not ours.search(place) and (found := against.search(place))]
            if said and not against.search(_before(value, claim)) and len(turned) == len(there):
                return Reason("opposite", said[0].strip(), turned[0][0].strip())
    return None


def _not_so_yet(claim: Reading, there: Sequence[tuple[Number, Reading]]) -> Reason | None:
    """“Kho hiện còn 15.000 tấn” for “sẽ mua khi kho còn 15.000 tấn”."""
    now = _NOW.search(claim.text)
    if now and not _THEN.search(claim.text) and all(_ONCE.search(line.text[: by.start]) for by, line in there):
        return Reason("mood", now[0])
    return None


def _whole_for_part(value: Number, claim: Reading, there: Sequence[tuple[Number, Reading]]) -> Reason | None:
    """The whole told as what was done: in the source a part of it was, and the claim doesn't give that."""
    for by, line in there:
        parts = [
            one
            for one, _ in line.values
            if isinstance(one, Number)
            and one.end <= by.start <= one.end + _OF_CHARS
            and _OF.fullmatch(line.text[one.end : by.start])
        ]
        deed = next((t for t in reversed(line.terms) if parts and t.at < parts[0].start and t.syllables), None)
        mine = [t for t in claim.terms if value.start - _DEED_CHARS <= t.at < value.start and t.syllables]
        told = any(carried(parts[0], one) for one, _ in claim.values) if parts else True
        if deed and not told and any(t.is_like(deed) for t in mine) and not _WHOLE.search(_before(value, claim)):
            return Reason("figure", value.words, parts[0].words)
    return None
