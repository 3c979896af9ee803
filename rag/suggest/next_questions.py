"""Questions that a sentence answers, worded as a reader would ask them: by rules over its names, figures and dates.

Only patterns whose question is sure to read well; most sentences give none. Whether the library answers a question is
`rag.suggest.suggest`'s business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from language.detect import Language
from language.meaning.names import names_something, persons
from language.normal_form import normalize
from language.values.moments import moments
from language.values.numbers import numbers
from rag.question.question_clauses import lower_first
from rag.suggest.clause_questions import clause_questions


@dataclass(frozen=True, slots=True)
class WordingLimits:
    """How many words a thing asked about, a clause and a subject may have to be put into a question, and how many
    characters it.
    """

    thing_words: int = 10
    clause_words: int = 16
    subject_words: int = 5
    chars: int = 120


WORDING = WordingLimits()
_ROLE = re.compile(
    r"(?:Quyền |quyền )?(?:Phó )?(?:Tổng |tổng )?(?:[Cc]hủ tịch|[Gg]iám đốc|[Bb]í thư|Chánh [Vv]ăn phòng|[Tt]rưởng \w+|"
    r"Bộ trưởng|Thứ trưởng|Thủ tướng|Thống đốc|Thư ký|[Hh]iệu trưởng|Viện trưởng|Cục trưởng|"
    r"Vụ trưởng|Đội trưởng|[Pp]hó \w+ \w+)(?: [^\W\d_]+){1,9}"
)
_DOES = re.compile(
    r" (?:làm|khiến|gây|thiêu rụi|giết|cướp|có|là|do|bị|đã|sẽ|được|chở|dài|cao|rộng|ngày càng|tiếp tục|vẫn|lại|đang|"
    r"không|chưa|bắt đầu|diễn biến|diễn ra|xảy ra|vì) "
)
# What opens a sentence, or stands under a picture, and was glued to what comes before it.
_GLUED = re.compile(r"[^\W\d_] (?:Theo|Vụ(?! trưởng)|Ảnh|Nguồn|Sáng|Chiều|Tối|Tại|Khi|Trong)\b")
_SAID = re.compile(
    r"\b(?:cho biết|cho hay|nói|khẳng định|cho rằng|nhận định|cảnh báo|giải thích|lưu ý|khuyến cáo|kêu gọi|đề nghị|"
    r"chia sẻ|said|says|told|warned|explained|added)\b"
)
_SPEAKS = re.compile(
    rf"{_SAID.pattern}|\b(?:xác nhận|đánh giá|nhấn mạnh|trả lời|phát biểu|cam kết|nhận xét|thông tin|thừa nhận|bày tỏ|"
    r"tiết lộ|kể|thông báo|chỉ đạo|yêu cầu|trao đổi|đề xuất)\b"
)
_EVENT = re.compile(
    r"(?P<bare>lở đất|sạt lở|cháy|nổ|tai nạn|đánh bom|rơi máy bay|chìm (?:tàu|phà|ghe)|cướp|lừa đảo|sập (?:cầu|"
    r"hầm|nhà))"
    r"|(?:vụ|bão|siêu bão|cơn bão|trận|cuộc|động đất|lũ|dịch|lễ hội|liên hoan|hội nghị|hội thảo|kỳ họp|dự án|cầu|cúp|"
    r"giải|kỳ thi|triển lãm|tuyến|nhà máy|sân bay|chợ|giá|vở|phim)\b",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"(?:theo|tại|trong|sau|trước|ngày|sáng|trưa|chiều|tối|đêm|từ|đến|khi|nếu|đây|đó|để|với|còn|riêng|tính|do|vì|nhờ|"
    r"ông|bà|anh|chị|họ|em|ngoài|bên cạnh|hiện|nhưng|tuy|ở|trên|mỗi|trung bình|được|và|cùng|mặc dù|như|vào|cũng|"
    r"đặc biệt|"
    r"bởi|nhân|ghi nhận|lúc|hôm|năm|tháng|về|phía|qua|cả|mới|đã|cụ thể|kết quả|ước tính|dự kiến|according|in|on|at|"
    r"after|before|it|they|he|she|but|and|this|that|there)\b",
    re.IGNORECASE,
)
_ENDS_BADLY = re.compile(
    r"\b(?:đã|sẽ|đang|vẫn|cũng|chỉ|còn|là|có|được|bị|của|và|với|cho|rằng|thì|mà|trong|ở|tại|có thể)$", re.I
)
_HAPPENS = re.compile(
    r" (?P<verb>(?:sẽ |đã |chính thức )*(?:được )?(?:diễn ra|khai mạc|bế mạc|bắt đầu|kết thúc|khởi công|khánh thành|"
    r"thông xe|đi vào hoạt động|đi vào vận hành|có hiệu lực|ra đời|thành lập|tổ chức|đổ bộ|xảy ra|hoàn thành|"
    r"mở cửa|ra mắt))\b"
)
# What follows on “bắt đầu”, if it isn't what begins: “bắt đầu thu phí” needs more than “khi nào”.
_THEN = re.compile(
    r"[ ,(]*(?:vào|từ|lúc|ngày|sáng|trưa|chiều|tối|đêm|rạng sáng|tháng|năm|hôm|tại|ở|trong|giữa|đầu|cuối|khoảng|\d|$)"
)
# “tại buổi ra mắt”, “trong lễ khánh thành”: what happens is part of a noun.
_NOMINAL = re.compile(r"\b(?:buổi|lễ|dịp|đợt|cuộc|phiên|việc|sự|chuyến)$| (?:tại|ở|trong) \w+$", re.IGNORECASE)
_STATE = re.compile(r"\b(?:tăng|giảm|chậm|thiếu|không|chưa|bị|phải|hoãn|khó|mất|lỗ|lãi|sụt)\b")
_UNITS = {"m": "mét", "%": "phần trăm", "m2": "mét vuông", "m²": "mét vuông", "tỉ đồng": "tỷ đồng", "tỉ": "tỷ"}
_COUNTED = re.compile(
    r" (?:ca|vụ|trường hợp|bệnh nhân|học sinh|sinh viên|thí sinh|đội|chiếc|xe|tàu|lao động|khán giả|du khách|"
    r"khách|lượt|"
    r"dự án|quốc gia|nước|bài|đối tượng|nạn nhân|hành khách|cử tri|đại biểu|thành viên|giường|trường|xã|con|cây|suất|"
    r"phòng|căn|giáo viên|doanh nghiệp|công ty|ngân hàng|hộp|bộ|cuộc|trận|bàn|điểm|công nhân|bác sĩ|chuyến|tổ|"
    r"bậc|tầng|làn|cột)\b"
)
_ANY_PROVINCE = (" tỉnh", " thành phố", " TP", " huyện", " quận", " xã", " phường")
# Bodies that every province has.
_GENERIC = re.compile(
    r"^(?:UBND|HĐND|Công an|Sở|Ban|Phòng|Cơ quan|Cục|Ủy ban|Trường|Các|Những|Toàn)(?: tỉnh| huyện| xã| thị trấn)?\b ?"
)
_HEDGES = re.compile(r"(?:khoảng|hơn|gần|trên|ít nhất|tới|đến|lên tới|lên đến|ước|chừng|xấp xỉ|những|bằng)+ $", re.I)
_IN_A_NAME = re.compile(
    r"\b(?:số|thứ|phút|cấp|hạng|quý|kỳ|tháng|năm|ngày|lớp|quận|khóa|phường|tổ|đội|lần|top|điều|-) $", re.I
)
# “10 năm qua” is a time; “cũng”, “trong khi” hang on another clause.
_AGO = re.compile(r" ?(?:năm|tháng|tuần|ngày|giờ|phút)? ?(?:qua|sau|trước|nay|tới|gần đây|liên tiếp)\b")
_WITHOUT_MORE = re.compile(r"\b(?:cũng|vẫn|lại|này|đó|trong khi|khi|nếu|họ|mình|tôi)\b", re.IGNORECASE)
_SPAN_OF_TIME = re.compile(r" ?(?:năm|tháng|tuần|ngày|giờ|phút|giây)\b")
_PREPOSED = re.compile(r"\b(?:tại|ở|suốt|trong|từ|với|sau|của|cùng|trên|dưới|rằng|dở) $|^nguyên nhân", re.IGNORECASE)
_AFTER_WORDS = 4
_TOLL = re.compile(r"\d[\d.]* người (?:khác )?(bị thương|thiệt mạng|chết|tử vong|mất tích)(?! nặng| nhẹ)")
_HAS = re.compile(r" (?P<verb>has|have|had) (?:about |nearly |more than |over )?(?=\d)")
_BEGAN = re.compile(r" (?P<verb>opened|began|started|took place|was held|will open|will begin|ended|closed)\b")
_BASE = {
    "opened": "open",
    "began": "begin",
    "started": "start",
    "took place": "take place",
    "ended": "end",
    "closed": "close",
}


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """A question and its kind: “role”, “said”, “figure”, “when”, “where”, “purpose”, “why”; of an event “course”,
    “cause”, “day”.
    """

    question: str
    kind: str


def candidates(sentence: str, topic: str | None, language: Language) -> Iterator[NextQuestion]:
    """Questions in `language` that `sentence` answers; `topic` as `topic_of` gives it for its article."""
    text = " ".join(normalize(sentence).split())
    questions = (
        chain(_figures(text), _tolls(text, topic), _times(text), _clauses(text), _people(text, topic))
        if language == "vi"
        else chain(_people_in_english(text), _facts_in_english(text))
    )
    seen: set[str] = set()
    for candidate in questions:
        if (
            len(candidate.question) <= WORDING.chars
            and "[" not in candidate.question
            and not _GLUED.search(candidate.question)
            and candidate.question not in seen
        ):
            seen.add(candidate.question)
            yield candidate


def topic_of(words: str) -> str | None:
    """`words` as the event or thing that articles are about, where they name one: “vụ lở đất ở Mường Lân”."""
    text = _DOES.split(f"{normalize(words).strip(' ?.')} ")[0].strip()
    if not 1 < len(text.split()) <= WORDING.thing_words or not (event := _EVENT.match(text)) or not _named(text):
        return None
    if re.search(r"[,;:()“”\"?!]", text) or _ENDS_BADLY.search(text):
        return None
    small = text[0].lower() + text[1:]
    return f"vụ {small}" if event["bare"] else small


def about(topic: str) -> Iterator[NextQuestion]:
    """Questions about a whole event, whichever sentence answers them."""
    if any(one.month for one in moments(topic.lower())):
        return
    if re.match(r"vụ|bão|siêu bão|cơn bão|dịch|lũ|cuộc|trận|động đất", topic):
        yield NextQuestion(f"Diễn biến {topic} ra sao?", "course")
    if re.match(r"vụ|trận|động đất", topic):
        yield NextQuestion(f"Nguyên nhân {topic} là gì?", "cause")
        yield NextQuestion(f"{topic[:1].upper()}{topic[1:]} xảy ra khi nào?", "day")
    elif re.match(r"lễ hội|liên hoan|hội nghị|hội thảo|kỳ họp|cuộc|giải|triển lãm", topic):
        yield NextQuestion(f"{topic[:1].upper()}{topic[1:]} diễn ra khi nào?", "day")


def _people(text: str, topic: str | None) -> Iterator[NextQuestion]:
    for person in persons(text):
        at = text.find(person.full)
        if not person.title or len(person.name.split()) < 2 or at < 0:
            continue
        who = f"{person.title[:1].upper()}{person.title[1:]} {person.name}"
        after = text[at + len(person.full) :]
        role = _ROLE.match(after[2:]) if after.startswith(", ") else None
        if role and after[2 + role.end() :].startswith(",") and _is_post(role[0]):
            yield NextQuestion(f"Ai là {lower_first(role[0])}?", "role")
        if topic and _SAID.search(after[:120]) and at < 100:
            yield NextQuestion(f"{who} nói gì về {topic}?", "said")


def _is_post(role: str) -> bool:
    """Whether it names a post and nobody's doings: “Chủ tịch UBND xã An Thạch”."""
    if role.endswith(_ANY_PROVINCE):  # of which one?
        return False
    return _named(role) and not persons(role) and not _SPEAKS.search(role) and not _DOES.search(f"{role} ")


