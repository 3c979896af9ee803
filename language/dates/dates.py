"""Days, months and spans named in a question, resolved against today. Vietnamese and English.

How a date is worded is in `date_forms`; here the words found are weighed against what stands around them and against
each other.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from language.dates.forms import ENGLISH_FORMS, VIETNAMESE_FORMS, VIETNAMESE_WORDS
from language.dates.meanings import Meaning
from language.dates.spans import Span
from language.normal_form import fold

# Numbers that look like a day and a month: scores, street names, laws, fractions, ranges.
_NUMERIC = re.compile(r"\d{1,2}[-/.]\d{1,4}")
_NOT_AFTER = re.compile(
    r"(?:\b(?:so|nghi quyet|nghi dinh|thong tu|chi thi|quyet dinh|luat|cong van|dieu|khoan|muc|top|phong|duong|pho|hem|"
    r"ngo|quoc lo|cong vien|quang truong|nha may|ty so|ti so|thang|thua|hoa|dan truoc|ket qua|score|won|beat|lost|"
    r"drew) ?"
    r"|[-/.,\w])$"
)
_NOT_BEFORE = re.compile(
    r" ?(?:%|[-/]\w|[.,]\d|(?:nguoi|tuoi|ngay|gio|phut|trieu|ty|nghin|ngan|phan|so|lan|dong|usd|km|kg|tan|diem|tieng|"
    r"people|years|days|hours|percent|million|points|of the)\b)"
)
_LEAD = re.compile(
    r"\b(?:ngay|hom|sang|trua|chieu|toi|dem|tu|den|vao|dip|le|mung|mong|truoc|sau|hoi|luc|ky niem|quoc khanh|on|"
    r"since|from|until|before|after) ?$"
)
_ROUND_THE_CLOCK = "24/7"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Days `start` to `end`, both included, and the words that named them, as they stand in the question.

    `strict`: the words can only mean when an article was published (“hôm qua”), so they may filter; else they name
    the day of an event, which may be reported later, and should only boost.
    """

    start: date
    end: date
    words: str
    strict: bool


def date_span(text: str, today: date, *, unaccented: bool = False) -> DateSpan | None:
    """The days that `text` (normal form) asks about: a strict span if one is named, else from first to last named.

    Without a year the most recent such day, month or quarter that has begun by `today`. `unaccented`: the text was
    typed without diacritics, so that “nam” may be “năm”.
    """
    found = dates_in(text, today, unaccented=unaccented)
    strict = [part for part in found if part.strict]
    found = strict[:1] or found
    if not found:
        return None
    return DateSpan(
        min(part.start for part in found),
        max(part.end for part in found),
        ", ".join(part.words for part in found),
        bool(strict),
    )


def dates_in(text: str, today: date, *, unaccented: bool = False) -> list[DateSpan]:
    """Each date or span named in `text`, in order."""
    folded = fold(text)
    if len(folded) != len(text):
        folded = text.lower()
    candidates: list[tuple[int, int, Span, bool]] = []
    for forms, stands in ((VIETNAMESE_FORMS, _vietnamese(unaccented)), (ENGLISH_FORMS, _english)):
        for form in forms:
            for match in form.pattern.finditer(folded):
                words = text[match.start() : match.end()]
                if stands(words) and _is_date(folded, match) and (span := _resolved(form.meaning, match, today)):
                    candidates.append((match.start(), match.end(), span, form.strict))
    chosen: list[DateSpan] = []
    done = 0
    for start, end, span, strict in sorted(candidates, key=lambda c: (c[0], -c[1])):
        if start >= done:
            chosen.append(DateSpan(*span, text[start:end], strict))
            done = end
    return chosen


def _resolved(meaning: Meaning, match: re.Match[str], today: date) -> Span | None:
    """The span, or None for a day that no calendar has (31-2)."""
    try:
        return meaning(match.groupdict(), today)
    except (ValueError, KeyError, OverflowError):
        return None


def _vietnamese(unaccented: bool) -> Callable[[str], bool]:
    allowed = VIETNAMESE_WORDS | ({fold(word) for word in VIETNAMESE_WORDS} if unaccented else set())
    return lambda words: all(word.lower() in allowed for word in _WORD.findall(words))


def _english(words: str) -> bool:
    """“may” and “march” are months with a capital or a figure."""
    return not re.search(r"\b(?:may|march)\b", words) or bool(re.search(r"\d", words))


def _is_date(folded: str, match: re.Match[str]) -> bool:
    """Whether a day and month in figures, with nothing that says “date” in the match, is one by its neighbours."""
    words = match[0]
    if not _NUMERIC.fullmatch(words):
        return True
    before, after = folded[max(0, match.start() - 16) : match.start()], folded[match.end() : match.end() + 10]
    lead = bool(_LEAD.search(before))
    if _NOT_BEFORE.match(after) or _NOT_AFTER.search(before) or (words == _ROUND_THE_CLOCK and not lead):
        return False
    return lead or "/" in words or len(words) > len("7-5")
