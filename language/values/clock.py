"""Hours of the day in a text, as clocks and people tell them: “20h30”, “8 giờ rưỡi sáng”, “7:15 p.m.”.

Text in lower case and normal form. Does not know dates.
"""

import re

from language.dates.calendar_names import PARTS_OF_DAY, longest_first

_HOURS = {
    word: hour
    for hour, word in enumerate(
        "một hai ba bốn năm sáu bảy tám chín mười|mười một|mười hai".replace(" ", "|").split("|"), 1
    )
}
_PART = f"rạng sáng|{PARTS_OF_DAY}"
TIME = re.compile(
    r"(?<![\w.,/])(?P<h>[01]?\d|2[0-4])(?:\s?(?:giờ|h)(?![^\W\d_])(?:(?P<half> rưỡi)|\s?(?P<n>[0-5]?\d)(?!\d)"
    r"(?:\s?phút)?)?|:(?P<n2>[0-5]\d))"
    rf"(?![\d%])(?: (?P<part>{_PART})(?![^\W_]))?"
    r"|(?<![\w.,/-])(?P<he>1?\d)(?::(?P<ne>[0-5]\d))? ?(?P<parte>a\.?m|p\.?m)\b"
    rf"|(?<![^\W_])(?P<hw>{longest_first(_HOURS)}|\d{{1,2}})(?: giờ(?P<halfw> rưỡi)?|(?P<halfb> rưỡi)) "
    rf"(?P<partw>{_PART})(?![^\W_])"
)
_CLOCK = re.compile(r"(?<![^\W_])(?:lúc|vào|từ|đến|tới|trước|at|hồi|khoảng|by) $")
# “8h-17h”
_UNTIL_TIME = re.compile(r"(?:(?:h|giờ) ?|[h:][0-5]\d ?)-$")
_RATIO = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ số|tỉ số|ratio|scale)(?: là)? $")
# After an hour that is how long something takes: 8 giờ mỗi ngày, 2 giờ bay.
_LASTING = re.compile(
    r" (?:đồng hồ|mỗi|làm việc|học(?! sinh)|bay|liên tục|liền|qua|vừa qua|sau|trước đó|nữa|lái xe|phẫu thuật|lao động|"
    r"tiếp|tập luyện|a day|per)(?!\w)|/(?:ngày|tuần|ca|lần)"
)
_ON_A_DAY = re.compile(r",? (?:ngày|cùng ngày|hôm|sáng|trưa|chiều|tối|đêm|thứ|\d{1,2}[-/])")
_LASTS = re.compile(r"(?:trong|suốt|hơn|gần|khoảng|sau|mất|kéo dài|every|for) $")


def is_clock(text: str, match: re.Match[str]) -> bool:
    """Whether it is an hour of the day rather than a number of hours or a ratio."""
    if match["part"] or match["partw"] or match["parte"]:
        return True
    before = text[max(0, match.start() - 10) : match.start()]
    if before.endswith("-") and not _UNTIL_TIME.search(before):
        return False
    if match["n2"]:
        return not _RATIO.search(before)
    if _CLOCK.search(before) and not _LASTS.search(before):
        return True
    if _LASTING.match(text, match.end()):
        return False
    return bool(match["n"] or not _LASTS.search(before) or _ON_A_DAY.match(text, match.end()))


def minute_of(match: re.Match[str]) -> tuple[int, bool]:
    """The minutes since midnight, and whether it is clear which half of the day is meant."""
    hour = _HOURS.get(match["hw"] or "") or int(match["h"] or match["he"] or match["hw"])
    minutes = (
        30 if match["half"] or match["halfw"] or match["halfb"] else int(match["n"] or match["n2"] or match["ne"] or 0)
    )
    part = match["part"] or match["partw"] or (match["parte"] or "").replace(".", "")
    if hour <= 12 and part in ("chiều", "tối", "pm"):
        hour = hour % 12 + 12
    elif hour == 12 and part in ("đêm", "am"):
        hour = 0
    elif part == "đêm" and 6 <= hour <= 11:
        hour += 12
    return (hour * 60 + minutes) % 1440, bool(part) or hour > 12
