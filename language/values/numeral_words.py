"""The words that numbers are made of in Vietnamese and English, and a stretch of them."""

from collections.abc import Sequence
from dataclasses import dataclass

DIGITS_VI = {
    **{"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9},
}
# What a last digit is called after “mươi” and “mười”.
LAST_VI = {**DIGITS_VI, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
ODD_ONE = frozenset(("linh", "lẻ", "lẽ"))
_LISTS_EN = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
    "twenty thirty forty fifty sixty seventy eighty ninety".split(),
)
DIGITS_EN = {word: n for n, word in enumerate("one two three four five six seven eight nine".split(), 1)}
TENS_EN = {word: 10 * n for n, word in enumerate(_LISTS_EN[1], 2)}
UP_TO_19 = DIGITS_EN | {word: n for n, word in enumerate(_LISTS_EN[0], 10)}
_POWERS_VI = {"nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
POWERS_EN = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
MULTIPLIERS = _POWERS_VI | POWERS_EN
AFTER_FIGURES = {"trăm": 100.0, "chục": 10.0, "hundred": 100.0, "dozen": 12.0}


@dataclass(frozen=True, slots=True)
class Words:
    """The words from where a number begins, with where each ends; a comma before one is in `after_comma`."""

    words: Sequence[str]
    ends: Sequence[int]
    after_comma: frozenset[int]

    def at(self, index: int) -> str:
        return self.words[index] if index < len(self.words) else ""


@dataclass(frozen=True, slots=True)
class Group:
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
