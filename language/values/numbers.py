"""Numbers with their units in Vietnamese and English text, in figures and in words, and when one carries another.

Knows nothing of dates, times and names: what they take up of a text is left out by the caller.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Hedge = Literal["", "over", "under", "about"]

# A hedged number may stand for one this far away, if it was also rounded honestly.
_FAR = 0.12
_UNITS: dict[str, tuple[str, float]] = {}
for _dimension, _factor, _names in (
    ("%", 1, "%|phần trăm|percent|per cent"),
    ("point", 1, "điểm %|điểm phần trăm|percentage points"),
    ("mark", 1, "điểm|points"),
    ("vnd", 1, "đồng|vnđ|vnd|dong"),
    ("usd", 1, "usd|đô la mỹ|đô la|đô-la|us dollars|dollars|đô"),
    ("eur", 1, "euro|euros|eur"),
    ("cny", 1, "nhân dân tệ|tệ|yuan"),
    ("jpy", 1, "yên|yen"),
    ("m", 0.001, "mm|mi-li-mét|milimét|millimetres|millimeters"),
    ("m", 0.01, "cm|xăng-ti-mét|xentimét|centimetres|centimeters"),
    ("m", 1, "m|mét|metres|meters|metre"),
    ("m", 1000, "km|ki-lô-mét|kilômét|cây số|kilometres|kilometers|kilometre"),
    ("m2", 1, "m2|m²|mét vuông|square metres|square meters"),
    ("m2", 10_000, "ha|hecta|héc ta|héc-ta|hectares|hectare"),
    ("m2", 1_000_000, "km2|km²|ki-lô-mét vuông|square kilometres|square kilometers"),
    ("m3", 1, "m3|m³|mét khối|khối|cubic metres|cubic meters"),
    ("m3", 0.001, "lít|litres|liters"),
    ("kg", 0.001, "g|gam|gram|grams"),
    ("kg", 0.000001, "mg|miligam"),
    ("kg", 1, "kg|ki-lô-gam|kilôgam|ký|cân|kilograms|kilos"),
    ("kg", 100, "tạ"),
    ("kg", 1000, "tấn|tonnes|tons|tonne"),
    ("w", 1000, "kw"),
    ("w", 1_000_000, "mw"),
    ("w", 1_000_000_000, "gw"),
    ("wh", 1000, "kwh"),
    ("degree", 1, "độ c|°c|độ|degrees"),
    ("s", 1, "giây|seconds"),
    ("s", 60, "phút|minutes"),
    ("s", 3600, "giờ đồng hồ|tiếng đồng hồ|tiếng|giờ|hours"),
    ("s", 86_400, "ngày đêm|ngày|days"),
    ("s", 604_800, "tuần|weeks"),
    ("month", 1, "tháng|months"),
    ("month", 12, "năm|years"),
    ("age", 1, "tuổi|years old"),
    ("times", 1, "lần|times"),
    ("household", 1, "hộ dân|hộ gia đình|gia đình|hộ|households|families"),
    ("person", 1, "người dân|người|nhân khẩu|people"),
    ("house", 1, "căn nhà|ngôi nhà|nóc nhà|nhà dân|houses"),
):
    _UNITS |= {name: (_dimension, float(_factor)) for name in _names.split("|")}
_COUNTED = frozenset("s month age mark times household person house".split())
_MULTIPLIERS = {
    **{"nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9},
    **{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12},
}
_SMALL = {
    **{"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7},
    **{"tám": 8, "chín": 9, "mười": 10},
}
_ENGLISH = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

_DIGIT = "(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)"
_LAST = "(?:mốt|một|hai|ba|bốn|tư|lăm|sáu|bảy|bẩy|tám|chín)"
_TENS = f"(?:mười(?: {_LAST})?|{_DIGIT} mươi(?: {_LAST})?)"
_IN_WORDS = (
    f"(?:một nửa|gấp đôi|{_DIGIT} trăm(?: (?:{_TENS}|(?:linh|lẻ) {_DIGIT}))?|{_TENS}|{_DIGIT}"
    f"|(?:{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_FIGURE = r"\d+(?:[.,]\d+)*"
_BASE = f"(?:{_FIGURE}|{_IN_WORDS})"
_MULTIPLIER = f"(?:{'|'.join(_MULTIPLIERS)})"
_TERM = f"{_BASE}(?:[ -]{_MULTIPLIER})+"
_UNIT = "|".join(re.escape(name) for name in sorted(_UNITS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?P<sign>us\$|\$|€)?(?<![^\W_])(?P<number>{_TERM}(?: {_TERM})*|{_BASE})(?P<half> rưỡi)?(?![^\W\d_])"
    rf"(?:\s?(?P<unit>{_UNIT})(?![^\W_])(?P<late> rưỡi)?|[ -]?(?P<tight>%))?"
)
_TIGHT = re.compile(r"(?<![^\W_])(?P<number>\d+(?:[.,]\d+)*)(?P<unit>km²|km2|km|m²|m2|m³|m3|ha|kg|kw|mw|mm|cm|m|tr)\b")
# What stands for a share or a number of times.
_SET: dict[str, tuple[set[float], float]] = {"một nửa": ({0.5, 50.0}, 1.0), "gấp đôi": ({2.0}, 1.0)}
_FRACTION = re.compile(
    r"(?<![\w.,/-])(?P<n>[1-9]|một|hai|ba|bốn)(?:/| phần )(?P<of>[2-9]|10|hai|ba|tư|năm|sáu|tám|mười)(?![\w/]|[.,]\d)"
)
_PIECE = re.compile(f"{_FIGURE}|[^\\W\\d_]+")
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
_TWO_OF_US = re.compile(r"hai (?:bên|đội|nước|phía|ông|bà|anh|vợ|mẹ|cha|người)\b")
_NOT_A_NUMBER = re.compile(r"(?:ba (?:mẹ|má|lô|gác)|tư |tám chuyện|chín (?:muồi|chắn)|một (?:trong|số|cách|lần nữa))")
_PER = re.compile(
    r"(?:/| mỗi | một | hằng | hàng |/một | per | a )(giờ|ngày|tuần|tháng|quý|năm|hour|day|week|month|year)(?!\w)"
)
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

    def carries(self, other: "Number") -> bool:
        """Whether a text that says this number bears out one that says `other`."""
        if self.dimension != other.dimension and not (self._may_be(other) or other._may_be(self)):
            return False
        if self.denied != other.denied or (self.per and other.per and self.per != other.per):
            return False
        if any(abs(a - b) <= 1e-9 * max(a, b) for a in self.readings for b in other.readings):
            return {self.hedge, other.hedge} != {"over", "under"}
        return any(other.rounds(b, a) for a in self.readings for b in other.readings)

    def _may_be(self, other: "Number") -> bool:
        """Whether this, without a unit, may mean a number of `other`'s: not “3” for 3%, but “1,5 tỷ” for money."""
        counted = other.dimension in _COUNTED or any(n >= 1000 or n % 1 for n in self.readings)
        return not self.dimension and counted

    def rounds(self, written: float, true: float) -> bool:
        """Whether `written`, as hedged here, is an honest round form of `true`."""
        off = true - written
        if not self.hedge or abs(off) > _FAR * abs(true):
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
    found = sorted(_found(text, english), key=lambda number: number.start)
    steps = []
    for at in range(len(found) - 2, -1, -1):
        first, second = found[at], found[at + 1]
        if joined := _JOINS.fullmatch(text[first.end : second.start]):
            found[at] = first = _sharing(first, second, ranged=joined["range"] is not None)
            steps += [_step(first, second)] if joined["change"] and first.dimension == second.dimension else []
    return sorted([*found, *steps], key=lambda number: number.start)


