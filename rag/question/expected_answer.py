"""What a question asks for: the kinds of value that answer it, what they count, and the words that stand next to that.

Reads the question alone; which values a sentence holds is `rag.quote.fitting`'s to say.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from language.content import content_terms
from language.detect import function_words
from language.normal_form import fold, has_diacritics, normalize
from language.tokens import syllables
from rag.question.attributes import attributes_asked
from rag.question.numbered import NumberedThings, numbered_things
from rag.question.sort_asked import sort_asked

AnswerType = Literal[
    "count",
    "money",
    "share",
    "age",
    "span",
    "measure",
    "when",
    "who",
    "where",
    "why",
    "purpose",
    "way",
    "name",
    "code",
    "list",
]

Span = tuple[int, int]
Grain = Literal["hour", "day", "month", "year", ""]

# What asks for each kind, in lower case; a question without diacritics is held against the same without them.
_WORDS = r"(?:\w+ )"
# What is so many metres long; a strike or a ban is so many days.
_STRETCHES = (
    r"(?:is|are|was|were) .{0,60}"
    r"\b(?:bridge|road|route|tunnel|river|canal|coast(?:line)?|dyke|embankment|fence|wall|runway|pipeline)s?\b"
)
# Whose name is asked for by “… tên gì?”.
_PERSON = (
    "con gái|con trai|bạn gái|bạn trai|người yêu|hôn phu|hôn thê|anh trai|em trai|em gái|chị gái|bé|bé trai"
    "|bé gái|cô gái|chàng|gã|người|cầu thủ|ca sĩ|nạn nhân|hung thủ|nghi phạm|nghi can|bị can"
    "|sĩ quan|tài xế|ông|bà|anh|chị|em|cô|cậu|vợ|chồng|mẹ|cha|bố|bác sĩ|chủ|học sinh|sinh viên|huấn luyện viên|hlv"
    "|giám đốc|tổng giám đốc|chủ tịch|phó chủ tịch|bộ trưởng|thứ trưởng|bí thư|trưởng phòng|hiệu trưởng|viện trưởng"
    "|luật sư|thẩm phán|đạo diễn|diễn viên|giáo viên|phóng viên|thủ môn|tiền đạo|nhạc sĩ|phi công|thuyền trưởng"
)
_ASKS: Mapping[AnswerType, str] = {
    "age": r"(?:bao nhiêu|mấy) tuổi|(?:năm nay|chết năm|tuổi là) bao nhiêu|sinh năm (?:nào|bao nhiêu)|how old",
    "share": r"(?:bao nhiêu|mấy) (?:phần trăm|%)|(?:tỷ|tỉ) lệ .{0,60}bao nhiêu|lãi suất .{0,60}bao nhiêu"
    r"|what percent\w*",
    "span": r"bao lâu|(?:bao nhiêu|mấy) (?:năm|tháng|tuần|ngày|giờ đồng hồ|tiếng đồng hồ|tiếng|phút|giây)\b"
    rf"|how long(?! {_STRETCHES})"
    r"|how many (?:years|months|weeks|days|hours|minutes)",
    "measure": rf"bao xa|(?:dài|rộng|cao|sâu|nặng|dày) {_WORDS}?(?:bao nhiêu|mấy)|bao (?:sâu|rộng|cao|nặng)"
    r"|diện tích .{0,40}bao nhiêu"
    rf"|how long {_STRETCHES}"
    r"|how (?:far|tall|high|deep|wide|heavy|big|large|fast)",
    "money": r"(?:bao nhiêu|mấy) (?:tiền|tỷ|tỉ|triệu|nghìn|ngàn|đồng|usd|đô la|đô|euro|bảng|yên|đô-la)\b"
    r"|(?:giá|phí|lương|vốn|trị giá|giá trị|doanh thu|doanh số|lợi nhuận|lãi|thưởng|phạt|tốn|hết|bồi thường|viện trợ"
    r"|nộp|vay|đầu tư|thuế|tiền|mức|tài trợ|quyên góp|ủng hộ|lỗ|nợ|đền|góp|thu)\b[^,]{0,60}bao nhiêu"
    r"(?! (?:em|người|hộ|trẻ|con|lần|tấn|km|mét|ha|vụ|ca|chiếc|xe|nhà|học sinh|loại|khách|năm|tháng|tuần|ngày|giờ|phút"
    r"|tuổi|điểm|phần trăm|%))"
    r"|how much|what (?:is|was) the (?:price|cost|fee|fine|budget)",
    "count": r"bao nhiêu|mấy(?! giờ)|how many|mức nào|(?:số lượng|con số)(?! .*\b(?:nào|gì)\b)|con số nào"
    rf"|(?:số|tỷ số|tỉ số) {_WORDS}{{1,8}}(?:nhau )?(?:ra sao|(?:như )?thế nào)",
    "when": r"khi nào|lúc nào|lúc mấy|mấy giờ|bao giờ|(?:ngày|tháng|năm|giờ|hôm|thời gian|thời điểm|dịp) (?:nào|gì)"
    r"|(?:thứ|ngày|tháng|năm|hôm|mùng|mồng) mấy\b(?! (?:người|lần|học))|what (?:day|date|year|time)"
    r"|which (?:day|year|month)|(?:^|^(?:and|but|so) |\b(?:since|until|till|by|and|tell me) )when\b",
    "where": r"(?:ở|tại|đến|từ|về|đi|vào|ra|sang|tới) đâu"
    r"|đâu(?= thì)|(?:nơi|chỗ|tỉnh|xã|huyện|quận|phường|nước|quốc gia"
    r"|thành phố|thị trấn|thôn|bản|làng|địa phương|khu vực|địa điểm|đường|phố) nào|where"
    r"|(?:which|what) (?:\w+ )?(?:city|town|country|province|place|village)",
    "why": r"vì sao|tại sao|do đâu|(?:nguyên nhân|lý do|lí do|nguyên do|vì cớ)|vì (?:gì|cái gì)|(?:điều|cái) gì khiến"
    r"|sao (?:lại|không|phải)|nhờ đâu|là tại đâu|làm sao .{1,60}\b(?:bị|lại)\b|why|what caused|for what reason",
    "purpose": rf"để làm gì|nhằm (?:mục đích )?gì|mục (?:đích|tiêu) {_WORDS}{{0,6}}(?:gì|nào)|what for",
    "way": r"bằng cách|(?:như )?thế nào|ra sao|làm (?:sao|cách nào)|bằng (?:gì|cái gì)"
    r"|how (?:did|does|do|was|were|can)\b",
    "code": r"biển (?:số|kiểm soát)|số (?:điện thoại|nhà|hiệu|máy)\b|đường dây nóng|địa chỉ|phone number|address",
    "who": rf"(?<!không )(?<!chẳng )ai(?! cập\b)|^(?:\w+ ){{0,2}}(?:{_PERSON}) .{{0,90}}tên (?:là )?(?:gì|ai)"
    rf"|(?:người|ông|bà|anh|chị|cô|thủ môn|cầu thủ|tác giả|đạo diễn|(?<!gia )(?<!đơn )(?<!hương )(?<!chức )vị|nhân vật"
    rf"|hoa hậu|ca sĩ|trọng tài|luật sư"
    rf"|nhà (?!(?:máy|hàng|ga|nước|trường|thờ|mạng|vườn|thầu|xe|cung)\b)\w+"
    rf"|chủ tịch|giám đốc|bác sĩ|lãnh tụ|diễn viên|quan chức|tướng|tổng thống|tay đua"
    rf"|bộ trưởng|nghệ sĩ|vđv|hlv|nhân viên) {_WORDS}{{0,4}}?nào|who(?:m|se)?",
    "name": r"tên (?:là )?(?:gì|ai)|tên gọi|biệt danh|gọi là gì|\w+ (?:\w+ )?(?:nào|gì)|called what"
    r"|what (?:is|was) .{0,40}(?:name|called)|which|what \w+",
    "list": rf"(?:những|các) {_WORDS}{{0,4}}(?:gì|nào|ai)\b|gồm (?:những |có )?{_WORDS}{{0,2}}(?:gì|ai|nào)|nội dung gì"
    rf"|bàn (?:về )?(?:những )?{_WORDS}{{0,2}}gì"
    rf"|(?:liệt kê|kể tên|kể ra|nêu tên|điểm tên)"
    rf"|(?:kể|nêu|điểm|chỉ ra|cho biết)(?: (?:ra|rõ|lại|lên|đủ|giúp|hộ|giùm|dùm|cho|tôi|mình|em|anh|chị|tớ))*"
    rf" (?:(?:tất cả|toàn bộ) )?(?:các|những|tất cả|toàn bộ)"
    rf"|tên (?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d+|các|những)"
    rf"|(?:hai|ba|bốn|sáu|bảy|tám|chín|mười) {_WORDS}{{1,3}}(?:nào|gì)"
    rf"|tặng gì|nêu {_WORDS}{{1,4}}|what (?:\w+ )?(?:issues|topics|matters|items)|which \w+s\b|^list"
    r"|name (?:all|the|\w+ \w+s)",
}
_ACCENTED = {kind: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for kind, pattern in _ASKS.items()}
_BARE = {kind: re.compile(rf"(?<!\w)(?:{fold(pattern)})(?!\w)") for kind, pattern in _ASKS.items()}
# A figure of a narrower kind is asked for by the same words as any figure, and a person or place by “X nào”.
_NARROWER: tuple[AnswerType, ...] = ("age", "share", "span", "measure", "money")
_FIGURES = frozenset((*_NARROWER, "count"))
_NAMED_OTHERWISE = frozenset((*_FIGURES, "where", "who", "when", "why", "code", "way", "purpose"))
_HAPPENED = re.compile(
    r"\b(?:chuyện|chuyen|điều|dieu|việc|viec) (?:gì|gi) (?:đã |da |đang |dang )?(?:xảy ra|xay ra|diễn ra|dien ra)"
    r"|\bwhat (?:has |is )?happen(?:s|ed|ing)?\b"
)
# “để làm gì”: nothing is made.
_ASKED_BY_VERBS = frozenset[AnswerType](("why", "purpose", "way"))
_COUNTED = re.compile(
    r"(?<!\w)(?:bao nhiêu|mấy|how many) ((?:[^\W_]+ ?){1,3})(?:(?:, | và )(?P<also>[^\W_]+(?: [^\W_]+)?))?"
)
_COUNTED_BARE = re.compile(_COUNTED.pattern.replace("bao nhiêu|mấy", "bao nhieu|may").replace(" và ", " va "))
# “hạng mấy”, “đứng thứ mấy”: which one in an order, no number of anything. “Thứ mấy” alone is a weekday.
_ORDINAL = re.compile(
    r"\b(?:(?:dung|xep|ve|vi tri|xep hang|hang) (?:thu |so )?|(?:lan|doi) thu "
    r"|(?P<noun>doi|lop|cap|vong|tang|quan|khoa|bac|chuong|tap|phien|loai|dot|ky|giai doan|the he|hang|bang|giai"
    r"|phut) (?:thu )?)"
    r"(?:may|(?<=phut )bao nhieu)\b(?! (?:nguoi|lan|nam|thang|ngay|gio|tuoi|em|hoc|cai|chiec|ty|trieu|nghin))"
)
_GRAINS: Mapping[Grain, re.Pattern[str]] = {
    "hour": re.compile(r"\b(?:may gio|gio nao|luc may|what time)"),
    "day": re.compile(r"\b(?:ngay|hom|mung|mong) (?:nao|may)|thu may|(?:what|which) (?:day|date)"),
    "month": re.compile(r"\bthang (?:nao|may)|(?:what|which) month"),
    "year": re.compile(r"\bnam (?:nao|may)|(?:what|which) year"),
}
# “Có ai chết không?” asks whether, not who.
_WHETHER = re.compile(r"(?<!\w)(?:có|co) (?:ai|gì|gi)(?!\w).*(?<!\w)(?:không|khong|chưa|chua)\W*$")
# “Giá vé tàu Tết?” asks how much without a word for it.
_MEASURED = re.compile(r"(?:tong )?(?:dien tich|chieu (?:dai|rong|cao|sau)|do (?:cao|sau|dai)|trong luong|can nang)\b")
_PRICED = re.compile(r"(?:giá|gia|học phí|hoc phi|lệ phí|le phi|lương|luong|doanh thu|kinh phí|kinh phi)(?!\w)")
# “Quyết định mang số bao nhiêu?” asks for what names it, and no quantity.
_DOCUMENT_NUMBER = re.compile(
    r"\b(?:van ban|quyet dinh|nghi quyet|thong tu|nghi dinh|cong van|du thao|chi thi|giay phep|hop dong|ke hoach"
    r"|to trinh)\b.*\bso (?:hieu )?(?:la )?(?:bao nhieu|may|nao)\b"
)
_NOT = re.compile(
    r"\b(?:nào|gì|ai|những|các)\b.*\b(?:không|chưa) (?:hề |bị |được |phải |có |thể )*\w|which .* (?:not|never|n't) "
)
_NOT_BARE = re.compile(fold(_NOT.pattern))
_WHAT_IS = re.compile(r"(?<!ten) la gi\b")
_OWN_NAME = re.compile(r"\bten (?:la )?(?:gi|ai)\b|\bdanh tinh\b|\bname\b")
_FIGURE = re.compile(r"\d+(?:[.,/:-]\d+)*")
_GOES_ON = re.compile(
    r"(?:[-•+*–]|\d+[.)]|[a-zđ][.)])\s|(?:Ngoài ra|Bên cạnh đó|Đồng thời|Cùng với đó|Đặc biệt|Trong đó|Tiếp theo|"
    r"Cuối cùng|Riêng|Cụ thể|Thứ \w+|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy) là|Hội nghị (?:cũng|còn|sẽ|tiếp tục)|"
    r"Trung ương (?:cũng|còn|sẽ)|"
    r"Also|In addition|Finally|Besides)\b"
)


@dataclass(frozen=True, slots=True)
class ExpectedAnswer:
    """What is asked for.

    `counted`: the words after “bao nhiêu”; `counted_also`: those of what is joined to them, “tài liệu, hiện vật”;
    `ordinal`: the word before “mấy” that numbers an order (“hạng”, folded;
    “thu” for a rank); `sort`: those before “nào”; `grain`: how fine a time is asked for.
    `figures` are the question's own: a sentence that only repeats them holds nothing new. `focus`: its content words,
    weighted by how near they stand to the words that ask. `by_name`: a person's own name is asked for; `negated`: it
    asks who or what did not; `what_is`: what something is or was, which need be no name; `attributes`: what the figure
    asked for is of, where that is seldom told without its name.
    """

    kinds: frozenset[AnswerType]
    counted: tuple[str, ...]
    counted_also: tuple[str, ...]
    ordinal: str
    sort: str
    grain: Grain
    figures: frozenset[str]
    focus: Mapping[str, float]
    numbered: NumberedThings
    by_name: bool
    negated: bool
    what_is: bool
    attributes: tuple[str, ...]

    @property
    def lists(self) -> bool:
        """Whether several things are asked for."""
        return "list" in self.kinds

    @property
    def figure(self) -> bool:
        """Whether a number is asked for."""
        return not self.kinds.isdisjoint(_FIGURES)

    def other_than(self, text: str) -> str:
        """The question's “bão số 7” or “tháng 10” where `text` speaks only of other ones, as of September; else ""."""
        return self.numbered.other_than(text)


