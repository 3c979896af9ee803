"""Which figure a question asks for, and which numbers of a sentence state it: “bao nhiêu người bị thương” → “12 người
bị thương”, not “3 người chết” beside it.

Reads one question and one sentence at a time; knows nothing of articles. A figure that is only part of what is asked
for, one that was put right, or one that may be something else, is none.
"""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.detect import Language
from language.meaning.reading import Reading, read
from language.meaning.words import Name, Term, clause_starts
from language.values.moments import Moment
from language.values.numbers import Number, numbers

_ASKS = re.compile(r"(?<!cấp )(?<!thứ )(?<!hạng )(?<!lớp )\b(?:bao nhiêu|mấy(?! giờ)|how many)(?!\w)")
# Where what is counted ends: “bao nhiêu người bị thương | trong vụ cháy”.
_ENDS = frozenset(
    "ở tại trong do vì sau trước khi tính để vào theo từ của với trên qua so hồi hôm ngày tháng năm đến tới nhân bởi "
    "là tránh khỏi cuộc vụ trận buổi cơn đợt lễ phiên "
    "in at by on during after before when as of from to because".split()
)
_OF = re.compile(
    r"(?:^|\W)(?:tổng )?số (?P<what>[^,;?]+?)(?: (?:đã|hiện|là|lên|tăng|đến|tới|còn|được|có)\b| (?=bao)).*$"
)
# Before a number: it is a change, a part, a plan, a rate or what was thought before.
_OTHER_BEFORE = re.compile(
    r"(?:thêm|tăng|giảm|tăng thêm|giảm thêm|thay vì|thay cho|chứ|so với|không phải|không phải là|từ|trong số|trong|mỗi|"
    r"còn|từng|hụt|thiếu|vượt|dự kiến|có thể|mục tiêu|phấn đấu|kế hoạch|tối đa|cứ|gồm|bao gồm|riêng|chỉ riêng|cả|nhóm|"
    r"cùng|ngoài|một trong|thứ|số|more|another|further|instead of|from|of|each|including|than)"
    r"(?: (?:là|hơn|gần|khoảng|chừng|có|khi có|lên|thành|đã|tới))? $"
)
_UP_TO = re.compile(
    r"(?:tăng|giảm|lên|xuống|nâng)\w* (?:lên|đến|tới|thành|còn|lên đến|lên tới|xuống còn)(?: hơn| gần| là| con số)* $"
)
_PART = re.compile(
    r"\b(?:trong đó|gồm|bao gồm|riêng|trong số|trước đó|ban đầu|ngoài ra|cùng kỳ|năm ngoái|hồi đầu|trung bình|"
    r"bình quân|đợt trước|lần trước|ước tính|nguy cơ|nếu|among|including|of whom|previously|earlier|initially|if)\b"
)
_PART_AFTER = re.compile(
    r"^(?: \w+){0,2}? (?:nặng|nhẹ|nguy kịch|tại chỗ|mới|nữa|thêm|đầu tiên|trẻ em|nam|nữ|một|mỗi|thứ|của|seriously|"
    r"more)\b"
)
# What befalls people: a number of one fate is no number of another.
_FATES = "chết, bị thương, mất tích, sơ tán, mắc kẹt, bị bắt, sống sót, được cứu, missing, evacuated, rescued"
# What is another every day.
_MOVING = "giá, lãi suất, tỷ giá, nhiệt độ, chỉ số, lượng mưa, price, rate"
_TO_COME = re.compile(
    r"\b(?:sẽ|dự kiến|dự báo|kế hoạch|có thể|mục tiêu|phấn đấu|đề xuất|tiếp tục|will|would|may|plans?)\b"
)
_RISEN = re.compile(r"(?: \w+)? (?:lên|xuống|to)(?: \w+){0,2} ")
_RANGE = re.compile(r"\s?(?:-|–|đến|tới|hoặc|hay|to|or|/)\s?")


