"""What a sentence states that its quote does not: values and names that are missing from where they must be."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from language.meaning.company import Near, near, overlap
from language.meaning.reading import Reading, within
from language.meaning.thesaurus import other_names, seats
from language.meaning.words import Name
from language.normal_form import fold
from language.syllables import spellings
from language.values.moments import Moment
from language.values.numbers import Number
from language.values.values import Value, carried
from rag.answer import Reason
from rag.check.faults.computed import counts_off, is_left, is_written_without_unit, works_out
from rag.check.passages import Quotation
from rag.check.said import Said


@dataclass(frozen=True, slots=True)
class _MissingLimits:
    """When a name is there all the same, and another figure is in a missing one's place."""

    between_words: int = 3
    """So many words may stand between the parts of a name: Tết (Trung thu) Giáp Thìn."""
    least_letters: int = 5
    """Squeezed names shorter than this are found in another writing by chance."""
    company_words: int = 2
    """So many words must stand by another figure for it to be the one that the claim has wrong."""


_FITTED = _MissingLimits()


_DAY_SECONDS = 86_400
_BETWEEN_DAYS = re.compile(r"(?<!\w)(?:sau|trước|cách|muộn|sớm|later|after|before|earlier)(?!\w)")
_SAME_PERIOD = re.compile(r"cùng kỳ(?: của)? $")
_OF_SO_MANY = re.compile(r"(?:^|, )(?:trong|trong số|trong tổng số|of|among)(?: the)? $")
_AT_FIRST = re.compile(
    r"ban đầu|lúc đầu|đính chính|thoạt đầu|trước đó|tin đầu|thông tin trước|initially|at first|earlier"
)
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5}
_DAY = r"(?:thứ (hai|ba|tư|năm|sáu|bảy)|chủ nhật)"
_WEEKDAY = re.compile(
    rf"(?:(?<=vào )|(?<=hôm )|(?<=ngày )|(?<=sáng )|(?<=chiều )|(?<=tối )|(?<=trưa )|(?<=: )|(?<=^)){_DAY}(?!\w)"
    r"(?: tuần (?:này|qua|trước|sau|tới)|(?:,? (?:và )?(?:thứ )?(?:hai|ba|tư|năm|sáu|bảy)(?= ?[,.;]| và|$))*)"
)
_IN_DIGITS = re.compile(r"(?<!\w)thứ ([2-7])(?!\w)")
# What counts the points of an answer, and no days: “Thứ hai, …”, unless a date follows.
_POINT = re.compile(r"thứ (?:nhất|hai|ba|tư|năm|sáu|bảy)[,:](?! ?(?:ngày )?\d)")
_FOR_ALL = re.compile(r"(?: đồng| usd)?,? (?:cho |trong )?(?:cả|suốt|một|mỗi|trọn) (giờ|ngày|tuần|tháng|quý|năm)(?!\w)")
# English words that open a sentence and are no names.
_OPENS_ENGLISH = re.compile(
    r"some|most|many|few|several|about|around|nearly|over|under|all|each|every|both|those|these|that|this|there|here"
    r"|while|when|after|before|since|because|although|despite|according|only|other|another|such|more|fewer|less"
    r"|\w+ing|\w+ed|\w+ly|\w+ers|\w+ors|\w+ents|\w+ions|\w+ists"
)
_OUTLET = ("báo", "tờ", "trang", "đài", "theo", "tạp", "chí", "kênh")
_OUTLET_FOLDED = frozenset(map(fold, _OUTLET))
_GENERIC = frozenset("clb tp ubnd đội tỉnh hãng tập công trường đại bệnh ngân quán".split())
_PRONOUNS = frozenset("ông bà anh chị cô em hắn nó họ he she they".split())


