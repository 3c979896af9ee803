"""Figures and times in a sentence: sums, shares, ages, spans, measures, counts, days, and numbers that name something.

A document's number is no quantity.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from language.detect import Language, function_words
from language.normal_form import CAPITALS, fold
from language.tables import pair_weights
from language.values.moments import Moment
from language.values.numbers import Number, numbers, with_hedge
from language.values.values import Value, carried, values
from rag.question.attributes import is_named
from rag.question.expected_answer import AnswerType, ExpectedAnswer
from rag.quote.fitting.belonging import BELONGING, owned, same_thing, told_of_them
from rag.quote.fitting.value import FittingValue

_CURRENCIES = frozenset("vnd usd eur cny jpy".split())
_MEASURES = frozenset("m m2 m3 kg w wh degree".split())
_TIMES = frozenset(("s", "month"))
# What is written after a sum in coins that have no dimension of their own.
_COIN = re.compile(r"\s?(?:bảng|bạt|baht|rúp|won|peso|franc|rupee|đô|tệ|ringgit|kíp|riel|dinar|pounds?|₫|đ\b)", re.I)
# Coins by which a sum is asked for, each with its dimension, if it has one; how far after a number its coin stands.
_COINS = {"usd": "usd", "đô": "usd", "euro": "eur", "yên": "jpy", "tệ": "cny", "đồng": "vnd"} | dict.fromkeys(
    ("bảng", "rúp", "won", "bạt", "baht", "peso"), ""
)
_COIN_CHARS = 8
_UNIT = re.compile(
    r"\s?(?:inch(?:es)?|mah|mp|megapixels?|[gmkt]b|[gmk]?hz|hải lý|dặm|miles|feet|ft|mg|ml|lít|kg|calo|kcal|vol|pixel)",
    re.I,
)
_AGED = re.compile(r"tuổi (?:là )?$|aged? $", re.I)
_DOZENS = re.compile(
    r"\b(?:hàng|vài|mấy)(?: (?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b)+(?: đồng\b)?|\bnửa (?:triệu|tỷ|tỉ)\b", re.I
)
_SQUARE = re.compile(r"\s?(?:km|m|kilômét|mét|dặm) (?:vuông|khối)", re.I)
_MANY = re.compile(r"(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|thousand|million|billion|trăm)\b")
# Numbers that name a thing rather than count: “Nghị quyết 27/2026/NQ-HĐND”, “đường tỉnh 156”, “ban quản lý dự án số 3”.
_DOCUMENT = re.compile(
    rf"\d[\d/.-]*/[A-ZĐ]{{2,}}[\w/-]*|\d{{2}}[A-Z]{{1,2}}\d?\s?-\s?[\d.]{{4,7}}|[{CAPITALS}]+-?\d+\w*"
)
_NAMES_IT = re.compile(
    r"(?:(?<!con )(?<!tổng )(?<!có )số|đường|đường tỉnh|tỉnh lộ|quốc lộ|hương lộ|ql|đt|tl|điều|khoản|chương|mục"
    r"|nghị quyết|quyết định|thông tư|nghị định|luật|công văn|văn bản|kế hoạch"
    r"|lớp|tầng|lầu|quận|phường|khóa|kỳ|tuyến|vòng|bảng"
    r"|nhóm|tổ|lô|thứ|hạng|chặng|ngõ|ngách|hẻm|kênh|km|phiên|đợt|bão số|group|no\.?|number|road|route|article"
    r"|district|chapter) $",
    re.I,
)
# “thắng 3-1” tells how many goals.
_GOALS = frozenset("bàn trái quả".split())
_SCORE = re.compile(
    r"(?:thắng|thua|hòa|tỷ số|tỉ số|kết quả|won|lost|drew|score)[^.\d]{0,40}"
    r"(?P<score>\d{1,2}\s?[-–]\s?\d{1,2})(?![\d/-]|[.]\d)",
    re.I,
)
# A word right after a number, which isn't one of money or of comparing, is what it counts.
_COUNTS_SOMETHING = re.compile(
    r" (?!(?:đồng|đô|usd|euro|bảng|yên|tệ|won|baht|bạt|rúp|franc|peso|so|trong|cho|mỗi|một|để|và|từ|vào|ở|tại|là|thì"
    r"|tùy|nếu|khi|nhưng|dollars?|euros?|pounds?|yen|per|a|an|for|in|and)(?!\w))[^\W\d_]",
    re.I,
)
_STOP = re.compile(r"[,;:.)](?: |$)")
# What is counted may stand before the number, with one of these after it.
_CLASSIFIERS = frozenset("chiếc cái con cây căn bộ vụ ca người em trường đơn cuốn tấm suất lượt đoàn".split())
_NUMBER_OF, _BEFORE_CHARS = re.compile(r"(?<!\w)số (?P<what>[^.;]+?) (?:là|lên|đạt|tới|đến|còn|khoảng|gần|hơn) "), 120
# How far after a number its unit and noun stand.
_AFTER_CHARS, _NOUN_WORDS = 24, 3
# What stands for people after a number.
_PEOPLE = frozenset(
    "người em học sinh thí công nhân nạn viên hành khách bé trẻ lính binh sĩ cán bộ dân phụ nữ chiến cảnh sát thành "
    "đại biểu bệnh quân lính khách nghi can đối tượng thanh niên lao động giáo cháu people students workers passengers "
    "soldiers officers children victims".split()
)
_WEEKDAY = re.compile(
    r"\b(?:(?:sáng|trưa|chiều|tối|đêm|rạng sáng) )?(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\b(?:đầu|giữa|cuối) (?:tháng|năm|tuần|quý)(?: \d+)?|\bhôm qua\b",
    re.I,
)
_CODE = re.compile(
    r"\d{2}[A-Z]{1,2}\d?\s?-\s?[\d.]{4,7}|\b0\d[\d. ]{6,12}\d|\b1[89]00[\d. ]{4,8}|\b[A-Z]{1,4}-?\d{2,}\w*"
    rf"|(?:số )?\d+[A-Z]?(?:/\d+)* (?:đường |phố )?[{CAPITALS}]\w+(?: [{CAPITALS}]\w+)*"
)

# “Đồng/kg”, “đồng một lít”, “km/giờ”; the years that a court passes are in prison.
_RATE = re.compile(
    r"\s?/\s?(?:[^\W\d_]{1,10})(?: phiếu)?|(?<=năm) tù\b"
    r"|(?<=đồng) (?:một|mỗi) (?:lít|kg|cân|lượng|chỉ|tấn|tháng|năm|ngày|chiếc)\b"
)
# “20.000 - 25.000 đồng”: where a range begins.
_FROM, _RANGE_CHARS = re.compile(r"(?<![\d/])\d[\d.,]*\s?[-–]\s?$"), 14
_TO = re.compile(r"\s?[-–]\s?\d[\d.,]*\s?(?:%|[^\W\d_])")
_ORDER = "nhat|nhi|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi(?: [a-z]+)?"
_COUNTED_WORD = re.compile(r" ([^\W\d_]+)(?: ([^\W\d_]+))?")


def figures(
    asked: ExpectedAnswer, text: str, question: str, language: Language, published: date | None
) -> Iterator[FittingValue]:
    """The numbers that are of a kind asked for, with what hedges them and what they count."""
    if asked.ordinal:
        yield from _ordinals(asked.ordinal, text)
        return
    known = [number for number in numbers(question) if number.hedge]
    for value in _stated(text, language, published):
        if isinstance(value, Moment) or "…" in value.words or value.denied or _names_a_thing(text, value):
            continue
        if _TO.match(text, value.end):
            continue  # the range that it begins says its unit
        fit = max(_number_fit(kind, asked, value, text) for kind in asked.kinds)
        fit *= owned(asked.kinds, text, value.start, question)
        fit *= 1.0 if all(is_named(attribute, text) for attribute in asked.attributes) else BELONGING.another
        start = value.end - len(with_hedge(text, value))
        if value.dimension and (lower := _FROM.search(text, max(0, start - _RANGE_CHARS), start)):
            start = lower.start()
        yield FittingValue(start, _with_noun(asked, text, value), fit * _new(asked, value, known))
    if asked.counted[:1] and asked.counted[0] in _GOALS:
        yield from (FittingValue(*match.span("score"), 0.8) for match in _SCORE.finditer(text))
    if asked.kinds & {"count", "money"}:
        sums = "count" not in asked.kinds
        yield from (
            FittingValue(*match.span(), 0.6)
            for match in _DOZENS.finditer(text)
            if not sums or not _COUNTS_SOMETHING.match(text, match.end())
        )


def times(asked: ExpectedAnswer, text: str, language: Language, published: date | None) -> Iterator[FittingValue]:
    """The days and hours, as fine as they are asked for."""
    for value in _stated(text, language, published):
        if isinstance(value, Moment) and not value.soft:
            yield FittingValue(value.start, value.end, _moment_fit(asked, value) * _new(asked, value))
    yield from (FittingValue(*match.span(), 0.4) for match in _WEEKDAY.finditer(text))


def _ordinals(noun: str, text: str) -> Iterator[FittingValue]:
    """“hạng 3”, “đời thứ tư”: the numbers of an order."""
    plain = fold(text)
    if len(plain) == len(text):
        words = "thu|hang|vi tri|giai" if noun in ("thu", "hang") else noun
        pattern = rf"\b(?:{words}) (?:thu |so )?(?:\d+|[ivx]+|{_ORDER})\b"
        yield from (FittingValue(*match.span(), 1.0) for match in re.finditer(pattern, plain))


def codes(text: str) -> Iterator[FittingValue]:
    """Number plates, telephone numbers, addresses, documents' numbers."""
    yield from (FittingValue(*match.span(), 1.0) for of in (_CODE, _DOCUMENT) for match in of.finditer(text))