def _found(text: str, english: bool) -> Iterator[Number]:
    taken: set[int] = set()
    for match in _TIGHT.finditer(text):
        taken.update(range(match.start(), match.end()))
        unit = match["unit"]
        scale = 1e6 if unit == "tr" else _UNITS[unit][1]
        readings, step = _figure(match["number"], english)
        dimension = "" if unit == "tr" else _UNITS[unit][0]
        yield _number(text, match, {value * scale for value in readings}, step * scale, dimension, soft=False)
    for match in _FRACTION.finditer(text):
        taken.update(range(match.start(), match.end()))
        whole, part = (int(word) if word.isdecimal() else _SMALL[word] for word in (match["of"], match["n"]))
        yield _number(text, match, {part / whole, 100 * part / whole}, 1.0, "", soft=False)
    for match in _NUMBER.finditer(text):
        words = match["number"]
        if match.start() in taken or (not words[0].isdigit() and _NOT_A_NUMBER.match(text, match.start())):
            continue
        readings, step = _SET.get(words) or _amounts(words, english)
        if match["half"] or match["late"]:
            scale = next((_MULTIPLIERS[w] for w in reversed(words.split()) if w in _MULTIPLIERS), 1)
            readings = {value + scale / 2 for value in readings}
        sign = {"$": "usd", "us$": "usd", "€": "eur"}.get(match["sign"] or "", "")
        unit = match["unit"] or match["tight"]
        dimension, factor = _UNITS[unit] if unit else (sign, 1.0)
        soft = (
            words in ("một", "one", "một nửa")
            or (words == "năm" and not unit)
            or bool(_TWO_OF_US.match(text, match.start()))
        )
        yield _number(text, match, {v * factor for v in readings}, step * factor, dimension, soft=soft)


