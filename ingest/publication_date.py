"""When an article was published, and what says so: its metadata, its address, its date line, its opening words.

Careful rather than clever: days that an article tells of are no publication dates. A date that is wrong, missing or
to come is None, never today. The day comes before the month, as in Vietnamese.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from language.dates.day import day_of
from language.dates.stamps import FULL_DAY, day_of_match, days_named, iso_day, stamp_in, stamp_of, tomorrow
from language.normal_form import normalize

How = Literal["metadata", "url", "dateline", "text"]


@dataclass(frozen=True, slots=True)
class DatelineLimits:
    """Where in a text the day of publication is looked for."""

    # Of the web: an address with an earlier one names something else.
    first_year: int = 1995
    head_lines: int = 5
    tail_lines: int = 4
    labelled_chars: int = 80


DATELINE = DatelineLimits()
# “Đăng ngày 28/11/2025 bởi Hà An”
_LABELLED = re.compile(
    r"(?:Ngày đăng|Đăng (?:ngày|lúc|tải|bởi)|Ngày xuất bản|Xuất bản|Published|Posted)\b", re.IGNORECASE
)
# White space, and what Markdown puts around a line to slant it.
_AROUND = " \t\r\n\u00a0*_"
_UPDATED = re.compile("Cập nhật|Updated", re.I)
# “(HNM) - ”, “Hà Nội, 28-7-2023 (TTX) - ”: how a report opens.
_DATELINE = re.compile(
    r"^(?:\((?P<inside>[^()\n]{2,40})\)\s*[-:.]?|(?P<before>[^\n.()]{2,40}\([^()\n]{1,20}\))\s*[-:.])\s*"
)
_PART_OF_DAY = r"(?:Rạng sáng|Sáng sớm|Sáng|Trưa|Chiều tối|Chiều|Tối|Đêm|Hôm nay)(?: nay)?,?(?: ngày)?"
_OPENING = re.compile(rf"(?:{_PART_OF_DAY} \(?){FULL_DAY}")
_OPENING_DAY = re.compile(rf"Ngày {FULL_DAY}")
_OPENING_WITHOUT_YEAR = re.compile(
    rf"(?:{_PART_OF_DAY} \(?)(?P<d>\d{{1,2}})(?:[-/.]| tháng )(?P<m>\d{{1,2}})(?![-/.]?\d)"
)
_IN_URL = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-/]?)(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?:\d{4}|\d{6}|\d{9})?(?!\d)")
_YEAR_IN_URL = re.compile(r"/((?:19|20)\d\d)/")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)")


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """An ISO date, or date and time, and `how` it was found."""

    date: str
    how: How


def published(
    lines: Iterable[str], url: str | None = None, metadata: Iterable[str | None] = (), today: date | None = None
) -> PublicationDate | None:
    """The publication date of an article of these lines; of `metadata` the first that is a date counts.

    `today` is for tests: what lies after it (and the next day, for the time zones) is no date.
    """
    latest = tomorrow(today)
    for value in metadata:
        if value and (iso := stamp_of(value, latest)):
            return PublicationDate(iso, "metadata")
    heads = [normalize(line.strip(_AROUND)) for line in lines if line.strip(_AROUND)]
    if iso := _of_date_lines(heads, latest):
        return PublicationDate(iso, "dateline")
    if url and (iso := _of_url(url, latest)):
        return PublicationDate(iso, "url")
    return _of_opening(heads, url, latest)


def contradicted(published: str, lines: Iterable[str], today: date | None = None) -> str | None:
    """The day that an article's own date line shows, if it is another than `published` says, by more than time zones
    explain."""
    heads = [normalize(line.strip()) for line in lines if line.strip()]
    shown, said = day_of(_of_date_lines(heads, tomorrow(today), updates=False)), day_of(published)
    return shown.isoformat() if shown and said and abs((shown - said).days) > 1 else None


def _of_date_lines(lines: Sequence[str], latest: date, *, updates: bool = True) -> str | None:
    """The first date line's; of an update only where nothing tells of the first day, and `updates` count."""
    updated = None
    for line in (*lines[: DATELINE.head_lines], *lines[DATELINE.head_lines :][-DATELINE.tail_lines :]):
        if iso := _of_date_line(line, latest):
            if not _UPDATED.search(line):
                return iso
            updated = updated or iso
    return updated if updates else None


def is_date_line(line: str, today: date | None = None) -> bool:
    """Whether the line only says when something was published: “28/11/2025 09:15”, “Đăng bởi Hà An ngày 28/11/2025”."""
    return _of_date_line(normalize(line.strip()), tomorrow(today)) is not None


def _of_date_line(line: str, latest: date) -> str | None:
    iso = stamp_of(line, latest)
    if iso is None and len(line) <= DATELINE.labelled_chars and _LABELLED.match(line):
        stamp = stamp_in(line, latest)
        iso = stamp.iso if stamp else None
    return iso


def _of_url(url: str, latest: date) -> str | None:
    for match in _IN_URL.finditer(url):
        year, month, day = (int(match[part]) for part in "ymd")
        if year >= DATELINE.first_year and (iso := iso_day(year, month, day, latest)):
            return iso
    return None


def _of_opening(lines: list[str], url: str | None, latest: date) -> PublicationDate | None:
    """“(HNM) - Ngày 12-5-2023, …”: the day on which a report says that it all took place, at its very beginning."""
    for line in lines[:4]:
        dateline = _DATELINE.match(line)
        if dateline and (stamp := stamp_in(dateline["inside"] or dateline["before"], latest, alone=True)):
            return PublicationDate(stamp.iso, "dateline")
        opening = line[dateline.end() :] if dateline else line
        day = _OPENING.match(opening) or (_OPENING_DAY.match(opening) if dateline else None)
        iso = day_of_match(day, latest) if day else _with_year(opening, url, lines, latest)
        # A look back begins with a day as well, and comes to later years.
        if iso and not any(year[0] > iso[:4] and year[0] <= str(latest.year) for year in _years(lines)):
            return PublicationDate(iso, "text")
    return None


def _years(lines: Iterable[str]) -> Iterable[re.Match[str]]:
    return (year for line in lines for year in _YEAR.finditer(line))


def _with_year(opening: str, url: str | None, lines: Iterable[str], latest: date) -> str | None:
    """“Chiều 28-7”, where the address or the same day, written out elsewhere, gives the year."""
    if not (match := _OPENING_WITHOUT_YEAR.match(opening)):
        return None
    month, day = int(match["m"]), int(match["d"])
    if url and (year := _YEAR_IN_URL.search(url)):
        return iso_day(int(year[1]), month, day, latest)
    full = (iso for line in lines for iso in days_named(line, latest))
    return next((iso for iso in full if iso.endswith(f"-{month:02}-{day:02}")), None)