def _tolls(text: str, topic: str | None) -> Iterator[NextQuestion]:
    """“5 người thiệt mạng và 38 người bị thương” of an event that is named elsewhere."""
    if topic and (toll := _TOLL.search(text)):
        yield NextQuestion(f"{topic[:1].upper()}{topic[1:]} làm bao nhiêu người {toll[1]}?", "figure")


def _subject(text: str) -> str | None:
    """`text` if it can be a question's subject: short, beginning a sentence, and telling by a name what it is."""
    words = text.split()
    plain = re.fullmatch(r"[^,;:.()“”\"\[\]!?…–>-]+", text) is not None
    if not plain or not 1 < len(words) <= WORDING.thing_words or _NO_SUBJECT.match(text) or _ENDS_BADLY.search(text):
        return None
    return text if text[0].isupper() and _named(text) and not persons(text) and not _SAID.search(text) else None


def _named(text: str) -> bool:
    return names_something(text)


def _figures(text: str) -> Iterator[NextQuestion]:
    """A short clause with one number, asked as it stands: Vietnamese leaves the question word where the answer goes."""
    clause = re.split(r"[,;()]|\.(?!\d)| [–-] ", text.rstrip(".!"))[0]
    if (
        not 4 <= len(clause.split()) <= WORDING.clause_words
        or re.search(r"[“”\"\[\]?!:…>/]", clause)
        or _NO_SUBJECT.match(clause)
    ):
        return
    subject = " ".join(clause.split()[: WORDING.subject_words])
    if not _named(_GENERIC.sub("", subject)):  # “Cuộc thi năm nay” doesn't say which
        return
    lower = clause.lower()
    figures = [number for number in numbers(lower) if clause[number.start].isdigit()]
    if len(figures) != 1 or moments(lower) or _ENDS_BADLY.search(clause):
        return
    number = figures[0]
    before = _HEDGES.sub("", clause[: number.start])
    unit = re.sub(r"^\d[\d.,]*\s?", "", clause[number.start : number.end])
    after = clause[number.end :]
    if _AGO.match(after) or _WITHOUT_MORE.search(clause) or _PREPOSED.search(before):
        return
    if not before.strip() and (_SPAN_OF_TIME.match(f"{unit}{after}") or len(after.split()) < _AFTER_WORDS):
        return  # “400 công ty” did what?
    if before[-2:-1].isupper() or _IN_A_NAME.search(before) or not (number.dimension or _COUNTED.match(after)):
        return
    if number.dimension == "%" and not after.strip() and not _STATE.search(before):  # of what?
        return
    asked = " ".join(f"{before}bao nhiêu {_UNITS.get(unit, unit)}{after}".split())
    yield NextQuestion(f"{asked[:1].upper()}{asked[1:]}?", "figure")


