"""The course of an event: dated sentences of several articles, oldest first.

A sentence is dated by the day that it states itself, else by its article's. Knows passages, not how they were found.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from language.content import content_terms
from language.dates.calendar_names import MONTH_NAMES_EN
from language.dates.day import day_of
from language.detect import Language
from language.meaning.reading import read
from language.normal_form import fold, normalize
from language.sentences import sentences
from language.tokens import syllable_pairs, syllables
from language.values.moments import Moment, moments
from rag.answer import Point, Sentence, Source, source_of, without_markers
from rag.question.understand import Question
from rag.several.same_event import names_all
from vectorstore.records import Passage


@dataclass(frozen=True, slots=True)
class TimelineWeights:
    """What a timeline looks through and shows, and what makes a sentence one of it. Judged."""

    # Passages looked through: an event that runs for weeks is in more articles than one fact is.
    passages: int = 20
    most_points: int = 8
    most_points_a_day: int = 2
    least_chars: int = 40
    most_chars: int = 400
    # The share of the topic's words that an article's title and passage, and that they and the sentence, must say.
    about_share: float = 0.5
    sentence_share: float = 0.2
    opening_share: float = 0.4
    # A date beyond this share of a sentence, if it is longer than this, dates something that it mentions.
    early_share: float = 0.7
    short_chars: int = 120
    # Sentences that share more of their words, dates and topic aside, than this tell of the same; of different days,
    # this.
    same_share: float = 0.45
    copied_share: float = 0.9
    # Off for each place further down in its passage, where background stands; for speech; for what only goes on.
    later_cost: float = 0.02
    spoken_cost: float = 0.3
    leaning_cost: float = 0.15
    # Added for a day that the sentence states; for the sentence that opens its article.
    stated_gain: float = 0.25
    lead_gain: float = 0.2


TIMELINE = TimelineWeights()
_ENGLISH = (
    r"(?:a |the )?timeline (?:of|for)|chronology of|sequence of events (?:in|of|around)"
    r"|what (?:has |have )?(?:happened|been happening) (?:to|with|in|at|during|after|on)|how did (?=.* unfold)"
)
_ASKS = re.compile(
    r"\b(?:(?:da |dang |lai )?(?:co )?(?:chuyen|viec|dieu|nhung) gi (?:da |dang |vua )*(?:xay ra|dien ra)"
    r"(?: (?:voi|o|tai|trong))?"
    r"|(?:cac |nhung |toan bo )?dien bien(?: (?:chinh|moi|moi nhat|cua|vu|su viec))*(?= )"
    r"|qua trinh(?= .*(?:ra sao|the nao|dien ra))"
    r"|(?:cac |nhung )?(?:cot |dong )?moc (?:thoi gian|su kien)(?: (?:cua|chinh))*|dong thoi gian(?: cua)?"
    r"|dien ra (?:nhu )?the nao$|(?:da )?dien bien (?:ra sao|(?:nhu )?the nao)"
    rf"|{_ENGLISH})"
)
_FRAME = re.compile(
    r"\b(?:ra sao|(?:nhu )?the nao|dien bien|cho (?:toi )?biet|tom tat|ke lai|hay|neu|lap|xin|unfold(?:ed)?|please"
    r"|(?:give|show|tell) me|xay ra|dien ra|cac|nhung|vu viec|su viec|vu|viec|the|a|me)\b"
)
_SPEECH = re.compile(r"^[“\"'‘-]|[”\"]\s*[.,]?\s*(?:ông|bà|anh|chị|he|she|\w+ said)?[^.]{0,40}$")
_LEANS = re.compile(
    r"^(?:Ông|Bà|Anh|Chị|Họ|Đây|Đó|Điều này|Tuy nhiên|Ngoài ra|Bên cạnh đó|Trong khi đó|Do đó|Vì vậy|Theo đó|Trong đó|"
    r"Cùng ngày|Sau đó|Trước đó|Hiện|Riêng|He|She|They|It|This|However|Also)\b"
)
_CAPTION = re.compile(r"\b(?:Ảnh|Ảnh minh họa|Nguồn|Photo|TIN BÀI LIÊN QUAN)\b[^.]{0,40}[:(]|(?:Ảnh|Photo)\s*:")
_ASIDE = re.compile(r"\([^)]*\w[^)]*$|(?:so với|compared with|như) (?:\w+ )?$")
_BEFORE = {"vi": ("Ngày", "Tháng", "Bài đăng ngày"), "en": ("On", "In", "Article of")}


@dataclass(frozen=True, slots=True)
class _Event:
    """A sentence that may stand for an event: its ISO day or month, whether it states it, its words and its worth."""

    day: str
    stated: bool
    source: Source
    terms: frozenset[str]
    worth: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """The answer's sentences, each one line, with their sources, numbered in order, and the points; empty if none."""

    sentences: tuple[Sentence, ...] = ()
    sources: tuple[Source, ...] = ()
    points: tuple[Point, ...] = ()


