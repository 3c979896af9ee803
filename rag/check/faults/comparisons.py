"""Which of two is more: “A cao hơn B”, held against the figures that the source gives for A and for B."""

import re
from collections.abc import Sequence

from language.meaning.reading import Reading
from language.meaning.words import Name
from language.values.numbers import Number
from rag.answer import Reason
from rag.check.faults.bonds import followed

_MORE = "cao|nhiều|lớn|dài|đắt|nặng|đông|rộng|sâu|nhanh|xa|già|more|higher|larger|longer|bigger|older|faster|greater"
_LESS = "thấp|ít|nhỏ|ngắn|rẻ|nhẹ|hẹp|nông|chậm|gần|trẻ|fewer|less|lower|smaller|shorter|younger|slower"
_COMPARED = re.compile(
    rf"(?<!\w)(?:(?P<more>(?:{_MORE})(?: hơn| gấp \S+| than))|(?P<less>(?:{_LESS})(?: hơn| than)|kém|thua))(?!\w)"
)
# How far after a name its figure stands.
_FIGURE_CHARS = 40


def comparison_in(claim: Reading) -> tuple[Name, re.Match[str], Name] | None:
    """Who is compared by which words with whom: names on either side of one comparing word."""
    for match in _COMPARED.finditer(claim.text):
        before = [name for name in claim.names if name.end <= match.start() and not name.opens_alone]
        after = [name for name in claim.names if name.at >= match.end()]
        between = claim.text[match.end() : after[0].at] if after else ""
        if before and after and not re.search(r"[.;,]", between) and not before[-1].is_like(after[0]):
            return before[-1], match, after[0]
    return None


def compared_otherwise(claim: Reading, readings: Sequence[Reading]) -> Reason | None:
    """The comparing words that the figures of the source turn round."""
    said = comparison_in(claim)
    if said is None:
        return None
    first, match, second = said
    pairs = [
        (a, b)
        for a in _figures(first, readings)
        for b in _figures(second, readings)
        if a.dimension and a.dimension == b.dimension
    ]
    if not pairs:
        return None
    more = match["more"] is not None
    if any((min(a.readings) > min(b.readings)) == more and a.readings != b.readings for a, b in pairs):
        return None
    return Reason("opposite", match[0], f"{pairs[0][0].words} – {pairs[0][1].words}")


def _figures(name: Name, readings: Sequence[Reading]) -> list[Number]:
    """The figures that stand next after a name, before another one."""
    figures = []
    for line in readings:
        for there, values in followed(line.names, line, _FIGURE_CHARS):
            if name.is_like(there):
                figures += [by for by in values if isinstance(by, Number)][:1]
    return figures
