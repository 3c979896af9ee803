"""Numbers written in words, or in figures with words after them: “hai nghìn không trăm mười lăm”, “1 triệu 200 nghìn”.

Does not know units, nor what surrounds a number. Reads lower case in the normal form.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from language.values.figures import Figure, read_figure

DIGITS_VI = {
    **{"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9},
}
# What a last digit is called after “mươi” and “mười”.
_LAST_VI = {**DIGITS_VI, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_ODD_ONE = frozenset(("linh", "lẻ", "lẽ"))
_TEENS_EN = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
    "twenty thirty forty fifty sixty seventy eighty ninety".split(),
)
DIGITS_EN = {word: n for n, word in enumerate("one two three four five six seven eight nine".split(), 1)}
_TENS_EN = {word: 10 * n for n, word in enumerate(_TEENS_EN[1], 2)}
_UP_TO_19 = DIGITS_EN | {word: n for n, word in enumerate(_TEENS_EN[0], 10)}
_POWERS_VI = {"nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_POWERS_EN = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
MULTIPLIERS = _POWERS_VI | _POWERS_EN
_AFTER_FIGURES = {"trăm": 100.0, "chục": 10.0, "hundred": 100.0, "dozen": 12.0}
# “hai mươi tư vấn viên” are twenty.
_WORDS_WITH_TU = frozenset(
    "vấn nhân lệnh pháp liệu thế duy tưởng cách sản thục trang thù gia bản chất tế thất lợi thương".split()
)
_KNOWN = frozenset(
    [
        *(*_LAST_VI, *_ODD_ONE, *_UP_TO_19, *_TENS_EN, *MULTIPLIERS, *_AFTER_FIGURES),
        *("mười", "mươi", "không", "nửa", "phẩy", "a", "and", "half", "point", "zero"),
    ]
)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_SEPARATOR = re.compile(r"[ \u00a0]|-(?=[^\W\d_])|, (?=[a-z])")
_MAX_TOKENS = 40

START = (
    rf"(?:\d+(?:[.,]\d+)*|(?:{'|'.join((*DIGITS_VI, 'mười', 'không', 'nửa', *_UP_TO_19, *_TENS_EN, 'a', 'half'))})"
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


@dataclass(frozen=True, slots=True)
class _Words:
    """The words from where a number begins, with where each ends; a comma before one is in `after_comma`."""

    words: Sequence[str]
    ends: Sequence[int]
    after_comma: frozenset[int]

    def at(self, index: int) -> str:
        return self.words[index] if index < len(self.words) else ""


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


def _sum(terms: Sequence[tuple[frozenset[float], float]]) -> float:
    return sum(min(amounts) for amounts, _ in terms)


def _words(text: str, start: int) -> _Words:
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
    return _Words(words, ends, frozenset(commas))


@dataclass(frozen=True, slots=True)
class _Group:
    """Up to 999 in words, or a figure. `odd`: said to be the rest (“lẻ năm”). `tenth`: a digit alone."""

    amounts: frozenset[float]
    after: int
    step: float = 1.0
    figure: bool = False
    odd: bool = False
    tenth: bool = False
    with_five: tuple[float, int] | None = None

    def scaled(self, last: float) -> float | None:
        """What the group adds at the end of a number after the power `last`: “một triệu hai” is 1.2 million."""
        (amount,) = self.amounts
        if amount >= last:
            return None
        return amount * last / 10 if self.tenth and not self.odd else amount


def _group(said: _Words, at: int, *, opening: bool, english: bool) -> _Group | None:
    word = said.at(at)
    if word[:1].isdigit():
        figure: Figure = read_figure(word, english=english)
        times = _AFTER_FIGURES.get(said.at(at + 1), 1.0)
        amounts = frozenset(a * times for a in figure.amounts)
        return _Group(amounts, at + 1 + (times > 1), figure.step * times, figure=True)
    if word in _UP_TO_19 or word in _TENS_EN or word in ("a", "and"):
        return _english_group(said, at, opening=opening)
    return None if at in said.after_comma else _vietnamese_group(said, at, opening=opening)


def _vietnamese_group(said: _Words, at: int, *, opening: bool) -> _Group | None:
    if opening and said.at(at) == "không" and said.at(at + 1) == "phẩy":
        return _Group(frozenset((0.0,)), at + 1)
    hundreds = DIGITS_VI.get(said.at(at))
    if said.at(at) == "không" and not opening:
        hundreds = 0
    if hundreds is not None and said.at(at + 1) == "trăm":
        return _after_hundreds(said, at + 2, 100 * hundreds)
    if not opening and said.at(at) in _ODD_ONE:
        rest = _tens(said, at + 1) or _digit(said, at + 1)
        return _Group(rest.amounts, rest.after, odd=True) if rest else None
    if tens := _tens(said, at):
        return tens
    digit = _digit(said, at)
    if digit and not opening and said.at(at) in ("một", "năm") and said.at(digit.after) not in MULTIPLIERS:
        return None
    return digit


def _after_hundreds(said: _Words, at: int, hundreds: int) -> _Group:
    rest: _Group | None
    if said.at(at) in _ODD_ONE:
        rest = _digit(said, at + 1) or _tens(said, at + 1)
    else:
        rest = _tens(said, at)
        if rest is None and said.at(at) not in ("một", "năm") and _ends_a_number(said, at + 1):
            digit = _LAST_VI.get(said.at(at))
            if digit and (said.at(at) != "tư" or said.at(at + 1) not in _WORDS_WITH_TU) and hundreds:
                return _Group(frozenset((float(hundreds + 10 * digit),)), at + 1, 10.0)
    if rest is None:
        bare = hundreds > 0
        return _Group(frozenset((float(hundreds),)), at, 100.0 if bare else 1.0)
    five = (rest.with_five[0] + hundreds, rest.with_five[1]) if rest.with_five else None
    return _Group(frozenset(a + hundreds for a in rest.amounts), rest.after, odd=True, with_five=five)


def _ends_a_number(said: _Words, at: int) -> bool:
    """Whether no further digit follows, so that “một trăm hai” is 120."""
    return said.at(at) not in DIGITS_VI and said.at(at) not in ("mươi", "mười", "trăm", "phẩy")


def _tens(said: _Words, at: int) -> _Group | None:
    word, second = said.at(at), said.at(at + 1)
    if word == "mười":
        tens, after = 10, at + 1
    elif word in DIGITS_VI and (second == "mươi" or (second == "mười" and word not in ("một", "năm"))):
        tens, after = 10 * DIGITS_VI[word], at + 2
    elif word in DIGITS_VI and second == "chục":
        return _Group(frozenset((10.0 * DIGITS_VI[word],)), at + 2, 10.0)
    elif word in DIGITS_VI and second in ("mốt", "lăm", "nhăm"):
        return _Group(frozenset((10.0 * DIGITS_VI[word] + _LAST_VI[second],)), at + 2)
    else:
        return None
    last = said.at(after)
    digit = _LAST_VI.get(last)
    if not digit or (last == "tư" and (said.at(after + 1) in _WORDS_WITH_TU or tens == 10)):
        return _Group(frozenset((float(tens),)), after, 10.0)
    if last == "năm" and said.at(after + 1) not in MULTIPLIERS:
        return _Group(frozenset((float(tens),)), after, 10.0, with_five=(tens + 5.0, after + 1))
    if said.at(after + 1) in ("mươi", "trăm"):  # “mười hai mươi”: two numbers
        return _Group(frozenset((float(tens),)), after, 10.0)
    return _Group(frozenset((float(tens + digit),)), after + 1)


def _digit(said: _Words, at: int) -> _Group | None:
    digit = DIGITS_VI.get(said.at(at))
    if digit is None and said.at(at) in ("tư", "lăm", "mốt") and said.at(at - 1) in _ODD_ONE:
        digit = _LAST_VI[said.at(at)]
    return _Group(frozenset((float(digit),)), at + 1, tenth=True) if digit else None


def _english_group(said: _Words, at: int, *, opening: bool) -> _Group | None:
    joined = said.at(at) == "and"
    if joined and opening:
        return None
    at += joined
    if said.at(at) == "a":
        if said.at(at + 1) not in ("hundred", "dozen", *_POWERS_EN) or not opening:
            return None
        amount, after = 1, at + 1
    elif below := _below_hundred(said, at):
        amount, after = below
    else:
        return None
    if said.at(after) == "dozen":
        return _Group(frozenset((12.0 * amount,)), after + 1)
    if said.at(after) == "hundred" and not joined:
        after += 1
        rest = _below_hundred(said, after + (said.at(after) == "and"))
        if rest and (said.at(after) == "and" or after not in said.after_comma):
            return _Group(frozenset((100.0 * amount + rest[0],)), rest[1], odd=True)
        return _Group(frozenset((100.0 * amount,)), after, 100.0)
    if at in said.after_comma and said.at(after) not in _POWERS_EN:
        return None  # “two thousand, five …” are two numbers
    return _Group(frozenset((float(amount),)), after, odd=True)


def _below_hundred(said: _Words, at: int) -> tuple[int, int] | None:
    word = said.at(at)
    if word in _UP_TO_19:
        return _UP_TO_19[word], at + 1
    if word in _TENS_EN:
        digit = DIGITS_EN.get(said.at(at + 1))
        return (_TENS_EN[word] + digit, at + 2) if digit else (_TENS_EN[word], at + 1)
    return None


def _half_a_power(said: _Words) -> Numeral | None:
    """“nửa triệu”, “half a million”, “half a dozen”."""
    at = 1 + (said.at(0) == "half" and said.at(1) == "a")
    power = MULTIPLIERS.get(said.at(at)) or (_AFTER_FIGURES.get(said.at(at)) if at == 2 else None)
    if power is None:
        return None
    after = at + 1
    while further := MULTIPLIERS.get(said.at(after)):
        power, after = power * further, after + 1
    return Numeral(frozenset((power / 2,)), power / 2, said.ends[after - 1])


def _decimals(said: _Words, at: int) -> tuple[float, int, int] | None:
    """“phẩy bảy lăm”, “point two five”: the fraction, how many digits it has, and where it ends."""
    if said.at(at) not in ("phẩy", "point"):
        return None
    digits = ""
    after = at + 1
    if tens := _tens(said, after):
        digits, after = f"{min(tens.amounts):.0f}", tens.after
    else:
        names = {**DIGITS_VI, **DIGITS_EN, "không": 0, "zero": 0, "tư": 4}
        while (digit := names.get(said.at(after))) is not None:
            digits, after = digits + str(digit), after + 1
    return (float(f"0.{digits}"), len(digits), after) if digits else None
