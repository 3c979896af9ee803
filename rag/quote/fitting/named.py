"""Names in a sentence: whom, what or where, as the question's words ask for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.meaning.entities import EntityKind, mentions
from language.meaning.names import capitalised_runs, is_title, persons
from language.meaning.place_names import countries, known_places
from language.normal_form import CAPITALS, fold
from language.syllables import spellings
from rag.question.expected_answer import AnswerType
from rag.quote.fitting.value import FittingValue

_KINDS_OF_PLACE = (
    r"tỉnh|huyện|xã|phường|quận|tp\.?|thành phố|thị xã|thị trấn|nước|đường|phố|thôn|bản|làng|ấp|khu|sông|cầu|trường"
    r"|chợ|bệnh viện|đảo|vịnh|biển|núi|đèo|ga|sân|công viên|nhà hát|nghĩa trang|sân vận động|phân khu|trung tâm"
    r"|khách sạn|city|province|town|district|village"
)
_PLACES = re.compile(rf"\b(?:{_KINDS_OF_PLACE}) $", re.I)
# Between a place and the larger one that it lies in.
_WITHIN = re.compile(rf", (?:{_KINDS_OF_PLACE}) |, ", re.I)
_AT = re.compile(r"(?:ở|tại|đến|tới|từ|qua|về|sang|in|at|from|to|near) (?:\w+ ){0,3}$", re.I)
_RIGHT_AT = re.compile(r"(?:ở|tại|đến|tới|từ|sang|cách|bang|hướng|gần|in|at|from|near|of) $", re.I)
# “ở trại huấn luyện quân sự X”.
_IN_A_PLACE = re.compile(
    rf"(?:ở|tại|đến|tới|từ|in|at) (?:{_KINDS_OF_PLACE}|trại|căn cứ|sân bay|nhà máy|cảng|nhà tù|cửa khẩu|đền|chùa)"
    r" (?:[^\W\d_]+ ){1,4}$",
    re.I,
)
# Who tells it isn't whom it is told of, unless that is asked.
_TELLS = re.compile(
    r"(?:[^.;:]{0,30}?,)? (?:đã |cũng |vừa |còn )?(?:cho biết|cho hay|xác nhận|khẳng định|nói|phát biểu|chia sẻ"
    r"|nhận định|thông báo|trả lời|tiết lộ|kể|cho rằng|said|says|told|confirmed|added)\b"
)
_TOLD_BY = re.compile(r"(?:theo|according to) (?:lời )?(?:[^\W\d_]+ ){0,4}$", re.I)
_ASKS_TELLER = re.compile(
    r" (?:cho biet|cho hay|xac nhan|khang dinh|noi|phat bieu|chia se|nhan dinh|tiet lo|said|says|told) "
)
# “chị H.”: a name that is kept back.
_KEPT_BACK = re.compile(r"[^\W\d_]\.?")
# Who took a picture, or where a text is from, answers nothing.
_CREDIT = re.compile(
    r"(?:ảnh(?: minh họa)?|nguồn|clip|video|đồ họa|photo|source|image)\s*: ?(?:[^\s.,;()]+ ?){0,2}$", re.I
)
# A club, a cup or a company by its last word; “U21”, “24/5” name nobody.
_NOBODY = re.compile(
    r"\d|^(?:ĐT|ĐTQG|CLB|BTC|UBND|TAND|CSGT|CA) |^(?:ĐT|CLB|BTC)$|^[BCDĐGHKLMNPQRSTVX]{2,5}$"
    r"| (?:FC|SC|Cup|Open|Masters|League|United|City|Club|University|College|Group|Corp|Inc|Ltd|Bank|Airlines|Times"
    r"|Post|News|Magazine|Association|Party|Council|Institute|Center|Festival|Awards?)$"
)
# How many words may stand between a name and what sort of thing it is: “ngân hàng thương mại cổ phần X”.
_SORT_WORDS = 3
# The fewest words of a name, and of an office without whose it is.
_NAME_WORDS, _SHORT_WORDS = 2, 3
# How many words before a name may be its office with its field.
_OFFICE_WORDS, _CLAUSE = 7, re.compile(r"[,.;:()“”\"]")
# “Chủ tịch xã” is the chairman of its committee.
_UNSAID = re.compile(r"(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân) ")
_TAKES = re.compile(
    r"\b(?:làm|giữ chức|giữ chức vụ|giữ cương vị|vào chức|vào chức vụ|đảm nhiệm|thành|nhậm chức|as|become|became"
    r"|elected) "
)
# “Thuyền trưởng là anh |”, “thuyền trưởng tàu là |”; “trưởng ban quản lý chợ, ông |”.
_LEADS_TO = r" (?:[^\W\d_]+ )?(?:hiện |khi đó |lúc đó |bấy giờ )?là (?:[^\W\d_]+ )?"
_BEFORE = r"(?: (?:là )?(?:ông|bà|anh|chị|cô))? "
# What ends an office that is said in short: “ông Sáu, thuyền trưởng, …”.
_SHORT_ENDS = r"(?=\s*(?:[,.;:)”\"–-]|$)| (?:cho biết|cho hay|nói|kể|khẳng định|xác nhận|này|said)\b)"
# “Hương sẽ là 1 trong 4 giám khảo”.
_IS = re.compile(r"(?:\d+ tuổi,? )?(?:(?:sẽ|đang|hiện|từng|cũng) )?là (?:(?:1|một) trong (?:số )?\w+ )?(?:vị |người )?")
# Kinds of place that are known by their names, and words for any place.
_STATES, _CITIES = (
    frozenset(("nước", "quốc gia", "country")),
    frozenset(("tỉnh", "thành phố", "tỉnh thành", "city", "province")),
)
_ANYWHERE = frozenset("nơi chỗ vùng khu vực địa điểm địa phương".split())
# “Hiển, 34 tuổi, là giám đốc”: one name alone, of whom the article has told before.
_AGED_OPENING = re.compile(rf"\W*(?P<word>[{CAPITALS}]\w+), \d{{1,2}} tuổi")
_FOREIGN_OPENING = re.compile(rf"\W*(?P<word>[{CAPITALS}][\w’'-]+)")


@dataclass(frozen=True, slots=True)
class NameWeights:
    """How well names fit that are not whom or what is asked for. `teller`: what one who only tells it counts of that;
    `deputy`: of the one whose office is asked for; `nobody`: where a person is asked for, a place, a club, an office;
    `elsewhere`: a place of another sort than is asked for; `before_chars`, `after_chars`: how far
    before and after a name words tell what it is."""

    teller: float = 0.4
    deputy: float = 0.3
    nobody: float = 0.2
    elsewhere: float = 0.35
    before_chars: int = 40
    after_chars: int = 80


NAMES = NameWeights()


def named(kinds: frozenset[AnswerType], sort: str, text: str, said: str) -> Iterator[FittingValue]:
    """The names that the question, `said` (folded, in single spaces), doesn't hold itself. `sort`: what of, or ""."""
    people = {person.name: person.title.lower() for person in persons(text)}
    entities = {mention.start: mention.kind for mention in mentions(text)} if kinds & {"who", "where"} else {}
    runs = capitalised_runs(text)
    if aged := _AGED_OPENING.match(text):
        people[aged["word"]] = ""
        runs = runs if any(start == aged.start("word") for start, _ in runs) else [aged.span("word"), *runs]
    opening = _FOREIGN_OPENING.match(text)
    if (
        opening
        and not spellings(fold(opening["word"]))
        and not any(start == opening.start("word") for start, _ in runs)
    ):
        runs = [opening.span("word"), *runs]
    for start, end in runs:
        if "who" in kinds and is_office(sort):
            start = _past_place(text, start, end, said)
        name = text[start:end]
        words = re.findall(r"\w+", fold(name))
        if not words or f" {' '.join(words)} " in said or all(f" {word} " in said for word in words):
            continue
        before = text[max(0, start - NAMES.before_chars) : start]
        if _CREDIT.search(before):
            continue
        entity = next((kind for at, kind in entities.items() if start <= at < end), None)
        after = text[end : end + NAMES.after_chars].lower().lstrip(" ,(-–")
        fit = max(_fit(kind, sort, name, before, after, people, entity, text) for kind in kinds)
        tells = "who" in kinds and not (sort and fit == 1.0) and (_TELLS.match(text, end) or _TOLD_BY.search(before))
        place = "where" in kinds and fit > NAMES.elsewhere
        first, last = (start - _kind_before(before), _with_places(text, runs, end)) if place else (start, end)
        yield FittingValue(first, last, fit * NAMES.teller if tells and not _ASKS_TELLER.search(said) else fit)


