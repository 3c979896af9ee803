"""What a figure is of: a price is no investment, a width no length, an age somebody's, and the dead are not the moved.

Looks at the words beside a figure; which figures there are, and of which kind, is `figures.py`'s.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from language.detect import function_words
from language.meaning.names import persons
from language.meaning.thesaurus import phrases
from language.normal_form import fold, has_diacritics
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

_GROUPS = tuple[re.Pattern[str], re.Pattern[str]]


def _groups(**words: str) -> _GROUPS:
    """Words by what they say, as they are written and without diacritics: “đến” is no “đền”."""
    return _pattern(words), _pattern({name: fold(of) for name, of in words.items()})


def _pattern(words: Mapping[str, str]) -> re.Pattern[str]:
    named = "|".join(f"(?P<{name}>{of})" for name, of in words.items())
    return re.compile(rf"(?<!\w)(?:{named})(?!\w)(?! (?:trị|tri)(?!\w))")


# What a sum is for; the last before it tells.
_ACCOUNT = _groups(
    invested="đầu tư|tổng mức|vốn|kinh phí|(?<!cho )(?<!vào )(?<!nộp )ngân sách|dự toán|xây|xây dựng|thi công|làm đường"
    "|budget",
    price="giá|vé|phí|cước|lệ phí|học phí|price|fee|ticket",
    pay="lương|thu nhập|thưởng|tiền công|salary|prize",
    fine="phạt|xử phạt|bồi thường|đền bù|đền|fine|compensation",
    trade="doanh thu|lợi nhuận|lãi|kim ngạch|thuế|doanh số|revenue|profit",
)
_DIMENSION = _groups(
    length="dài|chiều dài|long",
    area="rộng|diện tích|area|wide",
    height="cao|chiều cao|tall|high",
    depth="sâu|độ sâu|deep",
    weight="nặng|cân nặng|trọng lượng",
    distance="cách|xa|quãng đường|far",
)
# What a number of years in prison is: passed by a court, asked for, or laid down by law.
_SENTENCE = _groups(
    passed="tuyên|tuyên phạt|kết án|lĩnh|nhận|sentenced",
    sought="đề nghị|yêu cầu|sought",
    law="khung|khung hình phạt|mức án|hình phạt|cao nhất|đối mặt|faces",
)
_CLASSIFIERS = frozenset("chiếc cái tấm bức con cuốn quyển tờ căn ngôi tòa cây bộ vụ ca trận cuộc lượt suất".split())


def owned(kinds: frozenset[AnswerType], text: str, start: int, question: str) -> float:
    """How well the figure at `start` is of what the question asks of: 1.0 if nothing speaks against it."""
    said = f" {' '.join(re.findall(r'[a-z0-9]+', fold(question)))} "
    fit = 1.0
    if "money" in kinds:
        fit *= _named_alike(_ACCOUNT, question, text[max(0, start - BELONGING.account_chars) : start])
    if "measure" in kinds:
        fit *= _named_alike(_DIMENSION, question, text[max(0, start - BELONGING.dimension_chars) : start])
    if "span" in kinds and _in(_SENTENCE, question).search(question.lower()):
        fit *= _named_alike(_SENTENCE, question, text[max(0, start - BELONGING.account_chars) : start])
    role = fold(text[start : start + BELONGING.role_chars])
    of_role = any(f" {' '.join(pair)} " in said for pair in pairwise(re.findall(r"[a-z]+", role)))
    if "age" in kinds and not of_role and _anothers(text[max(0, start - BELONGING.owner_chars) : start], said):
        fit *= BELONGING.another
    return fit


def _anothers(before: str, said: str) -> bool:
    """Whether the name before an age is none that the question has: “anh Nam (24 tuổi)” isn't about Lan."""
    people = persons(before)
    return bool(people) and f" {fold(people[-1].name).split()[-1]} " not in said


def _named_alike(groups: _GROUPS, question: str, before: str) -> float:
    asked_for = {match.lastgroup for match in _in(groups, question).finditer(question.lower())}
    named = [match.lastgroup for match in _in(groups, before).finditer(before.lower())]
    if not asked_for:
        return 1.0
    return BELONGING.unnamed if not named else 1.0 if named[-1] in asked_for else BELONGING.another


def _in(groups: _GROUPS, text: str) -> re.Pattern[str]:
    return groups[0] if has_diacritics(text) else groups[1]


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
