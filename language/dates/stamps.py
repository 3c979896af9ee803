"""One full date, with its time and zone where it has them, as programs, spreadsheets, pages and newspapers write it.

“2025-11-28T09:15:00Z”, “14/05/2025 6:20:00 SA”, “28/11/25 09:15 GMT+7”, “Thứ Sáu, 28 Tháng Mười Một 2025, 06:11'”,
“Fri Nov 28 2025 09:15:00 GMT+0700 (Indochina Time)”. In figures the day comes before the month, as in Vietnamese:
07/28/2023 has one reading, but its neighbour 07/08/2023 would be given the wrong one. Does not know what a date is of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from language.dates.calendar_names import MONTHS_EN, MONTHS_VI, WEEKDAYS_EN, longest_first
from language.normal_form import normalize

FIRST_YEAR = 1900
_D, _M = r"\d{1,2}", r"\d{1,2}"
_NAME_VI = rf"(?:tháng|thg\.?|th) ?(?:{longest_first(MONTHS_VI)}|{_M})(?![^\W_])"
_NAME_EN = rf"(?:{longest_first(MONTHS_EN)})\.?"
FULL_DAY = (
    rf"(?:\b(?P<d>{_D})\s?(?P<sep>[-/.])\s?(?P<m>{_M})\s?(?P=sep)\s?(?P<y>\d{{4}})(?![\d/])"
    rf"|\b(?P<y2>\d{{4}})(?P<sep2>[-/.])(?P<m2>{_M})(?P=sep2)(?P<d2>{_D})(?!\d)"
    rf"|\b(?P<d3>{_D}) (?P<m3>{_NAME_VI})(?:,? năm|,)? (?P<y3>\d{{4}})\b"
    rf"|(?<![^\W_])(?P<m6>{_NAME_VI}) (?P<d6>{_D})(?:,? năm|,)? (?P<y6>\d{{4}})\b"
    rf"|\b(?P<m4>{_NAME_EN}) (?P<d4>{_D})(?:st|nd|rd|th)?,? (?P<y4>\d{{4}})\b"
    rf"|\b(?P<d5>{_D})(?:st|nd|rd|th)?(?: of)?[ -](?P<m5>{_NAME_EN}),?[ -](?P<y5>\d{{4}})\b)"
)
FULL_DATE = re.compile(FULL_DAY, re.IGNORECASE)
_SUFFIXES = ("", "2", "3", "4", "5", "6")
# Only where nothing else is said: running text has such figures for other things.
_SHORT_YEAR = re.compile(
    rf"(?<![\w./-])(?:(?P<d>{_D})(?P<sep>[-/.])(?P<m>{_M})(?P=sep)|(?P<d5>{_D})[ -](?P<m5>{_NAME_EN})[ -])"
    r"(?P<y>\d\d)(?![\w./-])",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?!\d)")
_TIME = re.compile(
    r"(?<![\d:])(?P<h>[01]?\d|2[0-3])(?::|h|g| giờ )(?P<n>[0-5]\d)(?::(?P<s>[0-5]\d)(?:\.\d+)?)?(?:'|p\b| ?phút)?"
    r"(?: ?(?P<half>[ap]\.?m\b\.?|sa\b|ch\b|sáng\b|trưa\b|chiều\b|tối\b|đêm\b))?(?!\w)",
    re.IGNORECASE,
)
_LATE = frozenset(("pm", "ch", "chiều", "tối", "đêm"))
_ZONE = re.compile(
    r"\(?(?:(?:GMT|UTC|Z)(?![^\W\d_]) ?(?:(?P<sign>[+-]) ?(?P<h>\d{1,2})(?::?(?P<m>\d\d))?)?"
    r"|(?<![\w-])(?P<sign2>[+-])(?P<h2>\d\d):?(?P<m2>\d\d)|\bICT\b)\)?",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"\b(?:Thứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy|[2-7])|Chủ nhật|Chúa nhật|CN|T[2-7]|mồng|mùng|ngày|lúc|giờ|vào|hồi|"
    r"Ngày đăng|Đăng|Đăng tải|Xuất bản|Phát hành|Cập nhật|Cập nhật lần cuối|Lần cuối|Thời gian|Việt Nam|Published|"
    r"Posted|Updated|Last|on|at|"
    rf"(?:{'|'.join(WEEKDAYS_EN)})|Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)\b"
    r"|\([^()\d]*\b(?:Time|Giờ)\b[^()\d]*\)",
    re.IGNORECASE,
)
# What pages count beside a date.
_COUNTS = re.compile(
    r"\b(?:Lượt (?:xem|đọc)|Bình luận|Views?|Comments?)\s*:?\s*[\d.,]+"
    r"|\b[\d.,]+ (?:lượt (?:xem|đọc)|phút đọc|bình luận|views?|comments?|min(?:ute)?s? read)\b",
    re.IGNORECASE,
)
# “20251128091500”, “20251128T091500Z”, and as PDFs have it, “D:20251128091500+07'00'”.
_WITHOUT_SIGNS = re.compile(
    r"(?:D:)?(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)(?:\.\d+)?(?:(Z)|([+-]\d\d)[':]?(\d\d)'?)?", re.IGNORECASE
)
# “Wed Mar  4 23:30:00 2026”, “Wed Mar 04 23:30:00 +0000 2026”: C's and Twitter's.
_YEAR_LAST = re.compile(
    rf"(?P<month>{_NAME_EN}) {{1,2}}(?P<day>{_D}) (?P<time>\d\d:\d\d:\d\d(?: (?:[+-]\d{{4}}|[A-Z]{{3,4}}))?)"
    r" (?P<year>\d{4})$",
    re.IGNORECASE,
)
_EAST_ASIAN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")
_ZONE_NAME = re.compile(r"\[[A-Za-z]+(?:/[A-Za-z_]+)*\]$")
_PLACE = re.compile(r"^\(?[^\W\d_][^\d,()]{1,30}, (?=ngày\b)")
_MAX_CHARS = 100


@dataclass(frozen=True, slots=True)
class Stamp:
    """`iso`: a date, or date and time with the zone as far as it is said. `start`, `end`: where the day stands."""

    iso: str
    start: int
    end: int


def tomorrow(today: date | None = None) -> date:
    """The last day that may be one of publication: somewhere it has begun."""
    return (today or datetime.now(tz=UTC).date()) + timedelta(days=1)


def stamp_of(text: str, latest: date | None = None) -> str | None:
    """The date of a text that holds nothing else but weekday, time, zone, place and the like; None for any other."""
    if len(text) > _MAX_CHARS:
        return None
    text = _COUNTS.sub(" ", _ZONE_NAME.sub("", normalize(text.strip()).replace("\\/", "/")))
    latest = latest or tomorrow()
    text = _YEAR_LAST.sub(r"\g<month> \g<day> \g<year> \g<time>", text)
    if east := _EAST_ASIAN.fullmatch(text):
        text = "-".join(east.groups())
    if iso := _of_iso(_with_signs(text), latest):
        return iso
    stamp = stamp_in(text, latest, alone=True)
    if stamp is None:
        return None
    rest = text[: stamp.start] + " " + text[stamp.end :]
    if time := _TIME.search(rest):
        rest = rest[: time.start()] + " " + rest[time.end() :]
    rest = _LABELS.sub("", _ZONE.sub("", _PLACE.sub("", rest)))
    return None if any(map(str.isalnum, rest)) else stamp.iso


def stamp_in(text: str, latest: date, *, alone: bool = False) -> Stamp | None:
    """The first full date of `text` (normal form) with the time beside it. `alone`: “28/11/25” may be one, too."""
    match = FULL_DATE.search(text)
    if match is None and alone:
        match = _SHORT_YEAR.search(text) or _COMPACT.match(text)
    day = day_of_match(match, latest) if match else None
    if day is None or match is None:
        return None
    rest = text[: match.start()] + " " + text[match.end() :]
    time = _TIME.search(rest)
    if time is None:
        return Stamp(day, match.start(), match.end())
    zone = _ZONE.search(rest[: time.start()] + " " + rest[time.end() :])
    return Stamp(f"{day}T{_clock(time)}{_offset(zone) if zone else ''}", match.start(), match.end())


def day_of_match(match: re.Match[str], latest: date) -> str | None:
    """The ISO date of a match of `FULL_DAY`; None for one that no calendar has, or that is still to come."""
    said = match.groupdict()
    for suffix in _SUFFIXES:
        if (year := said.get("y" + suffix)) and (day := said.get("d" + suffix) or said.get("d5")):
            return iso_day(_year(year, latest), _month(said.get("m" + suffix) or said["m5"] or ""), int(day), latest)
    return None


def iso_day(year: int, month: int, day: int, latest: date) -> str | None:
    """The ISO date, unless there is no such day between 1900 and `latest`."""
    try:
        exact = date(year, month, day)
    except ValueError:
        return None
    return exact.isoformat() if year >= FIRST_YEAR and exact <= latest else None


def _with_signs(text: str) -> str:
    """“20251128T091500Z” as “2025-11-28T09:15:00Z”; any other text as it stands."""
    if not (match := _WITHOUT_SIGNS.fullmatch(text)):
        return text
    year, month, day, hours, minutes, seconds, utc, offset_h, offset_min = match.groups()
    zone = "Z" if utc else f"{offset_h}:{offset_min}" if offset_h else ""
    return f"{year}-{month}-{day}T{hours}:{minutes}:{seconds}{zone}"


def _of_iso(text: str, latest: date) -> str | None:
    if not re.match(r"\d{4}-\d\d-\d\d(?:[T ]|$)", text):
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    if iso_day(instant.year, instant.month, instant.day, latest) is None:
        return None
    return instant.isoformat(timespec="seconds") if len(text) > len("2025-11-28") else text


def _year(figures: str, latest: date) -> int:
    year = int(figures)
    if len(figures) > 2:
        return year
    return 2000 + year if 2000 + year <= latest.year else 1900 + year


def _month(word: str) -> int:
    name = re.sub(r"^(?:tháng|thg\.?|th) ?", "", word.lower()).rstrip(".")
    return int(name) if name.isdecimal() else MONTHS_VI.get(name) or MONTHS_EN[name]


def _clock(time: re.Match[str]) -> str:
    hour = int(time["h"])
    half = (time["half"] or "").lower().replace(".", "")
    if half and hour <= 12 and not (half == "trưa" and hour > 10):
        midnight = half == "đêm" and (hour < 6 or hour == 12)
        hour = hour % 12 + 12 * ((half in _LATE and not midnight) or (half == "trưa" and hour < 3))
    seconds = f":{time['s']}" if time["s"] and time["s"] != "00" else ""
    return f"{hour:02}:{time['n']}{seconds}"


def _offset(zone: re.Match[str]) -> str:
    if "ICT" in zone[0].upper():
        return "+07:00"
    sign, hours, minutes = zone["sign"] or zone["sign2"], zone["h"] or zone["h2"], zone["m"] or zone["m2"]
    return f"{sign}{int(hours):02}:{minutes or '00'}" if sign and hours else "+00:00"


def days_named(text: str, latest: date) -> Iterator[str]:
    """The ISO dates of all full dates in `text` (normal form), in order."""
    for match in FULL_DATE.finditer(text):
        if day := day_of_match(match, latest):
            yield day
