"""Days, months and spans named in a question, resolved against today. Vietnamese and English.

How a date is worded is in `language.dates.forms`; here the words found are weighed against what stands around
them (`language.dates.neighbours`) and against each other.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from language.dates.forms import ENGLISH_FORMS, VIETNAMESE_FORMS, VIETNAMESE_WORDS
from language.dates.meanings import Meaning
from language.dates.neighbours import is_counted, is_day, is_month, is_month_and_year
from language.dates.spans import Period
from language.normal_form import fold, without_marks

_FIGURES = re.compile(r"(?P<first>\d{1,2})(?P<separator>[-/.])(?P<second>\d{1,4})$")
_YEAR_AT_END = re.compile(r"(?<!\d)\d{4}$")
_SAYS_DAY = re.compile(r"(?:tu )?(?:ngay|mung|mong|hom)\b")
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
    named = dates_in(text, today, unaccented=unaccented)
    strict = [part for part in named if part.strict]
    named = strict[:1] or named
    if not named:
        return None
    return DateSpan(
        min(part.start for part in named),
        max(part.end for part in named),
        ", ".join(part.words for part in named),
        bool(strict),
    )


def dates_in(text: str, today: date, *, unaccented: bool = False) -> list[DateSpan]:
    """Each date or span named in `text`, in order."""
    lower = text.lower()
    folded = without_marks(text)
    if len(folded) != len(text):
        folded = lower
    candidates: list[tuple[int, int, Period, bool]] = []
    for forms, stands in ((VIETNAMESE_FORMS, _vietnamese(unaccented)), (ENGLISH_FORMS, _english)):
        for form in forms:
            for match in form.pattern.finditer(folded):
                words = text[match.start() : match.end()]
                if (
                    stands(words)
                    and _is_date(lower, match[0], match)
                    and (span := _resolved(form.meaning, match, today))
                ):
                    candidates.append((match.start(), match.end(), span, form.strict))
    chosen: list[DateSpan] = []
    done = 0
    for start, end, span, strict in sorted(candidates, key=lambda c: (c[0], -c[1])):
        if start >= done:
            chosen.append(DateSpan(*span, text[start:end], strict))
            done = end
    return chosen


def _resolved(meaning: Meaning, match: re.Match[str], today: date) -> Period | None:
    """The span, or None for a day that no calendar has (31-2)."""
    try:
        return meaning(match.groupdict(), today)
    except (ValueError, KeyError, OverflowError):
        return None


def _vietnamese(unaccented: bool) -> Callable[[str], bool]:
    allowed = VIETNAMESE_WORDS | ({fold(word) for word in VIETNAMESE_WORDS} if unaccented else set())
    return lambda words: all(word.lower() in allowed for word in _WORD.findall(words))


def _english(words: str) -> bool:
    """“may” and “march” are months with a capital or a figure; “máy” is none."""
    return words.isascii() and (not re.search(r"\b(?:may|march)\b", words) or bool(re.search(r"\d", words)))


def _is_date(text: str, words: str, match: re.Match[str]) -> bool:
    """Whether what was matched is a date by its neighbours in `text` (lower case); `words`: the match, folded."""
    said = match.groupdict()
    figures = _FIGURES.search(words)
    if said.get("m") and not (said.get("d") or said.get("y") or said.get("ry")) and words.startswith("thang"):
        return is_month(text, match.start(), match.end())
    if _YEAR_AT_END.search(words) and not said.get("m") and "nam" not in words:
        return not is_counted(text, match.end())
    if figures is None:  # “3 tháng 10 ngày” is how long something takes
        lasts = said.get("d") and "thang" in words and not (said.get("y") or said.get("ry") or _SAYS_DAY.match(words))
        return not (lasts and is_counted(text, match.end()))
    if said.get("y"):
        return figures[0] != words or is_month_and_year(text, match.start(), match.end())
    start = match.end() - len(figures[0])
    if said.get("d1"):
        if _SAYS_DAY.match(words):
            return True
        start = match.start()
    return is_day(text, start, match.end(), int(figures["first"]), int(figures["second"]), figures["separator"])
