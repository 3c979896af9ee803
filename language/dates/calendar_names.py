"""What years, months, quarters, days of the week and parts of a day are called in Vietnamese and English.

Lower case; months from 1. Alternatives of a pattern are strings, for all who read dates: questions without their
diacritics (`forms.py`), articles and claims with them (`language/values/moments.py`).
"""

from collections.abc import Iterable

MONTH_NAMES_EN = "January February March April May June July August September October November December".split()
_SHORT = {"sept": 9} | {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES_EN, 1)}
MONTHS_EN = {name.lower(): number for number, name in enumerate(MONTH_NAMES_EN, 1)} | _SHORT
MONTHS_VI = {
    **{"giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9},
    **{"mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12, "một": 1},
}
# “tháng năm” also means months and years, and “tháng một” is said seldom: only where a day or a year stands by.
UNSURE_MONTHS_VI = frozenset(("năm", "một", "bốn"))
# Of the lunar calendar: an article's date, but not one that a question looks for.
LUNAR_MONTHS_VI = frozenset(("giêng", "chạp"))
QUARTERS_VI = {
    **{"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4},
    **{"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4},
}
QUARTERS_EN = {"first": 1, "second": 2, "third": 3, "fourth": 4}
# By how many years, months or quarters “năm ngoái”, “tháng trước”, “last year” are before or after the one that it is.
SHIFTS_VI = {"nay": 0, "này": 0, "ngoái": -1, "trước": -1, "qua": -1, "sau": 1, "tới": 1}
SHIFTS_EN = {"this": 0, "last": -1, "next": 1}
# “năm 2023”, “tháng 5 năm ngoái”: “này” isn't said of a year, nor “qua” of one that a month belongs to.
YEARS_BY_WORD_VI = [word for word in SHIFTS_VI if word not in ("này", "qua")]
YEARS_AGO_VI = [word for word, shift in SHIFTS_VI.items() if shift <= 0 and word != "này"]
_TENS_VI = ("", "mười", "hai mươi", "ba mươi")
_LAST_VI = ["một mốt", "hai", "ba", "bốn tư", "năm lăm nhăm", "sáu", "bảy", "tám", "chín"]
DAYS_VI = {tens: 10 * n for n, tens in enumerate(_TENS_VI) if n} | {
    f"{tens} {word}".strip(): 10 * n + digit
    for n, tens in enumerate(_TENS_VI)
    for digit, words in enumerate(_LAST_VI, 1)
    for word in words.split()
    if 10 * n + digit <= 31
}
PARTS_OF_DAY = "sáng|trưa|chiều|tối|đêm"
# A year as it is written where it may be one; other figures are amounts.
YEAR = r"(?:19|20)\d\d(?!\d)"
# Monday is 0, as in `datetime.date.weekday`.
WEEKDAYS_VI = {
    **{"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5},
    **{str(number): number - 2 for number in range(2, 8)},
}
SUNDAY = 6
WEEKDAYS_EN = "monday tuesday wednesday thursday friday saturday sunday".split()


def longest_first(names: Iterable[str]) -> str:
    """The alternatives of a pattern, so that “mười một” is tried before “mười”."""
    return "|".join(sorted(names, key=len, reverse=True))
