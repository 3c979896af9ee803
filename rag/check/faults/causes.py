"""Causes: what a claim gives as the reason, where its source gives none such, or says that it is not the reason."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.meaning.reading import Reading
from language.meaning.words import Term
from rag.answer import Reason


@dataclass(frozen=True, slots=True)
class CauseLimits:
    """How much of a cause, in the syllables of its content words, a source must say."""

    least_share: float = 0.3
    denied_share: float = 0.6
    """So much of a cause within what the source rules out makes it the one ruled out."""


LIMITS = CauseLimits()
_CAUSE = re.compile(
    r"(?<!\w)(?<!không )(?<!phải )(?:bởi vì|tại vì|vì|do|bởi|nhờ|xuất phát từ|bắt nguồn từ|theo yêu cầu của|theo lệnh|"
    r"because of|because|due to|thanks to|owing to) (?!sao|đó|vậy|thế|đâu)(?P<cause>[^,.;:()]*?)"
    r"(?=[,.;:()]| nên | mà |$)"
)
# What something is for, at the end of a sentence: “thu phí để sửa đường”.
_AIM = re.compile(
    r"(?<!\w)(?:để|nhằm|in order to) (?!lại|ý|các|cho|mặc|tang|yên|xảy|lộ|lọt|mất)(?P<cause>[^,.;:()]*?)(?=[.;]|$)"
)
_BEFORE_SO = re.compile(r"(?P<cause>[^,.;:()]+?),? (?:nên|khiến|làm cho|dẫn đến|dẫn tới) ")
_RULED_OUT = re.compile(
    r"(?<!\w)(?:không phải|chứ không|không hề|không) (?:là )?(?:do|vì|bởi|tại|nhờ) (?P<not>[^,.;:()]*)"
    r"|(?<!\w)chứ không phải (?:là )?(?P<nor>[^,.;:()]*)"
    r"|(?<!\w)(?:loại trừ|bác bỏ|loại bỏ)(?: khả năng| nguyên nhân| giả thuyết)* (?P<out>[^,.;:()]*)"
)


def without_cause(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """The cause that the claim gives and these lines don't, or rule out."""
    for words, cause in _causes(claim):
        total = sum(len(term.syllables) for term in cause)
        if not total:
            continue
        if not _RULED_OUT.search(claim.text) and _share_ruled_out(cause, lines) >= LIMITS.denied_share:
            return Reason("negation", words)
        said = sum(len(term.syllables) * max((_said(term, line) for line in lines), default=0.0) for term in cause)
        if said < LIMITS.least_share * total:
            return Reason("words", words)
    return None


def _causes(claim: Reading) -> Iterator[tuple[str, Sequence[Term]]]:
    spans = [match.span("cause") for match in _CAUSE.finditer(claim.text)]
    spans += [match.span("cause") for match in _AIM.finditer(claim.text)]
    spans += [match.span("cause") for match in _BEFORE_SO.finditer(claim.text)]
    named = [(name.at, name.end) for name in claim.names if len(name.parts) > 1]
    for start, end in spans:
        inside = [t for t in claim.terms if start <= t.at < end and not any(s <= t.at < e for s, e in named)]
        yield claim.text[start:end].strip(), [term for term in inside if term.syllables]


def _share_ruled_out(cause: Sequence[Term], lines: Sequence[Reading]) -> float:
    best = 0.0
    for line in lines:
        for match in _RULED_OUT.finditer(line.text):
            start, end = match.span(match.lastgroup or 0)
            out = {s for term in line.terms if start <= term.at < end for s in term.syllables}
            total = sum(len(term.syllables) for term in cause)
            best = max(best, sum(s in out for term in cause for s in term.syllables) / total)
    return best


def _said(term: Term, line: Reading) -> float:
    if term.meanings & line.meanings:
        return 1.0
    return sum(syllable in line.syllables for syllable in term.syllables) / len(term.syllables)
