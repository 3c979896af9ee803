"""The values of a sentence that are of the kind asked for: a sum for “bao nhiêu tiền”, a person for “ai”, a cause for
“vì sao”. Each with how well it fits; a document's number is no quantity, and what the question says itself answers
nothing.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from language.detect import Language
from language.meaning.names import capitalised_runs, persons
from language.normal_form import CAPITALS, fold, normalize
from language.syllables import spellings
from language.values.moments import Moment
from language.values.numbers import Number, numbers
from language.values.values import values
from rag.question.expected_answer import AnswerType, ExpectedAnswer

_CURRENCIES = frozenset("vnd usd eur cny jpy".split())
_MEASURES = frozenset("m m2 m3 kg w wh degree".split())
_TIMES = frozenset(("s", "month"))
# What is written after a sum in coins that have no dimension of their own.
_COIN = re.compile(r"\s?(?:bảng|bạt|baht|rúp|won|peso|franc|rupee|đô|tệ|ringgit|kíp|riel|dinar|pounds?|₫|đ\b)", re.I)
_UNIT = re.compile(
    r"\s?(?:inch(?:es)?|mah|mp|megapixels?|[gmkt]b|[gmk]?hz|hải lý|dặm|miles|feet|ft|mg|ml|lít|kg|calo|kcal|vol|pixel)",
    re.I,
)
_AGED = re.compile(r"tuổi (?:là )?$|aged? $", re.I)
_DOZENS = re.compile(r"\b(?:hàng|vài|mấy) (?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b|\bnửa (?:triệu|tỷ|tỉ)\b", re.I)
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
# What stands for people after a number.
_PEOPLE = frozenset(
    "người em học sinh thí công nhân nạn viên hành khách bé trẻ lính binh sĩ cán bộ dân phụ nữ chiến cảnh sát thành "
    "đại biểu bệnh nghi can đối tượng thanh niên lao động giáo cháu people students workers passengers soldiers "
    "officers children victims".split()
)
_PLACES = re.compile(
    r"(?:tỉnh|huyện|xã|phường|quận|tp\.?|thành phố|thị xã|thị trấn|nước|đường|phố|thôn|bản|làng|ấp|khu|sông|cầu|trường"
    r"|chợ|bệnh viện|đảo|vịnh|biển|núi|đèo|ga|sân|công viên|nhà hát|trung tâm|khách sạn|city|province|town|district"
    r"|village) $",
    re.I,
)
_AT = re.compile(r"(?:ở|tại|đến|tới|từ|qua|về|sang|in|at|from|to|near) (?:\w+ ){0,3}$", re.I)
_FOREIGN_OPENING = re.compile(rf"\W*(?P<word>[{CAPITALS}][\w’'-]+)")
_QUOTED = re.compile(r"[\"“‘'](?P<words>[^\"”’'\n]{2,80})[\"”’']")
_CAUSE = re.compile(
    r"(?:nguyên nhân|lý do|lí do|nguyên do)[^.;]{0,60}? (?:là|do|vì|bởi|được xác định)(?: do| vì| là)?"
    r"|(?:vì|bởi)(?! (?:vậy|thế|lý do này|lẽ đó|sao))|do(?! (?:đó|vậy|ông|bà|công ty|bộ|sở|đội|anh|chị)\b)"
    r"|xuất phát từ|bắt nguồn từ|nhờ|because(?: of)?|due to|caused by|as a result of|thanks to|since|after",
    re.I,
)
_AIM = re.compile(
    r"nhằm|để(?! lại)|mục (?:tiêu|đích)[^.;]{0,40}? là|phục vụ|dùng (?:để|cho)|in order to|so that|to", re.I
)
_MEANS = re.compile(r"bằng(?: cách)?|nhờ|thông qua|qua|dùng|sử dụng|by|through|using|with", re.I)
_FOLLOWED = re.compile(r"nên|khiến|dẫn đến|dẫn tới|gây|làm cho|so|leading to|causing", re.I)
_CLAUSE_END = re.compile(r"[;.!?)]|, (?:nên|khiến|trong khi|nhưng|đồng thời|theo|ông|bà)\b|$")
_WEEKDAY = re.compile(
    r"\b(?:(?:sáng|trưa|chiều|tối|đêm|rạng sáng) )?(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\b(?:đầu|giữa|cuối) (?:tháng|năm|tuần|quý)(?: \d+)?|\bhôm qua\b",
    re.I,
)
_ENUMERATION = re.compile(
    r"(?:[^,;:.()\n]{1,80}[,;] ?){2,}[^,;:.()\n]{1,80}"
    r"|(?:[^,;:.()\n]{1,60}, ?){1,}[^,;:.()\n]{1,60}? (?:và|and|cùng|hoặc) [^,;.()\n]{1,60}"
)
_INTRODUCES = re.compile(r"(?:^|\W)(?:gồm(?: có)?|bao gồm|đó là|như|là|tên|các|những|including|such as|are) ", re.I)
_CODE = re.compile(
    r"\d{2}[A-Z]{1,2}\d?\s?-\s?[\d.]{4,7}|\b0\d[\d. ]{6,12}\d|\b1[89]00[\d. ]{4,8}|\b[A-Z]{1,4}-?\d{2,}\w*"
    rf"|(?:số )?\d+[A-Z]?(?:/\d+)* (?:đường |phố )?[{CAPITALS}]\w+(?: [{CAPITALS}]\w+)*"
)


# What fits less is no value of the kind.
LEAST = 0.15
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class FittingValue:
    """`sentence[start:end]`, and how well it is of the kind asked for, in 0…1."""

    start: int
    end: int
    fit: float


def fitting(
    asked: ExpectedAnswer, sentence: str, question: str, *, language: Language = "vi", across: bool = False,
    published: date | None = None,
) -> list[FittingValue]:  # fmt: skip
    """The values in `sentence` that may be what `question` asks for, in no order; none where it asks for no kind.

    `across`: question and sentence are in two languages, so that the nouns that they count can't be compared.
    """
    if not asked.kinds:
        return []
    form = normalize(sentence)
    said = f" {' '.join(_WORD.findall(fold(question)))} "
    if across:
        asked = replace(asked, counted=asked.counted[:1] if _is_unit(asked.counted[:1]) else (), sort="")
    found = [value for value in _found(asked, form, said, language, published) if value.fit >= LEAST]
    return [_as_written(value, sentence, form) for value in found if value.start < value.end]


def _as_written(value: FittingValue, sentence: str, form: str) -> FittingValue:
    """The value's place in the sentence as written, where its normal form is shorter or longer."""
    if form == sentence:
        return value
    lengths = range(len(sentence) + 1)

    def normal_length(end: int) -> int:
        return len(normalize(sentence[:end]))

    start = bisect_right(lengths, value.start, key=normal_length) - 1
    return FittingValue(start, bisect_left(lengths, value.end, lo=start, key=normal_length), value.fit)


