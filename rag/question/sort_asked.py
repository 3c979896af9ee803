"""Of what sort the thing asked for is: “ngân hàng” of “những ngân hàng nào”, “đạo diễn” of “ai là đạo diễn …”.

Reads the question alone.
"""

import re

from language.detect import function_words
from language.meaning.names import is_title
from language.normal_form import fold

_NO_SORT = frozenset("ten danh nhung cac goi bai bao dieu viec loai nguoi tin thong chuyen su kien nhan vat".split())
# “Tặng gì”: what these take is asked for, and no kind of them.
_TAKES_OBJECT = frozenset(
    "tang cho noi lam ban mua an uong trong dung xay dua nhan viet hua doi cam hoc day thi trom cuop lay mang tim thay"
    " can phai bi duoc san xuat".split()
)
_SORT = re.compile(r"((?:[^\W\d_]+ ){1,5})(?<!là )(?<!la )(?:nào|nao|gì|gi)\b", re.I)
# What is to be listed: “Kể các màu của …”, “Tên bốn em nhỏ …”.
_LISTED = re.compile(
    r"(?:liệt kê|kể|nêu|tên|name|list)(?: tên| ra)? (?:các|những|all|the|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d+) "
    r"(?P<words>(?:[^\W\d_]+ ?){1,2})",
    re.I,
)
# Whose office is named: “Chủ tịch huyện là ai?”
_OFFICE = re.compile(
    r"(?:hiện nay |ai là )?(?P<words>[^?,]{3,60}?)(?: (?:trong|ở|tại|bị|đã|khi|lúc|hồi) [^?,]{1,60}?)?"
    r" (?:hiện nay )?(?:là ai|tên (?:là )?(?:gì|ai))(?!\w)"
)
_IS_WHO = re.compile(r"ai (?:là|đang là|hiện là|làm|giữ chức) (?P<words>[^?,]{3,60})")
# Whoever is so addressed may hold any office, or none.
_NO_OFFICE = frozenset(("", *"ông bà anh chị cô em chú bác cậu".split()))
_OWNER = re.compile(r"(?:chủ|chu) (?!tịch|tich|yếu|yeu|đề|de)\w+")


def sort_asked(text: str) -> str:
    """“ở nước nào” → “nước”, “quan chức Lào nào” → “quan chức”; a name is asked for of anything: “tên gì” → ""."""
    if office := _OFFICE.match(text.lower()):
        owner = _OWNER.match(office["words"])
        if owner or _title_in(office["words"]) not in _NO_OFFICE:
            return owner[0] if owner else office["words"]
    if (is_who := _IS_WHO.match(text.lower())) and (title := _title_in(is_who["words"])):
        return title
    before = _SORT.search(text) or _LISTED.search(text)
    if before is None:
        return ""
    words = before[1].split()
    plain = [word for word in words if word.islower()] or [word.lower() for word in words]
    if fold(words[-1]) == "ten" and len(words) > 1 and not words[-2].islower():
        return ""
    if fold(words[-1]) in _TAKES_OBJECT:
        return ""
    kept = [word for word in plain[-2:] if word not in function_words("vi") and fold(word) not in _NO_SORT]
    return " ".join(kept)


def _title_in(words: str) -> str:
    """The title that some words begin with: “đạo diễn” of “đạo diễn phim Mùa lũ”; "" for none."""
    return next((opening for opening in reversed(_openings(words)) if is_title(opening)), "")


def _openings(words: str) -> list[str]:
    """The first words, the first two, and so on."""
    each = words.split()
    return [" ".join(each[: at + 1]) for at in range(len(each))]
