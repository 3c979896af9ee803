"""Makes a follow-up self-standing by rules: ellipsis, pronouns and bare question words take what they lack from the
turns before. A question that has its own subject is left alone. No model.
"""

import functools
import re
from collections.abc import Callable, Sequence
from datetime import date

from language.content import content_terms
from language.dates.dates import dates_in
from language.detect import Language, function_phrases, function_words, language_of
from language.meaning.names import capitalised_runs, names_something
from language.tables import rows
from rag.answer import Turn
from rag.question.question_clauses import ENDS, clause, lower_first, subject, upper_first
from rag.question.references import any_case, pointing_back, with_names
from rag.question.substitution import dated, substituted

# Whether a question without a name goes on about what a turn was about, as far as the library can tell.
GoesOn = Callable[[str, Turn], bool]

_OWN_WORDS = 8
_OPENERS = any_case(
    r"^(?:(?:ừ|ờ|à|ok|vậy thì|thế thì|vậy|thế|và|rồi|and|so|then|but|ok|okay|"
    r"(?:thế |vậy )?còn(?! (?:bao nhiêu|mấy|gì|ai|nào)))[, ]+)++"
)
# What goes on with these goes on about the same, where it names nothing else: “Thế …”, “Rồi …”.
_LEADS_ON = any_case(r"^(?:vậy thì|thế thì|thế còn|vậy|thế|và|rồi|riêng|then|and)[, ]")
# A name and a bare question after a number: “Real thì được bao nhiêu?” asks of Real what was asked before.
_OF_ANOTHER = any_case(
    r"^(?P<x>.+?)(?: thì)?(?: (?:được|có|là|đã|bị|lại|đang))*(?: (?:bao nhiêu|mấy|thế nào|ra sao|how many|how much))?$"
)
_COURTESY = any_case(r"^(?:(?:ok |okay )?(?:cảm ơn|cám ơn|thanks|thank you|xin chào|chào)(?: bạn| nhé)*[,.!… ]+)+")
_WHAT_ABOUT = (
    any_case(r"^(?:(?:vậy|thế) )?còn (?P<x>.+?)(?: (?:thì sao|thế nào|ra sao|thì thế nào|thì như thế nào|nữa))?$"),
    any_case(r"^con (?P<x>.+?)(?: thì sao)?$"),
    any_case(r"^(?P<x>.+?) (?:thì sao|thì thế nào)$"),
    any_case(r"^(?:and|và) (?P<x>\S+(?: \S+){0,3})$"),
    any_case(r"^(?:what|how) about (?P<x>.+)$"),
)
_ASKS = any_case(
    r"\b(?:ai|gì|nào|đâu|bao nhiêu|bao giờ|bao lâu|mấy|khi nào|vì sao|tại sao|thế nào|ra sao|không|chưa|"
    r"who|what|when|where|why|how|which)\b"
)
_WHY = any_case(r"^(?:vì sao|tại sao|sao|do đâu|vì đâu)(?: (?:vậy|thế|lại (?:như )?(?:vậy|thế)|như (?:vậy|thế)))?$")
_BARE = any_case(
    r"^(?:(?:ở|tại|từ|đến|vào|do|với|bởi|cho|của|bằng) )?(?:đâu|ai|khi nào|lúc nào|bao giờ|bao nhiêu|bao lâu|"
    r"như thế nào|thế nào|ra sao|(?:lúc )?mấy giờ|(?:[^\W\d_]+ )?(?:nào|gì))"
    r"(?: (?:vậy|thế|rồi|nhỉ))?$"
)
_ENGLISH_BARE = any_case(
    r"^(?:(?:by|with|for|to|from|in|on|at) )?(?:why|where|when|who|whom|how|how [a-z]+|which [a-z]+)"
    r"(?: exactly| so| is that)?$"
)
_WHICH = any_case(r"^(?:cụ thể )?(?:là )?(?:những )?(?:ai|gì|cái gì|những gì|nào)$")
_MORE = any_case(
    r"^(?:(?:hãy |xin |bạn )*(?:nói|kể|giải thích|cho biết|trình bày|tóm tắt) )?(?:rõ|thêm|tiếp|chi tiết|cụ thể|kỹ)"
    r"(?: hơn| thêm)?(?: (?:về )?(?:việc|chuyện|điều|vụ) (?:này|đó))?"
    r"(?: (?:đi|nhé|với|xem|được không|nào|là gì|thế nào|ra sao|như thế nào))*$|^(?:"
    r"(?:tell me )?more(?: details?)?|go on|elaborate|explain)$"
)
_ELSE = any_case(
    r"^(?:còn )?(?:gì|ai|điều gì|những gì|cái gì|vấn đề gì)(?: khác)?(?: nữa)?(?: không)?$|^(?:what|who|anything) else$"
)
_DEFINITION = any_case(r"\b(?:là gì|nghĩa là)\b|^what (?:is|are|does)\b")
_WHEN = any_case(r"\b(?:khi nào|bao giờ|lúc nào|(?:ngày|tháng|năm|hôm) nào|when|what (?:day|date|year))\b")
# A day that says when something began or ended doesn't hold for what is asked next.
_OF_AN_EVENT = any_case(
    r"\b(?:khởi công|khánh thành|thành lập|xây|dựng|xong|sinh|ra đời|hoàn thành|ban hành|trước|sau|từ|đến|tính đến|"
    r"born|built|founded|since|before|after|until|by)(?: vào| ngày| in| on)* $"
)
_LEAD = any_case(r"(?:\b(?:trong|vào|hồi|ngày|sáng|trưa|chiều|tối|đêm|in|on|during) )*$")
_OBJECT_WANTED = any_case(
    r"^(?:ai|những ai|(?:cơ quan|đơn vị) nào) (?!bị )(?:(?:đã|sẽ|đang|được) )?[^\W\d_]+(?: [^\W\d_]+)?$"
)
_SUBJECT_WANTED = any_case(
    r"^(?:đã |sẽ |đang |được |bị )?(?:diễn ra|xảy ra|bắt đầu|kết thúc|kéo dài|tổ chức|khởi công|khánh thành|hoàn thành|"
    r"áp dụng|có hiệu lực|thông qua|ban hành|dự kiến|gồm|bao gồm|trị giá|tăng|giảm|đạt|nằm|thuộc|dài|"
    r"cao|rộng|sâu|nặng|dày|sinh|mất|gặp|nhận|đã|sẽ|đang|bị|được|phải)\b"
)


