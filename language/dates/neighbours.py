"""Whether figures that could be a date are one, by what stands around them.

Scores, votes, ranges, ratios, ages, amounts and the numbers of laws, houses and roads look like days and months:
“2-5 tuổi”, “thắng 3-1”, “đường 3/2”, “2/3 số đại biểu”. Reads lower case, with diacritics or without any.
"""

import functools
import re

from language.dates.calendar_names import QUARTERS_VI, YEAR, YEARS_BY_WORD_VI, longest_first
from language.detect import function_words
from language.normal_form import fold, has_diacritics
from language.tables import rows
from language.values.numeral_words import MULTIPLIERS
from language.values.units import unit_at

_REACH_CHARS = 40
# What says that a day follows.
_DAY = (
    r"(?<![^\W_])(?:ngày|hôm|phiên|sáng|trưa|chiều|tối|đêm|khuya|mùng|mồng|dịp|lễ|nghỉ|tết|quốc khánh|kỷ niệm|"
    r"nay|hôm qua|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|t[2-7]|on|since|until),? ?\(?(?:ngày )?"
    r"(?:\d{1,2}(?:,|,? và) ?){0,9}$"
)
_EACH_DAY = r"(?<![^\W_])(?:mỗi|hằng|hàng|một) (?:ngày|sáng|trưa|chiều|tối|đêm|hôm) $"
_MAYBE_DAY = r"(?<![^\W_])(?:từ|đến|tới|hết|vào|trước|sau|qua|cùng|hồi|lúc|from|before|after|by|and|và) $"
_AFTER_DATE = r"(?<!\d)\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{4})? ?(?:và|,|đến|tới|-|and|to) ?(?:ngày )?$"
_NUMBERS_THINGS = (
    r"(?<![^\W_])(?:số|nghị quyết|nghị định|thông tư|chỉ thị|quyết định|luật|công văn|văn bản|pháp lệnh|điều|khoản|mục|"
    r"chương|bài|trang|hình|bảng|phần|top|phòng|căn|căn hộ|nhà|số nhà|lô|thửa|ô|đường|phố|hẻm|ngõ|ngách|kiệt|quốc lộ|"
    r"ql|tỉnh lộ|đt|cao tốc|công viên|quảng trường|nhà máy|trường|bệnh viện|sân vận động|cảng|cầu|chợ|khu phố|khu|tổ|"
    r"tổ dân phố|ấp|thôn|lớp|khối|khóa|tập|vòng|hạng|loại|nhóm|cỡ|size|hội nghị|chapter|article|section|page|"
    r"pages|room|no\.?|điện thoại|tel|hotline|tổng đài|đường dây nóng|khuông)[:.]? ?$"
)
_COUNTS_UP = (
    r"(?<![^\W_])(?:tỷ số|tỉ số|tỷ lệ|tỉ lệ|thắng|thua|hòa|dẫn|dẫn trước|gỡ|gỡ hòa|kết quả|chung cuộc|phiếu|bỏ phiếu|"
    r"biểu quyết|phiếu thuận|hiệp (?:một|hai|1|2)|set|score|won|win|beat|lost|drew|ratio|vote|voted|chiếm|khoảng|chừng|"
    r"tầm|độ|gấp|tăng|giảm|hơn|gần|trung bình|bình quân|giá|còn)(?: (?:là|với|đậm|sát nút|chung cuộc|trước))?:? ?$"
)
_SCORE_BESIDE = r"\d{1,2}-(?:1[3-9]|[2-9]\d)(?:,| và)? ?$"
_SCORE_FOLLOWS = r"(?:,| và)? ?\d{1,2}-(?:1[3-9]|[2-9]\d)(?!\d)"
_COUNTED_AFTER = r" ?(?:%|phiếu|ở loạt|nghiêng về|chung cuộc|sau hiệp|trong hiệp|of the\b|\(?hiệp)"
_YEAR = (
    r"(?<![^\W_])(?:năm|năm học|niên khóa|niên vụ|mùa giải|giai đoạn|nhiệm kỳ|tháng \d{1,2}|quý (?:i{1,3}|iv|[1-4])|"
    r"đầu|giữa|cuối|xuân|hè|thu|đông|in|of|since|during|\d{1,2}[-/.])[ ,]*$"
)
_NO_YEAR = r"(?<![^\W_])(?:tổng đài|hotline|đường dây nóng|điện thoại|số|đt|mã|phòng|giá|top)[:.]? ?$"
_NOT_A_MONTH = rf"\s?(?:{'|'.join(MULTIPLIERS)}|%|lần|đồng|usd)(?![^\W_])"
_BEFORE_SPANS = (
    r"(?<![^\W_])(?:mỗi|hằng|hàng|một|các|những|mấy|vài|nhiều|trong|suốt|sau|hơn|gần|cứ|hai|ba|bốn|sáu|"
    r"bảy|tám|chín|mười|mươi|\d{1,2}) $"
)
_INTRODUCES = (
    r"(?<![^\W_])(?:có|được|hơn|gần|khoảng|thêm|gồm|còn|cả|tổng cộng|trên|dưới|đạt|bán|mất|trao|tặng|hỗ trợ|xây|trồng|"
    r"thu|nhận|cấp|mua) $"
)
_WORD = re.compile(r" ([^\W\d_]+)")
_OF_QUARTERS = rf"quý (?:{longest_first(QUARTERS_VI)})(?:,| và|-) ?$"
_OF_A_YEAR = rf" năm (?:{YEAR}|{longest_first(YEARS_BY_WORD_VI)})(?!\w)"
# Of these a day's share is counted: “ngày 2-3 lần”.
_MEASURES = frozenset("% mark times s month age m m2 m3 kg degree point wh w".split())
_BARE_UNITS = "nguoi tuoi ngay gio phut trieu ty nghin ngan so lan dong usd km kg tan diem tieng phieu".split()
# Nouns that without diacritics are as often another word.
_BARE_WORDS = frozenset("con em anh ca can toa lon bao ao tin cho o bia khu trang tin sim ban thanh cam".split())
_INSIDE_FIGURES = re.compile(r"[\w.,/-]$")
_GOES_ON = re.compile(r"[-/]\w|[.,]\d")
_LAST_MONTH = 12
_ROUND_THE_CLOCK = (24, 7)


