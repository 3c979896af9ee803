"""Which words may name an outlet: no date, page number, section or notice of rights does. Knows words, not trees."""

import re

from language.dates.stamps import stamp_of
from language.normal_form import normalize

# Around a name in a notice of rights; a year, but not the figures of “24h”.
_RIGHTS = re.compile(
    r"^(?:(?:©|\(c\)|Copyright|(?:Toàn bộ )?bản quyền|thuộc(?: về)?|by|of|to|All rights? reserved)(?!\w)"
    r"|(?:19|20)\d\d(?!\w)|[^\w(])+"
    r"|\W*(?:All rights? reserved|Mọi quyền được bảo lưu|Giữ bản quyền|Tous droits réservés|Alle Rechte vorbehalten"
    r"|Todos los derechos reservados|©|\(c\)|Copyright).*$"
    r"|\.\s+(?:Ghi rõ|Vui lòng|Không được|Mọi|Cấm|Khi|Please|No part|Reproduction).*$"
    r"|[\s,–-]+(?:19|20)\d\d$|\s*\((?:bản |phiên bản )?(?:in|mobile|điện thoại|print)[^)]*\)$",
    re.IGNORECASE,
)
# What stands where an outlet's name does, and names nobody.
_NOBODY = re.compile(
    r"(?:trang|page|tr|p|seite|página|bài|phần|kỳ|tập|part|chapter)?\.?\s*\d+(?:\s*(?:/|of|trên|sur|von)\s*\d+)?"
    r"|[\W\d]*|\d\d?[:h]\d\d|trang chủ|home(?:page)?|.*rights reserved.*|mobile|print"
    r"|(?:bản|phiên bản) (?:in|mobile|điện thoại)"
    r"|giấy phép .*|licen[cs]e.*|untitled|none|null|n/?a",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"tin(?: tức)?(?: (?:mới|nóng|nhanh|mới nhất|trong ngày|trong nước|thế giới))*|đọc báo(?: online)?|mới nhất"
    r"|(?:thời sự|chính trị|xã hội|kinh tế|kinh doanh|thế giới|quốc tế|trong nước|văn ho[áa]|văn hóa|giải trí|thể thao"
    r"|bóng đá|pháp luật|giáo dục|sức khỏe|sức khoẻ|y tế|đời sống|khoa học|công nghệ|số hóa|du lịch|xe|ô tô|nhà đất"
    r"|bất động sản|môi trường|nông nghiệp|quân sự|quốc phòng|an ninh|an ninh trật tự|địa phương|bạn đọc|góc nhìn"
    r"|multimedia|video|clip|ảnh|podcasts?|e-?magazine|infographics?|longform"
    r"|latest(?: news)?|breaking(?: news)?|top stories|news|world|politics|business|sports?|opinion|culture|lifestyle"
    r"|technology|tech|science|health|travel|local|national|international|entertainment)"
    r"(?:\s*(?:[-–,&/]|và|and)\s*(?:thời sự|chính trị|xã hội|kinh tế|văn ho[áa]|pháp luật|công nghệ|thể thao|du lịch"
    r"|giải trí|đời sống|an ninh|quốc phòng|business|science|health|culture))*"
    r"|facebook|twitter|youtube|zalo|tiktok|instagram|google(?: news)?|wordpress(?:\.com)?|blogger|blogspot"
    r"|telegram|joomla!?",
    re.IGNORECASE,
)


def without_rights(name: str) -> str:
    """“Báo Tà Lèng” of “Copyright © 2026 by Báo Tà Lèng. All rights reserved”; empty where it names nobody."""
    before = ""
    while name != before:
        before, name = name, _RIGHTS.sub("", name).strip()
    return name


def is_name(words: str) -> bool:
    """Whether it may be a name: a date, a page's number and a notice of rights are none."""
    words = words.strip()
    return bool(words) and not _NOBODY.fullmatch(words) and not stamp_of(normalize(words))


def is_section(words: str) -> bool:
    """Whether it is what outlets call a part of theirs, or a platform where all of them are: “Thời sự”, “Facebook”."""
    return _SECTION.fullmatch(words.strip()) is not None
