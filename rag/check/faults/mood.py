"""What is asked for, planned, supposed or mistaken in the source, and told as done in the claim."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from language.meaning.reading import Reading
from language.meaning.words import Term
from language.values.numbers import Number
from language.values.values import carried
from rag.answer import Reason


@dataclass(frozen=True, slots=True)
class Mood:
    """`words` before what isn't so (yet); a claim with one of `words` or `kept` keeps the mood.

    `done`: what in a claim says that it is so; None where every claim without the mood does.
    """

    words: re.Pattern[str]
    kept: re.Pattern[str]
    done: re.Pattern[str] | None


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


_ASKED = "đề nghị|kiến nghị|đề xuất|kêu gọi|yêu cầu|đòi|đòi hỏi|proposed|asked|requested|urged|sought|demanded"
_PLANNED = (
    "dự kiến|sẽ|kế hoạch|dự định|sắp|dự tính|phấn đấu|mục tiêu|hứa|cam kết|lên phương án|"
    "will|plans?|planned|expected|to be|target|scheduled|intends?"
)
_MISTAKEN = (
    "hiểu nhầm|hiểu lầm|lầm tưởng|nhầm tưởng|tưởng nhầm|tưởng|tưởng rằng|tin đồn|đồn|đồn đoán|đồn thổi|bịa|bịa đặt|"
    "thất thiệt|ngộ nhận|nhầm là|mistakenly|mistook|rumou?rs?|wrongly"
)
_MOODS = (
    Mood(
        _any(_ASKED),
        _any(f"{_ASKED}|{_PLANNED}|mức án đề nghị|viện kiểm sát|bị đề nghị|có thể|nếu|phải|cần|should|may|could"),
        _any("đã|đồng ý|bị tuyên|tuyên|tuyên phạt|bị phạt|lãnh|lĩnh|nhận|được|vừa|was|were|been|got|sentenced"),
    ),
    Mood(
        _any(_PLANNED),
        _any(f"{_PLANNED}|{_ASKED}|có thể|phải|cần|nếu|đang|chuẩn bị|định|chờ|đến năm|vào năm|should|may|could|would"),
        _any("đã|vừa|xong|rồi|hoàn thành|hoàn tất|was|were|has|have|had"),
    ),
    Mood(
        _any(_MISTAKEN),
        _any(f"{_MISTAKEN}|không đúng|sai|nhầm|bác bỏ|phủ nhận|cho rằng|nghĩ|không phải|false|denied|believed|thought"),
        None,
    ),
)
# What a claim says in another mood must be said by so much of its words.
_SHARED = 0.6
_SO = re.compile(r"(?<!\w)(?:nên|vì vậy|do đó|so)(?!\w)")


def told_as_done(claim: Reading, readings: Sequence[Reading]) -> Reason | None:
    """The word of the source by which what the claim tells isn't so, unless the source says it elsewhere without."""
    for mood in _MOODS:
        if mood.kept.search(claim.text) or (mood.done and not mood.done.search(claim.text)):
            continue
        said = [(reading, list(mood.words.finditer(reading.text))) for reading in readings]
        if not any(hits for _, hits in said):
            continue
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
        if best[0] >= _SHARED and best[0] > flat[best[1]]:
            return Reason("mood", best[2])
        if mood.done and (word := _figures_under(claim, readings, mood)):
            return Reason("mood", word)
    return None


def _figures_under(claim: Reading, readings: Sequence[Reading], mood: Mood) -> str:
    """The word of the mood under which alone the source has a figure of the claim; "" where there is none."""
    for value, _ in claim.values:
        if not isinstance(value, Number) or value.soft or not value.dimension:
            continue
        words = [
            next((hit[0] for hit in mood.words.finditer(one.text) if _reaches(hit, by.start, one)), "")
            for one in readings
            for by, _ in one.values
            if carried(value, by)
        ]
        if words and all(words):
            return words[0]
    return ""


def _reaches(hit: re.Match[str], at: int, reading: Reading) -> bool:
    return hit.end() <= at and not re.search(r"[.,;\n]", reading.text[hit.end() : at])


def _governs(hit: re.Match[str], term: Term, reading: Reading) -> bool:
    """Whether the word stands before the term, with no stop between."""
    return _reaches(hit, term.at, reading) and not _SO.search(reading.text[hit.end() : term.at])


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
