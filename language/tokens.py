"""Tokens of a text: syllables, numbers, dates and codes as one term each, and pairs of syllables."""

import functools
import re
from collections.abc import Sequence
from itertools import pairwise

from language.normal_form import normalize

# Scripts written without spaces give one token a character; marks of other scripts stay inside their word.
_HAN = "\u3041-\u30ff\u3400-\u9fff"


_MARKS = "\u0300-\u036f\u0900-\u0dff\u0f00-\u0fff"


_LETTER = f"(?:[^\\W\\d_{_HAN}]|[{_MARKS}])"


_PART = f"(?:\\d+(?:[.,:]\\d+)+(?:{_LETTER}+\\d*)?|(?:{_LETTER}|\\d)+)"


# A plain word, which most are, is found so in half the time.
_PLAIN = f"[a-zß-öø-ɏḀ-ỿ]+(?![\\w{_MARKS}]|[-/.][\\w{_MARKS}])"


_TOKEN = re.compile(f"{_PLAIN}|{_PART}(?:[-/.]{_PART})*|[{_HAN}]")


_BETWEEN_PARTS = re.compile(r"[-/]|(?<!\d)\.|\.(?!\d)")


_GROUPED = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*(?!\d|\1\d)")


_DECIMAL = re.compile(r"(?<!\d)(\d+)[.,](\d{1,3})(?![\d.,:])")


_TIME = re.compile(r"(\d\d?):(\d\d)(?![\d.,:])")


_WITH_UNIT = re.compile(r"(\d[\d.]*)([^\W\d_]+)")


_DAY_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])")


_DATE = re.compile(r"(?P<d>\d\d?)[-/.](?P<m>\d\d?)[-/.](?P<y>\d{4}|\d\d)")


_ISO_DATE = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)")


_unpad = functools.partial(re.compile(r"(?<![\d.])0(?=\d(?![\d.]))").sub, "")


_JOINED_CHARS = 12


def _numbers(part: str) -> list[str]:
    """One spelling a number: 3.500 and 3,500 → 3500; 6,2 → 6.2; 19:30 → 19h30; 07 → 7; 5kg → 5, kg, 5kg."""
    numbers = [_unpad(part.replace(".", "/"))] if _DAY_MONTH.fullmatch(part) else []
    part = _GROUPED.sub(lambda m: m[0].replace(m[1], ""), part, count=1)
    part = _TIME.sub(r"\1h\2", _DECIMAL.sub(r"\1.\2", part))
    pieces = [part] if _DECIMAL.match(part) else re.split("[.,:]", part)
    for piece in pieces:
        unit = _WITH_UNIT.fullmatch(piece)
        numbers += [unit[1], unit[2], piece] if unit else [_unpad(piece)]
    return numbers


@functools.lru_cache(maxsize=1 << 13)
def _terms(token: str) -> tuple[str, ...]:
    if date := _DATE.fullmatch(token) or _ISO_DATE.fullmatch(token):
        day_first = _unpad(f"{date['d']}/{date['m']}/{date['y']}")
        return *day_first.split("/"), day_first
    parts = _BETWEEN_PARTS.split(token)
    terms = [term for part in parts for term in (_numbers(part) if part[0].isdigit() else [part])]
    if len(parts) > 1 and len(token) <= _JOINED_CHARS:
        terms.append(_unpad("/".join(parts)) if (token[0] + token[-1]).isdigit() else "".join(parts))
    return tuple(terms)


def syllables(text: str) -> list[str]:
    """Lower-cased word tokens of `normalize(text)` in order, the same for text and question.

    Words are runs of letters and digits. Compounds give their parts and, when short, also the whole, to be
    found however they are written: COVID-19 → covid 19 covid19; A/H7N9 → a h7n9 ah7n9; TP.HCM → tp hcm
    tphcm; 5kg → 5 kg 5kg; 28-7-2023 and 2023-07-28 → 28 7 2023 28/7/2023; 6.2 → 6/2 6.2 (date or decimal).
    """
    return syllables_of_normal(normalize(text))


def syllables_of_normal(normal: str) -> list[str]:
    """`syllables` of a text that is in the normal form already."""
    tokens = _TOKEN.findall(normal.lower())
    syllables = []
    for token in tokens:
        if token.isalpha():
            syllables.append(token)
        else:
            syllables += _terms(token)
    return syllables


def syllable_pairs(tokens: Sequence[str]) -> list[str]:
    """Adjacent tokens joined with "_", one fewer than `tokens`; sentence ends are not seen."""
    return list(map("_".join, pairwise(tokens)))