def asks_timeline(question: str) -> bool:
    """Whether a question, with or without diacritics, asks how something went from day to day."""
    bare = " ".join(re.findall(r"\w+", fold(question)))
    return _ASKS.search(bare) is not None and bool(_topic(question))


def _topic(question: str) -> frozenset[str]:
    """The words of what is asked about, and pairs of them that stand together, without marks."""
    bare = " ".join(re.findall(r"\w+", normalize(question)))
    frames = [*_ASKS.finditer(fold(bare)), *_FRAME.finditer(fold(bare))]
    kept = "".join(
        " " if any(frame.start() <= at < frame.end() for frame in frames) else letter for at, letter in enumerate(bare)
    )
    return _terms(kept)


def _terms(text: str) -> frozenset[str]:
    content = content_terms(text)
    words = set(content)
    pairs = (pair for pair in syllable_pairs(syllables(fold(text))) if words.issuperset(pair.split("_")))
    return frozenset([*content, *pairs])


def timeline(question: Question, passages: Sequence[Passage]) -> Timeline:
    """Up to `most_points` dated sentences on the question's topic, oldest first; empty when they tell of fewer than two
    days. Copies of one story have been folded into one passage before."""
    topic = _topic(question.understood_as)
    # A question of few words may be taken for Vietnamese because of the names in it.
    in_english = question.language == "en" or re.search(rf"\b(?:{_ENGLISH})", fold(question.understood_as)) is not None
    language: Language = "en" if in_english else "vi"
    named = read(question.understood_as, language=language).names
    names = [name for name in named if not name.opens_alone]
    if in_english and names:  # the articles may be in Vietnamese: names are all that they share
        topic = _terms(" ".join(name.words for name in names))
    events = [
        event
        for passage in passages
        if names_all(names, f"{passage.title}\n{passage.text}")
        for event in _events(passage, topic)
    ]
    chosen = sorted(_chosen(events), key=_in_order)
    if len({event.day for event in chosen}) < 2:
        return Timeline()
    sources = tuple(replace(event.source, n=n) for n, event in enumerate(chosen, 1))
    lines = tuple(_line(event, source.n, language) for event, source in zip(chosen, sources, strict=True))
    points = tuple(Point(event.day, event.stated, source.n) for event, source in zip(chosen, sources, strict=True))
    return Timeline(lines, sources, points)


def _in_order(event: _Event) -> tuple[str, str, int]:
    """A month stands after its days: mostly it is over, or still to come, when a paper speaks of it so."""
    return f"{event.day}-32"[:10], event.source.article_id, event.source.start


