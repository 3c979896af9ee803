"""One claim against all passages: first those that it cites, then the others, and the quotes that bear it out.

What a cited passage contradicts stays contradicted: looseness elsewhere doesn't outvote it.
"""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from language.meaning.reading import Reading, within
from rag.answer import Reason
from rag.check.gathering import gathered
from rag.check.passages import Quotation, taken_apart
from rag.check.support import Verdict, best_of, check, claim_of, judged
from vectorstore.records import Passage

# A quote: characters [start, end) of the passage's article.
Ground = tuple[Passage, int, int]
# Characters [start, end) of an article.
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """When a claim is taken for borne out by a passage that it doesn't cite."""

    whole_score: float = 0.9
    """A quote that says less of a sentence may have another say the rest."""
    moved_score: float = 0.6
    """A marker moves only to a passage that says so much of its sentence."""
    bare_score: float = 0.75
    """The same for a sentence without a figure or name."""
    passages: int = 4
    """So many are looked into, the likeliest first."""
    least_words: float = 0.5
    """Where a claim cites others, a passage of its language with fewer of its words isn't read."""
    contradicting_score: float = 0.7
    """A claim that cites nothing is contradicted only by a quote that says so much of it."""
    others_words: float = 0.8
    """A passage that says so much of a sentence, but of someone else, tells whose it is."""


ELSEWHERE = Elsewhere()
_WORD = re.compile(r"[^\W_]+")


def grounded(
    text: str, named: Mapping[Passage, Spans], shown: Sequence[Passage], last_article: str
) -> tuple[Verdict, list[Ground]]:
    """How far a claim is borne out and by which quotes: those that it names, where they do, else the best.

    Where nothing does, the quotes are those of the passages that it names which come nearest.
    """
    text = _without_outlet(text, named)
    verdicts = {passage: check(text, passage, spans) for passage, spans in named.items()}
    if named and all(named.values()):
        return _by_sentences(text, named, verdicts, shown)
    if named:
        held = _by_named(text, verdicts, shown)
        if held:
            return held
    others = _likely(text, [p for p in shown if p not in verdicts], last_article)
    elsewhere = {passage: check(text, passage) for passage in others if not named or _may_move(text, passage)}
    moved = {p: v for p, v in elsewhere.items() if v.support == "supported" and (not named or _moves(text, v))}
    if moved:
        best = best_of(list(moved.values()))
        together = _together(text, others) if best.score < ELSEWHERE.whole_score and not named else None
        return _with_grounds(together if together and together.score > best.score else best)
    if not named:
        together = _together(text, others)
        if together:
            return _with_grounds(together)
        best = best_of(list(elsewhere.values()) or [check(text, shown[0])])
        if best.support == "contradicted" and not _is_about(text, best):
            best = replace(best, support="unsupported", reason=Reason("words", ""))
        return best, _grounds(best) if best.support == "partial" else []
    best = best_of(list(verdicts.values()))
    if best.support == "unsupported" and (owner := _owner(text, elsewhere)):
        best = replace(best, reason=owner)
    return best, [ground for verdict in verdicts.values() for ground in _grounds(verdict)]


def _without_outlet(text: str, named: Iterable[Passage]) -> str:
    """What is told, without who tells it, as in “Báo Sông: nước lên”, where a cited passage is of that outlet."""
    for outlet in filter(None, (passage.outlet for passage in named)):
        rest = text[len(outlet) :].lstrip()
        if rest and text[: len(outlet)].casefold() == outlet.casefold() and not text[len(outlet)].isalnum():
            return rest.lstrip(":–- ") or text
    return text


def _by_named(
    text: str, verdicts: dict[Passage, Verdict], shown: Sequence[Passage]
) -> tuple[Verdict, list[Ground]] | None:
    """By the passages that the claim names: borne out or contradicted; None where they say too little."""
    supporting = [v for v in verdicts.values() if v.support == "supported"]
    against = max((v for v in verdicts.values() if v.support == "contradicted"), key=lambda v: v.fit, default=None)
    best = best_of(supporting) if supporting else None
    if best and (against is None or best.score >= against.fit):
        together = (
            _together(text, list(verdicts), shown)
            if best.score < ELSEWHERE.whole_score and len(supporting) == 1
            else None
        )
        if together and together.score > best.score:
            return _with_grounds(together)
        return best, [ground for verdict in supporting for ground in _grounds(verdict)]
    if together := _together(text, list(verdicts), shown):
        return _with_grounds(together)
    return (against, _grounds(against)) if against else None


