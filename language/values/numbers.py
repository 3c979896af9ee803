"""Numbers with their units in Vietnamese and English text, in figures and in words, and when one carries another.

Does not know dates, times and names: what they take up of a text is left out by the caller.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from language.dates.neighbours import is_counted
from language.values.figures import read_figure
from language.values.numeral_words import DIGITS_EN, DIGITS_VI, MULTIPLIERS
from language.values.numerals import START, Numeral, numeral_at
from language.values.units import COUNTED, TIGHT_NAMES, Unit, dimension_of, factor_at_end, unit_at

Hedge = Literal["", "over", "under", "about"]

# A hedged number may stand for one this far away, if it was also rounded honestly.
_FAR_SHARE = 0.12
_NUMBER = re.compile(rf"(?P<sign>us\$|\$|€)?(?<![^\W_]){START}")
_SIGNS = {"$": "usd", "us$": "usd", "€": "eur"}
_TIGHT = re.compile(rf"(?<![^\W_])(?P<number>\d+(?:[.,]\d+)*)(?P<unit>{TIGHT_NAMES})\b")
_HUNDRED = {"trăm": 100.0, "chục": 10.0, "hundred": 100.0}
_HALF = re.compile(r" (?:rưỡi|rưởi)(?![^\W_])")
_PERCENT = re.compile(r"[ -]?%")
# What stands for a share or a number of times.
_SHARE = re.compile(r"(?<![^\W_])(?P<number>một nửa|gấp đôi|gấp rưỡi)(?![^\W_])")
_OF_ALL = re.compile(r" (?:tổng )?số(?!\w)")
_SHARES = {"một nửa": {0.5, 50.0}, "gấp đôi": {2.0}, "gấp rưỡi": {1.5}}
_PARTS_EN = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
FRACTION = re.compile(
    r"(?<![\w.,/-])(?P<n>[1-9]|một|hai|ba|bốn)(?:/| phần )(?P<of>[2-9]|10|hai|ba|tư|năm|sáu|tám|mười)(?![\w/]|[.,]\d)"
    rf"|(?<![^\W_])(?P<ne>one|two|three|four|five)[ -](?P<ofe>{'|'.join(_PARTS_EN)})s?(?![^\W_])"
    rf"|(?<![^\W_])an? (?P<ofa>{'|'.join(_PARTS_EN)})"
    r"(?=$|[.,;)]| (?:of|more|less|from|since|as|higher|lower|cheaper)\b)"
)
_WHOLES = {"hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "tám": 8, "mười": 10}
_JOINS = re.compile(
    r"(?:/[^\W\d_]+)?\s?(?:(?P<range>(?P<change>lên|xuống còn|xuống|còn)|-|đến|tới|to)|và|hoặc|and|or)"
    r"\s?(?:mức |hơn |gần |khoảng )?"
)
_HEDGES: dict[str, Hedge] = {
    **dict.fromkeys("hơn|trên|quá|vượt|ít nhất|tối thiểu|không dưới|more than|over|above|at least".split("|"), "over"),
    **dict.fromkeys(
        "gần|ngót|dưới|chưa đến|chưa tới|không quá|tối đa|nhiều nhất|nhỏ hơn|nearly|almost|under|less than|at most|"
        "up to".split("|"),
        "under",
    ),
    **dict.fromkeys("khoảng|chừng|độ|ước|ước tính|xấp xỉ|tầm|about|around|some|roughly".split("|"), "about"),
}
_HEDGE = re.compile(rf"(?<![^\W_])({'|'.join(sorted(_HEDGES, key=len, reverse=True))}) $")
_TWO_OF_US = re.compile(
    r"hai (?:bên|đội|nước|phía|ông|bà|anh|vợ|mẹ|cha|người (?:đều|cùng|này|kia|ấy|yêu|quen|gặp|kết hôn|nói))(?!\w)"
)
_NOT_A_NUMBER = re.compile(
    r"(?:ba (?:mẹ|má|lô|gác|tôi|rọi)|tám chuyện|một (?:trong|số|cách|lần nữa|vài|ít|chút)|"
    r"chín (?:muồi|chắn|rộ|vàng|nhừ|mọng|bị(?! cáo| can| hại| đơn| án))|năm bảy người)(?![^\W_])"
)
# Before words that look like numbers: ngã ba, vài ba, nấu chín.
_NO_NUMBER_AFTER = re.compile(
    r"(?<![^\W_])(?:ngã|vài|dăm|đôi|nấu|luộc|quả|trái|chưa|nướng|đun|cơm|thức ăn|thịt|thịt (?:bò|gà|lợn|heo)) $"
)
# “mỗi năm người dân”: a year; “thứ năm tuần này”: in a row, without a unit.
_YEAR_AFTER = re.compile(
    r"(?<![^\W_])(?:mỗi|hằng|hàng|cả|trong|qua|nhiều|những|các|mấy|đầu|giữa|cuối|đến|từ|vào|quanh|cùng|trải|suốt|theo|"
    r"một|của) $"
)
_NUMBERS_A_THING = re.compile(
    r"(?<![^\W_])(?:thứ|set|séc|hiệp|ván|số|phòng|căn hộ|lớp|khóa|kỳ|điều|khoản|mục|chương|trang|bài|tập|tầng|hạng|"
    r"quận|tổ|khu phố|ấp|thôn|quốc lộ|tỉnh lộ|đường|ngõ|hẻm|nghị quyết|nghị định|thông tư|chỉ thị|quyết định|euro|cup|"
    r"covid-|no\.?|room|chapter|article|hotline|tổng đài) $"
)
_BELOW_ZERO = re.compile(r"(?:(?:^|[\s(])-|(?<![^\W_])âm )$")
_MAY_BE_BELOW_ZERO = frozenset(("degree", "%", "point"))
_IN_ORDER = re.compile(r"(?<![^\W_])thứ $")
_NUMBER_OF_YEARS = frozenset(("s", "month", "age", "person"))
_PER = re.compile(
    r"(?:/| mỗi | một | hằng | hàng |/một | per | a )(giờ|ngày|tuần|tháng|quý|năm|hour|day|week|month|year)(?!\w)"
)
_SPEED = re.compile(r"/h(?!\w)")
_PERIODS = {"hour": "giờ", "day": "ngày", "week": "tuần", "month": "tháng", "year": "năm"}
_DENIED = re.compile(r"(?:không phải|chẳng phải|chứ không|không phải là|instead of|not) (?:là )?$")


@dataclass(frozen=True, slots=True)
class Number:
    """`readings` are the amounts that the writing can mean; `step` the value of its last written digit.

    `soft`: a word that may be no number (“một”, “năm”). `denied`: “không phải 15 tỷ”.
    """

    words: str
    start: int
    end: int
    readings: frozenset[float]
    dimension: str
    step: float
    hedge: Hedge = ""
    soft: bool = False
    denied: bool = False
    per: str = ""
    """The time in “500.000 đồng mỗi tháng”, “4,5%/năm”."""
    ordinal: bool = False
    """It numbers a thing (“phòng 305”, “thứ hai”) and counts none."""

    def carries(self, other: "Number") -> bool:
        """Whether a text that says this number bears out one that says `other`."""
        if self.dimension != other.dimension and not (self._may_be(other) or other._may_be(self)):
            return False
        if self.denied != other.denied or (self.per and other.per and self.per != other.per):
            return False
        if any(abs(a - b) <= 1e-9 * max(abs(a), abs(b)) for a in self.readings for b in other.readings):
            return {self.hedge, other.hedge} != {"over", "under"}
        return any(other.rounds(b, a) for a in self.readings for b in other.readings)

    def _may_be(self, other: "Number") -> bool:
        """Whether this, without a unit, may mean a number of `other`'s: not “3” for 3%, but “1,5 tỷ” for money."""
        counted = other.dimension in COUNTED or any(n >= 1000 or n % 1 for n in self.readings)
        return not self.dimension and not self.ordinal and counted

    def rounds(self, written: float, true: float) -> bool:
        """Whether `written`, as hedged here, is an honest round form of `true`."""
        off = true - written
        if not self.hedge or (
            abs(off) > _FAR_SHARE * abs(true) and not (self.hedge == "over" and off <= self.step / 2)
        ):
            return False
        if self.hedge == "about":
            return abs(off) <= self.step / 2
        return 0 < (off if self.hedge == "over" else -off) <= self.step