def _number(
    text: str, match: re.Match[str], readings: set[float], step: float, dimension: str, *, soft: bool
) -> Number:
    before = text[max(0, match.start() - 20) : match.start()]
    hedged = _HEDGE.search(before)
    denied = _DENIED.search(before[: hedged.start()] if hedged else before)
    hedge = _HEDGES[hedged[1]] if hedged else "over" if text.startswith(" trở lên", match.end()) else ""
    per = _PER.match(text, match.end())
    rate = _PERIODS.get(per[1], per[1]) if per else ""
    start, end = match.span()
    return Number(match[0], start, end, frozenset(readings), dimension, step, hedge, soft, denied is not None, rate)


def _sharing(first: Number, second: Number, *, ranged: bool) -> Number:
    """“22 lên 30 tỷ đồng”: the first may be short for 22 tỷ đồng."""
    if first.dimension:
        return first
    scale = math.prod(_MULTIPLIERS.get(word, 1) for word in second.words.split())
    factor = next((f for name, (_, f) in _UNITS.items() if second.words.endswith(f" {name}")), 1.0)
    readings = first.readings | {value * scale * factor for value in first.readings}
    return replace(first, readings=readings, dimension=second.dimension if ranged else "")


def _step(first: Number, second: Number) -> Number:
    """How far it is “từ 5% xuống 4,5%”: not said in so many words."""
    readings = frozenset(round(abs(a - b), 9) for a in first.readings for b in second.readings)
    dimension = "point" if first.dimension == "%" else first.dimension
    words = f"{first.words}…{second.words}"
    return Number(words, first.start, second.end, readings, dimension, first.step, soft=True)


def _amounts(words: str, english: bool) -> tuple[set[float], float]:
    """What a number, with its multipliers, can amount to, and the value of its last written digit."""
    totals, step = {0.0}, 1.0
    base: set[float] = set()
    small = 0.0
    scale = 1.0
    pieces = _PIECE.findall(words.replace("-", " "))
    for at, piece in enumerate(pieces):
        if piece[0].isdigit():
            base, step = _figure(piece, english)
        elif piece == "mười":
            small += 10
        elif piece == "mươi":
            small = (small // 10) * 10 + (small % 10) * 10
        elif piece == "trăm":
            small *= 100
        elif piece in _MULTIPLIERS:
            scale *= _MULTIPLIERS[piece]
        else:
            small += _SMALL.get(piece, 0) or _ENGLISH.get(piece, 0)
        ends = at + 1 == len(pieces) or (scale > 1 and pieces[at + 1] not in _MULTIPLIERS)
        if ends:
            base = base or {small}
            step = (step if small == 0 else 1.0) * scale
            totals = {total + value * scale for total in totals for value in base}
            base, small, scale = set(), 0.0, 1.0
    return totals, step


def _figure(figure: str, english: bool) -> tuple[set[float], float]:
    """The readings of 1.234,5 or 1,234.5, the one of the text's language first, and the value of the last digit."""
    group, point = (",", ".") if english else (".", ",")
    separators = re.findall(r"[.,]", figure)
    if len(set(separators)) == 2:  # the last is the decimal point
        whole, _, decimals = figure.replace("," if separators[-1] == "." else ".", "").replace(",", ".").partition(".")
        return {float(f"{whole}.{decimals}")}, 10.0 ** -len(decimals)
    if not separators:
        return {float(figure)}, _round_step(figure)
    parts = re.split(r"[.,]", figure)
    grouped = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3 and parts[0][0] != "0"
    joined = "".join(parts)
    readings: set[float] = set()
    step = _round_step(joined)
    if grouped:
        readings.add(float(joined))
    if len(parts) == 2 and not (grouped and separators[0] == group):
        readings.add(float(f"{parts[0]}.{parts[1]}"))
        if not grouped or separators[0] == point:
            step = 10.0 ** -len(parts[1])
    return readings or {float(joined)}, step


def _round_step(digits: str) -> float:
    """18500 → 100; a number that ends in noughts was rounded there."""
    return float(10 ** (len(digits) - len(digits.rstrip("0")))) if digits.strip("0") else 1.0
