"""Values that a text states: numbers, dates, times. The same quantity in two writings is one value.

Names are `language.meaning.reading`'s: they are found among its words.
"""

import re
from dataclasses import replace
from datetime import date

from language.normal_form import CAPITALS
from language.text import text_of
from language.values.moments import Moment, moments
from language.values.numbers import FRACTION, Number, numbers

Value = Number | Moment

_ROMAN = re.compile(r"(?<![^\W_])(?:[IVX]{2,6}|(?<=thứ )[IVX]|(?<=khóa )[IVX]|(?<=kỳ )[IVX])(?![^\W_])")
_ORDINAL = re.compile(r"(?<![\w.,])(?P<n>\d+)(?:st|nd|rd|th)\b")
_ENGLISH_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
)
_ORDINALS = {word: n for n, word in enumerate(_ENGLISH_ORDINALS.split(), 1)} | {"nhất": 1, "nhì": 2, "tư": 4}
_IN_ORDER = re.compile(
    rf"(?<![^\W_])(?:thứ (?P<vi>nhất|nhì|tư)|(?P<en>{_ENGLISH_ORDINALS.replace(' ', '|')}))(?![^\W_])"
)
# “sáng thứ hai”, “thứ năm tuần này”, “thứ sáu, 28-7”: days, not numbers.
_WEEKDAY = re.compile(
    r"(?<![^\W_])(?:(?P<lead>sáng|trưa|chiều|tối|đêm|khuya|ngày|hôm|vào|mỗi|hằng|hàng) )?"
    r"thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])(?![^\W_])"
    r"(?P<after>,? (?:tuần|này|tới|vừa qua|hằng tuần|hàng tuần|ngày \d|\(?\d{1,2}[-/.]\d)|,? ?\0| và (?:thứ|chủ nhật))?"
)
# “quận Ba Đình”: part of a name.
_NAMED = re.compile(rf"(?<=[^\W_] )(?<!thứ )(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)(?= [{CAPITALS}][^\W\d_])")
_DIGITS = {"I": 1, "V": 5, "X": 10}


def values(text: str, *, english: bool = False, published: date | None = None) -> list[Value]:
    """The values of `text` in order. `published`: when the article appeared that `text` is from, or is about."""
    text = text_of(text).normal
    lower = text.lower()
    dated = moments(lower, published)
    stated: list[Value] = [moment.completed(published) for moment in dated]
    for moment in dated:
        if moment.soft:
            continue
        lower = _blank(lower, moment.start, moment.end)
    for match in _WEEKDAY.finditer(lower):
        if match["lead"] or match["after"]:
            lower = _blank(lower, match.start(), match.end())
    for match in _NAMED.finditer(text):
        lower = _blank(lower, match.start(), match.end())
    for match in _ROMAN.finditer(text):
        if lower[match.start()] != "\0" and (amount := _roman(match[0])):
            stated.append(_exact(match, amount))
            lower = _blank(lower, match.start(), match.end())
    for match in _ORDINAL.finditer(lower):
        stated.append(_exact(match, int(match["n"])))
        lower = _blank(lower, match.start(), match.end())
    shares = [match.span() for match in FRACTION.finditer(lower)]
    for match in _IN_ORDER.finditer(lower):
        if any(start < match.end() <= end for start, end in shares):  # “one-third” is no third
            continue
        amount = _ORDINALS[match["vi"] or match["en"]]
        stated.append(_exact(match, amount, soft=amount == 1))  # “first” is said in many ways
        lower = _blank(lower, match.start(), match.end())
    stated += numbers(lower, english=english)
    return sorted(stated, key=lambda value: value.start)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "\0" * (end - start) + text[end:]


def _exact(match: re.Match[str], amount: int, *, soft: bool = False) -> Number:
    return Number(match[0], match.start(), match.end(), frozenset({float(amount)}), "", 1.0, soft=soft)


def _roman(numeral: str) -> int:
    """The number, or 0 for letters that are none."""
    if re.fullmatch(r"X{0,3}(?:IX|IV|V?I{0,3})", numeral) is None:
        return 0
    amounts = [_DIGITS[letter] for letter in numeral]
    later = [*amounts[1:], 0]
    return sum(-amount if amount < after else amount for amount, after in zip(amounts, later, strict=True))


def carried(value: Value, by: Value) -> bool:
    """Whether a text that states `by` bears out one that states `value`."""
    if isinstance(value, Number):
        return isinstance(by, Number) and by.carries(value)
    return isinstance(by, Moment) and by.carries(value)


def shifted(value: Value, by: int) -> Value:
    """The same value `by` characters further on."""
    return replace(value, start=value.start + by, end=value.end + by)


def key_of(value: Value) -> str:
    """The same for values that are the same however written, as far as one key can say it."""
    if isinstance(value, Number):
        return f"{min(value.readings):.6g}{value.dimension}"
    return f"{value.year}-{value.quarter}-{value.month}-{value.day}-{value.minute}"
