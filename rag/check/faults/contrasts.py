"""What a sentence says of one in contrast to another, told of the other: “A đi phà; B phải đi vòng”, “không chia tiền
mặt mà trả cổ phiếu”, and “tự làm” of who was helped. By the sentences named.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from language.meaning.reading import Reading
from language.meaning.words import Term
from language.values.values import Value, carried
from rag.answer import Reason

_APART = re.compile(r";\s|, (?:còn|trong khi|riêng) |\. ")
_PLURAL = re.compile(r"^(?:(?:các|những|mọi|mấy|số|toàn bộ) )+")
_INSTEAD = re.compile(r"(?<!\w)(?:không|chẳng) (?P<not>[^,.;]{3,70}?),? mà (?!còn|cũng)(?P<but>[^.;]+)")
_ITSELF = re.compile(r"(?<!\w)tự(?! (?:do|ái|tin|ti|chủ|hào|nhiên|trọng|trị|động|phát|ý|túc|cung)(?!\w)) (?=\w)")
_HELPED = re.compile(r"(?<!\w)(?:được|nhờ|do|bởi)(?!\w)")
_NOT = re.compile(r"(?<!\w)(?:không|chưa|chẳng|thay vì)(?!\w)")
_SUBJECT_WORDS = 2
# So much of what the claim says must stand under the other subject, and no more than this under its own; less is
# enough where its own is denied.
_THERE, _HERE, _SOME = 0.5, 0.0, 0.3


def told_of_the_other(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """The first of these that is found."""
    if claim.english or any(line.english for line in lines):
        return None
    return _of_the_other(claim, lines) or _of_what_was_not(claim, lines) or _by_itself(claim, lines)


def _of_the_other(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """What the claim says of a subject, and its source of the one that it sets against it."""
    for line in lines:
        cuts = [0, *(match.end() for match in _APART.finditer(line.text)), len(line.text)]
        parts = list(pairwise(cuts))
        subjects = {part: _subject(claim.text, line.text[slice(*part)]) for part in parts}
        mine = [part for part, words in subjects.items() if words]
        if len(mine) != 1 or len(parts) < 2:
            continue
        subject = subjects[mine[0]]
        begins = claim.text.find(subject) + len(subject)
        said = [term for term in claim.terms if term.syllables and term.at >= begins]
        if not said or any(name.at < begins and not name.opens_alone for name in claim.names):
            continue
        denied = _NOT.search(line.text[slice(*mine[0])]) is not None
        if denied and _NOT.search(claim.text):
            continue
        here, values = _share(said, line, mine[0]), [value for value, _ in claim.values if not value.soft]
        for other in (part for part in parts if part not in mine):
            there = _share(said, line, other)
            moved = any(_has(value, line, other) and not _has(value, line, mine[0]) for value in values)
            if (here <= _HERE and there >= (_SOME if denied else _THERE)) or (moved and there > here):
                return Reason("role", subject, " ".join(line.text[slice(*other)].split()[:4]))
    return None


def _subject(claim: str, part: str) -> str:
    """The first two words or more with which both begin; the part, after a comma too."""
    ours = _PLURAL.sub("", claim).split()
    for opening in (part, *part.split(", ")[1:]):
        both = zip(ours, _PLURAL.sub("", opening).split(), strict=False)
        alike = [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], both)]
        if len(alike) >= _SUBJECT_WORDS:
            return " ".join(alike)
    return ""


def _share(said: Sequence[Term], line: Reading, part: tuple[int, int]) -> float:
    inside = [term for term in line.terms if part[0] <= term.at < part[1]]
    return sum(any(term.is_like(one) for one in inside) for term in said) / len(said)


def _has(value: Value, line: Reading, part: tuple[int, int]) -> bool:
    return any(carried(value, by) for by, _ in line.values if part[0] <= by.start < part[1])


def _of_what_was_not(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """“trả tiền mặt” for “không chia tiền mặt mà trả cổ phiếu”."""
    if _NOT.search(claim.text):
        return None
    for line in lines:
        for match in _INSTEAD.finditer(line.text):
            denied, but = f" {match['not']} ", f" {match['but']} "
            if any(f" {pair} " in denied and f" {pair} " not in but for pair in _pairs(claim)):
                return Reason("negation", "không", match["but"].strip())
    return None


def _pairs(reading: Reading) -> list[str]:
    """Every two content words side by side."""
    content = {term.at + at for term in reading.terms for at in _starts(term.syllables)}
    words = [(word.at, word.text) for word in reading.words]
    return [f"{one} {two}" for (at, one), (then, two) in pairwise(words) if at in content and then in content]


def _starts(syllables: Sequence[str]) -> list[int]:
    return [sum(len(one) + 1 for one in syllables[:at]) for at in range(len(syllables))]


def _by_itself(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """“tự lái tàu vào bờ” of one who “được tàu bạn đưa vào bờ”."""
    ours = _ITSELF.search(claim.text)
    if ours is None or any({"tự", "mình"} & line.syllables for line in lines):
        return None
    helped = next((found[0] for line in lines if (found := _HELPED.search(line.text))), "")
    return Reason("words", "tự", helped) if helped else None
