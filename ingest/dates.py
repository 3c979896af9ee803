"""When an article was published, and what says so: its metadata, its address, its date line, its opening words.

Careful rather than clever: days that an article tells of are no publication dates. A date that is wrong, missing or
to come is None, never today. The day comes before the month, as in Vietnamese.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from language.normal_form import normalize

How = Literal["metadata", "url", "dateline", "text"]
_FIRST_YEAR = 1900
_FIRST_YEAR_OF_THE_WEB = 1995
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in _MONTHS)
_DAY = (
    r"(?:\b(?P<d>\d{1,2})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})(?![\d/])"
    r"|\b(?P<y2>\d{4})(?P<sep2>[-/])(?P<m2>\d{1,2})(?P=sep2)(?P<d2>\d{1,2})(?!\d)"
    r"|\b(?P<d3>\d{1,2}) tháng (?P<m3>\d{1,2})(?:,| năm)? (?P<y3>\d{4})\b"
    rf"|\b(?P<m4>{_MONTH}) (?P<d4>\d{{1,2}}),? (?P<y4>\d{{4}})\b"
    rf"|\b(?P<d5>\d{{1,2}}) (?P<m5>{_MONTH}),? (?P<y5>\d{{4}})\b)"
)
_FULL_DATE = re.compile(_DAY)
_TIME = re.compile(r"(?<![\d:])([01]?\d|2[0-3])(?::|h|g|giờ )([0-5]\d)(?::([0-5]\d))?(?: ?phút)?(?: ?([AP]M))?\b", re.I)
_ZONE = re.compile(r"\(?(?:GMT|UTC) ?\+ ?0?7(?::?00)?\)?", re.I)
_LABELS = re.compile(
    r"\b(?:Thứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy|[2-7])|Chủ nhật|CN|T[2-7]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|ngày|lúc"
    r"|giờ|Ngày đăng|Đăng|Xuất bản|Cập nhật|Cập nhật lần cuối|Thời gian|Published|Posted|Updated|on|at|ICT)\b",
    re.I,
)
_UPDATED = re.compile("Cập nhật|Updated", re.I)
_PLACE = re.compile(r"^\(?[^\W\d_][^\d,()]{1,30}, (?=ngày\b)")
# “(HNM) - ”, “Hà Nội, 28-7-2023 (TTX) - ”: how a report opens.
_DATELINE = re.compile(
    r"^(?:\((?P<inside>[^()\n]{2,40})\)\s*[-:.]?|(?P<before>[^\n.()]{2,40}\([^()\n]{1,20}\))\s*[-:.])\s*"
)
_PART_OF_DAY = r"(?:Rạng sáng|Sáng sớm|Sáng|Trưa|Chiều tối|Chiều|Tối|Đêm|Hôm nay)(?: nay)?,?(?: ngày)?"
_OPENING = re.compile(rf"(?:{_PART_OF_DAY} \(?){_DAY}")
_OPENING_DAY = re.compile(rf"Ngày {_DAY}")
_OPENING_WITHOUT_YEAR = re.compile(
    rf"(?:{_PART_OF_DAY} \(?)(?P<d>\d{{1,2}})(?:[-/.]| tháng )(?P<m>\d{{1,2}})(?![-/.]?\d)"
)
_IN_URL = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-/]?)(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?:\d{4}|\d{6}|\d{9})?(?!\d)")
_YEAR_IN_URL = re.compile(r"/((?:19|20)\d\d)/")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)")
_ICT = "+07:00"
_MAX_DATE_LINE_CHARS = 100


@dataclass(frozen=True, slots=True)
class Found:
    """An ISO date, or date and time, and `how` it was found."""

    date: str
    how: How


def published(
    lines: Iterable[str], url: str | None = None, metadata: Iterable[str | None] = (), today: date | None = None
) -> Found | None:
    """The publication date of an article of these lines; of `metadata` the first that is a date counts.

    `today` is for tests: what lies after it (and the next day, for the time zones) is no date.
    """
    latest = _tomorrow(today)
    for value in metadata:
        if value and (found := moment(value, latest)):
            return Found(found, "metadata")
    heads = [normalize(line.strip()) for line in lines if line.strip()]
    if found := _of_date_lines(heads[:5] + heads[5:][-2:], latest):
        return Found(found, "dateline")
    if url and (found := _of_url(url, latest)):
        return Found(found, "url")
    return _of_opening(heads, url, latest)


def _tomorrow(today: date | None = None) -> date:
    return (today or datetime.now(tz=UTC).date()) + timedelta(days=1)


def moment(value: str, latest: date) -> str | None:
    """The date, with its time where there is one, of a value that is meant to be one; None if it isn't."""
    value = normalize(value.strip())
    try:
        return _checked(datetime.fromisoformat(value), latest, timed="T" in value or ":" in value)
    except ValueError:
        return _moment_within(value, latest)