def _times(text: str) -> Iterator[NextQuestion]:
    match = _HAPPENS.search(text)
    subject = _subject(text[: match.start()]) if match else None
    if match and subject and (_NOMINAL.search(subject) or not _THEN.match(text[match.end() :])):
        return
    if match and subject and any(one.month or one.minute is not None for one in moments(text[match.end() :].lower())):
        yield NextQuestion(f"{subject} {re.sub(r'^(?:sẽ |đã |chính thức )+', '', match['verb'])} khi nào?", "when")


def _clauses(text: str) -> Iterator[NextQuestion]:
    yield from (NextQuestion(one.question, one.kind) for one in clause_questions(text))


def _people_in_english(text: str) -> Iterator[NextQuestion]:
    for person in persons(text):
        after = text[text.find(person.name) + len(person.name) :]
        if len(person.name.split()) < 2:
            continue
        if after.startswith(", ") and (
            _ROLE.match(after[2:]) or re.match(r", (?:the )?[a-z ]*(?:director|head|chair)", after)
        ):
            yield NextQuestion(f"What position does {person.name} hold?", "role")
        if _SAID.search(after[:120]):
            yield NextQuestion(f"What did {person.name} say?", "said")


def _facts_in_english(text: str) -> Iterator[NextQuestion]:
    if (has := _HAS.search(text)) and (subject := _subject(text[: has.start()])):
        counted = re.match(r"[\d.,]+ (?:thousand |million )?([a-z]+s)\b", text[has.end() :])
        if counted:
            yield NextQuestion(f"How many {counted[1]} does {_with_the(subject)} have?", "figure")
    began = _BEGAN.search(text)
    subject = _subject(text[: began.start()]) if began else None
    if began and subject and any(one.month for one in moments(text[began.end() :].lower())):
        verb = began["verb"]
        aux, base = (
            ("was", "held")
            if verb == "was held"
            else ("will", verb[5:])
            if verb.startswith("will")
            else ("did", _BASE[verb])
        )
        yield NextQuestion(f"When {aux} {_with_the(subject)} {base}?", "when")


def _with_the(subject: str) -> str:
    return subject[0].lower() + subject[1:] if subject.startswith("The ") else subject
