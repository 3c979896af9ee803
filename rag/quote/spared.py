"""Who or what did *not*: sentences that deny, or say that all stays as it was, for questions such as “Quán nào không bị
phạt?”.
"""

import re

from language.meaning.reading import denies
from language.normal_form import normalize

_AS_BEFORE = re.compile(
    r"\b(?:giữ nguyên|không đổi|vẫn|ngoại trừ|trừ|chỉ riêng|đạt (?:yêu cầu|chuẩn|tiêu chuẩn)|đúng (?:hạn|quy định|hẹn)"
    r"|chấp hành (?:tốt|đúng|đầy đủ)|thoát|miễn|bình thường|nguyên vẹn|unchanged|still|except|spared)\b",
    re.I,
)


def is_spared(sentence: str) -> bool:
    """Whether a sentence tells whom or what something does not concern."""
    text = normalize(sentence)
    return denies(text.lower().split()) or _AS_BEFORE.search(text) is not None