def _is_unit(counted: tuple[str, ...]) -> bool:
    return bool(counted) and any(number.dimension for number in numbers(f"5 {counted[0].lower()}"))


def _found(
    asked: ExpectedAnswer, text: str, said: str, language: Language, published: date | None
) -> Iterator[FittingValue]:
    kinds = asked.kinds
    if asked.figure or "when" in kinds:
        yield from _typed(asked, text, language, published)
    if kinds & {"who", "where", "name", "list"}:
        yield from _named(kinds, asked.sort, text, said)
    if asked.what_is:
        yield from _said_to_be(text, said)
    if "why" in kinds:
        yield from _clauses(_CAUSE, text, 1.0)
        yield from _before(_FOLLOWED, text, 0.6)
    if "purpose" in kinds:
        yield from _clauses(_AIM, text, 1.0)
    if "way" in kinds:
        yield from _clauses(_MEANS, text, 0.7)
    if "code" in kinds:
        yield from (FittingValue(*match.span(), 1.0) for match in _CODE.finditer(text))
    if "list" in kinds:
        yield from _listed(text)


def _typed(asked: ExpectedAnswer, text: str, language: Language, published: date | None) -> Iterator[FittingValue]:
    named = [match.span() for match in _DOCUMENT.finditer(text)]
    for value in values(text, english=language == "en", published=published):
        if any(start < value.end and value.start < end for start, end in named):
            continue
        if isinstance(value, Moment):
            if "when" in asked.kinds and not value.soft:
                yield FittingValue(value.start, value.end, _moment_fit(asked, value) * _new(asked, value.words))
        elif asked.figure and "…" not in value.words and not value.denied:
            if _NAMES_IT.search(text[max(0, value.start - 20) : value.start]) and not value.dimension:
                continue
            fit = max(_number_fit(kind, asked, value, text) for kind in asked.kinds)
            yield FittingValue(value.start, _with_noun(asked, text, value.end, fit), fit * _new(asked, value.words))
    if asked.kinds & {"count", "money"}:
        yield from (FittingValue(*match.span(), 0.6) for match in _DOZENS.finditer(text))
    if "when" in asked.kinds:
        yield from (FittingValue(*match.span(), 0.4) for match in _WEEKDAY.finditer(text))