def missing_values(claim: Reading, quote: Quotation) -> Iterator[tuple[Value | None, Reason]]:
    """The numbers that the quote lacks, and the dates that neither it nor what stands around it has."""
    weekdays = [match.span() for match in _weekdays(claim)]
    point = _POINT.match(claim.text)
    for value, _ in claim.values:
        if any(start <= value.start < end for start, end in weekdays) or (point and value.start < point.end()):
            continue
        if value.soft or any(carried(value, by) for by, _ in quote.reading.values):
            per = _period(value, claim) if isinstance(value, Number) else ""
            if isinstance(value, Number) and per and _paid_otherwise(replace(value, per=per), quote.whole):
                yield value, Reason("figure", f"{value.words}/{per}")
        elif isinstance(value, Moment):
            if _SAME_PERIOD.search(claim.text[: value.start]):  # “cùng kỳ năm trước” for “cùng kỳ”
                continue
            if not _known_from_around(value, quote):
                yield value, Reason("date", value.words.strip())
        elif not any(carried(value, by) for by in _elsewhere(value, claim, quote)) and not _given(value, claim, quote):
            yield value, Reason("figure", value.words)
    yield from _other_weekday(claim, quote)


def _elsewhere(value: Number, claim: Reading, quote: Quotation) -> Sequence[Value]:
    """Where else a number may stand: in the title; one that only numbers a thing, beside the quote as well; and how
    many there are of whom one is told of, “trong ba nghi phạm”, anywhere in the passage."""
    if _OF_SO_MANY.search(claim.text[: value.start]):
        return quote.whole.values
    return quote.around.values if value.ordinal else quote.head.values


def _given(value: Number, claim: Reading, quote: Quotation) -> bool:
    """Whether the quote gives the number in another way: taken back, or to be worked out."""
    if _AT_FIRST.search(claim.text) and any(
        isinstance(by, Number) and by.denied and replace(by, denied=False).carries(value)
        for by, _ in quote.reading.values
    ):
        return True
    if is_written_without_unit(value, quote.reading):
        return True
    known = [by for by, _ in quote.reading.values if isinstance(by, Number)]
    if _days_apart(value, claim, quote):
        return True
    everywhere = [by for by in quote.whole.values if isinstance(by, Number)]
    return counts_off(value, claim) or works_out(value, claim, known) or is_left(value, claim, everywhere)


def _days_apart(value: Number, claim: Reading, quote: Quotation) -> bool:
    """Whether it is how many days lie between two days that the passages name, or appeared on."""
    days = {amount / _DAY_SECONDS for amount in value.readings} if value.dimension == "s" else set()
    if not days or not _BETWEEN_DAYS.search(claim.text[value.end :] + claim.text[: value.start]):
        return False
    moments = [value for value in quote.whole.values if isinstance(value, Moment)]
    named = {day for moment in moments for day in _day_of(moment, moment.year)}
    told = named if len(named) > 1 else named | quote.days
    return any(abs((a - b).days) in days for a, b in combinations(told, 2))


def _period(value: Number, claim: Reading) -> str:
    """For how long an amount is: “500 yên cho cả ngày”."""
    after = _FOR_ALL.match(claim.text, value.end)
    return value.per or (after[1] if after else "")


def _paid_otherwise(value: Number, whole: Said) -> bool:
    """Whether the passage gives the same amount, but never for this time: by the month, not by the year."""
    rates = [by for by in whole.values if isinstance(by, Number) and by.per and replace(by, per="").carries(value)]
    return bool(rates) and all(rate.per != value.per for rate in rates)