def with_hedge(text: str, number: Number) -> str:
    """`number` as it stands in `text` (normal form) with what hedges it: “ít nhất 7 người”."""
    hedge = _HEDGE.search(text[: number.start].lower()) if number.hedge else None
    return text[hedge.start() if hedge else number.start : number.end]


def numbers(text: str, *, english: bool = False) -> list[Number]:
    """The numbers of `text` (normal form, lower case), in order. `english`: read 1,234.5 rather than 1.234,5."""
    counted = sorted(_counts(text, english), key=lambda number: number.start)
    steps = []
    for at in range(len(counted) - 2, -1, -1):
        first, second = counted[at], counted[at + 1]
        if joined := _JOINS.fullmatch(text[first.end : second.start]):
            counted[at] = first = _sharing(first, second, ranged=joined["range"] is not None)
            steps += [_step(first, second)] if joined["change"] and first.dimension == second.dimension else []
    return sorted([*counted, *steps], key=lambda number: number.start)


def _counts(text: str, english: bool) -> Iterator[Number]:
    taken = bytearray(len(text) + 1)
    for match in _TIGHT.finditer(text):
        taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
        figure = read_figure(match["number"], english=english)
        dimension, scale = {"tr": ("", 1e6), "h": ("s", 3600.0)}.get(match["unit"]) or dimension_of(match["unit"])
        amounts = frozenset(amount * scale for amount in figure.amounts)
        yield _number(text, match.span(), amounts, figure.step * scale, dimension, soft=False)
    for match in FRACTION.finditer(text):
        part = (
            DIGITS_VI.get(match["n"] or "") or DIGITS_EN.get(match["ne"] or "") or int(match["n"] or bool(match["ofa"]))
        )
        whole = (
            _PARTS_EN.get(match["ofe"] or match["ofa"] or "") or _WHOLES.get(match["of"] or "") or int(match["of"] or 1)
        )
        if part >= whole:  # đường 3/2
            continue
        taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
        yield _number(text, match.span(), frozenset((part / whole, 100 * part / whole)), 1.0, "", soft=False)
    for match in _SHARE.finditer(text):
        taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
        soft = match[0] == "một nửa" and not _OF_ALL.match(text, match.end())
        yield _number(text, match.span(), frozenset(_SHARES[match[0]]), 1.0, "", soft=soft)
    end = 0
    for match in _NUMBER.finditer(text):
        if match.start() < end or taken[match.start()]:
            continue
        for number in _spelt(text, match, english=english):
            end = max(end, number.end)
            yield number


