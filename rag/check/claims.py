"""What of an answer claims something: no offers, lead-ins and absences, nor what is said of the articles."""

import re
from dataclasses import dataclass

from language.content import content_terms
from language.detect import language_of
from language.meaning.reading import read
from rag.check.absence import states_absence


@dataclass(frozen=True, slots=True)
class _ClaimWords:
    """Words of which more make a lead-in, what is said of sources, or the rest of a sentence a claim."""

    lead_in_words: int = 12
    meta_words: int = 2
    rest_words: int = 3


_FITTED = _ClaimWords()


# What only leads in, sums up or speaks of the sources; without a value or a name it claims nothing.
_META = re.compile(
    r"(?:theo|dựa (?:trên|vào|theo)|căn cứ (?:vào|theo))(?: (?:các|những|thông tin|nội dung|nguồn|đoạn|bài|báo|trích|"
    r"viết|trên|được|cung|cấp|từ|trong|dẫn|tin))+|dưới đây|sau đây|tóm lại|nhìn chung|cụ thể(?: như sau)?|như sau|"
    r"câu trả lời|trả lời|thông tin (?:chính|chi tiết)|gồm có|bao gồm|ngoài ra|bên cạnh đó|"
    r"(?:based on|according to) (?:the )?(?:provided |given )?(?:excerpts?|articles?|passages?|sources?|information)|"
    r"in summary|in short|here (?:is|are)|the following|as follows|answer",
    re.IGNORECASE,
)
# To the reader: offers, invitations, advice to look for oneself.
_OFFER = re.compile(
    r"^(?:nếu (?:bạn|anh|chị|quý vị|cần|muốn)|bạn (?:có thể|nên|muốn|cần)|tôi (?:có thể|sẵn sàng|sẽ)|"
    r"hãy (?:cho tôi|hỏi|tham khảo|xem)|xin (?:lưu ý|hãy|cho)|hy vọng|mong rằng thông tin|"
    r"lưu ý(?: rằng)?:? (?:thông tin|số liệu|các (?:bài|số liệu|con số)|đây là|tôi)|"
    r"if you|let me know|you (?:can|may|might)|feel free|i can|please note|hope this|"
    r"note that (?:the|these|this) (?:figures?|information|articles?))",
    re.IGNORECASE,
)
# How many there are of something that only sums up what follows: “Có hai nguyên nhân chính.”
_LEADS_IN = re.compile(
    r"^(?:như vậy,? |tóm lại,? |theo các bài(?: báo)?,? )*(?:có|gồm|vì|do|nhờ|bởi|there (?:are|were)|for)?\s*"
    r"(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nhiều|một số|mấy|two|three|four|five|six|several|some)\s"
    r"(?:nguyên nhân|lý do|lí do|yếu tố|điểm|nội dung|vấn đề|cách|bước|ý|nhóm|phần|quan điểm|khác biệt|khía cạnh|"
    r"mốc|sự kiện|thay đổi|biện pháp|giải pháp|luồng ý kiến|ý kiến|con số|reasons?|causes?|factors?|points?|"
    r"differences?|measures?|steps?)"
    r"(?: (?:chính|lớn|quan trọng|chủ yếu|nổi bật|khác nhau|đáng chú ý|sau|sau đây|như sau|được nêu|main|key))*"
    r"\s*[.:,]?$",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(r"[*_#>`•+–-]+")
# What follows an absence in the same sentence, and is a claim: “…; chỉ cho biết anh từng ngồi tù”.
_AFTER_ABSENCE = re.compile(
    r"(?:;|:|,|\.|\s[-–—])?\s{1,9}(?:(?:nhưng|song|tuy nhiên|mà|chỉ|còn|dù|mặc dù|tuy|however|but|only|although|though)"
    r"\b[ ,]*)+(?:(?:có )?(?:cho biết|cho hay|nêu|nói|viết|ghi|đề cập|biết|state|say|mention)s?"
    r"(?: rằng| là| that)?\s+)?|;\s+",
    re.IGNORECASE,
)
_ARTICLE_SAYS = re.compile(
    r"(?<!\w)(?:(?:một|hai|các|những|nhiều|cả hai|mấy) )?(?:bài|báo|nguồn)(?: báo| viết| tin)?"
    r"(?: (?:khác|này|thứ hai|thứ nhất|kia|đầu))? (?:đều )?(?:ghi|viết|đưa|cho biết|nêu|thống nhất|dẫn)"
    r"(?: (?:là|rằng|con số|tin))?(?!\w)|"
    r"^(?:các )?(?:con số|số liệu) (?:này |đó )?(?:không khớp|không thống nhất|khác nhau|chênh nhau)(?: nhau)?:\s*|"
    r"(?<!\w)(?:một |các )?bản (?:tin(?: khác| kia)?|khác|kia) (?:thì |lại )?(?:ghi|viết|đưa|nêu)(?!\w)|"
    r"^theo (?:các )?(?:bài|nguồn)(?: báo| viết| tin| trên)*(?: \d+)?,\s*",
    re.IGNORECASE,
)


def claims_something(sentence: str) -> bool:
    """Whether a sentence states anything that a source could bear out."""
    bare = _ORNAMENT.sub(" ", sentence).strip()
    if not re.search(r"[^\W\d_]", bare) or bare.endswith("?") or _OFFER.match(bare) or _LEADS_IN.match(bare):
        return False
    if states_figure(bare):
        return True
    if bare.endswith((":", "：")) and len(bare.split()) <= _FITTED.lead_in_words:
        return False
    meta = _META.search(bare)
    return meta is None or len(content_terms(_META.sub(" ", bare))) > _FITTED.meta_words


def states_figure(sentence: str) -> bool:
    """Whether a sentence states a number, date or time: that is checked even in a heading."""
    reading = read(sentence, language=language_of(sentence))
    return any(not value.soft for value, _ in reading.values)


def told_besides(sentence: str) -> str | None:
    """What a sentence claims besides an absence that it states: "" for nothing, None where it states no absence."""
    if not states_absence(sentence):
        return None
    for cut in _AFTER_ABSENCE.finditer(sentence):
        if states_absence(sentence[: cut.start()]):
            rest = sentence[cut.end() :].strip()
            return rest if len(rest.split()) >= _FITTED.rest_words and not states_absence(rest) else ""
    return ""


def without_attribution(sentence: str) -> str:
    """A sentence without what it says of the articles: “một bài ghi 38 người, bài khác ghi 40 người”."""
    return _ARTICLE_SAYS.sub("", sentence).strip()
