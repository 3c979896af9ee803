"""Of whom or what a cited sentence says it: the same said of another institution, of another of a row of people, of
another thing, or as held in another office. Looks at nothing but the sentences that a claim names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.meaning.reading import Reading
from language.meaning.words import Name, Term
from language.values.numbers import Number
from language.values.values import carried
from rag.answer import Reason


@dataclass(frozen=True, slots=True)
class _SubjectLimits:
    """Where a subject stands, and how much of what is said of it must be the same."""

    claim_start_chars: int = 12
    """A claim's subject begins within so many characters, …"""
    quote_start_chars: int = 24
    """… a quote's, after “Trong đó, trường …”, within these."""
    row_chars: int = 70
    """Between a name of a row and its figure."""
    said_share: float = 0.6
    subject_words: int = 6


_FITTED = _SubjectLimits()
# What names of one sort begin with; “trường”, “chi nhánh” may come before.
_SORTS = (
    ("đại", "học"),
    ("ngân", "hàng"),
    ("bệnh", "viện"),
    ("công", "ty"),
    ("tập", "đoàn"),
    ("câu", "lạc", "bộ"),
    ("ủy", "ban"),
    ("sở",),
    ("bộ",),
    ("quận",),
    ("huyện",),
    ("thị", "xã"),
)
_OFFICE = (
    r"(?:(?:quyền|phó|nguyên|trợ lý) )*(?:tổng giám đốc|giám đốc|chủ tịch|bí thư|bộ trưởng|thứ trưởng|hiệu trưởng|"
    r"trưởng phòng|trưởng ban|tổng thống|thủ tướng|thị trưởng|thống đốc|viện trưởng|cục trưởng|vụ trưởng|chánh án|"
    r"tư lệnh|huấn luyện viên trưởng|đội trưởng|thư ký|tổng thư ký|kế toán trưởng)(?!\w)"
)
_HOLDS = re.compile(
    r"(?<!\w)(?:giữ (?:chức|cương vị|vị trí)|đảm nhiệm|đảm nhận|bổ nhiệm(?: làm| giữ chức)?|bầu làm|được cử làm|"
    rf"nhậm chức|làm)(?: chức vụ| chức| vị trí)? (?P<office>{_OFFICE})"
)
_IS = re.compile(r"(?<!\w)là(?!\w)(?! (?:do|vì|để|nhờ))")
_STOP = re.compile(r"[,;]")
_POINTS_BACK = frozenset("bài báo nguồn đây đó này kia ấy ông bà anh chị cô họ nó người mình chúng y trên".split())
_PRONOUN = re.compile(r"(?<!\w)(?:ông|bà|anh|chị|cô|họ|em|cháu|hắn|nạn nhân|người này|cả hai|cùng|và|với)(?!\w)")
_BY = re.compile(r"(?<!\w)(?:do|bởi) (?P<agent>(?:\w+ ){1,6}?)(?:\w+ )?\w+$")


