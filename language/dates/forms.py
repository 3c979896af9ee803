"""How Vietnamese and English word dates: patterns over text in lower case without diacritics, each with its meaning."""

import re
from dataclasses import dataclass

from language.dates import meanings as means
from language.dates.calendar_names import (
    DAYS_VI,
    LUNAR_MONTHS_VI,
    MONTHS_EN,
    MONTHS_VI,
    PARTS_OF_DAY,
    QUARTERS_EN,
    QUARTERS_VI,
    UNSURE_MONTHS_VI,
    YEAR,
    YEARS_AGO_VI,
    longest_first,
)
from language.dates.meanings import NUMBERS, Meaning
from language.normal_form import fold

# The words of a Vietnamese date with their marks: “Việt Nam 2022” holds no “năm 2022”.
VIETNAMESE_WORDS = frozenset(
    "ngày tháng năm quý tuần hôm sáng trưa chiều tối đêm nay qua kia này trước ngoái rồi vừa gần đây trở lại trong "
    "vòng đầu giữa cuối nửa từ đến tới hết và mấy vài một hai ba bốn tư sáu bảy tám chín mười mươi mốt lăm nhăm "
    "mùng mồng thứ chủ nhật những hồi vào giai đoạn i ii iii iv q".split()
)
_NAMED = {
    "Y": YEAR,
    "D": r"\d{1,2}",
    "N": r"\d{1,2}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)),
    "DAY": longest_first(map(fold, DAYS_VI)),
    "PART": "dau|giua|cuoi",
    "TIME": fold(PARTS_OF_DAY),
    "NUMBERED": longest_first(map(fold, MONTHS_VI.keys() - UNSURE_MONTHS_VI - LUNAR_MONTHS_VI)),
    "QUARTER": longest_first(map(fold, QUARTERS_VI)),
    "EQUARTER": longest_first(QUARTERS_EN),
    "AGO": longest_first(map(fold, YEARS_AGO_VI)),
    "COUNT": "(?:trong )?(?:vong )?(?P<n><N>|may|vai)",
    "RECENTLY": "(?:vua )?qua|gan day|tro lai day",
    "LAST": "truoc|qua|roi|vua qua|vua roi",
    "MONTH": longest_first(MONTHS_EN),
    "EPART": r"(?P<part>early|mid|late|beginning|start|middle|end)(?:[- ]in|[- ]| of )",
    "YEAR": r"(?:(?:[-/.]|,? nam |, ?| )(?P<y><Y>)| nam (?P<ry><AGO>))",
    "EYEAR": r"(?:,? (?:of )?(?P<y><Y>)|,? (?:of )?(?P<ry>this|last) year)",
    "FIRST": r"(?P<d1><D>)(?:(?:[-/.]| thang )(?P<m1><D>)(?:(?:[-/.]| nam )(?P<y1><Y>))?)?",
    "SECOND": r"(?P<d><D>)(?:[-/.]| thang )(?P<m><D>)<YEAR>?",
}


@dataclass(frozen=True, slots=True)
class DateForm:
    """One way to word a date. `strict`: it can only mean when an article was published."""

    pattern: re.Pattern[str]
    meaning: Meaning
    strict: bool


def _form(pattern: str, meaning: Meaning, *, strict: bool = False) -> DateForm:
    while name := re.search(r"(?<!P)<([A-Z]+)>", pattern):
        pattern = pattern.replace(name[0], f"(?:{_NAMED[name[1]]})")
    return DateForm(re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])"), meaning, strict)