@functools.cache
def _pattern(pattern: str, marked: bool) -> re.Pattern[str]:
    """The pattern as written, or for text without diacritics."""
    return re.compile(pattern if marked else "".join(char if char.isascii() else fold(char) for char in pattern))


@functools.cache
def _counted(marked: bool) -> re.Pattern[str]:
    """What is counted. Without diacritics most nouns look like other words: only units and English ones tell then."""
    nouns = [noun for (line,) in rows("counted") for noun in line.split(", ")] + list(MULTIPLIERS)
    if not marked:
        nouns = [noun for noun in nouns if noun.isascii() and noun not in _BARE_WORDS] + _BARE_UNITS
    listed = "|".join(re.escape(noun) for noun in sorted(nouns, key=len, reverse=True))
    return re.compile(rf" ?(?:{listed})(?![^\W_])")


def is_counted(text: str, end: int) -> bool:
    """Whether what stands after `end` can be counted: a unit, a multiplier, a noun of the table."""
    marked = has_diacritics(text[max(0, end - 2 * _REACH_CHARS) : end + _REACH_CHARS])
    if _counted(marked).match(text, end) or _pattern(_COUNTED_AFTER, marked).match(text, end):
        return True
    return marked and unit_at(text, end) is not None


def is_day(text: str, start: int, end: int, first: int, second: int, separator: str) -> bool:
    """Whether `text[start:end]`, a day and a month in figures without a year, is a date.

    `separator` is what stands between them, `first` and `second` the two numbers.
    """
    before = text[max(0, start - _REACH_CHARS) : start]
    if _INSIDE_FIGURES.search(before) or _GOES_ON.match(text, end):
        return False
    marked = has_diacritics(text[max(0, start - 2 * _REACH_CHARS) : end + _REACH_CHARS])

    def led_by(pattern: str) -> bool:
        return _pattern(pattern, marked).search(before) is not None

    counted = is_counted(text, end) and not _pattern(_OF_A_YEAR, marked).match(text, end)
    if led_by(_EACH_DAY):
        return False
    if led_by(_DAY):
        unit = unit_at(text, end)
        return not (counted and first < second and unit and unit.dimension in _MEASURES)
    if led_by(_NUMBERS_THINGS) or led_by(_COUNTS_UP):
        return False
    if is_counted(text, end) and not (led_by(_MAYBE_DAY) and first > _LAST_MONTH):
        return False
    if _pattern(_SCORE_BESIDE, marked).search(before) or _pattern(_SCORE_FOLLOWS, marked).match(text, end):
        return False
    if led_by(_MAYBE_DAY) or led_by(_AFTER_DATE):
        return True
    if separator == "/":  # “2/3” is a fraction
        return (first >= second or second > 10) and (first, second) != _ROUND_THE_CLOCK
    return separator == "-" and (first > _LAST_MONTH or first == second >= 10)


def is_month(text: str, start: int, end: int) -> bool:
    """Whether “tháng 7” is the month: not “lương tháng 7 triệu đồng”, “mỗi tháng 7 người”."""
    if _pattern(_NOT_A_MONTH, has_diacritics(text[start : end + _REACH_CHARS])).match(text, end):
        return False
    before = text[max(0, start - _REACH_CHARS) : start]
    return not (_pattern(_BEFORE_SPANS, has_diacritics(before)).search(before) and is_counted(text, end))


def is_month_and_year(text: str, start: int, end: int) -> bool:
    """Whether “10/2023” is a month rather than the number of a law."""
    before = text[max(0, start - _REACH_CHARS) : start]
    if _INSIDE_FIGURES.search(before) or _GOES_ON.match(text, end):
        return False
    if _pattern(_OF_QUARTERS, has_diacritics(before)).search(before):
        return False
    return not _pattern(_NUMBERS_THINGS, has_diacritics(before)).search(before)


def is_year(text: str, start: int, end: int) -> bool:
    """Whether four figures alone are a year: not “2023 hộ”."""
    before = text[max(0, start - _REACH_CHARS) : start]
    marked = has_diacritics(text[max(0, start - _REACH_CHARS) : end + _REACH_CHARS])
    if _pattern(_YEAR, marked).search(before):
        return True
    if _pattern(_NO_YEAR, marked).search(before) or is_counted(text, end):
        return False
    following = _WORD.match(text, end)
    introduced = not before.strip() or _pattern(_INTRODUCES, marked).search(before)
    return not (introduced and following and marked and following[1] not in function_words("vi"))
