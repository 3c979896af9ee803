"""A question typed in CAPITALS, written as the library's own text writes its words: encoders read capitals badly
(hit@1 .53 instead of .89).
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from language.normal_form import normalize
from vectorstore.readable import ReadableLibrary

# So many show how the words are written.
CASED_BY_PASSAGES = 20


def as_typed_normally(text: str, library: ReadableLibrary) -> str:
    """Each word as the passages that hold the question's words write it most often; other questions as they are."""
    if not text.isupper():
        return text
    passages = library.passages(library.keyword_search(text, CASED_BY_PASSAGES))
    return cased(text, [normalize(f"{passage.title}.\n{passage.text}") for passage in passages])


def cased(text: str, written: Sequence[str]) -> str:
    """`text` in the case that these texts use, after the same word where they have it.

    A clause's first word tells nothing.
    """
    forms: dict[tuple[str, ...], Counter[str]] = {}
    for clause in (clause.split() for one in written for clause in re.split(r"[^\w\s]+|\n", one)):
        for before, word in pairwise(clause):
            for known in ((before.lower(), word.lower()), (word.lower(),)):
                forms.setdefault(known, Counter())[word] += 1
    words: list[str] = []
    before = ""
    for part in re.split(r"(\w+)", text.lower()):
        counts = forms.get((before, part)) or forms.get((part,))
        words.append(counts.most_common(1)[0][0] if counts else part)
        before = part if part.strip() else before
    joined = "".join(words)
    return joined[:1].upper() + joined[1:]
