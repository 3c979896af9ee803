"""A second reading by an LLM: one call for all sentences that the rules find nowhere; it may lift them, and no others.

What the rules call contradicted isn't shown to it. Knows no model: `ClaimReader` is handed in.
"""

import re
from collections.abc import Sequence
from typing import Protocol

import prompts
from language.detect import Language
from rag.check.grounding import Ground
from rag.check.markers import sentence_spans
from vectorstore.records import Passage

# What is shown of the passages; sentences beyond are left out.
MAX_CHARS = 24_000
# Brackets make fences and markers; articles and answers keep theirs in another form.
_BRACKETS = str.maketrans("<>[]【】", "‹›()()")
_YES = re.compile(
    r"^\s*(\d{1,3})\s*[:.)-]\s*(?:yes|có)\b[^\n]*?\[?(\d{1,3})\.(\d{1,3})\]?", re.IGNORECASE | re.MULTILINE
)


class ClaimReader(Protocol):
    """An LLM that reads for the check."""

    def read(self, system: str, asked: str) -> str:
        """What the model answers, in full; "" where it fails, and the rules' word stands."""


def lifted(
    claims: Sequence[str], passages: Sequence[Passage], reader: ClaimReader, language: Language
) -> dict[int, Ground]:
    """Which of `claims` (by place) the reader finds in the passages, and in which sentence of them."""
    if not claims:
        return {}
    asked = prompts.load(f"check_user.{language}", passages=_numbered(passages), claims=_listed(claims))
    said = reader.read(prompts.load(f"check_system.{language}"), asked)
    places: dict[int, Ground] = {}
    for answer in _YES.finditer(said):
        claim, passage, sentence = (int(number) - 1 for number in answer.groups())
        if claim in range(len(claims)) and passage in range(len(passages)):
            spans = sentence_spans(passages[passage].text)
            if sentence in range(len(spans)):
                first = passages[passage].start
                places[claim] = (passages[passage], first + spans[sentence][0], first + spans[sentence][1])
    return places


def _listed(claims: Sequence[str]) -> str:
    return "\n".join(f"{n}. {' '.join(claim.split()).translate(_BRACKETS)}" for n, claim in enumerate(claims, 1))


def _numbered(passages: Sequence[Passage]) -> str:
    lines = []
    left = MAX_CHARS
    for n, passage in enumerate(passages, 1):
        about = " — ".join(filter(None, (passage.title, passage.outlet, (passage.published or "")[:10])))
        lines.append(about.translate(_BRACKETS))
        for at, (start, end) in enumerate(sentence_spans(passage.text), 1):
            text = " ".join(passage.text[start:end].split()).translate(_BRACKETS)
            left -= len(text)
            if left < 0:
                return "\n".join(lines)
            lines.append(f"[{n}.{at}] {text}")
    return "\n".join(lines)
