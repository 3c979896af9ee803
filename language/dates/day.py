"""The day that an article bears: of its ISO date or datetime, in the reader's time zone, and as readers write it.

Knows stored dates only; how dates are worded is `language.dates.stamps`'s.
"""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Asia/Ho_Chi_Minh"


def day_of(published: str | None) -> date | None:
    """The day of an ISO date or datetime; None where there is none, or no calendar has it."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def written(published: date | str, language: str) -> str:
    """A day, or the day of an ISO date or datetime, as readers write it: 28-7-2023 in Vietnamese, else 2023-07-28."""
    day = published.isoformat() if isinstance(published, date) else published[:10]
    if language != "vi":
        return day
    year, month, number = day.split("-")
    return f"{int(number)}-{int(month)}-{year}"


def in_zone(published: str, zone: tzinfo | str = DEFAULT_ZONE) -> str:
    """The same instant as the clock of `zone` shows it, so that its first ten characters are the reader's day.

    18:20Z on 6 March is 01:20 on 7 March in Viet Nam. A date alone, and a time without a zone, stay as they are.
    """
    try:
        instant = datetime.fromisoformat(published)
    except ValueError:
        return published
    if instant.tzinfo is None:
        return published
    local = instant.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
    return published if local.utcoffset() == instant.utcoffset() else local.isoformat()
