"""The markers in an answer: from the model's `[passage]` to the reader's `[source]`, each with its own quote.

While the answer is written, `CitedText` shows it with provisional numbers. `settled` then checks every sentence: it
moves markers that point to the wrong passage, adds those that are missing and drops the false ones.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from language.sentences import sentences
from rag.answer import OPENED, Sentence, Source, source_of, without_markers
from rag.check.claims import claims_something, parts_of
from rag.check.support import Verdict, best_of, check
from vectorstore.records import Passage

_MARKER = re.compile(r"[\[【]\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*[\]】]")
_UNFINISHED = re.compile(rf"\s*(?:{OPENED})?$")
_SHOWN = re.compile(r"\[(\d+)\]")
_LEADING = re.compile(r"(?:\s*\[\d+\])+")
_END = re.compile(r"[\s.!?…;,:]*[\"”’»)*_]*\s*$")


# A quote that says less of a sentence than this may have another say the rest.
WHOLE = 0.9


class CitedText:
    """Takes an answer piece by piece and gives it back with the numbers in order of appearance, still unchecked."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._numbers: dict[int, int] = {}
        self._held = ""
        self._space = ""
        self.text = ""
        self.raw = ""
        """The answer with the model's own numbers, only those that a passage has: what `settled` takes."""

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
            before = without_markers(ready[done : marker.start()])
            known = [n for n in dict.fromkeys(_numbers(marker[1])) if 1 <= n <= len(self._passages)]
            written = self.text + shown + before
            numbers = dict.fromkeys(self._numbers.setdefault(n, len(self._numbers) + 1) for n in known)
            kept = "".join(f"[{n}]" for n in numbers if not written.endswith(f"[{n}]"))
            before = before or self._space
            bare = before.rstrip(" ")
            self._space = "" if kept else before[len(bare) :]  # for the marker that may follow a dropped one
            shown += (before if kept else bare) + kept
            self.raw += (before if kept else bare) + "".join(f"[{n}]" for n in known if kept)
            done = marker.end()
        if ready[done:]:
            self._space = ""
        rest = without_markers(ready[done:])  # a year in brackets is no source
        shown += rest
        self.raw += rest
        self.text += shown
        return shown


def _numbers(inside: str) -> Iterator[int]:
    """`1, 3` → 1, 3; `2-4` → 2, 3, 4."""
    for part in re.split(r"[,;]", inside):
        first, *last = (int(number) for number in re.split(r"[–-]", part))
        yield from range(first, min(last[-1], first + 20) + 1) if last else (first,)


def unmarked(text: str) -> str:
    """An answer's text without its `[n]`."""
    return _SHOWN.sub("", text)


@dataclass(frozen=True, slots=True)
class Settled:
    """An answer checked: its text, and the sentences and sources that agree with it. `claims`: how many say something.

    `borne_out` in 0…1 is the share of the claims that are supported, a partly supported one for half.
    """

    text: str
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    claims: int
    borne_out: float


def settled(raw: str, passages: Sequence[Passage]) -> Settled:
    """Check an answer whose `[n]` number `passages` (at least one) from 1; a number that no passage has is dropped.

    A marker stays, or moves, to the passages that bear its sentence out; a sentence that none does keeps no marker.
    """
    numbers: dict[tuple[str, int, int], int] = {}
    sources: list[Source] = []
    found: list[Sentence] = []
    scores: list[float] = []
    text = ""
    last_article = ""
    for gap, sentence in _sentences_with_markers(_MARKER.sub(_plain, raw).strip()):
        body, at = _without_markers(sentence)
        body = without_markers(body)  # as long as before: what a dropped marker left, like the 7 of “[[99]7]”
        cited = [passages[n - 1] for n in map(int, _SHOWN.findall(sentence)) if 1 <= n <= len(passages)]
        if not claims_something(body):
            judged = Sentence(body, (), "supported", 1.0)
        else:
            verdict, grounds = _grounds(body, list(dict.fromkeys(cited)), passages, last_article)
            citations = []
            for passage, start, end in grounds:
                place = (passage.article_id, start, end)
                if place not in numbers:
                    numbers[place] = len(numbers) + 1
                    quote = passage.text[start - passage.start : end - passage.start]
                    sources.append(source_of(numbers[place], passage, start, end, quote))
                citations.append(numbers[place])
            last_article = grounds[0][0].article_id if grounds else last_article
            marks = "".join(f"[{n}]" for n in dict.fromkeys(citations))
            space = " " if marks and at and not body[at - 1].isspace() else ""
            judged = Sentence(
                body[:at] + space + marks + body[at:], tuple(dict.fromkeys(citations)), verdict.support, verdict.score,
                verdict.reason,
            )  # fmt: skip
            scores.append({"supported": 1.0, "partial": 0.5, "unsupported": 0.0}[verdict.support])
        found.append(judged)
        text += gap + judged.text
    borne_out = sum(scores) / len(scores) if scores else 0.0
    return Settled(text, tuple(found), tuple(sources), len(scores), borne_out)


