"""Which lines of an article are furniture: stored and shown, but kept out of chunks.

Precise rather than greedy: a line is furniture only as a whole, and a long one never is.
"""

import re
import unicodedata
from dataclasses import dataclass

from language.sentences import sentences


@dataclass(frozen=True, slots=True)
class LineLimits:
    """How long a caption or a line of rights may be, and a credit."""

    caption_chars: int = 250
    credit_chars: int = 70


LINES = LineLimits()
_UPPER = "A-ZĐ" + "".join(c for c in map(chr, range(0xC0, 0x1EFA)) if c.isupper())
_NAME = rf"[{_UPPER}][\w.'’-]*+"
_SHARE = "Chia sẻ|Share|Facebook|Zalo|Twitter|Google News|Copy link|In bài|Lưu bài|Bình luận"
_ELSEWHERE = (
    "Đọc thêm|Xem thêm|Đọc tiếp|Tin liên quan|Bài liên quan|Tin cùng chuyên mục|Cùng chuyên mục|"
    "Mời (?:quý )?(?:độc giả|bạn đọc) (?:đọc|xem|theo dõi)(?: thêm)?|Read more|See also|Related(?: articles| news)?"
)
_FURNITURE = re.compile(
    "|".join(
        (
            # captions and credits: “… Ảnh: Minh Khuê”, “(Ảnh: TTXVN)”, “Ảnh minh họa”
            r".*(?:^|[\s(\[])(?:Ảnh|ẢNH|Hình|Photo|Nguồn ảnh|Đồ họa|Video|Clip)"
            r"\s*(?:tư liệu|minh h[oọ][ạa])?\s*:[^.:]{0,60}[.)\]]*",
            r"\(?Ảnh (?:minh h(?:ọa|oạ)|tư liệu)[^.:]{0,40}\)?\.?",
            r"\(?(?:Nguồn|Source)\s*:[^.:]{0,60}\)?\.?",
            # rights
            r"(?:©|\(c\)|®|Copyright (?:©|\(|\d|by\b)|Bản quyền ©).*",
            r".{0,80}All rights reserved\W*",
            r"(?:Vui lòng |Đề nghị |Yêu cầu )?[Gg]hi rõ nguồn (?!gốc)(?:[^,.]{0,30} )?khi .{0,80}",
            # ways to other pages, share bars, comments
            rf"(?:[-•>]+\s*)?(?:{_ELSEWHERE})\s*(?:[:>»].*|[.…]*)",
            rf"(?:{_SHARE}|Từ khóa|Tags?)(?:[\s,|/:()\d]+(?:{_SHARE}|Email))*[\s:()\d]*",
            r"(?:Từ kh(?:óa|oá)|Tags?|Chủ đề|Thẻ|Nhãn|Keywords?)\s*:.*",
            r"Theo dõi .{0,40} trên (?:Google News|Facebook|Zalo).*",
        )
    )
)
# Notices of rights that open like news (“… giữ bản quyền giải đấu”): only an article's last lines are taken for them.
_RIGHTS = re.compile(
    r"(?:Toàn bộ )?[Bb]ản quyền (?:nội dung )?(?:thuộc|của)(?: về)? [^,.]{2,60}\.?(?: ?[Cc]ấm sao chép .*)?"
    r"|(?:.{0,60}\. ?)?(?:Nghiêm )?[Cc]ấm sao chép (?:dưới mọi|khi chưa|nội dung|bài|và) .{0,60}"
    r"|.{0,40}giữ bản quyền nội dung.{0,60}"
)
_WORK = r"\((?:[Tt]heo|TTX|[Tt]ổng hợp|[Ll]ược dịch|[Bb]iên dịch|[Dd]ịch|[Gg]hi)[^)]{0,40}\)"
_BYLINE = re.compile(
    rf"(?:{_WORK}\s*)?(?:(?:(?:Bài|Tin)(?:,| và|,? -) ảnh|Bài|Tin|Tác giả|Thực hiện|By)\s*:?\s*)?"
    rf"(?:Theo\s+)?{_NAME}(?:[\s,/&–-]+{_NAME}){{0,5}}[\s,/&–-]*(?:{_WORK})?"
    rf"|\(?Theo (?:báo |tờ )?(?:[^\s.,]{{2,20}}|[{_UPPER}][^.,]{{1,40}})\)?"
)


def is_furniture(line: str) -> bool:
    """Whether the whole line is a caption, a notice of rights, a link to other pages or the like."""
    return len(line) <= LINES.caption_chars and _FURNITURE.fullmatch(unicodedata.normalize("NFC", line)) is not None


def is_rights_notice(line: str) -> bool:
    """Whether the line says only whose the article is. Looked at only at an article's end."""
    return len(line) <= LINES.caption_chars and _RIGHTS.fullmatch(unicodedata.normalize("NFC", line)) is not None


def is_byline(line: str) -> bool:
    """Whether the line is nothing but a name or an agency. Looked at only at an article's end."""
    if len(line) > LINES.caption_chars:
        return False
    line = unicodedata.normalize("NFC", line)
    return len(line) <= 60 and line[-1] not in ".!?…" and _BYLINE.fullmatch(line) is not None


def body_end(line: str) -> int:
    """Where an article's last line ends without the names and credits after its last sentence (“… xong. Hà Thu”).

    Bodies on one line have them there: 63 of 100 that were read did.
    """
    spans = sentences(line)
    while len(spans) > 1 and _is_credit(line[slice(*spans[-1])]):
        spans.pop()
    return spans[-1][1]


def _is_credit(sentence: str) -> bool:
    """A longer one may be a sentence of the article that a credit is stuck to."""
    return is_byline(sentence) or (len(sentence) <= LINES.credit_chars and is_furniture(sentence))