def _by_sentences(
    text: str, named: Mapping[Passage, Spans], verdicts: Mapping[Passage, Verdict], shown: Sequence[Passage]
) -> tuple[Verdict, list[Ground]]:
    """By the sentences that the claim names, each passage's and all together; where they say too little, by others."""
    best = best_of(list(verdicts.values()))
    against = max((v for v in verdicts.values() if v.support == "contradicted"), key=lambda v: v.fit, default=None)
    if against and (best.support != "supported" or best.score < against.fit):
        best = against
    grounds = [ground for verdict in verdicts.values() for ground in _grounds(verdict)]
    if best.support == "supported":
        return best, grounds
    if len(named) > 1:
        first = taken_apart(next(iter(named)))
        together = judged(claim_of(text, first.published), Quotation.naming(named))
        if together.support == "supported":
            return together, grounds
    other = None if against else _beside_what_is_named(text, named, shown)
    return _with_grounds(other) if other else (best, grounds)


def _beside_what_is_named(text: str, named: Mapping[Passage, Spans], shown: Sequence[Passage]) -> Verdict | None:
    """By another sentence of the passages named that says nearly all by itself, or by a passage that isn't named."""
    beside = best_of([check(text, passage) for passage in named])
    apart = all(end <= beside.start or beside.end <= start for spans in named.values() for start, end in spans)
    if apart and beside.support == "supported" and beside.score >= ELSEWHERE.whole_score:
        return beside
    others = _likely(text, [passage for passage in shown if passage not in named], "")
    elsewhere = [check(text, passage) for passage in others if _may_move(text, passage)]
    if any(verdict.support == "contradicted" for verdict in elsewhere):
        return None
    moved = [v for v in elsewhere if v.support == "supported" and v.score >= ELSEWHERE.bare_score and _moves(text, v)]
    return best_of(moved) if moved else None


def _together(text: str, passages: Sequence[Passage], shown: Sequence[Passage] = ()) -> Verdict | None:
    """What several sentences of these passages, and of others of their articles, bear out together."""
    articles = {passage.article_id for passage in passages}
    beside = [passage for passage in shown if passage.article_id in articles]
    claim = claim_of(text, taken_apart(passages[0]).published if passages else None)
    quotation = gathered(claim, [*passages, *beside]) if passages else None
    verdict = judged(claim, quotation) if quotation else None
    return verdict if verdict and verdict.support == "supported" else None


def _is_about(text: str, verdict: Verdict) -> bool:
    """Whether the quote speaks of the same as a claim that doesn't name it: of all its names, in most of its words."""
    names = [name for name in claim_of(text, None).names if not name.opens_alone]
    said = verdict.quotation.reading.plain + verdict.quotation.head.plain
    return verdict.fit >= ELSEWHERE.contradicting_score and all(within(name.parts, said) for name in names)


def _likely(text: str, passages: Sequence[Passage], last_article: str) -> list[Passage]:
    """The passages that share most words with the claim, those of the last article first among equals."""
    words = _words(text)
    return sorted(
        passages,
        key=lambda p: (len(words & _words(f"{p.title} {p.text}")), p.article_id == last_article),
        reverse=True,
    )[: ELSEWHERE.passages]


def _may_move(text: str, passage: Passage) -> bool:
    """Whether the passage has enough of the claim's words to be read for it; words of another language tell nothing."""
    words = _words(text)
    said = len(words & _words(f"{passage.title} {passage.text}"))
    return said >= ELSEWHERE.least_words * len(words) or _crosses(text, passage)


def _crosses(text: str, passage: Passage) -> bool:
    return claim_of(text, None).english != (taken_apart(passage).language == "en")


@functools.lru_cache(512)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _moves(text: str, verdict: Verdict) -> bool:
    claim = claim_of(text, None)
    names = [name for name in claim.names if not name.opens_alone]
    anchors = len(names) + sum(not value.soft for value, _ in claim.values)
    if claim.english != verdict.quotation.reading.english and anchors < 2:
        return False
    return verdict.score >= (ELSEWHERE.moved_score if anchors else ELSEWHERE.bare_score)


def _owner(text: str, elsewhere: dict[Passage, Verdict]) -> Reason | None:
    """Whose it is that the claim tells of somebody else, if another passage says so."""
    claim: Reading = claim_of(text, None)
    for verdict in elsewhere.values():
        reason = verdict.reason
        if reason and reason.code == "name" and verdict.fit >= ELSEWHERE.others_words:
            others = [n for n in verdict.quotation.reading.names if not n.opens_alone]
            names = [n for n in others if not any(n.is_like(own) for own in claim.names)]
            if names:
                return Reason("role", reason.words, names[0].words)
    return None


def _with_grounds(verdict: Verdict) -> tuple[Verdict, list[Ground]]:
    return verdict, _grounds(verdict)


def _grounds(verdict: Verdict) -> list[Ground]:
    """The quotes of a verdict, neighbours as one."""
    grounds: list[Ground] = []
    for part in verdict.quotation.parts:
        if grounds and grounds[-1][0] is part.source.passage and part.first and part.start <= grounds[-1][2] + 2:
            grounds[-1] = (part.source.passage, grounds[-1][1], part.end)
        else:
            grounds.append((part.source.passage, part.start, part.end))
    return grounds
