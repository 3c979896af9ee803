"""Days that no calendar has, and spans that end before they begin: “tháng 13”, “31/2”, “từ 30/9 đến 1/9”.

Whoever names one has mistyped it; which day was meant can't be told.
"""

import re
from calendar import monthrange

_DATE = r"(?P<{0}d>\d{{1,2}})[/.-](?P<{0}m>\d{{1,2}})(?:[/.-](?P<{0}y>(?:19|20)\d\d))?"
# A number that counts or scores is none: it stands after “ngày”, or has its year.
_DAY = re.compile(r"(?<![\d/.,-])(?:(?P<word>ngày|ngay|hôm|hom|date) )?" + _DATE.format("") + r"(?![\d/.,%-]*\d)", re.I)
_MONTH = re.compile(r"(?<!\d )\b(?:tháng|thang) (?P<m>0|1[3-9]|[2-9]\d)\b(?! (?:ngày|ngay|tuổi|tuoi))", re.I)
_DAY_OF_MONTH = re.compile(
    r"\b(?:ngày|ngay|hôm|hom) (?P<d>\d{1,2}) (?:tháng|thang) (?P<m>\d{1,2})(?: (?:năm|nam) (?P<y>(?:19|20)\d\d))?\b",
    re.I,
)
_SPAN = re.compile(
    r"\b(?:từ|tu|from) (?:ngày |ngay )?"
    + _DATE.format("a")
    + r" (?:đến|den|tới|toi|to|until) (?:ngày |ngay )?"
    + _DATE.format("b")
    + r"(?!\d)",
    re.I,
)
_LEAP_YEAR = 2024


def impossible_date(text: str) -> str:
    """The words of `text` (normal form) that name such a day or span; "" for none."""
    for match in _DAY.finditer(text):
        dated = match["word"] or match["y"]
        if dated and not _is_day(int(match["d"]), int(match["m"]), match["y"]):
            return match[0]
    for match in _DAY_OF_MONTH.finditer(text):
        if not _is_day(int(match["d"]), int(match["m"]), match["y"]):
            return match[0]
    if month := _MONTH.search(text):
        return month[0]
    span = _SPAN.search(text)
    return span[0] if span and _backwards(span) else ""


def _is_day(day: int, month: int, year: str | None) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(int(year) if year else _LEAP_YEAR, month)[1]


def _backwards(span: re.Match[str]) -> bool:
    """Whether it ends before it begins; without years, “từ 20/12 đến 5/1” goes on into the next."""
    first, last = [(int(span[f"{side}y"] or 0), int(span[f"{side}m"]), int(span[f"{side}d"])) for side in "ab"]
    if first[0] and last[0]:
        return last < first
    return not (first[0] or last[0]) and first[1] == last[1] and last[2] < first[2]