def _spelt(text: str, match: re.Match[str], *, english: bool) -> Iterator[Number]:
    """The number that begins with `match`, its unit included; a second, soft one where “năm” may be a five."""
    start = match.start() + len(match["sign"] or "")
    before = text[max(0, match.start() - 12) : match.start()]
    in_words = not text[start].isdigit()
    if in_words and (_NOT_A_NUMBER.match(text, start) or _NO_NUMBER_AFTER.search(before)):
        return
    numeral = numeral_at(text, start, english=english)
    if numeral is None or text[numeral.end : numeral.end + 1].isalpha() or text.startswith(" mấy", numeral.end):
        return
    in_order = in_words and _IN_ORDER.search(before) is not None
    unit = None if in_order else unit_at(text, numeral.end, multiplied=_is_multiplied(text[start : numeral.end]))
    if numeral.with_five and not in_order:
        amount, end = numeral.with_five
        other = unit_at(text, end)
        five = Numeral(frozenset((amount,)), 1.0, end)
        if other and other.dimension not in _NUMBER_OF_YEARS:
            yield _measured(text, match, five, other)
            return
        yield replace(_measured(text, match, five, other), soft=True)
    number = _measured(text, match, numeral, unit)
    words = text[start : numeral.end]
    if words == "năm" and unit is None and not in_order and not is_counted(text, numeral.end):
        return
    year = words == "năm" and (unit is None or _YEAR_AFTER.search(before) is not None) and not in_order
    if year or words in ("một", "one") or _TWO_OF_US.match(text, start):
        number = replace(number, soft=True)
    yield number