def _past_place(text: str, start: int, end: int, said: str) -> int:
    """Where the name of “Giám đốc Sở Y tế Lâm Khê | Cầm Thị Thương” begins: after the words that the question has, if
    those of a person follow."""
    words = [word.span() for word in re.finditer(r"\S+", text[start:end])]
    known = [n for n in range(1, len(words)) if f" {fold(text[start : start + words[n - 1][1]])} " in said]
    if not known or len(words) - known[-1] < _NAME_WORDS:
        return start
    at = start + words[known[-1]][0]
    return at if persons(f"ông {text[at:end]}") else start


def _kind_before(before: str) -> int:
    """The characters of the words before a name that say what kind of place it is: “xã”, “bệnh viện”."""
    kind = _PLACES.search(before)
    return len(kind[0]) if kind else 0


def _with_places(text: str, runs: Sequence[tuple[int, int]], end: int) -> int:
    """Where “bến Cồn Én, xã Nậm Pa, Nam Định” ends, from the end of its first name."""
    for start, last in runs:
        if start > end and _WITHIN.fullmatch(text, end, start):
            end = last
    return end


def _fit(
    kind: AnswerType,
    sort: str,
    name: str,
    before: str,
    after: str,
    people: dict[str, str],
    entity: EntityKind | None,
    text: str,
) -> float:
    titles = [title for person, title in people.items() if person and person in name]
    placed = _PLACES.search(before) is not None
    if sort and f"phó {sort}" in f"{before}{name}".lower():
        return NAMES.deputy
    near = " ".join(before.split()[-_SORT_WORDS - len(sort.split()) :]) if kind in ("name", "list") else before
    of_sort = bool(sort) and (sort in f"{near} {name}".lower() or fold(sort) in fold(name))
    if kind == "who" and sort:  # “Phó chủ tịch Hù Văn Páo”, “Hù Văn Páo, phó chủ tịch”
        office = _UNSAID.sub("", sort.split(" của ")[0])
        clauses = _CLAUSE.split(before)
        apart = len(clauses) > 1 and is_title(clauses[-1].strip())  # “chủ tịch xã Nậm Pa, ông |”
        lead = _UNSAID.sub("", " ".join(clauses[-2 if apart else -1 :]).lower())
        led = f"{lead} {name.lower()}"
        of_sort = of_sort or _UNSAID.sub("", after).startswith(office) or (office != sort and office in led)
        of_sort = of_sort or _takes_office(office, _UNSAID.sub("", after))
        if _in_short(office, lead, _UNSAID.sub("", after)) and persons(f"ông {name}"):
            return 1.0
    if kind == "who":
        if not titles and (entity in ("place", "organisation") or _NOBODY.search(name) or _is_no_name(name)):
            return NAMES.nobody
        return _who_fit(sort, name, before, titles, placed=placed, of_sort=of_sort)
    if kind == "where":
        return 0.15 if titles else _where_fit(sort, name, before, placed=placed, of_sort=of_sort)
    if kind in ("name", "list"):
        return 1.0 if of_sort else 0.3 if sort and fold(sort) not in fold(text) else 0.55
    return 0.0