VIETNAMESE_FORMS = (
    _form("hom nay|<TIME> (?:hom )?nay", means.ago(0), strict=True),
    _form("hom qua|<TIME> (?:hom )?qua", means.ago(1), strict=True),
    _form("(?:<TIME> )?hom kia", means.ago(2), strict=True),
    _form("(?:(?P<part><PART>) )?tuan (?P<rel>nay|truoc|roi|vua roi)", means.one_week, strict=True),
    _form("(?P<part>cuoi) tuan (?P<rel>qua|vua qua)", means.one_week, strict=True),
    _form("(?P<unit>tuan) (?:vua )?qua", means.last_n, strict=True),
    _form(
        "(?:thu (?P<w1>hai|ba|tu|nam|sau|bay|[2-7])|(?P<w2>chu nhat)) (?:tuan )?(?P<rel>nay|<LAST>)",
        means.weekday,
        strict=True,
    ),
    _form("<COUNT> (?P<unit>ngay|tuan) <RECENTLY>", means.last_n, strict=True),
    _form("<COUNT> (?P<unit>thang|nam) <RECENTLY>", means.last_n),
    _form("(?P<n><N>) (?P<unit>ngay|tuan|thang|nam) truoc", means.n_ago),
    _form("(?:tu )?(?:ngay )?<FIRST> (?:den|toi)(?: het)?(?: ngay)? <SECOND>", means.days),
    _form("(?:ngay )?(?P<d1><D>)-(?P<d><D>)(?:/| thang )(?P<m><D>)<YEAR>?", means.days),
    _form("(?:ngay )?(?P<d1><D>) va (?:ngay )?<SECOND>", means.days),
    _form("(?:ngay |hom |mung |mong )?<SECOND>", means.day),
    _form("(?:ngay |mung |mong )?(?P<d><D>) thang (?P<m><NUMBERED>)<YEAR>?", means.day),
    _form("(?:ngay |mung |mong )?(?P<d><D>) thang (?P<m>nam)(?:,? nam)?,? (?P<y><Y>)", means.day),
    _form("(?:ngay |mung |mong )(?P<d><D>) thang (?P<m>nam)", means.day),
    _form("(?:ngay |mung |mong )(?P<d><DAY>) thang (?P<m><D>|<NUMBERED>|nam)<YEAR>?", means.day),
    _form(r"(?:ngay |hom )?(?P<d><D>)([-/.])(?P<m><D>)\2(?P<y>\d\d)", means.day),
    _form(r"(?P<y><Y>)-(?P<m>\d\d)-(?P<d>\d\d)", means.day),
    _form("(?:tu )?thang (?P<m1><D>) ?- ?(?P<m><D>)<YEAR>?", means.some_months),
    _form(
        "(?:tu )?thang (?P<m1><D>)(?:(?:/| nam )(?P<y1><Y>))? (?:den|toi)(?: het)? thang (?P<m><D>)<YEAR>?",
        means.some_months,
    ),
    _form("(?:(?P<part><PART>) )?thang (?P<m><D>)<YEAR>?", means.one_month),
    _form("(?:(?P<part><PART>) |(?<=trong )|(?<=vao )|(?<=hoi ))thang (?P<m><NUMBERED>)<YEAR>?", means.one_month),
    _form("thang (?P<m><NUMBERED>)<YEAR>", means.one_month),
    _form(r"(?P<m><D>)[-/](?P<y><Y>)", means.one_month),
    _form("(?:(?P<part><PART>) )?thang (?P<rel>nay|<LAST>)", means.relative_month),
    _form("quy (?P<q><QUARTER>|dau|cuoi)<YEAR>?", means.one_quarter),
    _form("q(?P<q>[1-4])<YEAR>", means.one_quarter),
    _form("quy (?P<rel>nay|<LAST>)", means.relative_quarter),
    _form("(?:nua|(?P<n><N>) thang) (?P<which>dau|cuoi)(?: nam)?<YEAR>", means.share_of_year),
    _form("(?:nua|(?P<n><N>) thang) (?P<which>dau|cuoi) nam", means.share_of_year),
    _form("(?:(?P<part><PART>) )?nam (?P<y><Y>)", means.one_year),
    _form(
        "(?<!trieu )(?<!nghin )(?<!ngan )(?<!tram )(?<!nhieu )(?<!vai )(?:(?P<part><PART>) )?nam (?P<ry><AGO>)",
        means.one_year,
    ),
    _form("(?P<part><PART>) nam", means.one_year),
    _form("tu (?:nam )?(?P<y1><Y>) (?:den|toi) (?:nam )?(?P<y><Y>)", means.some_years),
    _form("giua (?:nam )?(?P<y1><Y>) va (?:nam )?(?P<y><Y>)", means.some_years),
    _form("giai doan (?P<y1><Y>) ?- ?(?P<y><Y>)", means.some_years),
    _form("tu (?:nam )?(?P<y1><Y>)(?: (?:den|toi) (?:hom )?nay)?(?! ?(?:den|toi|-))", means.some_years),
    _form(r"nhung nam (?P<y>(?:19|20)\d0)", means.decade),
)
ENGLISH_FORMS = (
    _form("today|tonight|this (?:morning|afternoon|evening)", means.ago(0), strict=True),
    _form("the day before yesterday", means.ago(2), strict=True),
    _form("yesterday|last night", means.ago(1), strict=True),
    _form("(?P<rel>this|last) week", means.one_week, strict=True),
    _form("(?:the )?past (?P<unit>week)", means.last_n, strict=True),
    _form("(?:the )?(?:last|past) (?P<n><N>|few) (?P<unit>days?|weeks?)", means.last_n, strict=True),
    _form("(?:the )?(?:last|past) (?P<n><N>|few) (?P<unit>months?|years?)", means.last_n),
    _form("(?:<EPART>)?(?P<rel>this|last) month", means.relative_month),
    _form("(?P<rel>this|last) quarter", means.relative_quarter),
    _form("(?:<EPART>)?(?P<ry>this|last) year", means.one_year),
    _form("(?P<m><MONTH>) (?P<d>\\d{1,2})(?:st|nd|rd|th)?<EYEAR>?", means.day),
    _form("(?P<d>\\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<m><MONTH>)<EYEAR>?", means.day),
    _form("(?:from |between )?(?P<d1>\\d{1,2}) (?:to|and|-) (?P<d>\\d{1,2}) (?P<m><MONTH>)<EYEAR>?", means.days),
    _form("(?P<m><MONTH>) (?P<d1>\\d{1,2}) ?(?:to|and|-) ?(?P<d>\\d{1,2})<EYEAR>?", means.days),
    _form("(?:<EPART>)?(?P<m><MONTH>)<EYEAR>", means.one_month),
    _form("<EPART>(?P<m><MONTH>)", means.one_month),
    _form("(?:(?<=in )|(?<=during )|(?<=since )|(?<=last )|(?<=about ))(?P<m><MONTH>)", means.one_month),
    _form("(?:the )?(?:(?P<q2><EQUARTER>|last|[1-4](?:st|nd|rd|th)) quarter)<EYEAR>?", means.one_quarter),
    _form("q(?P<q1>[1-4])<EYEAR>", means.one_quarter),
    _form("(?:(?<=in )|(?<=for )|(?<=the )|(?<=of ))q(?P<q1>[1-4])", means.one_quarter),
    _form("(?:the )?(?P<which>first|second|last) (?:half|(?P<n><N>) months)<EYEAR>", means.share_of_year),
    _form("(?:from |between )(?P<y1><Y>) (?:to|and) (?P<y><Y>)", means.some_years),
    _form("since (?P<y1><Y>)", means.some_years),
    _form("(?:(?<=in )|(?<=of )|(?<=during )|(?<=for )|(?<=by )|(?<=about )|(?<=and ))(?P<y><Y>)", means.one_year),
    _form("<EPART>(?P<y><Y>)", means.one_year),
)