def expected_answer(question: str) -> ExpectedAnswer:
    """What kind of thing `question`, with or without diacritics, asks for."""
    text, bare = normalize(question), fold(question)
    lower = text.lower()
    patterns = _ACCENTED if has_diacritics(text) else _BARE
    places = {kind: match for kind, pattern in patterns.items() if (match := pattern.search(lower))}
    kinds = set(places)
    if not kinds.isdisjoint(_NARROWER) or (kinds >= {"count", "when"} and _overlap(places["count"], places["when"])):
        kinds.discard("count")
    if not kinds.isdisjoint(_NAMED_OTHERWISE) and "list" not in kinds:
        kinds.discard("name")
    if kinds >= {"who", "where"} and places["who"].end() == places["where"].end():
        kinds.discard("who")  # “Anh Nam quê ở tỉnh nào?”
    if _DOCUMENT_NUMBER.search(bare):
        kinds = {"code"}
    if _WHETHER.search(lower):
        kinds -= {"who", "name"}
    if _MEASURED.match(bare) and not kinds.isdisjoint(_FIGURES):
        kinds = kinds - _FIGURES | {"measure"}  # “Diện tích đất bị thu tiền … là bao nhiêu?”
    if not kinds and text.endswith("?") and _PRICED.match(lower):
        kinds.add("money")
    if ordinal := _ORDINAL.search(bare):
        kinds = kinds - {"when", "name"} | {"count"}
    spans = [match.span() for kind, match in places.items() if kind in kinds]
    counted = (_COUNTED if has_diacritics(text) else _COUNTED_BARE).search(lower)
    return ExpectedAnswer(
        frozenset(kinds),
        _counted(counted[1].split()) if counted else (),
        _counted((counted["also"] or "").split()) if counted else (),
        (ordinal["noun"] or "thu") if ordinal else "",
        sort_asked(text) if kinds & {"name", "who", "where", "list"} else "",
        next((grain for grain, pattern in _GRAINS.items() if pattern.search(bare)), ""),
        frozenset(_FIGURE.findall(text)),
        _focus(
            text,
            bare,
            spans,
            [
                *(match.span() for match in _HAPPENED.finditer(lower)),
                *(places[kind].span() for kind in kinds & _ASKED_BY_VERBS),
            ],
        ),
        numbered_things(text),
        "who" in kinds and _OWN_NAME.search(bare) is not None,
        (_NOT.search(lower) if has_diacritics(text) else _NOT_BARE.search(bare)) is not None,
        _WHAT_IS.search(bare) is not None,
        attributes_asked(text),
    )


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _counted(words: list[str]) -> tuple[str, ...]:
    """“bao nhiêu cho nửa năm” counts nothing that it names."""
    return () if words[1:] and words[0] in function_words("vi") else tuple(words)


def _focus(text: str, bare: str, asking: list[Span], empty: list[Span]) -> dict[str, float]:
    """Each content word's nearness, in 0…1, to the nearest words that ask; those inside `empty` say nothing else."""
    content = frozenset(content_terms(text))
    asks = [len(syllables(bare[: (start + end) // 2])) for start, end in asking]
    nearness: dict[str, float] = {}
    emptied = {at for start, end in empty for at in range(len(syllables(bare[:start])), len(syllables(bare[:end])))}
    for at, term in enumerate(syllables(bare)):
        if term in content and at not in emptied:
            near = max((1 / (1 + abs(at - place) / 2) for place in asks), default=0.5)
            nearness[term] = max(nearness.get(term, 0.0), near)
    return nearness


def goes_on(sentence: str) -> bool:
    """Whether a sentence goes on with a list begun before it."""
    return _GOES_ON.match(sentence) is not None
