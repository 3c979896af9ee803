"""Whether a sentence leans on the one before it: quoted alone, “Ông cho biết” or “Dự án này” wouldn't say who or what.

Words only; what they refer to stands, as a rule, in the sentence before.
"""

import re

from language.normal_form import CAPITALS, normalize

# How far into a sentence a “này” still points out of it: later, it mostly means what the sentence itself has named.
_OPENING_WORDS = 10
_PRONOUN = re.compile(
    r"^[“\"'(–-]*\s*(?:(?:ông|bà|anh|chị|cô|em|chú|bác|cụ)(?: (?:ấy|ta|này))?|họ|nó|chúng|ngài|người này|vị này"
    r"|he|she|it|they|his|her|its|their|this|these|those)\b",
    re.IGNORECASE,
)
# A name after it makes “Ông” a title.
_TITLE = re.compile(rf"^[“\"'(–-]*\s*(?:Ông|Bà|Anh|Chị|Cô|Em|Chú|Bác|Cụ|Ngài) (?:\w+ )?[{CAPITALS}]")
_LINKED = re.compile(
    r"^(?:theo đó|(?:trong|tại|ở|từ|khi|lúc|sau|trước|do|nhờ|qua|cùng với|bên cạnh) đó|(?:tại|ở) đây"
    r"|trong số (?:này|đó)|lúc này|vì (?:vậy|thế)|nhờ vậy|như vậy|đây|đó|tuy (?:nhiên|vậy)|ngược lại|ngoài ra"
    r"|đồng thời|còn lại"
    r"|there(?:fore|after)?|however|instead|meanwhile|also|in addition)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:này|đó|ấy|nói trên|kể trên|ông ta|anh ta|bà ta|cô ta"
    rf"|của (?:ông|bà|họ|nó|anh|chị|cô)(?! [{CAPITALS}]))\b"
)
# “Hiện nay”, “trước đó 2 ngày”: said of time, of nothing named before.
_TIMES = re.compile(
    r"\b(?:hiện|lúc|thời điểm|thời gian|năm|tháng|tuần|ngày|hôm|lần|dịp|mùa|trước|sau) (?:này|đó)\b", re.IGNORECASE
)


def refers_back(sentence: str) -> bool:
    """Whether `sentence` opens with a pronoun or a link, or soon points to something that was named before it."""
    text = normalize(sentence)
    if _TITLE.match(text):
        return False
    if _PRONOUN.match(text) or _LINKED.match(text):
        return True
    opening = " ".join(text.split()[:_OPENING_WORDS])
    return _POINTING.search(_TIMES.sub("", opening)) is not None
