"""Which of the articles that an answer before listed a follow-up points at: “bài thứ hai nói gì?”, “the first one”."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from language.normal_form import fold, has_diacritics, normalize

_NUMBERS = (
    ("1", "nhất|một|đầu tiên|đầu|first|one"),
    ("2", "hai|nhì|second|two"),
    ("3", "ba|third|three"),
    ("4", "tư|bốn|fourth|four"),
    ("5", "năm|fifth|five"),
    ("6", "sáu|sixth|six"),
    ("7", "bảy|bẩy|seventh|seven"),
    ("8", "tám|eighth|eight"),
    ("9", "chín|ninth|nine"),
    ("10", "mười|tenth|ten"),
)
_NUMBER = r"\d{1,2}|" + "|".join(words for _, words in _NUMBERS)
_PIECE = "(?:bài báo|bài viết|bài|tin|cái|mục|kết quả)"
_EN_PIECE = "(?:article|story|one|item|result|piece)"
_THE_ONE = (
    rf"{_PIECE} (?:(?:thứ|số|#) ?(?P<n1>{_NUMBER})|(?P<n2>\d{{1,2}}|đầu tiên|đầu|một|hai|ba|bốn)|(?P<last1>cuối cùng"
    rf"|cuối|sau cùng|chót)"
    r"|(?P<that1>đó|này|ấy|trên|vừa rồi|nói trên))"
    rf"|(?:the )?(?:(?P<n3>{_NUMBER})(?:st|nd|rd|th)? {_EN_PIECE}|(?P<last2>last) {_EN_PIECE}|{_EN_PIECE} (?:number "
    rf"|no |#)?(?P<n4>\d{{1,2}}|one|two|three))"
    rf"|(?P<that2>(?:that|this) {_EN_PIECE})|(?:thứ) (?P<n5>{_NUMBER})|(?:số|#|number) ?(?P<n6>\d{{1,2}})"
)
# Within a question that asks something of it: what can hardly be anything else.
_THE_ONE_INSIDE = (
    rf"(?:bài báo|bài viết|bài) (?:(?:thứ|số|#) ?(?P<n1>{_NUMBER})|(?P<n2>\d{{1,2}}))"
    rf"|the (?P<n3>{_NUMBER})(?:st|nd|rd|th)? (?:article|story)|(?:article|story) (?:number |no |#)?(?P<n4>\d{{1,2}})"
)
_TELL = (
    "(?:(?:ok|vâng|thế|vậy|còn|và|rồi|hãy|xin|giúp tôi|cho tôi|cho mình|bạn|please|can you|could you|and|so"
    "|what about|how about),? )*"
    "(?:(?:nói|kể|giải thích|cho biết|tóm tắt|trình bày|mở|đọc|xem|hỏi|phân tích|tell|show|open|read|summarize"
    "|summarise|explain|expand)"
    "(?: (?:me|rõ|kỹ|thêm|hơn|lại|chi tiết|cụ thể|sâu|giúp|giúp tôi|tôi|mình|cho tôi|cho mình|nghe|more))*"
    "(?: (?:về|nội dung|của|in|on|about))* ?|(?:nội dung|chi tiết|tóm tắt|more on|more about|details of|what does"
    "|what is|what did|what s)(?: (?:của|về))? ?)?"
)
_SAYS = (
    "(?: (?:thì )?(?:nói|viết|kể|đề cập|đưa tin|bàn|là|có|cho biết)(?: (?:về|đến|rõ))* (?:gì|điều gì|những gì|cái gì"
    "|chuyện gì|nội dung gì|về gì|việc gì)"
    "| (?:nội dung|chi tiết)(?: (?:là|thế nào|ra sao|gì|như thế nào|là gì))*| (?:như )?thế nào| ra sao| thì sao"
    "| rõ hơn| chi tiết hơn| kỹ hơn| say| about| say about| in (?:more )?detail"
    "| (?:nói|về|là) (?:cái )?gì)?(?: (?:đi|nhé|với|vậy|thế|ạ|được không|please|more))*"
)


@dataclass(frozen=True, slots=True)
class Pointed:
    """The id of the article pointed at, and what is asked of it besides; "" for what it says at all."""

    article_id: str
    question: str = ""


def points_at_one(question: str) -> bool:
    """Whether `question` asks only for one of the articles listed before it."""
    return pointed_at(question, [tuple("0123456789")], whole=True) is not None


def pointed_at(question: str, lists: Sequence[Sequence[str]], *, whole: bool) -> Pointed | None:
    """The article that `question` points at in the first of `lists` that has one there; None where it points at none.

    `whole`: it asks for nothing but that article.
    """
    text = " ".join(re.sub(r"[?!.…,;:“”\"']+", " ", normalize(question)).split())
    bare = not has_diacritics(text)
    compared = (fold(text) if bare else text).lower()
    if len(compared) > 160 or len(compared) != len(text):
        return None
    match = _form("whole", bare).fullmatch(compared) if whole else _form("inside", bare).search(compared)
    if match is None:
        return None
    named = {name: words for name, words in match.groupdict().items() if words}
    rest = "" if whole else " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())
    for articles in lists:
        if (place := _place(named, len(articles), bare)) is not None and place < len(articles):
            return Pointed(articles[place], rest)
    return None


def _place(named: dict[str, str], length: int, bare: bool) -> int | None:
    """The index meant in a list of `length`; “bài đó” is only clear where there is one."""
    if any(name.startswith("last") for name in named):
        return length - 1 if length else None
    if any(name.startswith("that") for name in named):
        return 0 if length == 1 else None
    word = next((words for name, words in named.items() if name.startswith("n")), "")
    if word.isdecimal():
        return int(word) - 1 if int(word) else None
    return next((int(n) - 1 for n, words in _NUMBERS if word in (fold(words) if bare else words).split("|")), None)


@cache
def _form(kind: str, bare: bool) -> re.Pattern[str]:
    inside = rf"\b(?:(?:trong|ở|theo|in|from|according to) )?(?:{_THE_ONE_INSIDE})\b(?: thì)?"
    pattern = f"{_TELL}(?:{_THE_ONE}){_SAYS}" if kind == "whole" else inside
    if bare:
        pattern = re.sub(
            r"\(\?p<", "(?P<", "".join(p if p[:1] == "\\" else fold(p) for p in re.split(r"(\\.)", pattern))
        )
    return re.compile(pattern)
