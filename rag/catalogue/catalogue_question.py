"""Whether a question asks for articles rather than for what they say, and for which.

Days, an outlet, a section and an author are taken out of the question; what is left must be worded as one of `frames`.
Knows the names that a library has, not its articles.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from language.dates.dates import DateSpan, date_span, dates_in
from language.detect import Language
from language.normal_form import fold, normalize
from language.spelling.diacritics import Accents
from rag.answer import Asks
from rag.catalogue.frames import frame_of
from rag.catalogue.subject_words import is_quoted, plain_subject, words_held
from rag.question.outlets import outlet_in

_ENDS = " \t?!.…;,:"
_OPENING = (
    "(?:(?:cho (?:tôi|mình|em|anh|chị)? ?(?:biết|hỏi)|xin (?:cho )?(?:biết|hỏi)|cho biết|làm ơn|hãy|xin|giúp (?:tôi"
    "|mình|em)|"
    "bạn ơi|ad ơi|bạn|tôi muốn (?:biết|xem|đọc|tìm)|mình muốn (?:biết|xem|đọc|tìm)|muốn biết|vậy|thế|à|ừ|ok|và|"
    "please|can you|could you|tell me|i want to (?:know|see|read)|so|and|well)[, ]+)*"
)
_CLOSING = "(?:[, ]+(?:nhé|nha|ạ|vậy|thế|nhỉ|với|đi|giúp tôi|giúp mình|cho tôi|cho mình|please|bạn|hả|hở))*"
_RECENTLY = (
    "(?:gần đây|dạo này|lúc này|hiện nay|hiện tại|bây giờ|mấy (?:ngày|hôm) (?:nay|qua|gần đây)|recently|lately"
    "|right now|now)"
)
_LIBRARY = (
    "(?:(?:ở|trong|tại) đây|(?:ở |trong |tại |của )?(?:kho báo|kho tin|kho|thư viện|hệ thống|dữ liệu"
    "|cơ sở dữ liệu)(?: này| của (?:bạn|tôi|mình))?"
    "|(?:in |of |from )?(?:the |this |my |your )?(?:library|collection|database|archive))"
)
_TO_DAYS = (
    "(?:(?:ngày |ra |đăng |được đăng |xuất bản |của "
    "|trong |vào |hồi |từ |các |published |dated |posted |in |on |of |from "
    "|for |during |since )*)"
)
_TO_OUTLET = (
    "(?:(?:được |đã )?(?:đăng |viết |đưa )?(?:của |trên |từ |do |bởi |trong |ở |theo |published |written |from |by "
    "|in |of |on |at )?"
    "(?:the )?(?:tờ báo |tờ |báo điện tử |báo |trang |tạp chí |đài |kênh |newspaper |paper )?)"
)
_SECTION = "(?:chuyên mục|chuyên trang|mục|chủ đề|thể loại|lĩnh vực|section|category|topic)"
_TOPIC = (
    f"(?:(?:trong|ở|thuộc|của|về|in|from|under) )?(?:the )?{_SECTION} <name>",
    "(?:(?:in|from|under) )?(?:the )?<name> (?:section|category|desk)",
    "(?<=\\btin )<name>",
    "(?<=\\btin tức )<name>",
    "<name>(?= news)",
)
_AUTHOR = (
    "(?:(?:do|của|bởi|by|from|written by) )?(?:tác giả|nhà báo|phóng viên|pv|cây bút|journalist|reporter"
    "|(?:the )?author) "
    "<name>(?: viết)?",
    "(?:do|của|bởi|by) <name>(?: viết)?",
    "(?<=bài )<name> viết",
    "<name>(?= (?:đã )?(?:viết|có|wrote|has written) )",
)
_MAX_CHARS = 300
_WHAT_ABOUT = re.compile(r".+, (?:còn (?:về )?(?P<new>.+) thì sao|and what about (?P<new2>.+))\?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CatalogueQuestion:
    """Which articles are asked for. `subject` as worded, `words` as `Library.listed` takes them; both "" for any.

    `of_events`: it may as well ask after what happened.
    """

    asks: Asks
    subject: str = ""
    words: str = ""
    days: DateSpan | None = None
    outlet: str | None = None
    topic: str | None = None
    author: str | None = None
    of_events: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """What a library's articles are known by."""

    outlets: Sequence[str] = ()
    topics: Sequence[str] = ()
    authors: Sequence[str] = ()