def _events(passage: Passage, topic: frozenset[str]) -> Iterable[_Event]:
    head = _terms(f"{passage.title}. {passage.heading}")
    published = day_of(passage.published)
    if (
        published is None
        or len(topic & (head | _terms(passage.text))) < TIMELINE.about_share * len(topic)
        or not topic & head
    ):
        return
    for place, (start, end) in enumerate(sentences(passage.text)):
        text = passage.text[start:end]
        if (
            not TIMELINE.least_chars <= end - start <= TIMELINE.most_chars
            or text.endswith((":", "?"))
            or _CAPTION.search(text)
        ):
            continue
        terms = _terms(text)
        said = len(topic & terms) / len(topic)
        if said < TIMELINE.sentence_share and len(topic & head) < TIMELINE.about_share * len(topic):
            continue
        dates = moments(normalize(text).lower(), published)
        day = _stated(text, dates, published)
        opens = passage.start + start <= len(passage.title) + TIMELINE.least_chars and not any(
            one.year or one.month for one in dates
        )
        if day is None and not (opens and said >= TIMELINE.opening_share):
            continue
        worth = said + passage.score - TIMELINE.later_cost * place
        worth += TIMELINE.stated_gain * (day is not None and len(day) > len("2024-01")) + TIMELINE.lead_gain * (
            passage.start + start <= len(passage.title) + 2
        )
        worth -= TIMELINE.spoken_cost * bool(_SPEECH.search(text)) + TIMELINE.leaning_cost * bool(_LEANS.match(text))
        source = source_of(0, passage, passage.start + start, passage.start + end, text)
        yield _Event(day or published.isoformat(), day is not None, source, _own(terms - topic), worth)


def _own(terms: frozenset[str]) -> frozenset[str]:
    return frozenset(term for term in terms if not any(letter.isdigit() for letter in term))


def _stated(text: str, dates: Sequence[Moment], published: date) -> str | None:
    """The first day, or else month, that a sentence is dated by, within half a year of its article; not one that it
    mentions by the way, late or in brackets."""
    said = [
        one
        for one in dates
        if one.month
        and not one.side
        and not one.soft
        and one.start <= max(TIMELINE.early_share * len(text), TIMELINE.short_chars)
        and not _ASIDE.search(normalize(text)[: one.start])
    ]
    for one in sorted(said, key=lambda moment: moment.day is None):
        day = _iso(one.completed(published))
        if day and abs((date.fromisoformat(day if len(day) > 7 else f"{day}-15") - published).days) <= 183:
            return day
    return None


def _iso(moment: Moment) -> str | None:
    if moment.year is None or moment.month is None:
        return None
    if moment.day is None:
        return f"{moment.year:04}-{moment.month:02}"
    try:
        return date(moment.year, moment.month, moment.day).isoformat()
    except ValueError:
        return None


def _chosen(events: Sequence[_Event]) -> list[_Event]:
    """The best sentence of each day, then second ones; nothing twice."""
    chosen: list[_Event] = []
    for limit in range(1, TIMELINE.most_points_a_day + 1):
        for event in sorted(events, key=lambda event: -event.worth):
            taken = sum(other.day == event.day for other in chosen)
            if (
                len(chosen) < TIMELINE.most_points
                and taken < limit
                and not any(_alike(event, other) for other in chosen)
            ):
                chosen.append(event)
    return chosen


def _alike(one: _Event, other: _Event) -> bool:
    shared = len(one.terms & other.terms)
    return shared >= (TIMELINE.same_share if one.day == other.day else TIMELINE.copied_share) * max(
        1, min(len(one.terms), len(other.terms))
    )


def _line(event: _Event, n: int, language: Language) -> Sentence:
    quote = without_markers(event.source.quote)
    quoted = quote if quote.startswith("“") else f"“{quote}”"
    lead = lead_in(event.day, stated=event.stated, language=language)
    return Sentence(f"{lead}: {quoted} [{n}]", (n,), "supported", 1.0)


def lead_in(day: str, *, stated: bool, language: str) -> str:
    """“Ngày 28-7-2023”, or “Bài đăng ngày …” where only the article is dated."""
    on, during, article = _BEFORE["vi" if language == "vi" else "en"]
    year, month, *rest = map(int, day.split("-"))
    if language == "vi":
        when = f"{rest[0]}-{month}-{year}" if rest else f"{month}-{year}"
    else:
        when = f"{rest[0]} {MONTH_NAMES_EN[month - 1]} {year}" if rest else f"{MONTH_NAMES_EN[month - 1]} {year}"
    return f"{(on if rest else during) if stated else article} {when}"
