"""How a model names a passage, or a sentence of one: `[3]`, `[3.2]`, `[đoạn 3]`, `【3†…】`, `[^3]`, `[3](address)`.

Sentences are numbered as `sentence_spans` gives them, in the prompt and here alike. Knows no question and no check.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.sentences import sentences
from rag.answer import OPENED

_GAP = "[ \t\u00a0]{0,5}"
_WORD = rf"(?:(?:đoạn(?: trích)?|nguồn|bài|câu|source|passage|excerpt|document){_GAP}(?:số{_GAP})?)?"
_ITEM = rf"\^?{_WORD}\d{{1,3}}(?:[.:]\d{{1,3}})?"
_BARE = rf"[\[【［]{_GAP}({_ITEM}(?:{_GAP}[,;–-]{_GAP}{_ITEM})*){_GAP}(?:†[^\[\]【】\n]{{0,60}})?[\]】］]"
_ADDRESS = r"\([^()\s]{0,300}"
MARKER = re.compile(rf"{_BARE}(?:{_ADDRESS}\))?", re.IGNORECASE)
# What may yet become a marker, or a marker that its address may follow, at the end of what has come so far.
UNFINISHED = re.compile(rf"\s*(?:{_BARE}(?:{_ADDRESS})?|[\[【［][^\[\]【】［］\n]{{0,80}}|{OPENED})?$", re.IGNORECASE)
# What is left out of an answer's end, where nothing comes any more: half a marker, or half a marker's address.
BROKEN = re.compile(rf"\s*(?:{OPENED})?$|(?<=[\]】］]){_ADDRESS}$")
# A marker as `made_plain` leaves it.
PLAIN = re.compile(r"\[(\d+)(?:\.(\d+))?\]")
_NUMBER = re.compile(r"(\d{1,3})(?:[.:](\d{1,3}))?")
# A range longer than this is no list of sources.
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Label:
    """Passage `passage`, counted from 1; of it sentence `sentence`, counted from 1, or None for the whole."""

    passage: int
    sentence: int | None = None

    def __str__(self) -> str:
        return f"[{self.passage}]" if self.sentence is None else f"[{self.passage}.{self.sentence}]"


def labels(inside: str) -> Iterator[Label]:
    """What stands in a marker: `1, 3` → 1, 3; `2-4` → 2, 3, 4; `3.1-3.3` → 3.1, 3.2, 3.3."""
    for part in re.split(r"[,;]", inside):
        first, *last = (_label(number) for number in _NUMBER.finditer(part))
        if not last:
            yield first
        elif first.sentence is None:
            until = min(last[-1].passage, first.passage + _LONGEST)
            yield from (Label(n) for n in range(first.passage, until + 1))
        else:
            end = last[-1].sentence if last[-1].passage == first.passage else None
            until = min(end or last[-1].passage, first.sentence + _LONGEST)
            yield from (Label(first.passage, n) for n in range(first.sentence, until + 1))


def _label(number: re.Match[str]) -> Label:
    return Label(int(number[1]), int(number[2]) if number[2] else None)


def plain_labels(text: str) -> list[Label]:
    """The markers of a text that was made plain."""
    return [_label(marker) for marker in PLAIN.finditer(text)]


def made_plain(text: str) -> str:
    """`text` with every marker, in whatever form, as `[3]` or `[3.2]`."""
    return MARKER.sub(lambda marker: "".join(map(str, labels(marker[1]))), text)


def unmarked(text: str) -> str:
    """A text without its plain markers."""
    return PLAIN.sub("", text)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a passage's text, in the order in which they are numbered; at least one."""
    return sentences(text) or [(0, len(text))]
