"""Which sentences of an answer claim something, and the parts of one that can be checked apart."""

import re

from language.content import content_terms
from language.detect import language_of
from language.meaning.reading import read

# What only leads in, sums up or speaks of the sources; without a value or a name it claims nothing.
_META = re.compile(
    r"(?:theo|dựa (?:trên|vào|theo)|căn cứ (?:vào|theo))(?: (?:các|những|thông tin|nội dung|nguồn|đoạn|bài|báo|trích|"
    r"viết|trên|được|cung|cấp|từ|trong|dẫn|tin))+|dưới đây|sau đây|tóm lại|nhìn chung|cụ thể(?: như sau)?|như sau|"
    r"câu trả lời|trả lời|thông tin (?:chính|chi tiết)|gồm có|bao gồm|ngoài ra|bên cạnh đó|"
    r"(?:based on|according to) (?:the )?(?:provided |given )?(?:excerpts?|articles?|passages?|sources?|information)|"
    r"in summary|in short|here (?:is|are)|the following|as follows|answer",
    re.IGNORECASE,
)
_SAYS_NOTHING_OF_IT = re.compile(
    r"\b(?:bài báo|đoạn trích|các bài|nguồn|tài liệu|excerpts?|articles?|passages?|sources?)\b.{0,40}"
    r"\b(?:không|chưa|not|no|n't)\b.{0,20}\b(?:nêu|đề cập|nói|cung cấp|cho biết|nhắc|có thông tin|"
    r"mention|say|state|give|provide)",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(r"[*_#>`•+–-]+")
_LEAD_IN_WORDS, _META_WORDS = 12, 2
_PART = re.compile(
    r"[;:]\s+|,\s+(?:(?:và|còn|trong khi|đồng thời|nhưng|and|while)\s+)?|\s+(?:và|còn|trong khi|đồng thời|while)\s+"
)
_PART_WORDS = 4


def claims_something(sentence: str) -> bool:
    """Whether a sentence states anything that a source could bear out."""
    bare = _ORNAMENT.sub(" ", sentence).strip()
    if not re.search(r"[^\W\d_]", bare) or bare.endswith("?") or _SAYS_NOTHING_OF_IT.search(bare):
        return False
    reading = read(bare, language=language_of(bare))
    if any(not value.soft for value, _ in reading.values):
        return True
    if bare.endswith((":", "：")) and len(bare.split()) <= _LEAD_IN_WORDS:
        return False
    meta = _META.search(bare)
    return meta is None or len(content_terms(_META.sub(" ", bare))) > _META_WORDS


def parts_of(sentence: str) -> list[str]:
    """The clauses of a sentence; a short one stays with the clause before it."""
    parts: list[str] = []
    done = 0
    for cut in [*(match.span() for match in _PART.finditer(sentence)), (len(sentence), len(sentence))]:
        part = sentence[done : cut[0]]
        if parts and (len(part.split()) < _PART_WORDS or len(parts[-1].split()) < _PART_WORDS):
            parts[-1] = f"{parts[-1]}, {part}"
        else:
            parts.append(part)
        done = cut[1]
    return parts