def self_standing(
    question: str, turns: Sequence[Turn], today: date, goes_on: GoesOn = lambda question, turn: False
) -> str | None:
    """`question` (diacritics restored) with what it takes from `turns`, oldest first, whose questions are themselves
    self-standing; None when it needs nothing."""
    if not turns:
        return None
    previous = turns[-1].question
    bare = _COURTESY.sub("", (question.lower() if question.isupper() else question).strip(ENDS))
    core = _OPENERS.sub("", bare).strip(ENDS)
    if not core:
        return None
    topic = _topic(previous, today)
    unnamed = not names_something(core)
    led_on = _LEADS_ON.match(bare) is not None and not _DEFINITION.search(core)
    goes = led_on or (unnamed and not turns[-1].abstained and goes_on(core, turns[-1]))
    rewritten = (
        _what_about(bare, turns, today)
        or _bare_word(core, previous)
        or with_names(core, turns)
        or pointing_back(core, topic)
        or (_about(core, topic) if _elliptical(core, today) or (unnamed and goes) else None)
    )
    return f"{upper_first(_with_days(rewritten.strip(ENDS), previous, today))}?" if rewritten else None


def _topic(previous: str, today: date) -> str:
    """What `previous` is about, less the days that it opens with: those are carried over by themselves."""
    about = previous
    for span in dates_in(previous, today)[:1]:
        before, _, after = previous.partition(span.words)
        about = after.strip(ENDS) if _LEAD.fullmatch(before) else previous
    return subject(about or previous, language_of(previous))