def _stated(text: str, language: Language, published: date | None) -> Iterator[Number | Moment]:
    documents = [match.span() for match in _DOCUMENT.finditer(text)]
    for value in values(text, english=language == "en", published=published):
        if not any(start < value.end and value.start < end for start, end in documents):
            yield value


def _names_a_thing(text: str, value: Number) -> bool:
    return not value.dimension and _NAMES_IT.search(text[max(0, value.start - 20) : value.start]) is not None


def _new(asked: ExpectedAnswer, value: Value, known: Sequence[Number] = ()) -> float:
    """Less for what the question says itself, if only by its “hơn 5.000 tỷ”, which are among `known`."""
    figures = set(re.findall(r"\d+(?:[.,/:-]\d+)*", value.words))
    said = (figures and figures <= asked.figures) or any(carried(number, value) for number in known)
    return 0.1 if said else 1.0


def _moment_fit(asked: ExpectedAnswer, value: Moment) -> float:
    said = asked.grain
    if said == "hour":
        return 1.0 if value.minute is not None else 0.2
    if said == "year":
        return 1.0 if value.year and value.minute is None else 0.2
    if said == "month":
        return 1.0 if value.month else 0.3
    if value.day:
        return 1.0
    if said == "day":
        return 0.3
    return 0.8 if value.month or value.year else 0.5


