"""Figures that a claim works out from those of its source: totals, differences, shares, multiples, counts of a list."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from language.meaning.reading import Reading, within
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
    summed: int = 6
    """So many figures are tried as parts of a sum."""
    share_off: float = 0.5
    """By so many percentage points a share of a sum may be rounded."""
    least_unannounced: float = 13
    """A smaller figure is worked out only where words say so."""


LIMITS = ComputingLimits()
_TOTAL = r"tổng|cộng|cả thảy|tất cả|cả hai|gộp|total|altogether|combined|in all"
_APART = r"kém|hơn|chênh|cách|tăng|giảm|thêm|bớt|còn lại|ít|nhiều|lệch|more|less|fewer|difference|gap|rose|fell"
_TIMES = r"gấp|lần|times|twice|double"
_ROUGHLY = r"gần|hơn|khoảng|xấp xỉ|chừng|nearly|about|almost|over"
_SHARE = r"chiếm|tỷ lệ|tương đương|tức|bằng|khoảng|phần|tăng|giảm|share|percent|%"
# A figure that hardly stands anywhere by chance; one with its unit.
_EXACT = re.compile(r"\d+,\d{1,2}|\d{3,}|\d{1,3}(?:\.\d{3})+")
_UNIT = re.compile(r"(?P<digits>[\d.,]*\d)\s?(?P<unit>[^\W\d].*)")
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
    if _sums_up_its_own(value, claim) or _of_a_sum(value, plain, around):
        return True
    return _is_part(value, plain) or _is_rest(value, plain) or _works_out_exactly(value, plain)


def _sums_up_its_own(value: Number, claim: Reading) -> bool:
    """Whether it is the sum of other figures of its kind that the claim names: “21 trận: 7 thắng, 5 hòa, 9 thua”."""
    others = [n for n, _ in claim.values if isinstance(n, Number) and n is not value and not n.ordinal and not n.soft]
    like = [n for n in others if _alike(n, value) and n.dimension != "%"]
    sums = [sum(min(n.readings) for n in like[at : at + size]) for size in (2, 3, 4) for at in range(len(like))]
    return len(like) > 1 and any(written == amount for written in value.readings for amount in sums)


def _of_a_sum(value: Number, known: Sequence[Number], around: str) -> bool:
    """Whether it sets the sum of two figures, or one of them, against a third or against that sum."""
    like = [n for n in known if not n.ordinal and n.dimension not in ("%", "month", "s")][: LIMITS.summed]
    for a, b in combinations(like, 2):
        if a.dimension != b.dimension:
            continue
        total = min(a.readings) + min(b.readings)
        for by in like:
            amount = min(by.readings)
            shared = value.dimension == "%" and re.search(_SHARE, around) and total and amount
            changes = (100 * amount / total, 100 * abs(total - amount) / amount) if shared else ()
            if any(abs(n - change) <= LIMITS.share_off for n in value.readings for change in changes):
                return True
            if re.search(_APART, around) and by not in (a, b) and abs(total - amount) in value.readings:
                return True
    return False


def _is_part(value: Number, known: Sequence[Number]) -> bool:
    """Whether a fraction in words, “một phần ba”, is about the quotient of two figures, or a percentage."""
    parts = [part for part in value.readings if 0 < part < 1]
    alike = [(a, b) for a, b in permutations(known, 2) if a.dimension == b.dimension or not a.dimension]
    quotients = [x / y for a, b in alike for x, y in _pairs(a, b) if y] if parts and not value.dimension else []
    quotients += [share / 100 for n in known if n.dimension == "%" for share in n.readings if not value.dimension]
    offs = [part - quotient for part in parts for quotient in quotients]  # “chưa tới một phần ba”: less
    least = 0.0 if value.hedge == "under" else -LIMITS.hedged_share if value.hedge == "over" else -LIMITS.fraction_off
    most = 0.0 if value.hedge == "over" else LIMITS.hedged_share if value.hedge == "under" else LIMITS.fraction_off
    return any(least <= off <= most for off in offs)


def _is_rest(value: Number, known: Sequence[Number]) -> bool:
    """Whether a percentage is what others of one sentence leave of a hundred."""
    shares = [min(n.readings) for n in known if n.dimension == "%"]
    return value.dimension == "%" and len(shares) > 1 and _rounds(value, 100 - sum(shares))


def is_left(value: Number, claim: Reading, known: Sequence[Number]) -> bool:
    """Whether it is to the digit what two figures of one kind, anywhere in a passage, leave or make together, and the
    claim says that it does: “còn 13 công nhân”."""
    around = claim.text[max(0, value.start - LIMITS.near_chars) : value.end]
    figures = [n for n in known if not n.soft and not n.ordinal]
    return (
        len(figures) <= LIMITS.most_figures
        and re.search(r"(?<!\w)(?:còn(?: lại)?|chênh|kém|hơn|tăng|giảm|tổng)(?!\w)", around) is not None
        and _works_out_exactly(value, figures)
    )


def _works_out_exactly(value: Number, known: Sequence[Number]) -> bool:
    """Whether it is to the digit the sum or difference of two figures: of larger ones hardly by chance."""
    if min(value.readings) < LIMITS.least_unannounced or value.ordinal:
        return False
    like = [n for n in known if _alike(n, value) and not n.ordinal]
    ways = [y for a, b in combinations(like, 2) for x, z in _pairs(a, b) for y in (x + z, abs(x - z))]
    return any(abs(written - amount) <= 1e-9 * amount for written in value.readings for amount in ways if amount)


def is_written_without_unit(value: Number, quote: Reading) -> bool:
    """“41,25” for “41,25 triệu đồng”; and “đạt 1.520 tỷ” where the quote has “quý 3 đạt 507 tỷ, lũy kế đạt 1.520”."""
    if not value.dimension:
        return _EXACT.fullmatch(value.words) is not None and within((value.words,), quote.plain)
    written = _UNIT.fullmatch(value.words)
    if written is None or not _EXACT.fullmatch(written["digits"]):
        return False
    bare = any(isinstance(by, Number) and by.words == written["digits"] for by, _ in quote.values)
    return bare and within(tuple(written["unit"].lower().split()), quote.plain)


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
    points = {known.dimension, value.dimension} == {"%", "point"}  # of percentages, the difference is in points
    return known.dimension == value.dimension or points or not value.dimension or not known.dimension


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
