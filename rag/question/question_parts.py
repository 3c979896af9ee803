"""Questions that ask several things at once: “Ai chủ trì hội nghị và hội nghị bàn những gì?” asks who, and what; one
of each of two outlets, or of two things by name, asks twice.
"""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from language.content import content_terms
from language.meaning.names import capitalised_runs
from language.text import Span
from rag.question.expected_answer import AnswerType, expected_answer
from rag.question.outlets import outlets_in

_BETWEEN = re.compile(r"(?:,? (?:và|rồi|va|and)|[,;?]) +", re.IGNORECASE)
# More of them part the items of a list, or no words at all: at each, all that stands before and behind it is read.
_MOST_CUTS = 8
# Between two of which the same is asked; right after them, that it is asked of each.
_AND = re.compile(r",? (?:và|and|với|hay|or) |, ")
_EACH = re.compile(
    r",? (?:thì )?(?:mỗi|từng) (?!năm|tháng|ngày|tuần|giờ|quý|mùa|lần|lượt|hiệp|vòng|trận|phút)[^\W\d_]+(?= )",
    re.IGNORECASE,
)
# Before an outlet's name, and what goes where one alone is asked.
_CALLED = re.compile(r"(?<!\w)(?:báo|tờ|đài|trang|tạp chí) $", re.IGNORECASE)
_IN_TURN = re.compile(r",? (?:lần lượt|respectively|each)(?!\w)", re.IGNORECASE)
_DIFFER = re.compile(r" (?:khác|chênh|lệch|vênh) (?:nhau|biệt)", re.IGNORECASE)


def parts_by_outlet(question: str, outlets: Sequence[str]) -> list[str]:
    """The question of each outlet that it names, where it names several: “theo X và Y” is asked by X, and by Y."""
    names = [span for span, _ in outlets_in(question, outlets)]
    called = [_CALLED.search(question, 0, start) for start, _ in names]
    named = [(press.start() if press else start, end) for press, (start, end) in zip(called, names, strict=True)]
    if len(named) < 2 or any(not _AND.fullmatch(question, one[1], two[0]) for one, two in pairwise(named)):
        return [question]
    whole = [_of_one(question, named, f"báo {question[start:end]}") for start, end in names]
    return [_DIFFER.sub("", one) for one in whole]


def _parts_by_name(question: str) -> list[str]:
    """The question of each thing, where names are joined and each is asked of: “A và B mỗi hãng có bao nhiêu xe?”"""
    runs = capitalised_runs(question)
    at = next((at for at, (one, two) in enumerate(pairwise(runs)) if _AND.fullmatch(question, one[1], two[0])), None)
    if at is None:
        return [question]
    named = [runs[at]]
    for run in runs[at + 1 :]:
        if _AND.fullmatch(question, named[-1][1], run[0]):
            named.append(run)
    end = named[-1][1]
    if not (_EACH.match(question, end) or _IN_TURN.search(question, end)):
        return [question]
    return [_of_one(question, named, question[first:last]) for first, last in named]


def _of_one(question: str, named: Sequence[Span], name: str) -> str:
    """The question with one name where it has several."""
    rest = _IN_TURN.sub("", _EACH.sub("", question[named[-1][1] :], count=1))
    return f"{question[: named[0][0]]}{name}{rest}"


def parts(question: str) -> list[str]:
    """What it asks, one thing each, in its order; the question alone where it asks but one.

    Each part asks for another kind of thing, or for another thing to be counted, and has a word of its own: “khi nào và
    ở đâu” stays whole.
    """
    if len(apart := _parts_by_name(question)) > 1:
        return apart
    before_last, start = [], 0
    cuts = list(islice(_BETWEEN.finditer(question), _MOST_CUTS + 1))
    for between in cuts if len(cuts) <= _MOST_CUTS else ():
        before, after = question[start : between.start()], question[between.end() :]
        if _asks(before) and _asks(after) and _kind(before) != _kind(after):
            before_last.append(before)
            start = between.end()
    return [*before_last, question[start:]]


def _asks(part: str) -> bool:
    return bool(expected_answer(part).kinds and content_terms(part))


def _kind(part: str) -> tuple[frozenset[AnswerType], tuple[str, ...]]:
    wanted = expected_answer(part)
    return wanted.kinds, wanted.counted
