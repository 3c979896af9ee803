"""Questions for the time, place, purpose or reason that a Vietnamese clause states: asked in the clause's own words.

Vietnamese leaves a question word where the answer goes, so a clause that stands alone becomes a question by rules. Only
clauses that say by a name what they are about, and of which nothing points back to another sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.meaning.names import names_something
from language.syllables import is_syllable
from language.values.moments import moments
from rag.question.question_clauses import lower_first


@dataclass(frozen=True, slots=True)
class AskedClause:
    """How long a clause is that becomes a question, and within how many of its first words a name must stand."""

    least_words: int = 6
    most_words: int = 17
    subject_words: int = 7


ASKED_CLAUSE = AskedClause()
_LEAD = re.compile(
    r"^(?P<time>(?:vào |đúng )?(?:rạng sáng|sáng|trưa|chiều|tối|đêm|ngày|hôm|lúc|tháng|năm|đầu|giữa|cuối)"
    r"[^,;:()“”\"]{1,45}),\s+(?:(?:tại|ở) (?P<place>[^,;:()“”\"]{2,45}),\s+)?(?P<rest>\w.*)$",
    re.IGNORECASE | re.DOTALL,
)
_TRAIL = re.compile(
    r"^(?P<rest>.+?) (?P<time>(?:vào )?(?:rạng sáng|sáng|trưa|chiều|tối|đêm|ngày|lúc|tháng|năm)(?: [\w/.:-]+){1,8})$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^(?P<rest>.+?) (?:tại|ở) (?P<place>[^,;:()“”\"]{3,60})$")
_PURPOSE = re.compile(
    r"^(?P<rest>[^;:()“”\"]{20,120}?)(?<!không),? (?:nhằm|với mục đích|với mục tiêu) (?!vào )(?P<aim>\w[^;:()“”\"]+)$"
)
_REASON = re.compile(
    r"^(?P<rest>[^;:()“”\"]{15,120}?),?(?: là)? (?:vì|do|nhờ) (?!thám|thái|đó|vậy|thế|lý do)(?P<why>\w[^;:()“”\"]{8,})$"
)
# What happens, so that it can be asked when and where.
_ACT = re.compile(
    r" (?:đã|vừa|sẽ|chính thức|được|bị|tổ chức|khai mạc|bế mạc|khởi công|khánh thành|thông xe|ký|ký kết|công bố|"
    r"khởi tố|bắt giữ|bắt|phê duyệt|ban hành|thông qua|phát động|ra mắt|trao|tiếp nhận|bàn giao|diễn ra|xảy ra|"
    r"thành lập|mở cửa|đóng cửa|đổ bộ|tuyên phạt|xét xử|bổ nhiệm|qua đời|khởi hành|hạ cánh|nhận)(?= )"
)
_HELD = re.compile(r" (?:diễn ra|được tổ chức|khai mạc|bế mạc|xảy ra|khánh thành|được phát hiện|bị bắt|qua đời)(?= |$)")
_STATE = re.compile(
    r" (?:tăng|giảm|chậm|thiếu|không|chưa|bị|phải|hoãn|khó|lỗ|lãi|sụt|hủy|từ chối|đóng cửa|ngừng|dừng|rút|mất)(?= |$)"
)
# “đã” says of a past act what “khi nào” at the end says already.
_PAST = re.compile(r" (?:đã|vừa|chính thức|đã chính thức|vừa chính thức)(?= )")
_POINTS_BACK = re.compile(
    r"\b(?:này|đó|đây|kia|ấy|nói trên|trên đây|họ|nó|mình|chúng tôi|chúng ta|tôi|đồng thời|tuy nhiên|cũng|lại|vẫn|"
    r"theo đó|vì vậy|do đó|trong khi|nhất là|như vậy|cùng ngày|hôm nay|hôm qua|ngày mai|hiện nay|"
    r"năm nay|vừa qua|mới đây|sắp tới|tới đây|vậy ra|vì|do|những gì)\b",
    re.IGNORECASE,
)
_UNTOLD = re.compile(r"\b(?:này|đó|đây|ấy|vậy|thế|nào)\b", re.IGNORECASE)
# “ông”, and bodies of which there are many: “UBND ra quyết định”.
_NAMELESS = re.compile(
    r"\b(?:ông|bà|anh|chị|em|cô|chú|bé|cháu|nạn nhân|hai bên|các bên|đơn vị|cơ quan(?: CSĐT)?|BV|UBND|HĐND|BTC|TAND|"
    r"công an)\b(?! (?:tỉnh|thành phố|TP|quận|huyện|xã)\b)(?P<after> ?\w?)",
    re.IGNORECASE,
)
_OPENS_BADLY = re.compile(
    r"^(?:theo|tại|trong|sau|trước|từ|đến|khi|nếu|để|với|còn|riêng|tính|do|vì|nhờ|ngoài|bên cạnh|hiện|nhưng|tuy|ở|trên|"
    r"mỗi|trung bình|và|cùng|mặc dù|như|cả|mới|đã|sẽ|được|bị|cụ thể|kết quả|ước tính|dự kiến|có|không|những|các|nhiều|"
    r"một|hai|ba|đặc biệt|nhân|phát biểu|trao đổi|trả lời|bỏ|gần|khoảng|thông tin|nguyên nhân|lý do|"
    r"ảnh|clip|video|nguồn|xem|đọc|bài|tin)\b",
    re.IGNORECASE,
)
_ENDS_BADLY = re.compile(
    r"\b(?:đã|sẽ|đang|vẫn|cũng|chỉ|còn|là|có|được|bị|của|và|với|cho|rằng|thì|mà|trong|ở|tại|có thể|buổi|lễ|dịp|đợt|"
    r"cuộc|hết|kéo dài|không rõ|ngay|(?<!được )tổ chức|phiên|về|từ|đến|khi|sau|trước|như|hay|hoặc|để|nhằm|vào|lúc|"
    r"theo|do|vì|các|những|một|nào|không|chưa|giữa|tới|dự|chủ trì)$",
    re.IGNORECASE,
)
# “buổi ra mắt”, “lễ khánh thành”: what happens is part of a name there, not the clause's verb.
_NOMINAL = re.compile(r"\b(?:buổi|lễ|dịp|đợt|cuộc|phiên|việc|sự|chuyến|vụ|nhân)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ClauseQuestion:
    """What is asked, and for what: “when”, “where”, “purpose” or “why”."""

    question: str
    kind: str


def clause_questions(text: str) -> Iterator[ClauseQuestion]:
    """Questions that the sentence `text` answers, in its normal form."""
    sentence = text.strip(" .!…")
    led = _LEAD.match(sentence)
    dated = led is not None and _is_dated(led["time"])
    body = led["rest"] if led else sentence
    clause = re.split(r"[,;:()]| [–-] ", body)[0].strip()
    if dated and (asked := _alone(clause)) and _acts(clause):
        yield ClauseQuestion(_when(asked), "when")
    trail = None if led else _TRAIL.match(clause)
    if trail and _is_dated(trail["time"]) and (asked := _alone(trail["rest"])) and _acts(trail["rest"]):
        yield ClauseQuestion(_when(asked), "when")
    place = _PLACE.match(clause)
    if (
        place
        and _HELD.search(place["rest"])
        and names_something(f"ở {place['place']}")
        and (asked := _alone(place["rest"]))
    ):
        yield ClauseQuestion(f"{_PAST.sub('', asked)} ở đâu?", "where")
    if (aim := _PURPOSE.match(body)) and (asked := _alone(aim["rest"])):
        yield ClauseQuestion(f"{_PAST.sub('', asked)} nhằm mục đích gì?", "purpose")
    why = _REASON.match(body)
    if why and _STATE.search(why["rest"]) and not _UNTOLD.search(why["why"]) and (asked := _alone(why["rest"])):
        yield ClauseQuestion(f"Vì sao {_inside(asked)}?", "why")


def _is_dated(words: str) -> bool:
    return any(one.day or one.month for one in moments(words.lower()))


def _acts(clause: str) -> bool:
    """Whether something happens in it, by its verb and not by a name such as “buổi ra mắt”."""
    act = _ACT.search(clause)
    return act is not None and not _NOMINAL.search(clause[: act.start()])


def _when(asked: str) -> str:
    return f"Khi nào {_inside(asked)}?" if " sẽ " in asked else f"{_PAST.sub('', asked)} khi nào?"


def _alone(clause: str) -> str | None:
    """The clause as the beginning of a question, if it is understood without what stands around it."""
    words = clause.split()
    if not ASKED_CLAUSE.least_words <= len(words) <= ASKED_CLAUSE.most_words or re.search(
        r"[,;:()“”\"‘’'\[\]?!…/<>*|]", clause
    ):
        return None
    if _OPENS_BADLY.match(clause) or _ENDS_BADLY.search(clause) or _POINTS_BACK.search(clause):
        return None
    if any(not one["after"].strip().isupper() for one in _NAMELESS.finditer(clause)) or moments(clause.lower()):
        return None
    if not names_something(" ".join(words[: ASKED_CLAUSE.subject_words])):
        return None
    return clause[:1].upper() + clause[1:]


def _inside(asked: str) -> str:
    """As the words that follow a question word; a foreign name keeps its capital."""
    return lower_first(asked) if is_syllable(asked.split()[0].lower()) else asked
