"""The markers in an answer: from the model's `[passage]` to the reader's `[source]`, each with its own quote.

A number that no passage has is dropped; every other becomes the sentence of that passage that fits what was written.
"""

import re
from collections.abc import Iterator, Sequence

from rag.answer import Sentence, Source, source_of
from rag.support import best_match, share, support
from vectorstore.chunk import Passage
from vectorstore.sentences import sentences

_MARKER = re.compile(r"[\[【]\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*[\]】]")
_UNFINISHED = re.compile(r"\s*(?:[\[【][\d\s,;–-]{0,24})?$")
_SHOWN = re.compile(r"\[(\d+)\]")
_LEADING = re.compile(r"(?:\s*\[\d+\])+")


class CitedText:
    """Takes an answer piece by piece and gives it back with sources numbered in the order in which they appear."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._held = ""
        self._space = ""
        self.text = ""
        self.sources: list[Source] = []

    def feed(self, piece: str) -> str:
        """What can be shown now; a half-written marker, and the white space before it, is held back."""
        pending = self._held + piece
        cut = _UNFINISHED.search(pending)
        stop = cut.start() if cut else len(pending)
        self._held = pending[stop:]
        return self._show(pending[:stop])

    def close(self) -> str:
        """The rest, once no more comes: half a marker is dropped."""
        rest, self._held = self._held, ""
        return self._show(_UNFINISHED.sub("", rest))

    def _show(self, ready: str) -> str:
        shown = ""
        done = 0
        for marker in _MARKER.finditer(ready):
            before = ready[done : marker.start()]
            written = self.text + shown + before
            numbers = [self._source(n, _last_sentence(written)) for n in _numbers(marker[1]) if self._known(n)]
            kept = "".join(f"[{n}]" for n in dict.fromkeys(numbers) if not written.endswith(f"[{n}]"))
            before = before or self._space
            bare = before.rstrip(" ")
            self._space = "" if kept else before[len(bare) :]  # for the marker that may follow a dropped one
            shown += (before if kept else bare) + kept
            done = marker.end()
        if ready[done:]:
            self._space = ""
        shown += ready[done:]
        self.text += shown
        return shown

    def _known(self, n: int) -> bool:
        return 1 <= n <= len(self._passages)

    def _source(self, n: int, sentence: str) -> int:
        passage = self._passages[n - 1]
        match = best_match(sentence, passage)
        place = (passage.article_id, match.start, match.end)
        if place not in self._numbers:
            self._numbers[place] = len(self._numbers) + 1
            quote = passage.text[match.start - passage.start : match.end - passage.start]
            self.sources.append(source_of(self._numbers[place], passage, match.start, match.end, quote))
        return self._numbers[place]


def _numbers(inside: str) -> Iterator[int]:
    """`1, 3` → 1, 3; `2-4` → 2, 3, 4."""
    for part in re.split(r"[,;]", inside):
        first, *last = (int(number) for number in re.split(r"[–-]", part))
        yield from range(first, min(last[-1], first + 20) + 1) if last else (first,)


def unmarked(text: str) -> str:
    """An answer's text without its `[n]`."""
    return _SHOWN.sub("", text)


def _last_sentence(text: str) -> str:
    """The sentence that a marker at the end of `text` belongs to, without markers."""
    bare = unmarked(text).rstrip()
    spans = sentences(bare)
    return bare[slice(*spans[-1])] if spans else ""


def checked(text: str, sources: Sequence[Source]) -> tuple[Sentence, ...]:
    """The answer's sentences, each with its markers and how far the quotes behind them carry it."""
    quotes = {source.n: source.quote for source in sources}
    found = []
    for sentence in _sentences_with_markers(text):
        numbers = tuple(dict.fromkeys(int(n) for n in _SHOWN.findall(sentence)))
        score = share(unmarked(sentence), " ".join(quotes[n] for n in numbers)) if numbers else 0.0
        found.append(Sentence(sentence, numbers, support(score), round(score, 2)))
    return tuple(found)


def _sentences_with_markers(text: str) -> list[str]:
    """Sentences of an answer; a marker written after the full stop belongs to the sentence before it."""
    found: list[str] = []
    for start, end in sentences(text):
        sentence = text[start:end]
        leading = _LEADING.match(sentence)
        if leading and found:
            found[-1] += leading[0]
            sentence = sentence[leading.end() :].strip()
        if sentence:
            found.append(sentence)
    return found
