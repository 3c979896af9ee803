"""Questions that ask several things at once: “Ai chủ trì hội nghị và hội nghị bàn những gì?” asks who, and what."""

import re
from itertools import islice

from language.content import content_terms
from rag.question.expected_answer import AnswerType, expected_answer

_BETWEEN = re.compile(r"(?:,? (?:và|rồi|va|and)|[,;?]) +", re.IGNORECASE)
# More of them part the items of a list, or no words at all: at each, all that stands before and behind it is read.
_MOST_CUTS = 8


def parts(question: str) -> list[str]:
    """What it asks, one thing each, in its order; the question alone where it asks but one.

    Each part asks for another kind of thing, or for another thing to be counted, and has a word of its own: “khi nào và
    ở đâu” stays whole.
    """
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
