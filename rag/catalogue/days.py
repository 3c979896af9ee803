"""Which days of a library a question's words mean, and which days near them have articles."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from language.dates.dates import DateSpan, date_span
from language.normal_form import normalize
from rag.answer import Note
from vectorstore.readable import ReadableLibrary
from vectorstore.records import Filters

_YEAR = re.compile(r"\d{4}|năm|nam|year", re.IGNORECASE)
_ONE = timedelta(days=1)
# What is meant by “hôm qua”, “tuần trước”, “mấy hôm trước” ended no longer ago.
_LATELY = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both included. `until`: the library's last day, where it lies before those named, so that
    they are counted from it.
    """

    start: date
    end: date
    until: date | None = None

    def note(self, words: str) -> Note:
        """What to say of the days that `words` are taken for."""
        values = {"words": words, "start": str(self.start), "end": str(self.end)}
        if self.until is None:
            return Note("days", values)
        code = "library_ends_days" if self.until == self.end else "counted_from_end_days"
        return Note(code, {**values, "until": str(self.until)})


def days_meant(span: DateSpan, latest: str | None, today: date) -> Days:
    """The days of `span`; where the library ended before they began: of the last such month or day that it reaches, if
    no year is named, of what goes on today as many days up to its end, and of “hôm qua” those that its last day has.
    """
    if latest is None or latest[:10] >= span.start.isoformat():
        return Days(span.start, span.end)
    end = date.fromisoformat(latest[:10])
    if not span.strict and not _YEAR.search(span.words) and (earlier := date_span(normalize(span.words), end)):
        return Days(earlier.start, earlier.end)
    if span.strict and span.start <= today <= span.end:
        return Days(end - (span.end - span.start), end, until=end)
    if span.strict and today - span.end <= _LATELY and (earlier := date_span(normalize(span.words), end)):
        return Days(earlier.start, earlier.end, until=end)
    return Days(span.start, span.end)


def nearest_days(library: ReadableLibrary, filters: Filters, words: str, days: Days) -> tuple[str, ...]:
    """The last day before `days` and the first after that have articles under the other conditions, as ISO days."""
    before = replace(filters, published_from=None, published_to=days.start - _ONE)
    after = replace(filters, published_from=days.end + _ONE, published_to=None)
    nearest = [
        *library.listed(before, words, limit=1, order="newest").articles,
        *library.listed(after, words, limit=1, order="oldest").articles,
    ]
    return tuple(article.published[:10] for article in nearest if article.published)