def _new(asked: ExpectedAnswer, words: str) -> float:
    """Less for what the question says itself."""
    figures = set(re.findall(r"\d+(?:[.,/:-]\d+)*", words))
    return 0.1 if figures and figures <= asked.figures else 1.0


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
    after = text[value.end : value.end + 24]
    if kind == "money":
        if value.dimension in _CURRENCIES:
            return 1.0
        if _COIN.match(after):
            return 0.9
        return 0.6 if not value.dimension and _MANY.search(value.words) else 0.0
    if kind == "share":
        return {"%": 1.0, "point": 0.6}.get(value.dimension, 0.0)
    if kind == "age":
        return 1.0 if value.dimension == "age" or _AGED.search(text[max(0, value.start - 12) : value.start]) else 0.0
    if kind == "span":
        unit = numbers(f"5 {' '.join(asked.counted)}")[:1] if asked.counted else []
        same = bool(unit) and value.words.endswith(unit[0].words.removeprefix("5"))
        return 1.0 if same else 0.8 if value.dimension in _TIMES else 0.0
    if kind in ("measure", "count"):
        return _counting_fit(kind, asked, value, after)
    return 0.0


def _counting_fit(kind: AnswerType, asked: ExpectedAnswer, value: Number, after: str) -> float:
    soft = 0.4 if value.soft else 1.0
    if not asked.counted:
        if kind == "measure":
            return 1.0 if value.dimension in _MEASURES or _UNIT.match(after) or _SQUARE.match(after) else 0.0
        return soft * (0.8 if value.dimension or _MANY.search(value.words) else 0.6)
    unit = numbers(f"5 {' '.join(asked.counted).lower()}")[:1]
    if unit and unit[0].dimension:
        if value.dimension == unit[0].dimension or (unit[0].dimension == "m2" and _squared(value, after)):
            return soft
        if value.dimension or unit[0].dimension != "person":
            return 0.0
    words = re.findall(r"[^\W_]+", f"{value.words} {after}".lower())
    noun = asked.counted[0]
    if value.words.lower() == "năm" and after.lower().startswith(f" {noun} "):
        soft = 1.0  # before what it counts, a five and no year
    if noun in words:
        return soft * (1.0 if len(asked.counted) < 2 or asked.counted[1] in words else 0.8)
    if fold(noun) in map(fold, words):
        return soft * 0.8
    if noun in _PEOPLE and not _PEOPLE.isdisjoint(words):
        return soft * 0.7
    if not re.match(r"\s*[^\W\d_]", after):
        return soft * 0.4  # “là 112.”
    return soft * 0.25 if not value.dimension else 0.1


def _squared(value: Number, after: str) -> bool:
    return _SQUARE.match(after) is not None or (value.words.endswith(("km", "m")) and after.startswith(" vuông"))


def _with_noun(asked: ExpectedAnswer, text: str, end: int, fit: float) -> int:
    """Where “278” ends with the noun that it counts, if that follows."""
    following = re.match(r" [^\W\d_]+", text[end:])
    counts = asked.counted and following and fold(following[0].strip()) == fold(asked.counted[0])
    return end + following.end() if counts and following and fit >= 0.8 else end


