"""One of several put in another's place: an item of a list, a colour, where and where not. By the sentences named."""

import re
from collections.abc import Iterator, Sequence

from language.meaning.reading import Denial, Reading
from rag.answer import Reason

_LIST = re.compile(r"(?:(?<!\w)(?:gồm|bao gồm|gồm có|là|như)|:)(?:\s|$)")
_ITEMS = re.compile(r"\s*[,;]\s+(?:và\s+)?|\s+và\s+")
# An item is told by its first words; what a “not” denies stands within so many words after it.
_LEAST_ITEMS, _ITEM_WORDS, _DENIED_WORDS = 3, 6, 6
_IDLE = frozenset("ở tại các những trên trong vào cho với qua của bằng ra lên".split())
# Colours whose words mean little else; the others only after “màu”.
_COLOUR = re.compile(r"(?<!\w)(?:màu )?(đỏ|xanh|trắng|đen|tím|nâu|xám)(?!\w)|(?<!\w)màu (vàng|hồng|cam|bạc|be)(?!\w)")

# Of these one excludes the others.
_ONE_OF = (
    re.compile(r"(?<!\w)(chung kết|bán kết|tứ kết|vòng bảng|vòng loại)(?!\w)"),
    re.compile(r"(?<!\w)huy chương (vàng|bạc|đồng)(?!\w)"),
    re.compile(r"(?<!\w)(mầm non|tiểu học|trung học cơ sở|trung học phổ thông|đại học)(?!\w)"),
)


def replaced(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """The first of these that is found."""
    if claim.english or any(line.english for line in lines):
        return None
    return _item(claim, lines) or _colour(claim, lines) or _round(claim, lines) or _where_not(claim, lines)


def _item(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """The one item of a list that its source lacks, where the source has one more that the claim lacks."""
    ours = _listed(claim.text)
    for line in lines:
        theirs = _listed(line.text)
        if len(ours) < _LEAST_ITEMS or len(ours) != len(theirs):
            continue
        strange = [item for item in ours if not any(_alike(item, other) for other in theirs)]
        missing = [item for item in theirs if not any(_alike(item, other) for other in ours)]
        if len(strange) == len(missing) == 1 and not _said(strange[0], line):
            return Reason("words", strange[0], missing[0])
    return None


def _listed(text: str) -> Sequence[str]:
    """The items after the announcement that has most of them."""
    lists = [_ITEMS.split(re.split(r"[.;!?]", text[m.end() :])[0].strip(" .”\"'")) for m in _LIST.finditer(text)]
    whole = [[item.strip() for item in items] for items in lists]
    return max((items for items in whole if all(items)), key=len, default=[])


def _alike(item: str, other: str) -> bool:
    one, two = set(item.split()), set(other.split()[:_ITEM_WORDS])
    return 2 * len(one & two) >= min(len(one), len(two))


def _said(item: str, line: Reading) -> bool:
    return any(word in line.syllables for word in item.split())


def _colour(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """A colour of which the sentences say nothing, where they have others."""
    theirs = [colour for line in lines for colour in _colours(line)]
    for colour in _colours(claim):
        if theirs and colour not in theirs:
            return Reason("words", colour, theirs[0])
    return None


def _round(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """A round of a cup, a medal, of which the sentences say nothing, where they have another."""
    for pattern in _ONE_OF:
        theirs = [match[1] for line in lines for match in pattern.finditer(line.text)]
        ours = [match[1] for match in pattern.finditer(claim.text)]
        if ours and theirs and set(theirs).isdisjoint(ours):
            return Reason("words", ours[0], theirs[0])
    return None


def _colours(reading: Reading) -> Iterator[str]:
    names = [(name.at, name.end) for name in reading.names]
    for match in _COLOUR.finditer(reading.text):
        if not any(start <= match.start() < end for start, end in names):
            yield match[1] or match[2]


def _where_not(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """“bán ở A, không bán ở B” for “bán ở B, không bán ở A”: one verb, denied of the other of two."""
    for ours in claim.denials:
        for line in lines:
            for theirs in line.denials:
                if not ours.telling or ours.telling[:1] != theirs.telling[:1]:
                    continue
                denied, there = _rest(ours, claim), _rest(theirs, line)
                verb = rf"(?<!\w){re.escape(ours.telling[0])}(?!\w)"
                said = [_after(claim.text[place.end() :]) for place in re.finditer(verb, claim.text)]
                plain = any(words & there for words in said if words != denied)
                if denied and there and denied.isdisjoint(there) and plain:
                    return Reason("negation", ours.words)
    return None


def _rest(denial: Denial, reading: Reading) -> set[str]:
    start = reading.text.find(denial.telling[0], denial.at)
    return _after(reading.text[start + len(denial.telling[0]) :]) if start >= 0 else set()


def _after(text: str) -> set[str]:
    clause = re.split(r"[,;:.()]", text, maxsplit=1)[0]
    return {word for word in re.findall(r"\w+", clause)[:_DENIED_WORDS] if word not in _IDLE}
