"""Lines of an article that are no sentences: tags, a date line, a section's name, a credit, an outlet at the end.

They aren't quoted, though the question's words may stand in them.
"""

import re

from language.normal_form import normalize
from rag.quote.credit import is_credit

_ENDS = re.compile(r"[.!?…:;”\"»)\]]$")
_DATE = re.compile(
    r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|cập nhật|ngày|lúc)[,:]? ?)*"
    r"(?:\d{1,2}[/.:-]\d{1,2}(?:[/.-]\d{2,4})?[ ,|-]*)+(?:\(?gmt ?\+?\d+\)?)?(?:[ap]m)?",
    re.IGNORECASE,
)
_TAGS = re.compile(r"[^,;.!?:]{2,40}(?:,[^,;.!?:]{2,41}){2,}")
_LABELLED = re.compile(r"(?:từ khóa|tags?|chủ đề|keywords?|topic)\s*:", re.IGNORECASE)
_TIGHT_COMMA = re.compile(r"\S,[^\W\d_]")
_MAX_WORDS = 6
_VERBS = re.compile(
    r"\b(?:là|có|được|bị|đã|đang|sẽ|cho|của|với|trong|tại|ở|khi|và|để|do|từ|đến|không|is|are|was|were|has|have|had|to|"
    r"of|in|on|at|for|by|will|says?|said)\b",
    re.IGNORECASE,
)


def is_line(text: str) -> bool:
    """Whether `text`, a paragraph's sentence, is no sentence but a line of such a kind."""
    plain = normalize(text).strip()
    if _LABELLED.match(plain) or _DATE.fullmatch(plain) or is_credit(plain):
        return True
    if _ENDS.search(plain) or plain[:1] in "-•*+" or plain[:1].isdigit():
        return False
    if _TAGS.fullmatch(plain) and (len(_TIGHT_COMMA.findall(plain)) >= 2 or not _VERBS.search(plain)):
        return True
    return len(plain.split()) <= _MAX_WORDS and not _VERBS.search(plain) and not any(c.isdigit() for c in plain)
