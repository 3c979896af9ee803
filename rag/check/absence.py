"""How a model says that the articles don't state what is asked: “Các bài không nêu …”, in any wording.

An absence is about the articles, not in them: “Báo cáo không nêu nguyên nhân” is a claim like any other.
"""

import re

from language.sentences import sentences
from rag.check.markers import unmarked

_SOURCES = (
    r"(?:các|những|mấy|trong(?: số)?(?: các)?)?\s{0,3}"
    r"(?:bài(?: báo| viết| trên| được| này| đó)*(?! học| toán| hát| thơ)|"
    r"đoạn(?: trích)?|trích đoạn|nguồn(?: tin)?(?! vốn| gốc| lực| thu| nước| điện)|tài liệu|tư liệu|thư viện|"
    r"văn bản được cung cấp|thông tin (?:được cung cấp|hiện có|trên|trong|từ))"
)
_NOT = r"(?:không|chưa|chẳng|đều không|cũng không)"
_STATE = (
    r"(?:nêu|đề cập|nói|cho biết|cung cấp|nhắc|ghi|đưa|chứa|viết|trả lời|tiết lộ|công bố|xác định|thể hiện|"
    r"có (?:thông tin|dữ liệu|chi tiết|số liệu|câu trả lời|nội dung))"
)
_INFORMATION = (
    r"(?:thông tin|dữ liệu|câu trả lời|số liệu|chi tiết|bài (?:báo |viết )?nào|đoạn (?:trích )?nào|nguồn nào)"
)
_ARTICLES = r"(?:articles?|excerpts?|passages?|sources?|texts?|documents?|reports? (?:provided|given)|library)"
_GIVEN = r"(?:stated|mentioned|given|specified|provided|reported|disclosed|included|found|covered|named)"
_FORMS = (
    rf"{_SOURCES}\b[^.;:]{{0,60}}?\b{_NOT}\b(?: hề| thấy| có| được| trực tiếp| cụ thể| rõ)*\s{{0,3}}{_STATE}",
    rf"^(?:tôi |mình |hiện |rất tiếc,? |tiếc là |xin lỗi,? )*{_NOT} (?:có|(?:tìm )?thấy|tìm được)\b"
    rf"[^.;:]{{0,30}}?{_INFORMATION}",
    rf"^(?:tôi |mình |rất tiếc,? |xin lỗi,? )*{_NOT} (?:(?:trả lời được|thể trả lời)|tìm (?:thấy|ra|được)"
    rf"(?:\W*$| (?:điều|gì|{_INFORMATION}|trong (?:các )?bài)\b))",
    rf"\b{_NOT} (?:có )?(?:bài|đoạn|nguồn)(?: báo| viết| trích| tin)? nào\b",
    rf"{_INFORMATION}[^.;:]{{0,60}}?\b{_NOT} được {_STATE}",
    rf"\b{_NOT} được {_STATE}[^.;:]{{0,30}}?\b(?:trong|ở|bởi) {_SOURCES}",
    rf"\b{_ARTICLES}\b[^.;:]{{0,60}}?\b(?:do|does|did|is|are|was|were|has|have|contains?|holds?)?\s{{0,3}}"
    r"(?:not|n['’]t|never|nothing|no)\b"
    r"[^.;:]{0,40}?(?:stat|say|said|mention|giv|provid|specif|report|contain|includ|indicat|disclos|reveal|cover|address"
    r"|discuss|name|answer|information|about|on )",
    rf"\b(?:none|neither) of the {_ARTICLES}\b",
    rf"^(?:there is |there's |i (?:found|see|have) )?no (?:information|mention|{_ARTICLES}|data|details?|answer)\b",
    rf"\b(?:not|n['’]t) (?:be )?{_GIVEN}\b"
    rf"[^.;:]{{0,30}}?\bin (?:the |these |any )?(?:[a-z]+ )?{_ARTICLES}",
    r"^(?:unfortunately,? |sorry,? )*(?:i |we )(?:could|can|did|do)(?: ?not|n['’]t) (?:find|answer|tell)\b",
    r"^not found\b",
)
_ABSENT = re.compile("|".join(f"(?:{form})" for form in _FORMS), re.IGNORECASE)
_ORNAMENT = re.compile(r"^[\s*_#>`•+–-]+")


def states_absence(sentence: str) -> bool:
    """Whether a sentence says that the articles don't state something."""
    return _ABSENT.search(_ORNAMENT.sub("", unmarked(sentence))) is not None


def abstains(answer: str) -> bool:
    """Whether an answer begins by saying that what is asked isn't stated; one that tells something first, does not."""
    first = next((answer[start:end] for start, end in sentences(answer) if _says_something(answer[start:end])), "")
    return states_absence(first)


def _says_something(sentence: str) -> bool:
    return re.search(r"[^\W\d_]", unmarked(sentence)) is not None and not sentence.rstrip().endswith(":")
