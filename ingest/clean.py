"""Which paragraphs of an article are kept out of chunks: captions, bylines, copyright lines, links, share bars.

They stay in the stored text. Precise rather than greedy: a caption in a search result annoys, a lost fact can't be
found; so a paragraph goes only if it is short and nothing but boilerplate. Knows nothing of chunks.
"""

import re
from collections.abc import Sequence

from vectorstore.text import normalize

MAX_CHARS = 220
_NAME = r"(?:[^.:;!?\n]|\.(?=\S)){2,60}"
_CREDIT = (
    r"(?:(?:(?:Nguồn )?[ẢA]nh|ẢNH|Đồ họa|Infographic|Video|Clip|Photos?)"
    r"(?: (?:minh họa|tư liệu|chụp màn hình|cắt từ (?:clip|video)|bìa|nhỏ|lớn|trên|dưới|trái|phải|\d))?"
    r"|(?<=\()(?:ảnh|nguồn ảnh|nguồn|photo))"
    rf"\s?: ?{_NAME}"
)
_WORK = r"(?i:tin|bài|ảnh|clip|video|đồ họa|thơ|lời dịch)"
_LINK = (
    r"(?:Đọc thêm|Xem thêm|(?:Tin|Bài|Tin bài|Tin, bài|Bài viết|Video) liên quan|(?:Tin|Bài) (?:cùng chuyên mục|khác)"
    r"|Có thể bạn quan tâm|Đọc nhiều(?: nhất)?|Tin (?:nổi bật|mới nhất|đọc nhiều)|Read more|See also|More on this"
    r"|Related (?:news|articles|stories|topics))"
)
_BUTTON = (
    r"(?:Chia sẻ(?: (?:bài viết|lên|qua))?|Share(?: this)?|Facebook|Zalo|Twitter|Messenger|Telegram|Linked[Ii]n|Pinterest"
    r"|E-?mail|Google News|In bài(?: viết)?|Lưu(?: bài(?: viết)?)?|Sao chép(?: liên kết)?|Copy link|Thích|Like|Tweet"
    r"|Print|Gửi(?: bài)?|Theo dõi|X)"
)
_COMMENTS = r"(?:\d+ )?(?:Gửi )?(?:[Bb]ình luận|Ý kiến(?: bạn đọc)?|Comments?)(?: ?\(\d+\))?"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


