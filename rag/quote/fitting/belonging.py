"""What a figure is of: a price is no investment, a width no length, an age somebody's, and the dead are not the moved.

Looks at the words beside a figure; which figures there are, and of which kind, is `figures.py`'s.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from language.detect import function_words
from language.meaning.names import persons
from language.meaning.thesaurus import phrases
from language.normal_form import fold
from rag.question.expected_answer import AnswerType


@dataclass(frozen=True, slots=True)
class BelongingWeights:
    """What a figure's fit is multiplied by: `another`, said to be of something else; `unnamed`, of nothing; `untold`, a
    number of people of whom the sentence doesn't say what the question does. `…_chars`: how far before it words tell.
    """

    another: float = 0.3
    unnamed: float = 0.8
    untold: float = 0.6
    account_chars: int = 50
    dimension_chars: int = 70
    owner_chars: int = 40
    role_chars: int = 50


BELONGING = BelongingWeights()

# What a sum is for, in words without diacritics; the last before it tells.
_ACCOUNT = re.compile(
    r"(?<!\w)(?:(?P<invested>dau tu|tong muc|von|kinh phi|(?<!cho )(?<!vao )(?<!nop )ngan sach"
    r"|du toan|xay|xay dung|thi cong|lam duong|budget)"
    r"|(?P<price>gia|ve (?:tau|xe|may bay|vao|cong|do|phim|qua)|phi|cuoc|le phi|hoc phi|price|fee|ticket)"
    r"|(?P<pay>luong|thu nhap|thuong|tien cong|salary|prize)"
    r"|(?P<fine>phat|xu phat|boi thuong|den bu|den|fine|compensation)"
    r"|(?P<trade>doanh thu|loi nhuan|lai|kim ngach|thue|doanh so|revenue|profit))(?!\w)(?! tri)"
)
_DIMENSION = re.compile(
    r"(?<!\w)(?:(?P<length>dai|chieu dai|long)|(?P<area>rong|dien tich|area|wide)|(?P<height>cao|chieu cao|tall|high)"
    r"|(?P<depth>sau|do sau|deep)|(?P<weight>nang|can nang|trong luong)|(?P<distance>cach|xa|quang duong|far))(?!\w)"
)
# What a number of years in prison is: passed by a court, asked for, or laid down by law.
_SENTENCE = re.compile(
    r"(?<!\w)(?:(?P<passed>tuyen|tuyen phat|ket an|linh|nhan|sentenced)|(?P<sought>de nghi|yeu cau|sought)"
    r"|(?P<law>khung|khung hinh phat|muc an|hinh phat|cao nhat|doi mat|faces))(?!\w)"
)
_CLASSIFIERS = frozenset("chiếc cái tấm bức con cuốn quyển tờ căn ngôi tòa cây bộ vụ ca trận cuộc lượt suất".split())


def owned(kinds: frozenset[AnswerType], text: str, start: int, said: str) -> float:
    """How well the figure at `start` is of what the question, `said` (folded, in single spaces), asks of: 1.0 if
    nothing speaks against it."""
    fit = 1.0
    if "money" in kinds:
        fit *= _named_alike(_ACCOUNT, said, text[max(0, start - BELONGING.account_chars) : start])
    if "measure" in kinds:
        fit *= _named_alike(_DIMENSION, said, text[max(0, start - BELONGING.dimension_chars) : start])
    if "span" in kinds and _SENTENCE.search(said):
        fit *= _named_alike(_SENTENCE, said, text[max(0, start - BELONGING.account_chars) : start])
    role = fold(text[start : start + BELONGING.role_chars])
    of_role = any(f" {' '.join(pair)} " in said for pair in pairwise(re.findall(r"[a-z]+", role)))
    if "age" in kinds and not of_role and _anothers(text[max(0, start - BELONGING.owner_chars) : start], said):
        fit *= BELONGING.another
    return fit


def _anothers(before: str, said: str) -> bool:
    """Whether the name before an age is none that the question has: “anh Nam (24 tuổi)” isn't about Lan."""
    people = persons(before)
    return bool(people) and f" {fold(people[-1].name).split()[-1]} " not in said


def _named_alike(groups: re.Pattern[str], said: str, before: str) -> float:
    asked_for = {match.lastgroup for match in groups.finditer(said)}
    named = [match.lastgroup for match in groups.finditer(f" {fold(before)}")]
    if not asked_for:
        return 1.0
    return BELONGING.unnamed if not named else 1.0 if named[-1] in asked_for else BELONGING.another


def told_of_them(words: Sequence[str], text: str) -> float:
    """Whether the sentence says of what is counted what the question does: that so many died, not were moved."""
    plain = [word for word in words if word not in function_words("vi")]
    if not plain:
        return 1.0
    lower = f" {text.lower()} "
    also = {phrase for at in range(len(plain)) for phrase in _alike(_meanings(plain[at:]))}
    return 1.0 if any(f" {phrase}" in lower for phrase in (*plain, *also)) else BELONGING.untold


@cache  # of meanings, of which there are as many as the table has: what a question says must fill no memory
def _alike(wanted: frozenset[str]) -> frozenset[str]:
    """Every phrase that means one of these."""
    return frozenset(
        " ".join(syllables) for of in phrases().values() for syllables, meanings in of if meanings & wanted
    )


def same_thing(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether “tấm hình” and “bức ảnh” are the same, as the table of words that mean the same in news has it."""
    return not _meanings(ours).isdisjoint(_meanings(theirs))


def _meanings(words: Sequence[str]) -> frozenset[str]:
    """What the first phrase of `words` means, with its classifier or without."""
    both = (words, words[1:]) if words and words[0] in _CLASSIFIERS else (words,)
    return frozenset(
        meaning
        for phrase in both
        if phrase
        for syllables, meanings in phrases().get(phrase[0], ())
        if tuple(phrase[: len(syllables)]) == syllables
        for meaning in meanings
    )