def _number_fit(kind: AnswerType, asked: ExpectedAnswer, value: Number, text: str) -> float:
    after = text[value.end : value.end + _AFTER_CHARS]
    if kind == "money":
        coin = asked.counted[0] if asked.counted else ""
        if (
            coin in _COINS
            and value.dimension != _COINS[coin]
            and coin not in f"{value.words}{after[:_COIN_CHARS]}".lower()
        ):
            return 0.5  # “mấy bảng?” asks for no dong
        if value.dimension in _CURRENCIES:
            return 1.0
        if _COIN.match(after):
            return 0.9
        alone = not value.dimension and not _COUNTS_SOMETHING.match(after)
        return 0.6 if alone and _MANY.search(value.words) else 0.0
    if kind == "share":
        return {"%": 1.0, "point": 0.6}.get(value.dimension, 0.0)
    if kind == "age":
        return 1.0 if value.dimension == "age" or _AGED.search(text[max(0, value.start - 12) : value.start]) else 0.0
    if kind == "span":
        unit = numbers(f"5 {' '.join(asked.counted)}")[:1] if asked.counted else []
        same = bool(unit) and value.words.endswith(unit[0].words.removeprefix("5"))
        return 1.0 if same else 0.8 if value.dimension in _TIMES else 0.0
    if kind in ("measure", "count"):
        return _counting_fit(kind, asked, value, text)
    return 0.0


