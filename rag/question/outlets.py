"""Which outlet of the library a question names: the paper, not the place or office of its name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from language.normal_form import fold, has_diacritics, normalize
from language.syllables import spellings

# What says that a name is an outlet's: “báo X”, “theo X”, “bài của X”, “trên X”, “X đưa tin”.
_PRESS = (
    "báo điện tử|thời báo|nhật báo|tuần báo|tờ báo|báo|tờ|trang tin|trang|tạp chí|đài|kênh|hãng tin|chuyên trang|"
    "newspaper|the newspaper|the paper|paper"
)
_SAYS = "theo|nguồn|dẫn lời|according to|reported by"
_PIECE = (
    r"(?:bài báo|bài viết|bài|tin tức|tin bài|bản tin|tin|articles?|stor(?:y|ies)|news|reports?|pieces?)"
    r"(?: (?:gì|nào|(?:mới|gần|gần đây|cũ|sớm|dài|ngắn) nhất|đầu tiên|cuối cùng|đăng|được đăng|viết|published))*"
)
_BY = "của|trên|do|from|in|by|on"
_REPORTS = (
    "đưa tin|viết|đăng|có (?:bao nhiêu |mấy |những |các )?(?:bài|tin)|writes?|wrote|reports?|reported|published|said"
)
# In a text without marks “dang” may be “đang”, and “viet” Việt.
_REPORTS_BARE = "dua tin|viet gi|(?:co|dang) (?:bao nhieu |may |nhung |cac )(?:bai|tin)"
_AT = "ở|tại|tỉnh|thành phố|tp|thị xã|huyện|quận|xã|phường|đảo|sông|núi|near|at"
_INSIDE = "in|from|của"
# Names that say themselves that they are a paper's: some in any case, some with their capitals only.
_PAPER = re.compile(r"(?:bao dien tu|thoi bao|nhat bao|tuan bao|tap chi) ")
_PAPER_IF_CAPITALISED = re.compile(r"(?:Tin|Bản tin|Trang|Đài|Kênh) ")
_PREFIX = re.compile(r"^(?:bao dien tu|bao|tap chi|dai|trang) ")
# “vnexpress.net”: the site's name, without which no reader would know it, and what may follow it.
_DOMAIN = r"(?:\.[a-z]{2,6}){0,2}"
_HOST = re.compile(r"(?:https?://)?(?:www\.)?(?P<name>[a-z0-9-]{3,})(?:\.[a-z]{2,6}){1,2}/?")


@dataclass(frozen=True, slots=True)
class OutletReach:
    """How far from an outlet's name the words stand that make it one."""

    before_chars: int = 60
    after_chars: int = 30


OUTLET_REACH = OutletReach()


def outlet_in(text: str, outlets: Sequence[str]) -> str | None:
    """The outlet named in `text` (normal form), as spelt in `outlets`; the longest name if there are several.

    Compared without diacritics, with or without “báo” before the name. Most provinces have a paper of their name, and
    offices too: “ở Nghệ An”, “nghị định của Chính phủ” name none. Such a name, and one that is also common words
    (Tuổi Trẻ), needs “báo”, “theo” or “bài của” before it, “đưa tin” after it, or “trên” and its own capitals.
    """
    folded = fold(text)
    if len(folded) != len(text):
        return None
    for outlet in sorted(outlets, key=len, reverse=True):
        name = _name(outlet)
        if (
            name
            and name in folded
            and any(_is_outlet(text, *match.span(), outlet) for match in _written(name, outlet).finditer(folded))
        ):
            return outlet
    return None


def outlet_named(name: str, outlets: Sequence[str]) -> str | None:
    """The outlet whose name is `name`, with or without “báo” and diacritics, as spelt in `outlets`."""
    return next((outlet for outlet in outlets if _name(outlet) == _name(name)), None)


@lru_cache(1024)
def _name(outlet: str) -> str:
    host = _HOST.fullmatch(fold(outlet).strip())
    return host["name"] if host else _PREFIX.sub("", " ".join(fold(outlet).split()))


@lru_cache(1024)
def _written(name: str, outlet: str) -> re.Pattern[str]:
    """The name as it may stand in a question, without diacritics: of a site, with its host or without."""
    host = _HOST.fullmatch(fold(outlet).strip())
    return re.compile(rf"(?<![\w.]){'(?:www[.])?' * bool(host)}{re.escape(name)}{_DOMAIN * bool(host)}(?!\w)")


def _is_outlet(text: str, start: int, end: int, outlet: str) -> bool:
    """Whether the words [start, end), which are the outlet's name, stand for the outlet."""
    before, after = text[max(0, start - OUTLET_REACH.before_chars) : start], text[end : end + OUTLET_REACH.after_chars]
    if _ends(before, f"(?:{_PRESS}|{_SAYS}) (?:the )?") or _ends(before, f"{_PIECE} (?:{_BY}) (?:the )?"):
        return True
    if _ends(before, f"(?:{_AT}) "):
        return False
    name = _name(outlet)
    own = " ".join(normalize(outlet).split())[-len(name) :]
    as_spelt = text[start:end] == own
    if _PAPER.match(name) or (as_spelt and _PAPER_IF_CAPITALISED.match(own)):
        return True
    if as_spelt and (_ends(before, "(?:trên|on) ") or _begins(after, f" (?:{_REPORTS})\\b")):
        return True
    if not has_diacritics(text) and re.match(rf" (?:{_REPORTS_BARE})\b", after.lower()):
        return True
    prefixed = name != " ".join(fold(outlet).split())
    common = all(spellings(word) for word in name.split())
    if prefixed or common:
        return False
    return " " not in name or not _ends(before, f"(?:{_INSIDE}) ")


def _ends(text: str, words: str) -> bool:
    return _holds(text, rf"(?:^|.*[^\w])(?:{words})$")


def _begins(text: str, words: str) -> bool:
    return _holds(text, words)


def _holds(text: str, pattern: str) -> bool:
    """Whether `text` is as the pattern says; a text without any marks is compared without them: “bao”, not “bão”."""
    compiled = _compiled(pattern, bare=not has_diacritics(text))
    return compiled.match(text.lower()) is not None


@lru_cache(64)
def _compiled(pattern: str, *, bare: bool) -> re.Pattern[str]:
    return re.compile(fold(pattern) if bare else pattern, re.DOTALL)