# A quote: characters [start, end) of the passage's article.
_Ground = tuple[Passage, int, int]


def _grounds(
    body: str, cited: Sequence[Passage], passages: Sequence[Passage], last_article: str
) -> tuple[Verdict, list[_Ground]]:
    """How far a sentence is borne out and by which quotes: those that the model named, where they do, else the best."""
    verdicts = {passage: check(body, passage) for passage in cited}
    named = [passage for passage in cited if verdicts[passage].support == "supported"]
    if named:
        best = best_of([verdicts[passage] for passage in named])
        pieces = _pieced_together(body, [*named, *passages]) if best.score < WHOLE and len(named) == 1 else None
        return best, pieces[1] if pieces else [(p, verdicts[p].start, verdicts[p].end) for p in named]
    verdicts |= {passage: check(body, passage) for passage in passages if passage not in verdicts}
    order = [*cited, *(p for p in passages if p.article_id == last_article), *passages]
    best = best_of([verdicts[passage] for passage in order])
    chosen = next(passage for passage in order if verdicts[passage] is best)
    if best.score < WHOLE and (pieced := _pieced_together(body, order)):
        return pieced
    if best.support == "unsupported":
        # What the model named says most plainly what is wrong.
        return (best_of([verdicts[p] for p in cited]) if cited else best), []
    return best, [(chosen, best.start, best.end)]


def _pieced_together(body: str, order: Sequence[Passage]) -> tuple[Verdict, list[_Ground]] | None:
    """A sentence whose parts are each borne out by one and the same article."""
    parts = parts_of(body)
    if len(parts) < 2:
        return None
    for article in dict.fromkeys(passage.article_id for passage in order):
        own = [passage for passage in dict.fromkeys(order) if passage.article_id == article]
        grounds: list[_Ground] = []
        scores = []
        for part in parts:
            verdicts = [check(part, passage) for passage in own]
            best = best_of(verdicts)
            if best.support != "supported":
                break
            grounds.append((own[verdicts.index(best)], best.start, best.end))
            scores.append(best.score)
        else:
            return replace(best, score=min(scores)), list(dict.fromkeys(grounds))
    return None


def _plain(marker: re.Match[str]) -> str:
    return "".join(f"[{n}]" for n in _numbers(marker[1]))


def _without_markers(sentence: str) -> tuple[str, int]:
    """A sentence without its markers, and where in it the last of them stood; else before its full stop."""
    markers = list(re.finditer(r"[ \t]*((?:\[\d+\]\s*)*\[\d+\])", sentence))
    if not markers:
        end = _END.search(sentence)
        return sentence, end.start() if end else len(sentence)
    body = ""
    done = 0
    for marker in markers:
        body += sentence[done : marker.start()]
        done = marker.end()
    return body + sentence[done:], len(body)


def _sentences_with_markers(text: str) -> Iterator[tuple[str, str]]:
    """Each sentence of an answer and the white space before it; a marker after the full stop belongs to it."""
    spans: list[tuple[int, int]] = []
    for start, end in sentences(text):
        leading = _LEADING.match(text[start:end])
        if leading and spans:
            spans[-1] = (spans[-1][0], start + leading.end())
            start += leading.end()
            start += len(text[start:end]) - len(text[start:end].lstrip())
        if start < end:
            spans.append((start, end))
    done = 0
    for start, end in spans:
        yield text[done:start], text[start:end]
        done = end