@dataclass(frozen=True)
class FigureAsked:
    """What is counted or measured: `dimension` and `unit` (“person”, “người”), `thing` (“bị thương”), and the rest."""

    dimension: str
    unit: str
    thing: tuple[Term, ...]
    counted: bool
    """Whether the thing's first word stands right after the number: 3.412 ca sốt xuất huyết."""
    to_come: bool
    """Whether it is what will be that is asked for."""
    topic: tuple[Term, ...]
    names: tuple[Name, ...]
    moments: tuple[Moment, ...]

    @property
    def moves(self) -> bool:
        """Whether such a figure is another every day, as a price is."""
        return any(_is_any(term, _terms_in(_MOVING)) for term in (*self.thing, *self.topic))


@functools.cache
def _terms_in(listed: str) -> tuple[Term, ...]:
    return read(listed).terms


def figure_asked(question: str, language: Language) -> FigureAsked | None:
    """The one figure that `question` asks for; None when it asks for another thing, or doesn't say of what."""
    reading = read(question, language=language)
    asks = _ASKS.search(reading.text)
    if asks is None or _ASKS.search(reading.text, asks.end()):
        return None
    start = asks.end()
    end, dimension, unit = _counted(reading, start)
    thing = _terms(reading, start + 1 + len(unit) if dimension else start, end)
    counted = bool(thing) and not dimension
    if not thing and (of := _OF.search(reading.text[: asks.end()])):  # “số người chết … là bao nhiêu”
        start = of.start("what") - 1
        end, dimension, unit = _counted(reading, start)
        thing = _terms(reading, start + 1 + len(unit) if dimension else start, end)
        counted = bool(thing) and not dimension
    elif not thing and dimension:
        thing = _measured(reading, asks.start()) or _terms(reading, end, len(reading.text))
    if not thing:
        return None
    used = range(start, start + 1 + len(unit))
    rest = (
        term
        for term in _terms(reading, 0, len(reading.text))
        if term not in thing and term.at not in used and not asks.start() <= term.at < asks.end()
    )
    dates = tuple(value for value, _ in reading.values if isinstance(value, Moment))
    names = tuple(name for name in reading.names if not name.opens_alone)
    to_come = _TO_COME.search(reading.text) is not None
    return FigureAsked(dimension, unit, thing, counted, to_come, tuple(rest), names, dates)


def _measured(reading: Reading, asks: int) -> tuple[Term, ...]:
    """“dài bao nhiêu mét”, “làm chết bao nhiêu người”: the word before; “tổng vốn … là bao nhiêu tỷ”: the first."""
    before = _terms(reading, 0, asks)
    if re.search(r" (?:là|đạt|lên tới|lên đến|hết)$", reading.text[: max(0, asks - 1)]):
        owned = max((reading.text.rfind(f" {word} ", 0, asks) for word in ("có", "với", "has")), default=-1)
        said = [term for term in before if 0 <= owned < term.at][:4]
        return tuple(said) or (before[:1] if before and len(before[0].syllables) > 1 else before[:2])
    near = [term for term in before if asks - term.at < 20]
    return tuple(near[-1:])


def _counted(reading: Reading, start: int) -> tuple[int, str, str]:
    """Where what is counted after `start` ends, and the unit that it begins with."""
    end = len(reading.text)
    for word in reading.words:
        if word.at > start and (word.text in _ENDS or (word.capital and word.at > start + 1)):
            end = word.at
            break
    stop = re.search(r"[,;:.?!()]", reading.text[start:end])
    end = start + stop.start() if stop else end
    if reading.text.startswith(" tiền", start):
        return end, "vnd", "tiền"
    numbered = numbers(f"5{reading.text[start:end]}")
    dimension = numbered[0].dimension if numbered and numbered[0].start == 0 else ""
    return end, dimension, numbered[0].words[2:] if dimension else ""


def _terms(reading: Reading, start: int, end: int) -> tuple[Term, ...]:
    within = (term for term in reading.terms if start <= term.at < end and term.syllables)
    return tuple(term for term in within if not _in_name(term, reading.names))