def catalogue_question(
    question: str, language: Language, accents: Accents, today: date, names: Names = Names()
) -> CatalogueQuestion | None:
    """What `question` asks of the catalogue; None where it asks for something that articles say. Some 2 ms."""
    text = normalize(question).strip(_ENDS)
    if len(text) > _MAX_CHARS or len(fold(text)) != len(text):
        return None
    # What was typed without marks may have got wrong ones.
    for bare in (False, True) if accents != "full" else (False,):
        if asked := _read(text, language, today, names, bare):
            return asked
    return None


def _read(text: str, language: Language, today: date, names: Names, bare: bool) -> CatalogueQuestion | None:
    spans, days = dates_in(text, today, unaccented=bare), date_span(text, today, unaccented=bare)
    outlet = outlet_in(text, names.outlets)
    for span in spans:
        text = _without(text, f"{_TO_DAYS}{re.escape(span.words.lower())}(?: qua| nay|'s)?", bare)
    if outlet:
        name = re.sub(r"^(?:bao dien tu|bao|tap chi|dai|trang) ", "", fold(outlet))
        text = _without(text, f"{_TO_OUTLET}{re.escape(name)}(?:'s)?", bare=True)
    text = _without(text, _LIBRARY, bare)
    text, topic = _named(text, names.topics, _TOPIC)
    text, author = _named(text, names.authors, _AUTHOR)
    recent = _without(text, f"{_RECENTLY}(?! nhất)", bare)
    for at, worded in enumerate(dict.fromkeys((text, recent))):
        worded = _core(worded, bare)
        core = (fold(worded) if bare else worded).lower().replace("'", " ")
        frame = frame_of(core, bare=bare)
        narrowed = bool(spans or outlet or topic or author or at)
        if frame is None or (
            frame.asks == "day" and not narrowed and (frame.subject or not _asks_for_news(core, bare))
        ):
            continue
        said = worded[slice(*frame.subject)] if frame.subject else ""
        subject = plain_subject(said)
        words = words_held(subject, language, bare=bare, whole=is_quoted(said))
        if words or not frame.subject:
            asks: Asks = "list" if frame.asks == "day" else frame.asks
            return CatalogueQuestion(asks, subject, words, days, outlet, topic, author, frame.of_events)
    return None


def of_another_subject(whole: str, previous: str, before: CatalogueQuestion) -> str | None:
    """“Có bao nhiêu bài về mía, còn lúa thì sao?” → “Có bao nhiêu bài về lúa?”, where `previous` asks as `before`."""
    instead = _WHAT_ABOUT.fullmatch(whole)
    if not instead or not before.subject or before.subject not in previous:
        return None
    return previous.replace(before.subject, instead["new"] or instead["new2"], 1)


def _core(text: str, bare: bool) -> str:
    """`text` without what leads up to the question and what is said after it."""
    compared = (fold(text) if bare else text).lower()
    opening = _compiled(_OPENING, bare).match(compared)
    closing = _compiled(f"{_CLOSING}$", bare).search(compared)
    return text[opening.end() if opening else 0 : closing.start() if closing else None].strip(_ENDS)


def _asks_for_news(core: str, bare: bool) -> bool:
    """Whether a question with no day and no paper asks for the news at large: “có gì mới?”, “latest news”."""
    return _compiled(r".*\b(?:tin tức|tin|gì mới|news|new|headlines|thời sự)\b.*", bare).fullmatch(core) is not None


def _named(text: str, names: Sequence[str], forms: Sequence[str]) -> tuple[str, str | None]:
    """`text` without the name of `names` that stands in it in one of `forms`, and that name."""
    folded = fold(text)
    for name in sorted(filter(str.strip, names), key=len, reverse=True):
        own = " ".join(fold(name).split())
        if own not in folded:
            continue
        for form in forms:
            if (shorter := _without(text, form.replace("<name>", re.escape(own)), bare=True)) != text:
                return shorter, name
    return text, None


def _without(text: str, pattern: str, bare: bool) -> str:
    """`text` less the first place where the whole words of `pattern` stand."""
    compared = (fold(text) if bare else text).lower()
    match = _compiled(rf"(?:^|(?<=\W)){pattern}(?!\w)", bare).search(compared)
    return " ".join(f"{text[: match.start()]} {text[match.end() :]}".split()) if match else text


@lru_cache(1024)
def _compiled(pattern: str, bare: bool) -> re.Pattern[str]:
    return re.compile(_folded(pattern) if bare else pattern)


def _folded(pattern: str) -> str:
    """`fold`, which would make small letters of `\\W`."""
    return "".join(part if part.startswith("\\") else fold(part) for part in re.split(r"(\\.)", pattern))