def _named(kinds: frozenset[AnswerType], sort: str, text: str, said: str) -> Iterator[FittingValue]:
    people = {person.name for person in persons(text)}
    runs = capitalised_runs(text)
    opening = _FOREIGN_OPENING.match(text)
    if (
        opening
        and not spellings(fold(opening["word"]))
        and not any(start == opening.start("word") for start, _ in runs)
    ):
        runs = [opening.span("word"), *runs]
    for start, end in runs:
        name = text[start:end]
        words = re.findall(r"\w+", fold(name))
        if not words or f" {' '.join(words)} " in said or all(f" {word} " in said for word in words):
            continue
        before = text[max(0, start - 30) : start]
        yield FittingValue(start, end, max(_name_fit(kind, sort, name, before, people) for kind in kinds))
    if kinds & {"name", "list"}:
        yield from (FittingValue(*match.span("words"), 0.7) for match in _QUOTED.finditer(text))


def _name_fit(kind: AnswerType, sort: str, name: str, before: str, people: set[str]) -> float:
    person = any(one and one in name for one in people)
    placed = _PLACES.search(before) is not None
    if kind == "who":
        foreign = " " in name and any(not spellings(fold(word)) for word in name.split())
        of_sort = bool(sort) and sort in before.lower()
        return 1.0 if person else 0.9 if of_sort else 0.1 if placed else 0.7 if foreign else 0.35
    if kind == "where":
        return 0.15 if person else 1.0 if placed else 0.8 if _AT.search(before) else 0.35
    if kind in ("name", "list"):
        of_sort = bool(sort) and (sort in before.lower() or fold(sort) in fold(name))
        return 1.0 if of_sort else 0.55
    return 0.0


def _said_to_be(text: str, said: str) -> Iterator[FittingValue]:
    """What follows “Giải nhất là” where the question asks what “giải nhất … là”: that need be no name."""
    for match in re.finditer(r"(?<!\w)là ", text):
        subject = _WORD.findall(fold(text[: match.start()]))[-2:]
        end = _CLAUSE_END.search(text, match.end())
        if end and len(subject) == 2 and f" {' '.join(subject)} " in said:
            yield FittingValue(match.end(), end.start(), 1.0)


def _clauses(marker: re.Pattern[str], text: str, fit: float) -> Iterator[FittingValue]:
    """What follows a word for it, up to where its clause ends."""
    for match in re.finditer(rf"(?<!\w)(?:{marker.pattern})(?!\w) ", text, re.I):
        end = _CLAUSE_END.search(text, match.end())
        if end and end.start() - match.end() > 5:
            short = len(match[0]) <= 3
            yield FittingValue(match.end(), end.start(), fit * (0.8 if short else 1.0))


def _before(marker: re.Pattern[str], text: str, fit: float) -> Iterator[FittingValue]:
    """What stands before “khiến”, from where its clause begins."""
    for match in re.finditer(rf",? (?:{marker.pattern})(?!\w)", text, re.I):
        start = max((text.rfind(stop, 0, match.start()) for stop in ("; ", ". ", ": ")), default=-1)
        yield FittingValue(start + 2 if start >= 0 else 0, match.start(), fit)


def _listed(text: str) -> Iterator[FittingValue]:
    for match in _ENUMERATION.finditer(text):
        first = re.split(r"[,;]", match[0], maxsplit=1)[0]
        introduced = [lead.end() for lead in _INTRODUCES.finditer(first)]
        start = match.start() + (introduced[-1] if introduced else len(match[0]) - len(match[0].lstrip()))
        many = min(1.0, 0.2 * (1 + len(re.findall(r"[,;]| và ", match[0]))))
        yield FittingValue(start, match.end(), max(many, 0.8) if introduced else many * 0.8)
    if (colon := text.find(": ")) >= 0:
        yield FittingValue(colon + 2, len(text), 0.8)
    elif text.endswith(":"):
        yield FittingValue(len(text) - 1, len(text), 1.0)
