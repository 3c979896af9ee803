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
# “… là lý do khiến …” has the cause before it.
_IS_REASON = re.compile(
    r"(?:là|chính là|cũng là) (?:một trong những )?(?:nguyên nhân|lý do|lí do|nguyên do)(?! (?:là|do|vì))", re.I
)
_SAYS = re.compile(r"(?:nói|cho biết|cho hay|cho rằng|khẳng định|giải thích|nhận định|lý giải)(?: rằng)? ")
# “Sa thải HLV sau chuỗi bốn trận thua”: what came before is told as the cause, or only as what came before.
_AFTER = re.compile(
    r"sau (?:chuỗi|loạt|tin|vụ|việc|sự cố|cú|trận|quyết định|phản ánh|khiếu nại|áp lực)"
    r"|trước (?:áp lực|sức ép)|theo yêu cầu",
    re.I,
)
# Who objects, or fears, says why by what he holds.
_HOLDS = re.compile(
    r"(?:phản đối|không đồng (?:tình|ý)|không tán thành|từ chối|lo ngại|kiến nghị|bức xúc)[^.;]{0,60}?"
    r"(?:cho rằng|vì|lo)",
    re.I,
)
_CLAUSE_END = re.compile(r"[;.!?)]|, (?:nên|khiến|trong khi|nhưng|đồng thời|theo|ông|bà)\b|$")
_LEAST_CHARS = 5
_LED_CHARS = 10
_WORD = re.compile(r"\w+")


def causes(text: str, said: str) -> Iterator[FittingValue]:
    """What follows “vì”, and what stands before “khiến”; not what the question, `said`, has with its “vì” itself."""
    if reason := _IS_REASON.search(text):
        tells = [match.end() for match in _SAYS.finditer(text, 0, reason.start())]
        yield FittingValue(tells[-1] if tells else 0, reason.start(), 1.0)
        text = text[: reason.start()]
    for value in _following(_CAUSE, text, 1.0):
        led = _WORD.findall(fold(text[max(0, value.start - _LED_CHARS) : value.start]))[-1:]
        if f" {' '.join([*led, *_WORD.findall(fold(text[value.start : value.end]))[:2]])} " not in said:
            yield value
    yield from _preceding(_FOLLOWED, text, 0.6)
    yield from _from(_AFTER, text, 0.45)
    yield from _following(_HOLDS, text, 0.6)


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


def _from(marker: re.Pattern[str], text: str, fit: float) -> Iterator[FittingValue]:
    """A word for it and what follows, up to where its clause ends."""
    for match in re.finditer(rf"(?<!\w)(?:{marker.pattern})(?!\w)", text, re.I):
        if end := _CLAUSE_END.search(text, match.end()):
            yield FittingValue(match.start(), end.start(), fit)


def _preceding(marker: re.Pattern[str], text: str, fit: float) -> Iterator[FittingValue]:
    """What stands before a word for what follows from it, from where its clause begins."""
    for match in re.finditer(rf",? (?:{marker.pattern})(?!\w)", text, re.I):
        start = max((text.rfind(stop, 0, match.start()) for stop in ("; ", ". ", ": ")), default=-1)
        yield FittingValue(start + 2 if start >= 0 else 0, match.start(), fit)
