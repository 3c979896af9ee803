"""The date in a field, as programs, spreadsheets and databases write it, as an ISO date.

Knows dates that stand alone; dates in running text are another matter.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

from ingest.article import is_iso
from language.dates.stamps import stamp_of

_MAX_CHARS = 90
# The zeros of spreadsheets, databases and Unix: a cell that was empty, never a day of publication.
_ZEROS = ("1900-01-01", "1899-12-30", "1970-01-01")
_SECONDS = re.compile(r"(?:\\?/Date\()?(\d{10})(\d{3})?(?:\.\d+)?(?:[+-]\d{4})?(?:\)\\?/)?")
_SERIAL, _SERIAL_START = re.compile(r"(?:3[6-9]|[4-6]\d)\d{3}(?:\.\d+)?"), date(1899, 12, 30)
_VIETNAM = timezone(timedelta(hours=7))
_CALL = re.compile(r"(?:new )?[\w.]*(?:date|datetime|datetime64|timestamp)\((.*)\)", re.IGNORECASE)
_QUOTED = re.compile(r"""\s*["']([^"']+)["']""")
_LEADING_PARTS = re.compile(r"(?:\s*\d+\s*,?)*")
_DAY_PARTS, _PARTS_OF_TIME = 3, 7


def iso_date(value: object) -> str | None:
    """A field's value as an ISO date, with the time where it has one; None unless it is one full, credible date.

    Read is what `language.dates.stamps` reads, and Unix time (shown as the day in Vietnam). Not credible are years
    before newspapers, days after tomorrow (the day has begun elsewhere) and the zeros that empty cells turn into.
    """
    text = str(value) if isinstance(value, int | float) else _nfc(value) if isinstance(value, str) else ""
    if len(text) > _MAX_CHARS:
        return None
    text = _of_call(text)
    written = text if is_iso(text) else _unix(text) or _serial(text) or stamp_of(text) or ""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    return written if is_iso(written) and written[:10] not in _ZEROS and written[:10] <= tomorrow else None


def of_parts(value: object) -> str:
    """The day and time whose parts are given one by one, as Java does: [2026, 3, 4, 8, 5], {"year": 2026, …}."""
    if isinstance(value, dict):
        named = {str(name).lower(): part for name, part in value.items()}
        value = [
            named.get("year"),
            named.get("monthvalue", named.get("month")),
            named.get("dayofmonth", named.get("day")),
        ]
        value += [named[name] for name in ("hour", "minute") if name in named]
    if not isinstance(value, list) or not _DAY_PARTS <= len(value) <= _PARTS_OF_TIME:
        return ""
    if any(type(part) is not int for part in value):
        return ""
    try:
        if len(value) == _DAY_PARTS:
            return date(*value).isoformat()
        return datetime(*value[:6]).isoformat(timespec="minutes")  # noqa: DTZ001 - in the reader's zone
    except (ValueError, OverflowError):
        return ""


def _of_call(text: str) -> str:
    """What a program makes a day of: “datetime.date(2026, 3, 4)”, “Timestamp('2026-03-04')”, “ISODate("…")”."""
    if not (call := _CALL.fullmatch(text)):
        return text
    if quoted := _QUOTED.match(call[1]):
        return quoted[1]
    zone = "+00:00" if "utc" in call[1].lower() else ""
    leading = _LEADING_PARTS.match(call[1])
    day = of_parts([int(part) for part in leading[0].split(",") if part.strip()] if leading else [])
    return day + (zone if len(day) > len("2026-03-04") else "")


def _nfc(value: str) -> str:
    return unicodedata.normalize("NFC", value[: _MAX_CHARS + 1]).strip()


def _unix(value: str | float) -> str:
    """Seconds or milliseconds since 1970, of ten or thirteen digits: from 2001 on; also as .NET writes them."""
    number = _SECONDS.fullmatch(str(value))
    return datetime.fromtimestamp(int(number[1]), _VIETNAM).isoformat() if number else ""


def _serial(text: str) -> str:
    """The day that a spreadsheet has as a number, from 2000 on: 46083, 46083.34."""
    return (_SERIAL_START + timedelta(days=int(text[:5]))).isoformat() if _SERIAL.fullmatch(text) else ""
