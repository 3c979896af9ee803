"""Since when, by words: “kể từ đầu năm” for the source's “kể từ đầu tháng 7”."""

import re
from collections.abc import Sequence

from language.meaning.reading import Reading
from rag.answer import Reason

_SINCE = re.compile(
    r"(?<!\w)(?:kể từ|tính từ|từ|trong vòng|trong|since)(?: trong)? "
    r"(?P<when>(?:đầu|giữa|cuối) (?:năm|tháng|quý|tuần|thập niên|thế kỷ)(?: (?:\d+|nay|này|ngoái|trước|[ivx]+))?)(?!\w)"
)
_THIS = re.compile(r" (?:nay|này)$")


def since_otherwise(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """The time from which a claim reckons, where the sentences named reckon from another, and never from that."""
    theirs = [match["when"] for line in lines for match in _SINCE.finditer(line.text)]
    for match in _SINCE.finditer(claim.text):
        ours = _THIS.sub("", match["when"])
        if theirs and not any(ours in line.text for line in lines):
            return Reason("date", match["when"], theirs[0])
    return None
