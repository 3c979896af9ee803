"""Figures that a claim works out from those of its source: totals, differences, shares, multiples, counts of a list."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from language.meaning.reading import Reading
from language.values.numbers import Number


@dataclass(frozen=True, slots=True)
class ComputingLimits:
    """How far words that announce a sum may stand, in characters, how many figures are tried, and how exact it is."""

    near_chars: int = 45
    most_figures: int = 12
    countable: int = 12
    item_words: int = 14
    hedged_share: float = 0.12
    """A hedged figure may be off by this share."""
    fraction_off: float = 0.03
    least_unannounced: float = 13
    """A smaller figure is worked out only where words say so."""


LIMITS = ComputingLimits()
_TOTAL = r"tổng|cộng|cả thảy|tất cả|cả hai|gộp|total|altogether|combined|in all"
_APART = r"kém|hơn|chênh|cách|tăng|giảm|thêm|bớt|còn lại|ít|nhiều|lệch|more|less|fewer|difference|gap|rose|fell"
_TIMES = r"gấp|lần|times|twice|double"
_ROUGHLY = r"gần|hơn|khoảng|xấp xỉ|chừng|nearly|about|almost|over"
_SHARE = r"chiếm|tỷ lệ|tương đương|tức|bằng|khoảng|phần|tăng|giảm|share|percent|%"
# What a list is announced with: “ba đối thủ là A, B và C”.
_PARTED = re.compile(r",\s+(?:và |and )?|;\s+|\s+(?:và|and|cùng|lẫn)\s+")
_COMMAS = re.compile(r"[,;]\s+(?:và |and )?")


def works_out(value: Number, claim: Reading, known: Sequence[Number]) -> bool:
    """Whether `value`, by the words around it in the claim, is worked out of two (or all) of the `known` figures."""
    around = claim.text[max(0, value.start - LIMITS.near_chars) : value.end + LIMITS.near_chars]
    ways: list[Callable[[float, float], float]] = []
    plain = [n for n in known if not n.soft or n.dimension][: LIMITS.most_figures]
    if re.search(_TOTAL, around):
        alike = [n for n in plain if _alike(n, value)]
        for size in range(2, len(alike) + 1):
            if any(_rounds(value, sum(min(n.readings) for n in some)) for some in combinations(alike, size)):
                return True
    if re.search(_APART, around):
        ways.append(lambda a, b: abs(a - b))
    pairs = [(a, b) for a, b in permutations(plain, 2) if a.dimension == b.dimension]
    if any(_alike(a, value) and _rounds(value, way(x, y)) for way in ways for a, b in pairs for x, y in _pairs(a, b)):
        return True
    if value.dimension in ("", "times") and re.search(_TIMES, around):
        off = 0.5 if re.search(_ROUGHLY, claim.text[max(0, value.start - 16) : value.start]) else 0.05
        if any(y and abs(x / y - n) <= off for n in value.readings for a, b in pairs for x, y in _pairs(a, b)):
            return True
    if value.dimension == "%" and re.search(_SHARE, around):
        shared = [xy for a, b in pairs if a.dimension not in ("%", "month", "s") for xy in _pairs(a, b) if xy[1]]
        if any(_rounds(value, 100 * x / y) or _rounds(value, 100 * abs(x - y) / y) for x, y in shared):
            return True
    return _is_part(value, pairs) or _is_rest(value, plain) or _works_out_exactly(value, plain)


def _is_part(value: Number, pairs: Sequence[tuple[Number, Number]]) -> bool:
    """Whether a fraction in words, “một phần ba”, is about the quotient of two figures."""
    parts = [part for part in value.readings if 0 < part < 1]
    quotients = [x / y for a, b in pairs for x, y in _pairs(a, b) if y] if parts and not value.dimension else []
    return any(abs(part - quotient) <= LIMITS.fraction_off for part in parts for quotient in quotients)


def _is_rest(value: Number, known: Sequence[Number]) -> bool:
    """Whether a percentage is what others of one sentence leave of a hundred."""
    shares = [min(n.readings) for n in known if n.dimension == "%"]
    return value.dimension == "%" and len(shares) > 1 and _rounds(value, 100 - sum(shares))


def _works_out_exactly(value: Number, known: Sequence[Number]) -> bool:
    """Whether it is to the digit the sum or difference of two figures: of larger ones hardly by chance."""
    if min(value.readings) < LIMITS.least_unannounced or value.ordinal:
        return False
    like = [n for n in known if _alike(n, value) and not n.ordinal]
    ways = [y for a, b in combinations(like, 2) for x, z in _pairs(a, b) for y in (x + z, abs(x - z))]
    return any(abs(written - amount) <= 1e-9 * amount for written in value.readings for amount in ways if amount)


def counts_off(value: Number, claim: Reading) -> bool:
    """Whether `value` is how many things the claim itself goes on to name."""
    amount = next(iter(value.readings))
    if amount not in range(2, LIMITS.countable) or value.dimension not in ("", "person"):
        return False
    rest = claim.text[value.end :]
    listed = re.split(r":|\s(?:là|gồm|gồm có|bao gồm|như|are|namely|including)\s", rest, maxsplit=1)[-1]
    for parted in (_PARTED, _COMMAS):
        items = parted.split(listed.strip(" .;"))
        if len(items) == amount and all(0 < len(item.split()) <= LIMITS.item_words for item in items):
            return True
    return False


def _pairs(a: Number, b: Number) -> Sequence[tuple[float, float]]:
    return [(x, y) for x in a.readings for y in b.readings]


def _alike(known: Number, value: Number) -> bool:
    return known.dimension == value.dimension or not value.dimension or not known.dimension


def _rounds(value: Number, amount: float) -> bool:
    """Whether `value` is an honest way to write `amount`."""
    for written in value.readings:
        step = min(value.step, 1.0) if value.dimension == "%" else value.step
        if abs(written - amount) <= 1e-9 * max(1.0, abs(amount)):
            return True
        off = abs(written - amount)
        if value.hedge and off <= max(step, 1.0) and off <= LIMITS.hedged_share * abs(amount):
            return True
        if value.dimension in ("%", "times") and off <= step / 2:
            return True
    return False
