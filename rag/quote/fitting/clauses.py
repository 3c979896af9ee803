"""Clauses that tell a cause, an aim, a means, or what something is."""

import re
from collections.abc import Iterator

from language.normal_form import fold
from rag.quote.fitting.value import FittingValue

_CAUSE = re.compile(
    r"(?:nguyên nhân|lý do|lí do|nguyên do)[^.;]{0,60}? (?:là|do|vì|bởi|được xác định)(?: do| vì| là)?"
    r"|là kết quả (?:của|từ)|chịu (?:tác động|ảnh hưởng|áp lực) (?:của|từ|bởi)"
    r"|(?:vì|bởi)(?! (?:vậy|thế|lý do này|lẽ đó|sao))"
    r"|do(?! (?:đó|vậy|ông|bà|công ty|bộ|sở|đội|anh|chị|ban|hãng|ubnd|liên đoàn)\b)"
    r"|xuất phát từ|bắt nguồn từ|nhờ|because(?: of)?|due to|caused by|as a result of|thanks to|since|after",
    re.I,
)
_AIM = re.compile(
    r"nhằm|để(?! lại)|mục (?:tiêu|đích)[^.;]{0,40}? là|phục vụ|dùng (?:để|cho)|in order to|so that|to", re.I
)
_MEANS = re.compile(r"bằng(?: cách)?|nhờ|thông qua|qua|dùng|sử dụng|by|through|using|with", re.I)
# “so” is English: “so với” compares.
_FOLLOWED = re.compile(r"nên|khiến|dẫn đến|dẫn tới|gây|làm cho|so(?! với)|leading to|causing", re.I)
_CLAUSE_END = re.compile(r"[;.!?)]|, (?:nên|khiến|trong khi|nhưng|đồng thời|theo|ông|bà)\b|$")
_LEAST_CHARS = 5
_WORD = re.compile(r"\w+")


def causes(text: str) -> Iterator[FittingValue]:
    """What follows “vì”, and what stands before “khiến”."""
    yield from _following(_CAUSE, text, 1.0)
    yield from _preceding(_FOLLOWED, text, 0.6)


def aims(text: str) -> Iterator[FittingValue]:
    """What follows “nhằm”."""
    yield from _following(_AIM, text, 1.0)


def means(text: str) -> Iterator[FittingValue]:
    """What follows “bằng cách”."""
    yield from _following(_MEANS, text, 0.7)


def said_to_be(text: str, said: str) -> Iterator[FittingValue]:
    """What follows “Giải nhất là” where the question, `said`, asks what “giải nhất … là”: that need be no name."""
    for match in re.finditer(r"(?<!\w)là ", text):
        subject = _WORD.findall(fold(text[: match.start()]))[-2:]
        end = _CLAUSE_END.search(text, match.end())
        if end and len(subject) == 2 and f" {' '.join(subject)} " in said:
            yield FittingValue(match.end(), end.start(), 1.0)


def _following(marker: re.Pattern[str], text: str, fit: float) -> Iterator[FittingValue]:
    """What follows a word for it, up to where its clause ends."""
    for match in re.finditer(rf"(?<!\w)(?:{marker.pattern})(?!\w) ", text, re.I):
        end = _CLAUSE_END.search(text, match.end())
        if end and end.start() - match.end() > _LEAST_CHARS:
            short = len(match[0]) <= 3
            yield FittingValue(match.end(), end.start(), fit * (0.8 if short else 1.0))


def _preceding(marker: re.Pattern[str], text: str, fit: float) -> Iterator[FittingValue]:
    """What stands before a word for what follows from it, from where its clause begins."""
    for match in re.finditer(rf",? (?:{marker.pattern})(?!\w)", text, re.I):
        start = max((text.rfind(stop, 0, match.start()) for stop in ("; ", ". ", ": ")), default=-1)
        yield FittingValue(start + 2 if start >= 0 else 0, match.start(), fit)
