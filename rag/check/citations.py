"""The markers in an answer: from the model's `[passage]` to the reader's `[source]`, each with its own quote.

`settled` checks every sentence of a finished answer: it moves markers that point to the wrong passage and adds those
that are missing. A sentence that nothing bears out keeps what the model named: a reader wants to look there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from language.detect import language_of
from rag.answer import Reason, Sentence, Source, Support, source_of, without_markers
from rag.check.claims import claims_something, states_figure, told_besides, without_attribution
from rag.check.grounding import Ground, grounded
from rag.check.markers import PLAIN, made_plain, plain_labels, sentence_spans
from rag.check.prose import Piece, cited_clauses, pieces, plain
from rag.check.second_reading import ClaimReader, lifted
from rag.check.support import Verdict, check
from vectorstore.records import Passage

# What stands at a sentence's end before quotation marks and the like; a pattern would look for it from every space.
_ENDING, _CLOSING = " \t\n\r\f\v\u00a0.!?…;,:", '"”’»)*_|'
_BORNE_OUT: dict[Support, float] = {"supported": 1.0, "partial": 0.5, "unsupported": 0.0, "contradicted": 0.0}
# The score of what only a second reading finds.
_READ_SCORE = 0.5
_WORST_FIRST: tuple[Support, ...] = ("contradicted", "unsupported", "partial", "supported")
# The passages that a sentence names, each with those of its sentences that are named by their numbers.
_CitedSentences = dict[Passage, list[tuple[int, int]]]


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


@dataclass(frozen=True, slots=True)
class _Checked:
    """A piece of the answer with what became of it; no `claims` for what claims nothing."""

    piece: Piece
    claims: tuple[str, ...]
    support: Support
    score: float
    reason: Reason | None
    grounds: tuple[Ground, ...]


def settled(raw: str, passages: Sequence[Passage], reader: ClaimReader | None = None) -> Settled:
    """Check an answer whose `[n]` number `passages` (at least one) from 1; a number that no passage has is dropped.

    A marker stays, or moves, to the passages that bear its sentence out; where none does, it stays. `reader` may find
    what the rules find nowhere.
    """
    checked: list[_Checked] = []
    last_article = ""
    for piece in pieces(made_plain(raw).strip()):
        checked.append(_checked(piece, passages, last_article))
        last_article = checked[-1].grounds[0][0].article_id if checked[-1].grounds else last_article
    if reader:
        checked = _read_again(checked, passages, reader)
    sources = _NumberedSources()
    sentences: list[Sentence] = []
    text = ""
    for one in checked:
        sentences.append(_sentence(one, sources))
        text += one.piece.gap + sentences[-1].text
    borne_out = [_BORNE_OUT[one.support] for one in checked if one.claims]
    share = sum(borne_out) / len(borne_out) if borne_out else 0.0
    return Settled(text, tuple(sentences), tuple(sources.listed), len(borne_out), share)


def _checked(piece: Piece, passages: Sequence[Passage], last_article: str) -> _Checked:
    named = _named(piece.text, passages)
    claims = tuple(_claims(piece, named))
    if not claims:
        nearest = tuple(_nearest(piece, passage, spans) for passage, spans in named.items())
        return _Checked(piece, (), "supported", 1.0, None, nearest)
    verdict, grounds = _judged([(claim, named) for claim in claims], passages, last_article)
    if verdict.support != "supported" and (apart := _by_clauses(piece, passages, last_article)):
        verdict, grounds = apart
    return _Checked(piece, claims, verdict.support, verdict.score, verdict.reason, tuple(grounds))


def _by_clauses(piece: Piece, passages: Sequence[Passage], last_article: str) -> tuple[Verdict, list[Ground]] | None:
    """Of a sentence whose clauses are cited each by itself: if what each cites bears it out."""
    clauses = cited_clauses(piece.text)
    if len(clauses) < 2 or len(piece.parts) > 1:
        return None
    cited = [(plain(clause), _named(clause, passages)) for clause in clauses]
    verdict, grounds = _judged(cited, passages, last_article)
    return (verdict, grounds) if verdict.support == "supported" else None


def _read_again(checked: Sequence[_Checked], passages: Sequence[Passage], reader: ClaimReader) -> list[_Checked]:
    """The same, with what the reader finds of what was found nowhere."""
    open_ones = [n for n, one in enumerate(checked) if one.claims and one.support == "unsupported"]
    claims = ["; ".join(checked[n].claims) for n in open_ones]
    again = list(checked)
    for place, ground in lifted(claims, passages, reader, language_of(" ".join(claims))).items():
        one = checked[open_ones[place]]
        again[open_ones[place]] = replace(one, support="supported", score=_READ_SCORE, reason=None, grounds=(ground,))
    return again


def _sentence(one: _Checked, sources: "_NumberedSources") -> Sentence:
    body, at = _without_markers(one.piece.text)
    body = without_markers(body)  # as long as before: what a dropped marker left, like the 7 of “[[99]7]”
    numbers = tuple(dict.fromkeys(map(sources.number, one.grounds)))
    marks = "".join(f"[{n}]" for n in numbers)
    space = " " if marks and at and not body[at - 1].isspace() else ""
    return Sentence(body[:at] + space + marks + body[at:], numbers, one.support, one.score, one.reason)


class _NumberedSources:
    """The sources of an answer, numbered from 1 as they are first named."""

    def __init__(self) -> None:
        self.listed: list[Source] = []
        self._numbers: dict[tuple[str, int, int], int] = {}

    def number(self, ground: Ground) -> int:
        """The number of a quote."""
        passage, start, end = ground
        place = (passage.article_id, start, end)
        if place not in self._numbers:
            self._numbers[place] = len(self._numbers) + 1
            quote = passage.text[start - passage.start : end - passage.start]
            self.listed.append(source_of(self._numbers[place], passage, start, end, quote))
        return self._numbers[place]


def _claims(piece: Piece, named: _CitedSentences) -> list[str]:
    """What of a piece is to be checked; of a sentence that states an absence, only what it adds."""
    claims = []
    for part in piece.parts:
        besides = told_besides(part)
        claim = without_attribution(part if besides is None else besides)
        checkable = claims_something(claim) if named or not piece.heads else states_figure(claim)
        if claim and checkable:
            claims.append(claim)
    return claims


def _judged(
    claims: Sequence[tuple[str, _CitedSentences]], passages: Sequence[Passage], last_article: str
) -> tuple[Verdict, list[Ground]]:
    """The worst verdict of the claims of one sentence or row, each with what it cites, and the quotes of all."""
    results = [grounded(claim, named, passages, last_article) for claim, named in claims]
    worst, _ = min(results, key=lambda result: (_WORST_FIRST.index(result[0].support), result[0].score))
    grounds = [
        ground
        for (verdict, quotes), (claim, named) in zip(results, claims, strict=True)
        for quote in quotes
        for ground in _pointed(claim, quote, named, supported=verdict.support == "supported")
    ]
    return worst, list(dict.fromkeys(grounds))


def _pointed(claim: str, quote: Ground, named: _CitedSentences, *, supported: bool) -> list[Ground]:
    """A quote, or in its place the sentences that the model named: where those bear the claim out, or nothing does."""
    passage = quote[0]
    spans = [(passage, start, end) for start, end in named.get(passage, ())]
    if not supported:
        return spans or [quote]
    alone = [replace(p, start=s, end=e, text=p.text[s - p.start : e - p.start]) for p, s, e in spans]
    return [span for span, one in zip(spans, alone, strict=True) if check(claim, one).support == "supported"] or [quote]


def _nearest(piece: Piece, passage: Passage, spans: Sequence[tuple[int, int]]) -> Ground:
    """Where a passage is named by what claims nothing: at the sentence named, else at the one most like it."""
    if spans:
        return (passage, *spans[0])
    verdict = check(" ".join(piece.parts), passage)
    return passage, verdict.start, verdict.end


def _named(sentence: str, passages: Sequence[Passage]) -> _CitedSentences:
    named: _CitedSentences = {}
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


def _without_markers(sentence: str) -> tuple[str, int]:
    """A sentence without its markers, and where in it the last of them stood; else before its full stop."""
    markers = list(re.finditer(rf"[ \t]*(?:{PLAIN.pattern}\s*)*{PLAIN.pattern}", sentence))
    if not markers:
        return sentence, len(sentence.rstrip().rstrip(_CLOSING).rstrip(_ENDING))
    body = ""
    done = 0
    for marker in markers:
        body += sentence[done : marker.start()]
        done = marker.end()
    return body + sentence[done:], len(body)