def _checked(found: datetime, latest: date, timed: bool = False) -> str | None:
    if not found.year >= _FIRST_YEAR or found.date() > latest:
        return None
    return found.isoformat(timespec="seconds") if timed else found.date().isoformat()


def _moment_within(text: str, latest: date) -> str | None:
    found = _FULL_DATE.search(text)
    day = _day(found, latest) if found else None
    if not day or not found:
        return None
    time = _TIME.search(text[: found.start()] + " " + text[found.end() :])
    if not time:
        return day
    hour = int(time[1]) % 12 + 12 * (time[4].upper() == "PM") if time[4] else int(time[1])
    return f"{day}T{hour:02}:{time[2]}:{time[3] or '00'}{_ICT if _ZONE.search(text) else ''}"


def _day(found: re.Match[str], latest: date) -> str | None:
    """The ISO date of a match of `_DAY`."""
    named = found.groupdict()
    for suffix in ("", "2", "3", "4", "5"):
        if year := named.get("y" + suffix):
            month = named["m" + suffix]
            number = int(month) if month.isdigit() else [name[:3] for name in _MONTHS].index(month[:3].title()) + 1
            return _iso(int(year), number, int(named["d" + suffix]), latest)
    return None


def _iso(year: int, month: int, day: int, latest: date) -> str | None:
    try:
        return _checked(datetime(year, month, day, tzinfo=UTC), latest)
    except ValueError:
        return None


def of_date_line(line: str, latest: date | None = None) -> str | None:
    """The date of a line that holds nothing else but weekday, time, zone, place and the like."""
    if len(line) > _MAX_DATE_LINE_CHARS or not (found := _moment_within(line, latest or _tomorrow())):
        return None
    rest = _PLACE.sub("", line)
    for part in (_FULL_DATE, _ZONE, _TIME, _LABELS):
        rest = part.sub("", rest)
    return None if any(map(str.isalnum, rest)) else found


def _of_date_lines(lines: Iterable[str], latest: date) -> str | None:
    """The first date line's; of an update only where nothing tells of the first day."""
    updated = None
    for line in lines:
        if found := of_date_line(line, latest):
            if not _UPDATED.search(line):
                return found
            updated = updated or found
    return updated


def _of_url(url: str, latest: date) -> str | None:
    for found in _IN_URL.finditer(url):
        year, month, day = (int(found[part]) for part in "ymd")
        if year >= _FIRST_YEAR_OF_THE_WEB and (iso := _iso(year, month, day, latest)):
            return iso
    return None


def _of_opening(lines: list[str], url: str | None, latest: date) -> Found | None:
    """“(HNM) - Ngày 12-5-2023, …”: the day on which a report says that it all took place, at its very beginning."""
    for line in lines[:4]:
        dateline = _DATELINE.match(line)
        if dateline and (found := _moment_within(dateline["inside"] or dateline["before"], latest)):
            return Found(found, "dateline")
        opening = line[dateline.end() :] if dateline else line
        day = _OPENING.match(opening) or (_OPENING_DAY.match(opening) if dateline else None)
        iso = _day(day, latest) if day else _with_year(opening, url, lines, latest)
        # A look back begins with a day as well, and comes to later years.
        if iso and not any(year[0] > iso[:4] and year[0] <= str(latest.year) for year in _years(lines)):
            return Found(iso, "text")
    return None


def _years(lines: Iterable[str]) -> Iterable[re.Match[str]]:
    return (year for line in lines for year in _YEAR.finditer(line))


def _with_year(opening: str, url: str | None, lines: Iterable[str], latest: date) -> str | None:
    """“Chiều 28-7”, where the address or the same day, written out elsewhere, gives the year."""
    if not (found := _OPENING_WITHOUT_YEAR.match(opening)):
        return None
    month, day = int(found["m"]), int(found["d"])
    if url and (year := _YEAR_IN_URL.search(url)):
        return _iso(int(year[1]), month, day, latest)
    full = (_day(match, latest) for line in lines for match in _FULL_DATE.finditer(line))
    return next((iso for iso in full if iso and iso.endswith(f"-{month:02}-{day:02}")), None)
