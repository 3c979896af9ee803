"""Which lines of an article are furniture: stored and shown, but kept out of chunks.

Precise rather than greedy: a line is furniture only as a whole, and a long one never is.
"""

import re

MAX_CHARS = 250
_NAME = r"[A-ZĐÀ-Ỹ][\w.'’-]*"
_SHARE = "Chia sẻ|Share|Facebook|Zalo|Twitter|Google News|Copy link|In bài|Lưu bài|Bình luận"
_ELSEWHERE = (
    "Đọc thêm|Xem thêm|Đọc tiếp|Tin liên quan|Bài liên quan|Tin cùng chuyên mục|Cùng chuyên mục|Mời quý độc giả|"
    "Mời bạn đọc|Read more|See also|Related"
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
            r"(?:©|\(c\)|®|Copyright\b|Bản quyền (?:thuộc|©)).*",
            r".{0,80}(?:All rights reserved|[Cc]ấm sao chép|giữ bản quyền).*",
            r"(?:Vui lòng |Đề nghị )?[Gg]hi rõ nguồn.*",
            # ways to other pages, share bars, comments
            rf"(?:{_ELSEWHERE})\b\s*[:>»]?.*",
            rf"(?:{_SHARE}|Từ khóa|Tags?)(?:[\s,|/:()\d]+(?:{_SHARE}|Email))*[\s:()\d]*",
            r"(?:Từ khóa|Tags?|Chủ đề)\s*:.*",
            r"Theo dõi .{0,40} trên (?:Google News|Facebook|Zalo).*",
        )
    )
)
_BYLINE = re.compile(
    rf"(?:(?:Bài và ảnh|Bài, ảnh|Bài|Tin|Tác giả|Thực hiện|By)\s*:?\s*)?(?:Theo\s+)?(?:{_NAME}[\s,&–-]*){{1,6}}"
    r"(?:\((?:[Tt]heo|TTX)[^)]{0,40}\))?|\(?Theo [^.]{2,40}\)?"
)


def is_furniture(line: str) -> bool:
    """Whether the whole line is a caption, a notice of rights, a link to other pages or the like."""
    return len(line) <= MAX_CHARS and _FURNITURE.fullmatch(line) is not None


def is_byline(line: str) -> bool:
    """Whether the line is nothing but a name or an agency. Looked at only at an article's end."""
    return len(line) <= 60 and line[-1] not in ".!?…" and _BYLINE.fullmatch(line) is not None
