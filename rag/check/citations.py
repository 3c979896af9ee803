"""The markers in an answer: from the model's `[passage]` to the reader's `[source]`, each with its own quote.

`settled` checks every sentence of a finished answer: it moves markers that point to the wrong passage and adds those
that are missing. What nothing bears out keeps what the model named, for that is where a reader wants to look.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from language.sentences import sentences
from rag.answer import Sentence, Source, source_of, without_markers
from rag.check.claims import claims_something, parts_of
from rag.check.markers import PLAIN, made_plain, plain_labels, sentence_spans
from rag.check.support import Verdict, best_of, check
from vectorstore.records import Passage

_LEADING = re.compile(rf"(?:\s*{PLAIN.pattern})+")
_END = re.compile(r"[\s.!?…;,:]*[\"”’»)*_]*\s*$")


# A quote that says less of a sentence than this may have another say the rest.
WHOLE = 0.9


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

    A marker stays, or moves, to the passages that bear its sentence out; where none does, it stays.
    """
    numbers: dict[tuple[str, int, int], int] = {}
    sources: list[Source] = []
    found: list[Sentence] = []
    scores: list[float] = []
    text = ""
    last_article = ""
    for gap, sentence in _sentences_with_markers(made_plain(raw).strip()):
        body, at = _without_markers(sentence)
        body = without_markers(body)  # as long as before: what a dropped marker left, like the 7 of “[[99]7]”
        cited = _named(sentence, passages)
        if not claims_something(body):
            judged = Sentence(body, (), "supported", 1.0)
        else:
            verdict, grounds = _grounds(body, cited, passages, last_article)
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
# The passages that a sentence names, each with those of its sentences that are named by their numbers.
_Named = dict[Passage, list[tuple[int, int]]]


def _named(sentence: str, passages: Sequence[Passage]) -> _Named:
    named: _Named = {}
    for label in plain_labels(sentence):
        if not 1 <= label.passage <= len(passages):
            continue
        passage = passages[label.passage - 1]
        spans = named.setdefault(passage, [])
        inside = sentence_spans(passage.text) if label.sentence else []
        if label.sentence and label.sentence <= len(inside):
            start, end = inside[label.sentence - 1]
            spans.append((passage.start + start, passage.start + end))
    return named


def _grounds(body: str, cited: _Named, passages: Sequence[Passage], last_article: str) -> tuple[Verdict, list[_Ground]]:
    """How far a sentence is borne out and by which quotes: those that the model named, where they do, else the best.

    Where nothing does, what the model named stays: at the sentence that it named, else at the one most like the claim.
    """
    verdicts = {passage: check(body, passage) for passage in cited}
    named = [passage for passage in cited if verdicts[passage].support == "supported"]
    if named:
        best = best_of([verdicts[passage] for passage in named])
        pieces = _pieced_together(body, [*named, *passages]) if best.score < WHOLE and len(named) == 1 else None
        return best, pieces[1] if pieces else [ground for p in named for ground in _at(body, p, verdicts[p], cited[p])]
    verdicts |= {passage: check(body, passage) for passage in passages if passage not in verdicts}
    order = [*cited, *(p for p in passages if p.article_id == last_article), *passages]
    best = best_of([verdicts[passage] for passage in order])
    chosen = next(passage for passage in order if verdicts[passage] is best)
    if best.score < WHOLE and (pieced := _pieced_together(body, order)):
        return pieced
    if best.support == "unsupported":
        # What the model named says most plainly what is wrong.
        looked_at = [(p, *span) for p in cited for span in cited[p] or [(verdicts[p].start, verdicts[p].end)]]
        return (best_of([verdicts[p] for p in cited]) if cited else best), list(dict.fromkeys(looked_at))
    return best, [(chosen, best.start, best.end)]


def _at(body: str, passage: Passage, verdict: Verdict, spans: Sequence[tuple[int, int]]) -> list[_Ground]:
    """Where a passage bears a sentence out: in the sentences that the model named, if they do so by themselves."""
    pointed = []
    for start, end in spans:
        alone = replace(passage, start=start, end=end, text=passage.text[start - passage.start : end - passage.start])
        if check(body, alone).support == "supported":
            pointed.append((passage, start, end))
    return pointed or [(passage, verdict.start, verdict.end)]


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


def _without_markers(sentence: str) -> tuple[str, int]:
    """A sentence without its markers, and where in it the last of them stood; else before its full stop."""
    markers = list(re.finditer(rf"[ \t]*(?:{PLAIN.pattern}\s*)*{PLAIN.pattern}", sentence))
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