def _known_from_around(wanted: Moment, quote: Quotation) -> bool:
    """Whether the neighbours, title or day of publication date what the quote itself leaves undated."""
    said = [v for v, _ in quote.reading.values if isinstance(v, Moment)]
    if wanted.minute is None and wanted.month is wanted.quarter is None:
        years = {value.year for value in quote.whole.values if isinstance(value, Moment)}
        return wanted.year in years | {day.year for day in quote.days} and not {v.year for v in said} - {None}
    own = [v for v in said if (v.minute is None) == (wanted.minute is None)]
    if wanted.day is None and wanted.month and wanted.year:  # “tháng 5/2019” for “năm 2019, …, từ 3 đến 8/5”
        months, years = ({v.month for v in own if v.year in (None, wanted.year)}, {v.year for v in own})
        if wanted.month in months and wanted.year in years:
            return True
    if any(v.day or v.minute or (v.quarter and v.quarter != wanted.quarter) for v in own):
        return False
    published = (Moment("", 0, 0, day.year, None, day.month, day.day) for day in quote.days)
    return (wanted.day is not None and any(by.carries(wanted) for by in published)) or any(
        isinstance(by, Moment) and by.carries(wanted) for by in quote.around.values
    )


def _other_weekday(claim: Reading, quote: Quotation) -> Iterator[tuple[Value | None, Reason]]:
    """Days of the week on which no day that the passages name, or appeared on, falls."""
    for match in _weekdays(claim):
        wanted = _WEEKDAYS[match[1]] if match[1] else 6  # chủ nhật
        known = {day.weekday() for day in quote.days} | {int(n) - 2 for n in _IN_DIGITS.findall(quote.whole.plain)}
        for value in quote.whole.values:
            if isinstance(value, Moment):
                year = value.year or min((day.year for day in quote.days), default=None)
                known |= {day.weekday() for day in _day_of(value, year)}
        if match[0].strip() not in quote.whole.plain and wanted not in known:
            yield None, Reason("date", match[0])


def _day_of(moment: Moment, year: int | None) -> list[date]:
    """The day that a moment names, in that year; none where it names no whole day, or one that isn't."""
    if not (year and moment.month and moment.day) or moment.day > monthrange(year, moment.month)[1]:
        return []
    return [date(year, moment.month, moment.day)]


def _weekdays(claim: Reading) -> Iterator[re.Match[str]]:
    """The days of the week that a claim names; at its beginning they may count points."""
    for match in _WEEKDAY.finditer(claim.text):
        if match.start() or not _POINT.match(claim.text):
            yield match


def in_its_place(value: Value, claim: Reading, quote: Reading) -> str:
    """What the quote gives where the claim has `value`, which it lacks: the like that keeps the same company."""
    clause = next(clause for one, clause in claim.values if one is value)
    own = near(claim, clause, value.start, value.end) or near(claim, None, value.start, value.end)
    fits = [
        (_fit(own, near(quote, there, by.start, by.end)), by)
        for by, there in quote.values
        if not by.soft and is_like(value, by) and not any(carried(one, by) for one, _ in claim.values)
    ]
    fit, best = max(fits, key=lambda item: item[0], default=(0, None))
    return best.words.strip() if best and fit >= _FITTED.company_words else ""


def _fit(own: Near, theirs: Near) -> int:
    """How many words the two share; the one nearest to each counts for all that is needed."""
    if own and theirs and own[0] & theirs[0]:
        return max(overlap(own, theirs), _FITTED.company_words)
    return overlap(own, theirs)


def is_like(value: Value, other: Value) -> bool:
    """Whether the two could be taken for each other."""
    if isinstance(value, Number) and isinstance(other, Number):
        speeds = value.dimension == "m" and bool(value.per) != bool(other.per)  # 117 km/h is no distance
        return value.dimension == other.dimension and not speeds
    return isinstance(value, Moment) and isinstance(other, Moment) and value.grain == other.grain