# Matched against the whole normalised paragraph, wherever it stands.
_ANYWHERE = _any(
    rf"(?:.*[\s(.,)\"'|-])?{_CREDIT}(?:[\s,;.|-]+{_CREDIT})*[\s.)\]]*",
    r"(?:.*[.!?\")] |.*- |.*\()?(?:[ẢA]nh|Hình|(?<=\()(?:ảnh|hình))(?: ảnh)? (?:(?:chỉ )?mang tính (?:chất )?)?"
    r"(?:minh họa|tư liệu|chụp màn hình)[\s.)]*",
    rf"{_WORK}(?:(?:, ?| ?- ?| và | ?& ?){_WORK})* ?: ?[A-ZĐ]{_NAME}",
    r"\(?Nguồn(?: tin| ảnh| video)? ?: ?(?:[A-ZĐ]|internet|sưu tầm|tổng hợp)[^:;!?]{1,40}\)?",
    r"(?:©|\(c\) (?=\d|[A-ZĐ])|® |Copyright (?=©|\(|\d|by |-)).*",
    r".*\b[Aa]ll rights reserved\b.{0,40}",
    rf"(?:[-•*>]+ ?)?{_LINK}(?: ?:.*|[. ]*)",
    r">>.*",
    rf"{_BUTTON}(?:[\s|/,•·:-]+{_BUTTON})+",
    r"Chia sẻ|Share|In bài viết|Lưu bài viết|Copy link|Sao chép liên kết",
    _COMMENTS,
    r"(?:[^\W\d_]+ ?[^\W\d_]*,? ?)?\(?\d{1,2}[-/.]\d{1,2}[-/.]\d{4}[\s,|-]*\d{1,2}[:hg]\d{2}[\s,|-]*\(?GMT ?\+ ?7\)?",
    r"[\W_]+",
)
# These only in the last lines of an article.
_AT_END = _any(
    r"(?:Toàn bộ )?[Bb]ản quyền(?: nội dung| bài viết)? (?:thuộc|của)(?: về)? (?:[A-ZĐ]|báo|tạp chí|tòa soạn|trang).*",
    r"(?:.*\. ?)?(?:Nghiêm cấm|Cấm)(?: mọi hình thức)? sao chép.{0,60}",
    r".{0,40}giữ bản quyền.{0,60}",
    r"(?i:(?:.*\. ?)?(?:vui lòng|đề nghị|yêu cầu|xin|phải|khi|mọi|phát hành lại)?.{0,60}\bghi rõ nguồn\b.*)",
    r"Không được (?:sao chép|đăng lại|đăng tải lại|phát hành lại)(?!.*\bông\b|.*\bbà\b).{0,100}",
    r"\(?(?:Theo|Tổng hợp từ|Nguồn) (?:[A-ZĐ]|báo |tạp chí )[^\d.:;!?]{1,40}(?:\.\w{2,4})?\)?[.]?",
)
_BYLINE_ROLE = re.compile(r"^(?:PV|Phóng viên|Tác giả|Thực hiện|CTV|By)\b[ :]*(?=\w)|\s*\([^()]{2,40}\)$")
_BETWEEN_NAMES = re.compile(r"\s*[-,&/;]\s*|\s+và\s+")
_MAX_BYLINE_CHARS = 70
_MAX_LINK_CHARS = 160


def boilerplate(paragraphs: Sequence[str]) -> list[bool]:
    """For each paragraph of one article, whether it is kept out of chunks; all False if nothing else were left."""
    lines = [normalize(text).strip() if len(text) <= MAX_CHARS else "" for text in paragraphs]
    noise = [bool(line and _ANYWHERE.fullmatch(line)) for line in lines]
    _drop_links_at_end(lines, noise)
    last = len(lines) - 1
    while last >= 0 and (noise[last] or (lines[last] and _AT_END.fullmatch(lines[last]))):
        noise[last] = True
        last -= 1
    if last > 0 and _is_byline(lines[last]) and not _is_list(lines[last - 1], paragraphs[last - 1]):
        noise[last] = True
    return noise if not all(noise) else [False] * len(noise)


def _drop_links_at_end(lines: Sequence[str], noise: list[bool]) -> None:
    """A bare “Tin liên quan” and nothing but headlines after it."""
    for index, line in enumerate(lines):
        if re.fullmatch(rf"{_LINK}[: .]*", line) and all(map(_is_headline, lines[index + 1 :], noise[index + 1 :])):
            noise[index:] = [True] * len(noise[index:])
            return


def _is_headline(line: str, noise: bool) -> bool:
    return noise or (0 < len(line) <= _MAX_LINK_CHARS and line[-1] not in ".;:,")


def _is_list(line: str, paragraph: str) -> bool:
    """Whether what follows `paragraph` belongs to a list: one more name among names, or what a colon announces."""
    return paragraph.rstrip().endswith((":", ";", ",")) or _is_byline(line)


def _is_byline(line: str) -> bool:
    """Nothing but names: “Hà Thu - Minh Khuê”, “NGUYỆT PHƯƠNG”, “T.H”, “PV Lê Nam (TTXVN)”."""
    if not 0 < len(line) <= _MAX_BYLINE_CHARS:
        return False
    names = _BYLINE_ROLE.sub("", line).strip("()[]*_ .")
    return all(_is_name(name) for name in _BETWEEN_NAMES.split(names))


def _is_name(name: str) -> bool:
    words = name.replace(".", " ").split()
    return 0 < len(words) <= 5 and all(
        word.isalpha() and word[0].isupper() and (word.isupper() or word[1:].islower()) for word in words
    )
