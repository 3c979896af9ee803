"""Which outlet of the library a question names: the paper, not the place or office of its name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from language.normal_form import fold, has_diacritics, normalize
from language.syllables import spellings
from language.text import Span

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
# What an outlet does besides telling: “giải chạy do báo X tổ chức” may be told of by any.
_ACTS = "tổ chức|phối hợp|phát động|khởi xướng|trao|tặng|tài trợ|quyên góp|vận động|bị|held|organi[sz]ed|awarded"
_AT = "ở|tại|tỉnh|thành phố|tp|thị xã|huyện|quận|xã|phường|đảo|sông|núi|near|at"
_INSIDE = "in|from|của"
# Names that say themselves that they are a paper's: some in any case, some with their capitals only.
_PAPER = re.compile(r"(?:bao dien tu|thoi bao|nhat bao|tuan bao|tap chi) ")
_PAPER_IF_CAPITALISED = re.compile(r"(?:Tin|Bản tin|Trang|Đài|Kênh) ")
_PREFIX = re.compile(r"^(?:bao dien tu|bao|tap chi|dai|trang) ")
_JOINED = re.compile(r",? (?:và|and|với|hay|,) (?:báo |tờ )?|, (?:báo |tờ )?")
# “vnexpress.net”: the site's name, without which no reader would know it, and what may follow it.
_DOMAIN = r"(?:\.[a-z]{2,6}){0,2}"
_HOST = re.compile(r"(?:https?://)?(?:www\.)?(?P<name>[a-z0-9-]{3,})(?:\.[a-z]{2,6}){1,2}/?")


@dataclass(frozen=True, slots=True)
class OutletReach:
    """How far from an outlet's name the words stand that make it one; shorter names of sites are initials of others."""

    before_chars: int = 60
    after_chars: int = 30
    host_letters: int = 5


OUTLET_REACH = OutletReach()


def outlet_in(text: str, outlets: Sequence[str]) -> str | None:
    """The outlet named in `text` (normal form), as spelt in `outlets`; the longest name if there are several.

    Compared without diacritics, with or without “báo” before the name. Most provinces have a paper of their name, and
    offices too: “ở Nghệ An”, “nghị định của Chính phủ” name none. Such a name, and one that is also common words
    (Tuổi Trẻ), needs “báo”, “theo” or “bài của” before it, “đưa tin” after it, or “trên” and its own capitals.
    """
    return next((outlet for _, outlet in _named(text, outlets)), None)


def outlets_in(text: str, outlets: Sequence[str]) -> list[tuple[Span, str]]:
    """Every outlet named in `text`, each with the characters of its name there, in their order: one that is named as
    such, and those joined to it, “theo X và Y”."""
    written = [(span, outlet) for span, outlet in _written_in(text, outlets) if text[span[0]].isupper()]
    found = {span: outlet for span, outlet in written if _is_outlet(text, *span, outlet)}
    for _ in written:
        found |= {
            span: outlet
            for span, outlet in written
            if any(_JOINED.fullmatch(text, min(span[1], one[1]), max(span[0], one[0])) for one in found)
        }
    return sorted(
        (span, outlet)
        for span, outlet in found.items()
        if not any(one != span and one[0] <= span[0] and span[1] <= one[1] for one in found)
    )


def _named(text: str, outlets: Sequence[str]) -> Iterator[tuple[Span, str]]:
    return ((span, outlet) for span, outlet in _written_in(text, outlets) if _is_outlet(text, *span, outlet))


def _written_in(text: str, outlets: Sequence[str]) -> Iterator[tuple[Span, str]]:
    """Where the outlets' names are written, whatever they stand for there; the longest first."""
    folded = fold(text)
    if len(folded) != len(text):
        return
    squeezed = folded.replace(" ", "")
    for outlet in sorted(outlets, key=len, reverse=True):
        name = _name(outlet)
        if name and name.replace(" ", "") in squeezed:
            for match in _written(name, outlet).finditer(folded):
                yield match.span(), outlet


def outlet_named(name: str, outlets: Sequence[str]) -> str | None:
    """The outlet whose name is `name`, with or without “báo” and diacritics, as spelt in `outlets`."""
    return next((outlet for outlet in outlets if _name(outlet) == _name(name)), None)


@lru_cache(1024)
def _name(outlet: str) -> str:
    host = _HOST.fullmatch(fold(outlet).strip())
    return host["name"] if host else _PREFIX.sub("", " ".join(fold(outlet).split()))


@lru_cache(1024)
def _written(name: str, outlet: str) -> re.Pattern[str]:
    """The name as it may stand in a question, without diacritics: of a site, with its host or without, and its words
    apart: “Hà Nội Mới” of hanoimoi.com.vn."""
    if not _HOST.fullmatch(fold(outlet).strip()):
        return re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w)")
    apart = " ?".join(map(re.escape, name))
    return re.compile(rf"(?<![\w.])(?:www[.])?(?:{re.escape(name)}{_DOMAIN}|{apart})(?!\w)")


def _is_outlet(text: str, start: int, end: int, outlet: str) -> bool:
    """Whether the words [start, end), which are the outlet's name, stand for the outlet."""
    before, after = text[max(0, start - OUTLET_REACH.before_chars) : start], text[end : end + OUTLET_REACH.after_chars]
    if _begins(after, f" (?:đã |cùng |và .{{2,20}} )?(?:{_ACTS})\\b"):
        return False
    if _ends(before, f"(?:{_PRESS}|{_SAYS}) (?:the )?") or _ends(before, f"{_PIECE} (?:{_BY}) (?:the )?"):
        return True
    if _ends(before, f"(?:{_AT}) "):
        return False
    name = _name(outlet)
    own = " ".join(normalize(outlet).split())[-len(name) :]
    words = text[start:end].split()
    apart = len(words) > len(name.split())  # a site's name has no spaces
    as_spelt = all(word[0].isupper() for word in words) if apart else text[start:end] == own
    if _PAPER.match(name) or (as_spelt and _PAPER_IF_CAPITALISED.match(own)):
        return True
    if as_spelt and (_ends(before, "(?:trên|on) ") or _begins(after, f" (?:{_REPORTS})\\b")):
        return True
    if not has_diacritics(text) and re.match(rf" (?:{_REPORTS_BARE})\b", after.lower()):
        return True
    if _HOST.fullmatch(fold(outlet).strip()):
        return not apart and len(name) >= OUTLET_REACH.host_letters and not spellings(name)
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