def _counting_fit(kind: AnswerType, asked: ExpectedAnswer, value: Number, text: str) -> float:
    after = text[value.end : value.end + _AFTER_CHARS]
    soft = 0.4 if value.soft else 1.0
    if not asked.counted:
        if kind == "measure":
            return 1.0 if value.dimension in _MEASURES or _UNIT.match(after) or _SQUARE.match(after) else 0.0
        if value.dimension in _TIMES:
            return soft * 0.4
        return soft * (0.8 if value.dimension or _MANY.search(value.words) else 0.6)
    unit = numbers(f"5 {' '.join(asked.counted).lower()}")[:1]
    if unit and unit[0].dimension:
        if value.dimension == unit[0].dimension or (unit[0].dimension == "m2" and _squared(value, after)):
            return soft * (told_of_them(asked.counted[1:], text) if value.dimension == "person" else 1.0)
        if value.dimension or unit[0].dimension != "person":
            return 0.0
    if value.dimension in _CURRENCIES or value.dimension == "%":  # “bao nhiêu công nhân”: no sum of money
        return 0.0
    following = re.findall(r"[^\W_]+", _STOP.split(after.lower())[0])[:_NOUN_WORDS]
    words = [*re.findall(r"[^\W_]+", value.words.lower()), *following]
    noun = asked.counted[0]
    if following[:1] and following[0] in _CLASSIFIERS and noun not in words and _announced(asked.counted, text, value):
        return soft * 0.8
    if value.words.lower() == "năm" and after.lower().startswith(f" {noun} "):
        soft = 1.0  # before what it counts, a five and no year
    soft *= told_of_them(asked.counted[1:], text)
    if noun in words or (asked.counted_also and asked.counted_also[0] in words):
        return soft
    if fold(noun) in map(fold, words):
        return soft * 0.8
    if same_thing(asked.counted, [*words[1:]]):
        return soft * 0.8
    if noun in _PEOPLE and not _PEOPLE.isdisjoint(words):
        return soft * 0.7
    if not re.match(r"\s*[^\W\d_]", after):
        return soft * 0.4  # “là 112.”
    return soft * 0.25 if not value.dimension else 0.1


def _announced(counted: Sequence[str], text: str, value: Number) -> bool:
    """“Số xe đã hỏng là 8.710 chiếc”: what is counted stands before it."""
    before = _NUMBER_OF.search(text[max(0, value.start - _BEFORE_CHARS) : value.start].lower())
    return before is not None and " ".join(counted[:2]) in before["what"]


def _squared(value: Number, after: str) -> bool:
    return _SQUARE.match(after) is not None or (value.words.endswith(("km", "m")) and after.startswith(" vuông"))


def _with_noun(asked: ExpectedAnswer, text: str, value: Number) -> int:
    """Where “15” of “15 học sinh” ends with the word that it counts; what has a unit ends with that."""
    if rate := _RATE.match(text, value.end):
        return rate.end()
    following = _COUNTED_WORD.match(text, value.end)
    if following is None or value.words[-1:] == "%":
        return value.end
    if following[1].lower() in function_words("vi") and asked.counted[:1] != (following[1].lower(),):
        return value.end
    if value.dimension:  # “278 hộ” may be read with its noun, or without
        counts = asked.counted and fold(following[1]) == fold(asked.counted[0])
        return following.end(1) if counts and value.words[-1:].isdigit() else value.end
    second = following[2]
    word = second and f"{following[1]}_{second}".lower() in pair_weights()
    asked_so = second and asked.counted[:2] == (following[1].lower(), second.lower())
    return following.end(2) if word or asked_so else following.end(1)