def _what_about(bare: str, turns: Sequence[Turn], today: date) -> str | None:
    """“còn năm 2022 thì sao?”, “what about Hanoi?”: the question before, asked of something else."""
    previous = turns[-1].question
    match = next((match for form in _WHAT_ABOUT if (match := form.match(bare))), None)
    if match is None:
        without = _OPENERS.sub("", bare)
        if dated(without, today):
            return substituted(previous, without, today)
        match = _OF_ANOTHER.match(without)
        if match is None or not _is_name(match["x"]):
            return None
    instead = _OPENERS.sub("", match["x"]).strip(ENDS)
    if _ASKS.search(instead):
        return None
    if match.start("x") == 0:
        instead = lower_first(instead)
    instead = with_names(instead, turns) or instead
    if new := substituted(previous, instead, today):
        return new
    asked = previous.strip(ENDS)
    return f"{asked}, and what about {instead}" if language_of(bare) == "en" else f"{asked}, còn {instead} thì sao"


def _is_name(words: str) -> bool:
    """Whether `words` are one name and nothing else."""
    return names_something(words) and capitalised_runs(f"về {words}") == [(3, 3 + len(words))]


def _bare_word(core: str, previous: str) -> str | None:
    """“vì sao?”, “ở đâu?”, “why?”, “tell me more”: the question before, with another question word."""
    language = language_of(previous)
    if _MORE.match(core):
        return previous
    if _ELSE.match(core):
        return f"{previous.strip(ENDS)}, {'and what else' if language == 'en' else 'còn gì nữa'}"
    if _ENGLISH_BARE.match(core):
        return f"{previous.strip(ENDS)}, and {core.lower()}"
    if _WHY.match(core):
        return f"vì sao {lower_first(clause(previous, language))}"
    if _WHICH.match(core):
        return f"{previous.strip(ENDS)}, cụ thể là {core.split()[-1]}"
    if _BARE.match(core):
        return f"{clause(previous, language)} {core.lower()}"
    return None


def _elliptical(core: str, today: date) -> bool:
    """“Nguyên nhân là gì?”, “Ai chủ trì năm 2022?”: all its words but days ask after a side of what it doesn't name."""
    for span in dates_in(core, today):
        core = core.replace(span.words, "").strip(ENDS)
    if names_something(core) or re.search(r"\d", core):
        return False
    # “rộng bao nhiêu?” asks after a side of something, “thuế là gì?” after the word itself.
    lone = len(content_terms(core)) == 1 and not _DEFINITION.search(core)
    return lone or _only_relational(core, language_of(core))


def _about(core: str, topic: str) -> str:
    topic = lower_first(topic)
    if language_of(core) == "en":
        return f"regarding {topic}, {lower_first(core)}"
    if _SUBJECT_WANTED.match(core):
        return f"{topic} {lower_first(core)}"
    if _OBJECT_WANTED.match(core):
        return f"{core} {topic}"
    return f"về {topic}, {lower_first(core)}"


def _with_days(whole: str, previous: str, today: date) -> str:
    """`whole` in the days that `previous` asked about, unless it names or asks after others."""
    if _WHEN.search(whole) or dates_in(whole, today):
        return whole
    for span in dates_in(previous, today):
        before = previous[: previous.find(span.words)]
        if not _OF_AN_EVENT.search(before):
            lead = _LEAD.search(before)
            return f"{whole} {lower_first((lead[0] if lead else '') + span.words)}"
    return whole


@functools.cache
def _relational(language: Language) -> tuple[tuple[str, ...], ...]:
    words = (word for code, row in rows("relational") if code == language for word in row.split(", "))
    return tuple(sorted({tuple(word.split()) for word in words}, key=len, reverse=True))


def _only_relational(core: str, language: Language) -> bool:
    """Whether nothing is left of a short question once relational and function words are gone."""
    tokens = re.findall(r"[^\W_]+", core.lower())
    relational = _relational(language)
    phrases = (*relational, *(function_phrases() if language == "vi" else ()))
    small = function_words(language)
    own = at = 0
    while at < len(tokens):
        rest = tuple(tokens[at:])
        phrase = next((phrase for phrase in phrases if rest[: len(phrase)] == phrase), None)
        if phrase is None and tokens[at] not in small:
            return False
        own += len(phrase) if phrase in relational else 0
        at += len(phrase or (1,))
    return 0 < own <= _OWN_WORDS