def _is_multiplied(words: str) -> bool:
    return not MULTIPLIERS.keys().isdisjoint(words.split())


def _measured(text: str, match: re.Match[str], numeral: Numeral, unit: Unit | None) -> Number:
    """A numeral with the unit, the sign or the half that goes with it."""
    amounts, end = numeral.amounts, numeral.end
    if half := _HALF.match(text, end):
        end = half.end()
        unit = unit_at(text, end)
    elif unit:
        half = _HALF.match(text, unit.end)
    if half:
        powers = [MULTIPLIERS.get(word) or _HUNDRED.get(word) for word in text[match.start() : numeral.end].split()]
        scale = powers[-1] or 1.0
        amounts = frozenset(amount + scale / 2 for amount in amounts)
    dimension, factor = _SIGNS.get(match["sign"] or "", ""), 1.0
    if unit:
        dimension, factor, end = unit.dimension, unit.factor, max(unit.end, half.end() if half else 0)
    elif percent := _PERCENT.match(text, end):
        dimension, end = "%", percent.end()
    scaled = frozenset(amount * factor for amount in amounts)
    return _number(text, (match.start(), end), scaled, numeral.step * factor, dimension, soft=False)


def _number(
    text: str, span: tuple[int, int], readings: frozenset[float], step: float, dimension: str, *, soft: bool
) -> Number:
    start, end = span
    before = text[max(0, start - 20) : start]
    hedged = _HEDGE.search(before)
    denied = _DENIED.search(before[: hedged.start()] if hedged else before)
    hedge = _HEDGES[hedged[1]] if hedged else "over" if text.startswith(" trở lên", end) else ""
    per = _PER.match(text, end)
    rate = _PERIODS.get(per[1], per[1]) if per else "giờ" if dimension == "m" and _SPEED.match(text, end) else ""
    ordinal = not dimension and _NUMBERS_A_THING.search(before) is not None
    if dimension in _MAY_BE_BELOW_ZERO and _BELOW_ZERO.search(before):
        readings = frozenset(-amount for amount in readings)
    return Number(
        text[start:end], start, end, readings, dimension, step, hedge, soft, denied is not None, rate, ordinal
    )


def _sharing(first: Number, second: Number, *, ranged: bool) -> Number:
    """“22 lên 30 tỷ đồng”: the first may be short for 22 tỷ đồng."""
    if first.dimension:
        return first
    scale = math.prod(MULTIPLIERS.get(word, 1) for word in second.words.split())
    factor = factor_at_end(second.words)
    readings = first.readings | {value * scale * factor for value in first.readings}
    return replace(first, readings=readings, dimension=second.dimension if ranged else "")


def _step(first: Number, second: Number) -> Number:
    """How far it is “từ 5% xuống 4,5%”: not said in so many words."""
    readings = frozenset(round(abs(a - b), 9) for a in first.readings for b in second.readings)
    dimension = "point" if first.dimension == "%" else first.dimension
    words = f"{first.words}…{second.words}"
    return Number(words, first.start, second.end, readings, dimension, first.step, soft=True)