def _is_no_name(name: str) -> bool:
    """“Thứ trưởng”, “Tân CEO”, “Tập đoàn”: whoever holds or leads it, it names nobody."""
    words = name.split()
    return is_title(name) or any(map(str.islower, words)) or (len(words) > 1 and is_title(words[-1]))


def _in_short(office: str, lead: str, after: str) -> bool:
    """Whether an office is said without whose it is, as where the article has told that: “thuyền trưởng là anh |”,
    “trưởng ban quản lý chợ |” right before a name (`lead`), “thuyền trưởng, …” right after it."""
    words = office.split()
    for n in range(len(words) - 1, 0, -1):
        short = re.escape(" ".join(words[:n]))
        title = is_title(" ".join(words[:n]))
        if not title and (n < _SHORT_WORDS or 2 * n < len(words)):
            continue
        if re.search(rf"(?<!phó )\b{short}{_LEADS_TO if title else _BEFORE}$", lead):
            return True
        if re.match(rf"{short}{_SHORT_ENDS}", after):
            return True
    return False


def _takes_office(office: str, after: str) -> bool:
    """“… được bầu làm chủ tịch xã”."""
    taken = _IS.match(after) or _TAKES.search(after)
    return taken is not None and after.startswith(office, taken.end())


def _where_fit(sort: str, name: str, before: str, *, placed: bool, of_sort: bool) -> float:
    """“Ở tỉnh nào?” is answered by a province, “ở đâu?” by any place."""
    known = known_places().keys() & {name, name.removeprefix("TP ").removeprefix("TP.")}
    if _STATES & {sort, sort.split()[-1] if sort else ""}:
        return 1.0 if known & countries() else NAMES.elsewhere
    if _CITIES & {sort, sort.split()[-1] if sort else ""}:
        return 1.0 if of_sort or known - countries() else NAMES.elsewhere
    if sort and _ANYWHERE.isdisjoint(sort.split()):
        return 1.0 if of_sort else NAMES.elsewhere
    return 1.0 if placed or known else 0.8 if _AT.search(before) else 0.35


def is_office(sort: str) -> bool:
    """Whether these words name an office, or an owner: “chủ tịch huyện”, “chủ quán”."""
    words = sort.split()
    return words[:1] == ["chủ"] or any(is_title(" ".join(words[:n])) for n in range(1, len(words) + 1))


def _holds_office(before: str) -> bool:
    """“Bộ trưởng Bộ Y tế |”: whether an office of two words or three, with its field, leads to a name."""
    words = _CLAUSE.split(before.lower())[-1].split()[-_OFFICE_WORDS:]
    return any(is_title(" ".join(words[at : at + n])) for n in (2, 3) for at in range(len(words)))


def _who_fit(sort: str, name: str, before: str, titles: list[str], *, placed: bool, of_sort: bool) -> float:
    if _KEPT_BACK.fullmatch(name):
        return 0.3
    if of_sort:
        return 1.0
    if titles:  # “HLV Đinh Văn Dũng” is no answer to “trọng tài nào”
        other = any(is_title(title) for title in titles if title) or _holds_office(before)
        return 0.5 if other and is_office(sort) else 1.0
    if placed or _RIGHT_AT.search(before) or _IN_A_PLACE.search(before):
        return 0.1
    foreign = any(not spellings(fold(word)) for word in name.split())
    return 0.7 if foreign and " " in name else 0.6 if foreign and not name.isupper() else 0.35
