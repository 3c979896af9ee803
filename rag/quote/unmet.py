"""What a question names that a passage doesn't: another person, place, year or number than it speaks of.

“Bão số 7” isn't answered by what is said of “bão số 6”, however alike the rest. Rules only; spelling is forgiven.
"""

import re
from collections.abc import Sequence

from language.meaning.names import capitalised_runs
from language.normal_form import fold, normalize
from rag.question.expected_answer import expected_answer
from vectorstore.records import Passage

# The share of capitalised words from which on a question is typed in capitals.
MOSTLY = 0.7
_BEFORE_CHARS = 12
_LETTERS = re.compile(r"[a-z0-9]+")
# What is capitalised, or taken for part of a name, beside it: “Theo Báo …”, “Sở Y tế là ai”.
_FRAME = re.compile(
    r"^(?:Theo|Ai|According to) |(?: (?:là|gồm|có))?(?: (?:ai|gì|đâu|nào|bao nhiêu))+$|^(?:Ai|Gì|Đâu)$", re.I
)
# Who is said to have told it is no part of it: “theo VTV”, “báo Sông”. The country at home needs no name.
_TOLD_BY = re.compile(r"(?:theo|báo|tờ|trên|nguồn|tin của|according to|và) $", re.I)
_DATED = re.compile(r"(?:^| )\S*\d+[/.-]\d+\S*$")
_AT_HOME = frozenset(("việt nam", "vietnam"))
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]?\d)")


def unmet(question: str, passages: Sequence[Passage]) -> str:
    """What `question` names, a year or a number of something, that no passage has with its title; empty if none."""
    texts = [normalize(f"{p.title}. {p.heading}. {p.text} {p.published or ''} {p.outlet or ''}") for p in passages]
    plain = normalize(question)
    said = " ".join(map(squeezed, texts))
    missing = [name for name in names_asked(plain) if not _named(name, said)]
    years = set(_YEAR.findall(plain)).difference(*map(_YEAR.findall, texts))
    numbers = [expected_answer(question).other_than(text) for text in texts]
    return next(iter([*missing, *sorted(years), *(numbers[:1] if all(numbers) else ())]), "")


def names_asked(question: str) -> list[str]:
    """What the question, in its normal form, names; nothing where capitals tell no names, as every word or every letter
    has one."""
    words = [word for word in question.split() if word[0].isalpha()]
    if sum(word[0].isupper() for word in words) > MOSTLY * len(words):
        return []
    runs = (
        question[start:end]
        for start, end in capitalised_runs(question)
        if not _TOLD_BY.search(question[max(0, start - _BEFORE_CHARS) : start])
    )
    names = (_DATED.sub("", _FRAME.sub("", run)).strip() for run in runs)
    return [name for name in names if name and name.lower() not in _AT_HOME]


def squeezed(text: str) -> str:
    """A text without spaces and accents."""
    return "".join(_LETTERS.findall(fold(text)))


def is_named_in(name: str, said: str) -> bool:
    """Whether the name stands in a squeezed text, if only by its last two words, as people are named again."""
    words = _LETTERS.findall(fold(name))
    return _named(name, said) or "".join(words[-2:]) in said


def _named(name: str, said: str) -> bool:
    """Whether the name, or it without its first word (“Người Kenya”), stands in a squeezed text."""
    words = _LETTERS.findall(fold(name))
    return any("".join(part) in said for part in (words, words[1:]) if part)