def said_of_another_subject(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """The first of these that is found."""
    if claim.english or any(line.english for line in lines):
        return None
    return (
        _of_its_sort(claim, lines)
        or _in_a_row(claim, lines)
        or _belonging(claim, lines)
        or _in_another_office(claim, lines)
        or _is_another(claim, lines)
        or _by_another(claim, lines)
        or _done_by_who_stands_nearer(claim, lines)
    )


def _of_its_sort(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """“ĐH A nhận 241 sinh viên” by a sentence that begins with ĐH B, has the figure, and knows no A."""
    ours = next((name for name in claim.names if name.at <= _FITTED.claim_start_chars), None)
    if ours is None or (sort := _sort(ours)) is None:
        return None
    for line in lines:
        theirs = next((name for name in line.names if name.at <= _FITTED.quote_start_chars and _sort(name)), None)
        known = any(ours.is_like(name) for name in line.names)
        figures = any(carried(value, by) for value, _ in claim.values for by, _ in line.values if not value.soft)
        if theirs and _sort(theirs) == sort and not known and figures:
            return Reason("role", ours.words, theirs.words)
    return None


def _sort(name: Name) -> tuple[str, ...] | None:
    parts = name.parts[1:] if name.parts[0] == "trường" else name.parts
    return next((sort for sort in _SORTS if parts[: len(sort)] == sort and len(parts) > len(sort)), None)


def _in_a_row(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """A figure of a row of people, “chị A 12%, bà B 52% và bà C 17%”, that the claim gives to another of them."""
    for line in lines:
        row = dict(_row(line))
        for value, clause in claim.values:
            owner = next((n for n in claim.names if n.clause == clause and n.person and n.end <= value.start), None)
            mine = [by for name, by in row.items() if owner and owner.is_like(name)]
            others = [name for name, by in row.items() if carried(value, by) and not (owner and owner.is_like(name))]
            if owner and mine and others and not any(carried(value, by) for by in mine):
                return Reason("role", owner.words, others[0].words)
    return None


def _row(line: Reading) -> Iterator[tuple[Name, Number]]:
    """People each followed by a figure of one kind, at least two of them."""
    people = [name for name in line.names if name.person]
    pairs = []
    for at, name in enumerate(people):
        until = people[at + 1].at if at + 1 < len(people) else len(line.text)
        end = min(until, name.end + _FITTED.row_chars)
        figures = [by for by, _ in line.values if isinstance(by, Number) and by.dimension]
        after = [by for by in figures if name.end <= by.start < end]
        pairs += [(name, by) for by in after[-1:]]
    kinds = [by.dimension for _, by in pairs]
    yield from (pair for pair in pairs if kinds.count(pair[1].dimension) > 1)


def _belonging(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """“A của B” where the sentence has A as C's."""
    for a, b in _owned(claim):
        theirs = [(x, y) for line in lines for x, y in _owned(line) if x.is_like(a)]
        if theirs and not any(y.is_like(b) for _, y in theirs):
            return Reason("role", b.words, theirs[0][1].words)
    return None


def _owned(reading: Reading) -> Iterator[tuple[Name, Name]]:
    for one, other in zip(reading.names, reading.names[1:], strict=False):
        if reading.text[one.end : other.at] in (" của ", " (của "):
            yield one, other


def _in_another_office(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """“giữ chức chủ tịch” for “giữ chức quyền tổng giám đốc”."""
    theirs = [match["office"] for line in lines for match in _HOLDS.finditer(line.text)]
    for match in _HOLDS.finditer(claim.text):
        if theirs and match["office"] not in theirs:
            return Reason("role", match["office"], theirs[0])
    return None


def _is_another(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """“S là …” by “T là …”, where the sentence says nothing of S and most of the rest."""
    cut = _IS.search(claim.text)
    if cut is None:
        return None
    subject = [term for term in claim.terms if term.at < cut.start() and term.syllables]
    said = [term for term in claim.terms if term.at > cut.end() and term.syllables]
    if not subject or not said or _points_back(claim.text[: cut.start()]):
        return None
    for line in lines:
        there = _IS.search(line.text)
        if there is None:
            continue
        before = line.text[: there.start()]
        own = [term for term in line.terms if term.at < there.start() and term.syllables]
        named = next((name for name in line.names if there.end() <= name.at <= there.end() + 1), None)
        ours = [name for name in claim.names if name.end <= cut.start() and not name.opens_alone]
        stop = _STOP.search(line.text, there.end())
        known = [name for name in line.names if name.at < (stop.start() if stop else len(line.text))]
        if any(one.is_like(name) for one in ours for name in known) if ours and named else any(map(line.says, subject)):
            continue
        if (
            named
            and own
            and any(n.end <= cut.start() for n in claim.names)
            and all(any(term.is_like(one) for one in said) for term in own)
        ):  # “Đơn vị thi công là B”
            return Reason("role", claim.text[: cut.start()].strip(), named.words)
        same = sum(line.says(term) for term in said)
        if (
            own
            and len(before.split()) <= _FITTED.subject_words
            and not _points_back(before)
            and same >= _FITTED.said_share * len(said)
        ):
            return Reason("role", claim.text[: cut.start()].strip(), before.strip())
    return None


def _done_by_who_stands_nearer(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """“A bị đâm” by “A cho biết B bị đâm”: before the same words, another stands nearer wherever they are said."""
    ours = next((name for name in claim.names if name.person and name.at <= _FITTED.claim_start_chars), None)
    if ours is None or len({name.parts for name in claim.names if name.person}) > 1:
        return None
    told = [t for t in claim.terms if t.at > ours.end and len(t.syllables) and not _in_name(t, claim)][:3]
    for line in lines:
        if not any(ours.is_like(name) for name in line.names) or len(told) < 2:
            continue
        places = [one for one in line.terms if one.syllables and one.is_like(told[0]) and not _in_name(one, line)]
        nearest = [_person_before(one, line) for one in places if _goes_on(told[1:], one, line)]
        others = [name for name in nearest if name and not name.is_like(ours)]
        if others and len(others) == len(nearest):
            return Reason("role", ours.words, others[0].words)
    return None


def _in_name(term: Term, reading: Reading) -> bool:
    return any(name.at <= term.at < name.end for name in reading.names)


def _goes_on(rest: Sequence[Term], start: Term, line: Reading) -> bool:
    after = [t for t in line.terms if start.at < t.at <= start.at + _FITTED.row_chars]
    return all(any(one.is_like(there) for there in after) for one in rest)


def _person_before(term: Term, line: Reading) -> Name | None:
    before = [name for name in line.names if name.person and name.end <= term.at]
    between = line.text[before[-1].end : term.at] if before else ""
    return before[-1] if before and _PRONOUN.search(between) is None else None


def _points_back(words: str) -> bool:
    return not _POINTS_BACK.isdisjoint(re.findall(r"\w+", words))


def _by_another(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """“B góp 89%” by “(89% ngân sách do A tài trợ)”: the clause of the figure names who does it."""
    for line in lines:
        for by, _ in line.values:
            rest = re.split(r"[,;:()]", line.text[by.end :], maxsplit=1)[0]
            agent = _BY.search(rest.rstrip())
            if agent is None:
                continue
            for value, own in claim.values:
                if value.soft or not carried(value, by) or _BY.search(claim.text[value.end :]):
                    continue
                before = [n for n in claim.names if n.clause == own and n.end <= value.start]
                doers = {part for name in before for part in name.parts}
                if before and doers.isdisjoint(agent["agent"].split()) and any(n.at > by.end for n in line.names):
                    return Reason("role", before[0].words, agent["agent"].strip())
    return None
