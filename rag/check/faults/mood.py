"""What is asked for, planned, feared, denied or mistaken in the source, and told as so in the claim."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from language.meaning.reading import Reading
from language.meaning.words import Term
from language.values.numbers import Number
from language.values.values import carried
from rag.answer import Reason


@dataclass(frozen=True, slots=True)
class Mood:
    """`words` before what isn't so (yet); a claim with one of `words` or `kept` keeps the mood.

    `done`: what in a claim says that it is so; None where every claim without the mood does. `figures`: whether a
    figure is under the mood by standing after its word, whatever the claim says besides; `whole`: whether what stands
    under it isn't so however much the claim adds.
    """

    words: re.Pattern[str]
    kept: re.Pattern[str]
    done: re.Pattern[str] | None
    figures: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class MoodLimits:
    """What a claim says in another mood must be said by so much of its words."""

    shared: float = 0.6
    refuted: float = 0.8
    """So much of its words must stand in the line that the next one calls false."""
    ruled_out: float = 0.75
    """So much of what the source rules out, of two words or more, the claim must say."""


LIMITS = MoodLimits()


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


_ASKED = (
    "đề nghị|kiến nghị|đề xuất|kêu gọi|yêu cầu|đòi|đòi hỏi|(?<!vắc )xin(?! lỗi)|"
    "proposed|asked|requested|urged|sought|demanded"
)
_PLANNED = (
    "dự kiến|sẽ|kế hoạch|dự định|sắp|dự tính|cân nhắc|xem xét|phấn đấu|mục tiêu|hứa|cam kết|lên phương án|chỉ tiêu|"
    "will|plans?|planned|expected|to be|target|scheduled|intends?"
)
_FORECAST = "dự báo|dự đoán|có khả năng|nhiều khả năng|forecasts?|predict(?:s|ed)?"
_MISTAKEN = (
    "hiểu nhầm|hiểu lầm|lầm tưởng|nhầm tưởng|tưởng nhầm|tưởng|tưởng rằng|tin đồn|đồn|đồn đoán|đồn thổi|bịa|bịa đặt|"
    "thất thiệt|ngộ nhận|nhầm là|mistakenly|mistook|rumou?rs?|wrongly"
)
_RULED_OUT = (
    "bác tin|bác bỏ|bác thông tin|phủ nhận|không có chuyện|"
    "(?:chưa|không) (?:có|đủ) (?:căn cứ|cơ sở|bằng chứng|chủ trương|kế hoạch|ý định)|không phải|chứ không|denied|"
    "denies|no evidence"
)
_FEARED = "lo|lo ngại|lo sợ|lo rằng|e ngại|e rằng|sợ|nghi ngờ|nghi|nghi vấn|nguy cơ|suýt|feared|suspected|nearly"
_OPEN = "có thể|nếu|phải|cần|nên|muốn|mong|khả năng|buộc|should|may|might|could|must|want(?:s|ed)?|needs?"
_MOODS = (
    Mood(
        _any(_ASKED),
        _any(
            f"{_ASKED}|{_PLANNED}|mức án đề nghị|viện kiểm sát|bị đề nghị|{_OPEN}|mức giá"
            "|giao|chỉ đạo|phương án|đề án|hạn|hạn chót|chậm nhất"
            "|chưa|không|chờ|bác|từ chối|not|yet"
        ),
        None,
        figures=True,
    ),
    Mood(
        _any(_PLANNED),
        _any(f"{_PLANNED}|{_ASKED}|{_OPEN}|đang|chuẩn bị|định|chờ|đến năm|vào năm|would"),
        _any("đã|vừa|xong|rồi|hoàn thành|hoàn tất|was|were|has|have|had"),
    ),
    Mood(
        _any(_FORECAST),
        _any(f"{_FORECAST}|{_PLANNED}|{_ASKED}|{_OPEN}|cho rằng|nhận định|would"),
        _any("đã|vừa|xong|rồi|was|were|has|have|had"),
    ),
    Mood(
        _any(_MISTAKEN),
        _any(f"{_MISTAKEN}|không đúng|sai|nhầm|bác bỏ|phủ nhận|cho rằng|nghĩ|không phải|false|denied|believed|thought"),
        None,
    ),
    Mood(
        _any(_RULED_OUT),
        _any(f"{_RULED_OUT}|{_MISTAKEN}|không|chưa|bác|chối|đồn|chẳng|cáo buộc|not|never"),
        None,
        whole=True,
    ),
    Mood(_any(_FEARED), _any(f"{_FEARED}|{_OPEN}|ngại|không|chưa|e|not|would|risk"), None),
)
# What is said of a thing that isn't so.
IS_FALSE = "sai sự thật|không đúng|không chính xác|bịa đặt|thất thiệt|false|untrue"
_REFUTED = re.compile(
    r"(?:tin|thông tin|tin đồn|điều|nội dung|clip|hình ảnh|bài viết|this|the claim|the report)(?: đồn)?"
    rf"(?: (?:này|đó|trên|nói trên|ấy))? (?:\w+ ){{0,3}}?(?:{IS_FALSE}|là sai|không có thật|là giả)(?!\w)"
)
_DOUBTS = re.compile(
    r"(?<!\w)(?:tin|đồn|lan truyền|cho rằng|sai|không|bác|phủ nhận|bịa|giả|thất thiệt|cáo buộc|rumou?r|false|not"
    r"|denied)(?!\w)"
)
_SO = re.compile(r"(?<!\w)(?:nên|vì vậy|do đó|so)(?!\w)")
_NOTHING_SAYS = re.compile(r"(?:không|chưa) (?:có|đủ) ")
# What is so in the claim by the word before it.
_REALISED = re.compile(r"(?<!\w)(?:đã|vừa|vừa mới)(?: được| bị| có| cho| phải)* (?=\w)")
_DECIDED = _any(
    r"tuyên|tuyên phạt|kết án|quyết định|đồng ý|chấp nhận|chấp thuận|thông qua|(?<!giảm )còn(?! \d)|nhưng|lĩnh|lãnh"
)


def told_as_done(claim: Reading, whole: Sequence[Reading], body: Sequence[Reading]) -> Reason | None:
    """The word of the source by which what the claim tells isn't so, unless the source says it elsewhere without.

    `body`: without titles, which leave out that something is only planned.
    """
    for mood in _MOODS:
        kept = mood.kept.search(claim.text)
        if kept and not mood.done:
            continue
        readings = body if mood.done else whole
        said = [(reading, _hits(mood.words, reading)) for reading in readings]
        if not any(hits for _, hits in said):
            continue
        if kept:
            if word := _realised_under(claim, said):
                return Reason("mood", word)
            continue
        if mood.figures and (word := _figures_under(claim, readings, mood)):
            return Reason("mood", word)
        if mood.done and not _tells_done(mood.done, claim, readings):
            continue
        if mood.whole and (word := _says_all_under(claim, said)):
            return Reason("mood", word)
        if word := _shares_under(claim, said) or _realised_under(claim, said):
            return Reason("mood", word)
        if mood.done and (word := _figures_under(claim, readings, mood)):
            return Reason("mood", word)
    return None


def refuted(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """What the claim tells as so, of which the next line says that it is false: “Tin này sai sự thật”."""
    if _DOUBTS.search(claim.text):
        return None
    terms = [term for term in claim.terms if term.syllables]
    for line, following in pairwise(lines):
        false = _REFUTED.search(following.text)
        if false and terms and sum(line.says(term) for term in terms) >= LIMITS.refuted * len(terms):
            return Reason("mood", false[0])
    return None


def _hits(words: re.Pattern[str], reading: Reading) -> list[re.Match[str]]:
    """Where a reading has the words outside names: “Vân Đồn” is no rumour."""
    return [
        hit
        for hit in words.finditer(reading.text)
        if not any(n.at <= hit.start() < n.end and hit[0] in n.parts for n in reading.names)
    ]


def _tells_done(done: re.Pattern[str], claim: Reading, readings: Sequence[Reading]) -> bool:
    """Whether the claim says that something is so which no reading says in the same words: “khách đã mua vé”."""
    texts = [reading.text for reading in readings]
    said = [re.match(r"\w+ \w+", claim.text[match.start() :]) for match in done.finditer(claim.text)]
    return any(words is None or not any(words[0] in text for text in texts) for words in said)


_Hits = Sequence[tuple[Reading, Sequence[re.Match[str]]]]


def _shares_under(claim: Reading, said: _Hits) -> str:
    """The word of the mood under which alone the source says most of a clause of the claim."""
    moody: list[tuple[float, int, str]] = []
    flat: defaultdict[int, float] = defaultdict(float)
    clauses = _clauses(claim)
    for reading, hits in said:
        terms = [term for term in reading.terms if term.syllables]
        governed = [term for term in terms if any(_governs(hit, term, reading) for hit in hits)]
        free = [term for term in terms if term not in governed] if governed else terms
        for n, part in enumerate(clauses):
            if governed:
                moody.append((_shared(part, governed), n, hits[0][0]))
            flat[n] = max(flat[n], _shared(part, free))
    best = max(moody, default=(0.0, 0, ""))
    return best[2] if best[0] >= LIMITS.shared and best[0] > flat[best[1]] else ""


def _says_all_under(claim: Reading, said: _Hits) -> str:
    """The word of the mood of which the claim says nearly all that stands under it, and the source nowhere else."""
    ours = [term for term in claim.terms if term.syllables]
    for reading, hits in said:
        for hit in (hit for hit in hits if _NOTHING_SAYS.match(hit[0])):
            under = [term for term in reading.terms if term.syllables and _governs(hit, term, reading)]
            least = LIMITS.ruled_out * len(under)
            if len(under) < 2 or sum(any(term.is_like(one) for one in ours) for term in under) < least:
                continue
            elsewhere = [term for other, _ in said for term in other.terms if term.syllables and term not in under]
            if sum(any(term.is_like(one) for one in elsewhere) for term in under) < least:
                return hit[0]
    return ""


def _realised_under(claim: Reading, said: _Hits) -> str:
    """The word of the mood under which alone the source says what is “đã …” in the claim."""
    for match in _REALISED.finditer(claim.text):
        after = [term for term in claim.terms if term.at >= match.end() and term.syllables][:2]
        if not after or claim.text[match.end() : after[0].at].strip():
            continue
        deed = after[:1] if len(after[0].syllables) > 1 else after
        words = [
            next((hit[0] for hit in hits if _governs(hit, term, reading)), "")
            for reading, hits in said
            for term in _says(deed, reading)
        ]
        if words and all(words):
            return words[0]
    return ""


def _says(deed: Sequence[Term], reading: Reading) -> Sequence[Term]:
    """Where a reading has these one or two terms, one after the other."""
    terms = [term for term in reading.terms if term.syllables]
    if len(deed) == 1:
        return [term for term in terms if term.is_like(deed[0])]
    return [one for one, other in pairwise(terms) if one.is_like(deed[0]) and other.is_like(deed[1])]


def _figures_under(claim: Reading, readings: Sequence[Reading], mood: Mood) -> str:
    """The word of the mood under which alone the source has a figure of the claim; "" where there is none."""
    for value, _ in claim.values:
        if not isinstance(value, Number) or value.soft or not value.dimension:
            continue
        words = [
            next((hit[0] for hit in _hits(mood.words, one) if _precedes(hit, by.start, one)), "")
            for one in readings
            for by, _ in one.values
            if carried(value, by)
        ]
        if words and all(words):
            return words[0]
    return ""


def _precedes(hit: re.Match[str], at: int, reading: Reading) -> bool:
    """Whether the word stands before in the sentence, and nothing decided between."""
    between = reading.text[hit.end() : at]
    return hit.end() <= at and not re.search(r"[.;\n]", between) and not _DECIDED.search(between)


def _governs(hit: re.Match[str], term: Term, reading: Reading) -> bool:
    """Whether the word stands before the term, with no stop between."""
    between = reading.text[hit.end() : term.at]
    return hit.end() <= term.at and not re.search(r"[.,;\n]", between) and not _SO.search(between)


def _clauses(claim: Reading) -> Sequence[Sequence[Term]]:
    """What the claim says outside names, clause by clause; a consequence is one."""
    named = [(name.at, name.end) for name in claim.names if len(name.parts) > 1]
    so = [match.start() for match in _SO.finditer(claim.text)]
    clauses: defaultdict[tuple[int, int], list[Term]] = defaultdict(list)
    for term in claim.terms:
        if term.syllables and not any(start <= term.at < end for start, end in named):
            clauses[term.clause, sum(at < term.at for at in so)].append(term)
    return list(clauses.values())


def _shared(claim: Sequence[Term], terms: Sequence[Term]) -> float:
    """The share of the claim's words that these terms say."""
    meanings = frozenset[str]().union(*(term.meanings for term in terms))
    syllables = {syllable for term in terms for syllable in term.syllables}
    total = said = 0.0
    for term in claim:
        total += len(term.syllables)
        if term.meanings & meanings:
            said += len(term.syllables)
        else:
            said += sum(syllable in syllables for syllable in term.syllables)
    return said / total if total else 0.0
