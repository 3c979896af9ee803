"""Numbers written in words, or in figures with words after them: “hai nghìn không trăm mười lăm”, “1 triệu 200 nghìn”.

Does not know units, nor what surrounds a number. Reads lower case in the normal form.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from language.values.english_numerals import english_group
from language.values.figures import PossibleAmounts, read_figure
from language.values.numeral_words import (
    AFTER_FIGURES,
    DIGITS_EN,
    DIGITS_VI,
    LAST_VI,
    MULTIPLIERS,
    ODD_ONE,
    TENS_EN,
    UP_TO_19,
    Group,
    Words,
)
from language.values.vietnamese_numerals import tens_at, vietnamese_group

_KNOWN = frozenset(
    [
        *(*LAST_VI, *ODD_ONE, *UP_TO_19, *TENS_EN, *MULTIPLIERS, *AFTER_FIGURES),
        *("mười", "mươi", "không", "nửa", "phẩy", "tá", "a", "and", "half", "point", "zero"),
    ]
)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_SEPARATOR = re.compile(r"[ \u00a0]|-(?=[^\W\d_])|, (?=[a-z])")
_MAX_TOKENS = 40
_ENDS = re.compile(r"(?: đồng)?\s*(?:$|[.,;:)?!](?!\d))")
_SMALLEST_WITH_TENTHS = 1e6

START = (
    rf"(?:\d+(?:[.,]\d+)*|(?:{'|'.join((*DIGITS_VI, 'mười', 'không', 'nửa', *UP_TO_19, *TENS_EN, 'a', 'half'))})"
    r"(?![^\W_]))"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """The amounts that the writing can mean, the value of its last written digit, and where it ends.

    `with_five`: the amount and the end if the “năm” after it is a five rather than years (“hai mươi năm”).
    """

    amounts: frozenset[float]
    step: float
    end: int
    with_five: tuple[float, int] | None = None


def numeral_at(text: str, start: int, *, english: bool) -> Numeral | None:
    """The longest number that begins at `start`; None where words that could begin one do not."""
    said = _words(text, start)
    first = said.at(0)
    if first == "nửa" or first == "half":
        return _half_a_power(said)
    # Sums of powers, the largest first: “1 tỷ 200 triệu” is [(1e9, 1e9), (2e8, 1e6)].
    terms: list[tuple[frozenset[float], float]] = []
    step, at = 1.0, 0
    five: tuple[float, int] | None = None
    while True:
        group = _group(said, at, opening=not terms, english=english)
        if group is None:
            break
        power = MULTIPLIERS.get(said.at(group.after))
        last = terms[-1][1] if terms else 0.0
        if power is None:
            if not terms:
                terms, step, at, five = [(group.amounts, 1.0)], group.step, group.after, group.with_five
            elif not group.figure and group.scaled(last) is not None:
                amount = group.scaled(last) or 0.0
                step = last / 10 if group.tenth else 1.0
                terms.append((frozenset((amount,)), 1.0))
                at = group.after
                five = (_sum(terms) - amount + group.with_five[0], group.with_five[1]) if group.with_five else None
            elif group.figure and len(terms) == 1 and _is_tenth(text, said, group, last):
                terms.append((frozenset(a * last / 10 for a in group.amounts), 1.0))
                step, at = last / 10, group.after
            break
        if power == last or (group.figure and power > last > 0):
            break
        amounts, step, at = group.amounts, group.step, group.after
        while power := MULTIPLIERS.get(said.at(at)):
            while terms and terms[-1][1] < power:
                amounts = frozenset(a + b for a in amounts for b in terms[-1][0])
                terms.pop()
            amounts, step, at = frozenset(a * power for a in amounts), step * power, at + 1
            terms.append((amounts, power))
            if MULTIPLIERS.get(said.at(at)):
                terms.pop()
        five = None
    if not terms:
        return None
    total = frozenset({0.0})
    for amounts, _ in terms:
        total = frozenset(a + b for a in total for b in amounts)
    end = said.ends[at - 1]
    if len(terms) == 1 and terms[0][1] == 1.0 and (decimals := _decimals(said, at)):
        fraction, digits, after = decimals
        return Numeral(frozenset(a + fraction for a in total), 10.0**-digits, said.ends[after - 1])
    return Numeral(total, step, end, (five[0], said.ends[five[1] - 1]) if five else None)


def _is_tenth(text: str, said: Words, group: Group, last: float) -> bool:
    """“2 tỷ 5”: a digit that ends what is said after a large power."""
    alone = len(said.at(group.after - 1)) == 1 and last >= _SMALLEST_WITH_TENTHS
    return alone and _ENDS.match(text, said.ends[group.after - 1]) is not None


def _sum(terms: Sequence[tuple[frozenset[float], float]]) -> float:
    return sum(min(amounts) for amounts, _ in terms)


def _words(text: str, start: int) -> Words:
    words: list[str] = []
    ends: list[int] = []
    commas = set()
    at = start
    while len(words) < _MAX_TOKENS and (token := _TOKEN.match(text, at)):
        words.append(token[0])
        ends.append(token.end())
        if not (token[0] in _KNOWN or token[0][0].isdigit()):
            break  # the first word that belongs to no number is needed: “mười tư vấn viên”
        gap = _SEPARATOR.match(text, token.end())
        if not gap:
            break
        if gap[0] == ", ":
            commas.add(len(words))
        at = gap.end()
    return Words(words, ends, frozenset(commas))


def _group(said: Words, at: int, *, opening: bool, english: bool) -> Group | None:
    word = said.at(at)
    if word[:1].isdigit():
        figure: PossibleAmounts = read_figure(word, english=english)
        times = AFTER_FIGURES.get(said.at(at + 1), 1.0)
        amounts = frozenset(a * times for a in figure.amounts)
        return Group(amounts, at + 1 + (times > 1), figure.step * times, figure=True)
    if word in UP_TO_19 or word in TENS_EN or word in ("a", "and"):
        return english_group(said, at, opening=opening)
    return None if at in said.after_comma else vietnamese_group(said, at, opening=opening)


def _half_a_power(said: Words) -> Numeral | None:
    """“nửa triệu”, “half a million”, “half a dozen”."""
    at = 1 + (said.at(0) == "half" and said.at(1) == "a")
    power = MULTIPLIERS.get(said.at(at)) or (AFTER_FIGURES.get(said.at(at)) if at == 2 else None)
    if power is None:
        return None
    after = at + 1
    while further := MULTIPLIERS.get(said.at(after)):
        power, after = power * further, after + 1
    return Numeral(frozenset((power / 2,)), power / 2, said.ends[after - 1])


def _decimals(said: Words, at: int) -> tuple[float, int, int] | None:
    """“phẩy bảy lăm”, “point two five”: the fraction, how many digits it has, and where it ends."""
    if said.at(at) not in ("phẩy", "point"):
        return None
    digits = ""
    after = at + 1
    if tens := tens_at(said, after):
        digits, after = f"{min(tens.amounts):.0f}", tens.after
    else:
        names = {**DIGITS_VI, **DIGITS_EN, "không": 0, "zero": 0, "tư": 4}
        while (digit := names.get(said.at(after))) is not None:
            digits, after = digits + str(digit), after + 1
    return (float(f"0.{digits}"), len(digits), after) if digits else None