def _in_name(term: Term, names: Sequence[Name]) -> bool:
    return any(name.at <= term.at < name.end and not name.opens_alone for name in names)


def stated(asked: FigureAsked, sentence: Reading) -> Iterator[Number]:
    """The numbers of `sentence` that state what is asked for."""
    if _PART.match(sentence.text):  # “Riêng ở dãy C, …”
        return
    starts = [0, *clause_starts(sentence.text), len(sentence.text)]
    values = [value for value, _ in sentence.values if not (isinstance(value, Number) and value.words.find("…") >= 0)]
    for at, value in enumerate(values):
        if not isinstance(value, Number) or value.soft or value.denied or value.per:
            continue
        first = starts[bisect_right(starts, value.start) - 1]
        last = starts[min(bisect_right(starts, value.start), len(starts) - 1)]
        if at:
            if not _RISEN.fullmatch(sentence.text[values[at - 1].end : value.start]):
                first = max(first, values[at - 1].end)
            elif at > 1:  # “từ 3 lên 15 người”
                first = max(first, values[at - 2].end)
        if at + 1 < len(values):
            last = min(last, values[at + 1].start)
        last = max(last, value.end)
        before, after = sentence.text[first : value.start], sentence.text[value.end : last]
        to_come = _TO_COME.search(sentence.text[: value.start]) is not None
        if (
            to_come == asked.to_come
            and _is_of(asked, sentence, value, first, last)
            and not _is_other(before, after)
            and not _ranged(values, at, sentence)
        ):
            yield value


def _is_of(asked: FigureAsked, sentence: Reading, value: Number, first: int, last: int) -> bool:
    """Whether the words around the number, up to other numbers and clauses, are the thing asked for and no other."""
    after = [term for term in sentence.terms if value.end <= term.at < last]
    before = [term for term in sentence.terms if first <= term.at < value.start]
    said = f"số {asked.unit} " in sentence.text[first : value.start]
    if value.dimension != asked.dimension and not (asked.dimension and not value.dimension and said and not after):
        return False
    if asked.counted:
        return bool(after) and _is_any(asked.thing[0], after[:1]) and all(_is_any(term, after) for term in asked.thing)
    # what the next clause adds without a number of its own: “15 người chết và bị thương”
    tail = re.match(r"và (?!\d)[^,;.]*", sentence.text[last:])
    added = [term for term in sentence.terms if tail and last <= term.at < last + tail.end()]
    others = [term for term in (*after, *added) if _is_any(term, _terms_in(_FATES)) and not _is_any(term, asked.thing)]
    if others and not any(
        isinstance(v, Number) and last <= v.start < last + (tail.end() if tail else 0) for v, _ in sentence.values
    ):
        return False
    if all(_is_any(term, after) for term in asked.thing):
        return True
    fates = [term for term in after if _is_any(term, _terms_in(_FATES))]
    return not fates and all(_is_any(term, [*before, *after]) for term in asked.thing)


def _is_other(before: str, after: str) -> bool:
    """Whether the number is a change, a part, a plan, a guess or something put right."""
    if _PART.search(before) or _PART_AFTER.match(after):
        return True
    return not _UP_TO.search(before) and _OTHER_BEFORE.search(f" {before}") is not None


def _ranged(values: Sequence[object], at: int, sentence: Reading) -> bool:
    """Whether it is one end of “3-5 người”."""
    pairs = [(values[i], values[i + 1]) for i in (at - 1, at) if 0 <= i < len(values) - 1]
    return any(
        isinstance(a, Number) and isinstance(b, Number) and _RANGE.fullmatch(sentence.text[a.end : b.start])
        for a, b in pairs
    )


def _is_any(term: Term, others: Sequence[Term]) -> bool:
    return any(
        (term.syllables and term.syllables == other.syllables) or term.meanings & other.meanings for other in others
    )