def missing_names(claim: Reading, quote: Quotation, *, across: bool) -> Iterator[tuple[Name, Reason]]:
    """The names that the passages lack; a person from elsewhere in them where the quote is about another."""
    for name in claim.names:
        if any(value.start <= name.at < value.end for value, _ in claim.values):  # đô la Mỹ
            continue
        if not _is_outlet(name, quote) and not _is_named(name, quote.whole, across=across):
            yield name, Reason("name", name.words)
    if _refers_back(quote.reading):
        return
    theirs = [name for name in quote.reading.names if name.person]
    for name in claim.names:
        known = within(name.parts, quote.reading.plain) or _any_like(name, quote.reading.names)
        others = [name for name in theirs if not _any_like(name, claim.names)] if name.person and not known else []
        if others and not _is_outlet(name, quote):
            yield name, Reason("role", name.words, others[0].words)


def _refers_back(reading: Reading) -> bool:
    """Whether somebody is meant who is named before: “Ông cứu nó”."""
    words = reading.words
    return any(
        word.text in _PRONOUNS and not (words[at + 1].capital if at + 1 < len(words) else "")
        for at, word in enumerate(words)
    )


def _any_like(name: Name, others: Iterable[Name]) -> bool:
    """Whether one of `others` is the same name in full or in short."""
    return any(name.is_like(other) for other in others)


def _is_outlet(name: Name, quote: Quotation) -> bool:
    """Whether a name is the outlet's, however its site spells it: Báo Hà Nội Mới, hanoimoi.com.vn; by initials, too."""
    words = [fold("".join(filter(str.isalnum, word))) for word in name.words.lower().split()]
    while words and words[0] in _OUTLET_FOLDED:
        words.pop(0)
    squeezed, initials = "".join(words), "".join(word[:1] for word in words)
    return (len(squeezed) > 2 and any(squeezed in outlet or outlet in squeezed for outlet in quote.outlets)) or (
        len(initials) > 2 and any(outlet.startswith(initials) for outlet in quote.outlets)
    )


def _is_named(name: Name, source: Said, *, across: bool) -> bool:
    parts = name.parts
    if any(within(other, source.plain) for other in (*other_names().get(parts, ()), *seats().get(parts, ()))):
        return True
    squeezed = fold("".join(parts))
    if across:
        if name.opens and len(parts) > 1 and fold("".join(parts[1:])) in source.squeezed:  # “The Bến Sỏi”
            return True
        return name.opens_alone or squeezed in source.squeezed or not all(spellings(fold(part)) for part in parts)
    if name.opens_alone:
        plain = spellings(fold(parts[0])) or _OPENS_ENGLISH.fullmatch(parts[0])
        return bool(plain) or within(parts, source.plain)
    leading = next((n for n, part in enumerate(parts) if part not in _OUTLET), 0) if name.opens else 0
    if parts[0] in _GENERIC and len(parts) > 2:  # “CLB Thành Nam” for “Thành Nam”
        leading = leading or 1
    options = [parts, *([parts[1:]] if name.opens else []), *([parts[leading:]] if leading else [])]
    foreign = len(squeezed) >= _FITTED.least_letters and not all(spellings(part) for part in parts)
    if foreign and (squeezed in source.squeezed or _is_spelt_nearly(squeezed, source)):
        return True
    return any(
        within(option, source.plain)
        or any(
            within(option[:cut], source.plain) and within(option[cut:], source.plain)
            for cut in range(2, len(option) - 1)
        )
        or _in_order(option, source.plain)
        for option in options
    )


def _is_spelt_nearly(squeezed: str, source: Said) -> bool:
    """“Yoshida” for “Yohsida”: as sources themselves spell foreign names; none that differs at its head."""
    return any(
        other[:2] == squeezed[:2] and sorted(other) == sorted(squeezed)
        for reading in source.readings
        for name in reading.names
        for other in (fold("".join(name.parts)), fold(name.parts[-1]))
    )


def _in_order(parts: tuple[str, ...], plain: str) -> bool:
    """Whether the words of a name of three or more stand in this order, with few others between."""
    if len(parts) < 3:
        return False
    between = rf"(?: \S+){{0,{_FITTED.between_words}}} "
    return re.search(rf" {between.join(map(re.escape, parts))} ", plain) is not None
