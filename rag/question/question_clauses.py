"""Takes a question apart: what it states without its question words, and the subject that it is about."""

import re

from language.detect import Language, language_of
from language.meaning.names import capitalised_runs, persons
from language.syllables import is_syllable

ENDS = " \t?!.…;,"
_W = r"[^\W_]+"
# Question words that open a Vietnamese question, with what stays in their place.
_OPENINGS = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (r"^(?:vì sao|tại sao|khi nào|bao giờ|ở đâu|liệu|có phải|xin hỏi|làm thế nào|làm sao) ", ""),
        (r"^(?:hãy )?cho (?:tôi )?biết ", ""),
        (r"^(?:ai|cái gì|điều gì|đâu) là ", ""),
        (r"^ai (?=\w)", "người "),
        (rf"^((?:những|các) {_W}(?: {_W})?) nào ", r"\1 "),
        (r"^(?:có )?bao nhiêu ", ""),
    )
)
# “bàn những vấn đề gì” states “bàn những vấn đề đó”.
_THOSE = re.compile(rf" ((?:những|các) {_W}(?: {_W})?) (?:gì|nào)$", re.IGNORECASE)
_CLOSINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r" (?:vậy|thế|nhỉ|ạ|à)$",
        r" (?:hay không|hay chưa|phải không|đúng không|không|chưa)$",
        r" (?:(?:là|gồm|về|vào|từ|do|bởi|với|cho|của|ở|tại|đến|bằng|như|trong|theo) )?(?:những ai|những gì|mấy giờ"
        r"|(?:ngày|tháng|năm|giờ|lúc|hôm|nơi|tỉnh|nước|người|điều|việc) (?:nào|gì)|(?:những |cái )?gì|ai|đâu|bao nhiêu"
        r"|bao lâu|bao xa|bao giờ|khi nào|như thế nào|thế nào|ra sao|vì sao|tại sao|nào)$",
    )
)
# What is left hanging when a question word is gone; “Cúp Đồng bằng” keeps its last word.
_HANGING = re.compile(r" (?:là|gồm|về|vào|từ|do|bởi|với|cho|của|ở|tại|đến|bằng|như|trong)$", re.IGNORECASE)
_INSIDE = re.compile(
    rf" (?:những|các) (?:{_W} ){{1,2}}(?:gì|nào)(?= )"
    r"| (?:bao nhiêu|mấy)(?: (?:km|m|mét|ha|tấn|kg|ki-lô-mét|phần trăm|tỷ đồng|triệu đồng|đồng|tiền))?(?= |$)"
    r"| (?:gì|nào)(?= )",
    re.IGNORECASE,
)
# Where a predicate begins; what stands before is the subject.
_PREDICATE = re.compile(
    " (?:là|có|bàn|thảo luận|làm|khiến|được|bị|đã|sẽ|đang|vẫn|cũng|không|chưa|diễn ra|tổ chức|nói|cho biết|xảy ra|gây|"
    "tăng|giảm|đạt|bắt đầu|kết thúc|khởi công|khánh thành|hoàn thành|thông qua|quyết định|gồm|bao gồm|nằm|thuộc|do|vì|"
    "khi nào|ở đâu|như thế nào|thế nào|ra sao|bao nhiêu|bao giờ|vào|ra đời|ra mắt|thắng|thua|thăm|gặp|ký|công bố|"
    "đề xuất|quy định|yêu cầu|phát biểu|kéo dài|dài|cao|rộng|sinh|mất|qua đời|phát hiện|phát minh|sáng lập|thành lập|"
    "đóng|mở|mua|bán|dự kiến|áp dụng|từ chức|bổ nhiệm)(?= |$)"
)
_ABOUT = re.compile(r"(?:về|regarding) ([^,]+), ", re.IGNORECASE)
_ENGLISH_OPENING = re.compile(
    r"^(?:(?:in |on |at |to |for |by |from )?(?:what|which|who|whom|whose|when|where|why|how)\b.*? )?"
    r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should) ",
    re.IGNORECASE,
)
_DID = re.compile(r"\b(?:do|does|did|will|would|can|could|should)\b", re.IGNORECASE)
_NOUN_PHRASE = re.compile(r"\b(?:the|this|that|a|an) (?:[a-z-]+ )?[\w-]+(?: of (?:the )?[\w-]+)?", re.IGNORECASE)
_COMMON_HEADS = frozenset(
    "ông bà anh chị cô tỉnh huyện quận xã phường báo bộ sở vụ hãng đội giá nước vì ở ai tổng phó vua đại thủ chủ hội "
    "the a an".split()
)


def clause(question: str, language: Language) -> str:
    """What `question` states once its question words are gone: “Giá xăng tăng bao nhiêu trong tháng 7?” → “Giá xăng
    tăng trong tháng 7”."""
    text = bare = question.strip(ENDS)
    if language == "en":
        return _ENGLISH_OPENING.sub("", bare, count=1) or bare
    for opening, instead in _OPENINGS:
        text = opening.sub(instead, text, count=1)
    if _THOSE.search(text):
        return _THOSE.sub(r" \1 đó", text)
    for closing in _CLOSINGS:
        shorter = closing.sub("", text, count=1)
        text = _HANGING.sub("", shorter, count=1) if shorter != text else text
    return _INSIDE.sub("", text).strip(ENDS) or bare


def subject(question: str, language: Language) -> str:
    """What `question` is about: the clause up to its predicate; never a lone common word."""
    if about := _ABOUT.match(question):
        return about[1]
    if language == "en":
        return _english_subject(question)
    whole = clause(question, language)
    heads = (whole[: match.start()] for match in _PREDICATE.finditer(whole))
    head = next((head for head in heads if len(head.split()) > 1 or capitalised_runs(f"x {head}")), whole)
    # Where a name comes after the verb, and before it none or only a person's, it is part of what it is about.
    people = [person.full.lower() for person in persons(head)]
    named = bool(capitalised_runs(f"x {lower_first(head)}")) and people != [head.lower()]
    return whole if capitalised_runs(whole[len(head) :]) and not named else head


def _english_subject(question: str) -> str:
    rest = clause(question, "en")
    # After “did” the clause ends in a verb, which belongs to no noun phrase.
    phrase = _NOUN_PHRASE.search(rest.rsplit(None, 1)[0] if _DID.search(question) and " " in rest else rest)
    runs = [rest[start - 2 : end - 2] for start, end in capitalised_runs(f"x {rest}")]
    if runs and (not phrase or rest.index(runs[0]) <= phrase.end() + 1):
        return f"the {runs[0]}" if f"the {runs[0]}" in rest else runs[0]
    return phrase[0] if phrase else rest


def lower_first(text: str) -> str:
    """`text` to stand inside a sentence: its first letter becomes small unless it opens a name."""
    words = text.split(maxsplit=2)
    if not words or words[0][1:2].isupper():
        return text
    foreign = not is_syllable(words[0].lower()) and language_of(text) == "vi"
    named = foreign or (len(words) > 1 and words[1][0].isupper() and words[0].lower() not in _COMMON_HEADS)
    return text if named else text[0].lower() + text[1:]


def upper_first(text: str) -> str:
    """`text` to open a sentence."""
    return text[:1].upper() + text[1:]
