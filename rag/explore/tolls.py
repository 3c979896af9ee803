"""How many people an event killed, injured or left missing, as it changed from one day's articles to the next.

Silent where in doubt: two figures belong to one event only if the articles are alike, name the same place or thing that
few others name, and a later figure is not smaller. Asks nobody; knows articles and their vectors.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from language.dates.day import day_of
from language.detect import Language, language_of
from language.meaning.place_names import countries
from language.meaning.reading import read
from language.normal_form import normalize
from language.sentences import sentences
from rag.answer import Source
from rag.several.disagreement import DIFFERING, Stated, agree, figures_told
from rag.several.figure_asked import FigureAsked, figure_asked
from vectorstore.readable import ReadableLibrary
from vectorstore.records import Article, Passage

Fate = Literal["dead", "injured", "missing"]


@dataclass(frozen=True, slots=True)
class TollLimits:
    """What makes two tolls those of one event. Judged on 628 dated articles, strict: a wrong course costs more trust
    than a missing one.
    """

    newest_articles: int = 1_000
    most_courses: int = 6
    # The cosine of two articles, less what all have in common.
    alike_cosine: float = 0.45
    # A name that more articles than these name is no event's: at least so many, and this share of all.
    common_name_articles: int = 8
    common_name_share: float = 0.01


TOLLS = TollLimits()
_ASKED: dict[Fate, dict[Language, str]] = {
    "dead": {"vi": "Bao nhiêu người chết?", "en": "How many people died?"},
    "injured": {"vi": "Bao nhiêu người bị thương?", "en": "How many people were injured?"},
    "missing": {"vi": "Bao nhiêu người mất tích?", "en": "How many people are missing?"},
}
# The letters of a name of one word: Jakarta, Parachinar.
_TELLING = 5
_TELLS = re.compile(
    r"chết|thiệt mạng|tử vong|tử nạn|bị thương|mất tích|\b(?:dead|died|killed|injured|wounded|missing)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TollPoint:
    """A figure, `words` as the article has it, and the sentence that states it."""

    words: str
    source: Source


@dataclass(frozen=True, slots=True)
class TollCourse:
    """One event's figures of one fate, oldest first, each from the first article that gave it.

    `name` is what the articles name in common, `title` the newest one's.
    """

    fate: Fate
    name: str
    title: str
    points: tuple[TollPoint, ...]


def toll_courses(library: ReadableLibrary) -> list[TollCourse]:
    """Those that changed, the newest first; reads the newest articles, a millisecond each. Raises: LibraryError."""
    newest = [article for article, _ in library.articles(limit=TOLLS.newest_articles)]
    dated = [article for article in newest if day_of(article.published)]
    if len(dated) < 2:
        return []
    vectors = library.centroids([article.id for article in dated])
    centred = vectors - vectors.mean(axis=0)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    centred /= np.where(lengths > 0, lengths, 1)
    at = {article.id: place for place, article in enumerate(dated)}
    telling = [article for article in dated if _TELLS.search(article.text)]
    common = _common_names(dated)
    courses: list[TollCourse] = []
    for fate in _ASKED:
        told: dict[str, list[Stated]] = defaultdict(list)
        for one in _told(fate, telling):
            for name in _event_names(one.source) - common:
                told[name].append(one)
        for name, figures in told.items():
            alike = _alike(figures, centred, at)
            if course := _course(fate, name, alike):
                courses.append(course)
    return _distinct(courses)[: TOLLS.most_courses]


@functools.cache
def _asked(fate: Fate, language: Language) -> FigureAsked | None:
    return figure_asked(_ASKED[fate][language], language)


def _told(fate: Fate, articles: Sequence[Article]) -> Iterator[Stated]:
    """The one figure that each article gives, where it gives one."""
    for article in articles:
        asked = _asked(fate, language_of(article.text[: DIFFERING.language_chars]))
        if asked:
            facts = (article.title, article.published, article.outlet, article.url)
            whole = Passage(0, 0.0, article.id, *facts, 0, len(article.text), "", article.text)
            yield from figures_told(asked, (), [whole])


def _event_names(source: Source) -> set[str]:
    """What the title and the sentence name: no country, and no short word that merely has a capital."""
    names = (name for text in (source.title, source.quote) for name in read(text).names)
    telling = (name for name in names if len(name.parts) > 1 or (not name.opens and len(name.parts[0]) >= _TELLING))
    return {" ".join(name.parts) for name in telling} - {normalize(name).lower() for name in countries()}


def _common_names(articles: Sequence[Article]) -> set[str]:
    """What so many articles name that it tells no event from another: a city, an agency, an office."""
    counts = Counter[str]()
    for article in articles:
        opening = sentences(article.text)[:3]
        said = " ".join(article.text[start:end] for start, end in opening)
        counts.update({" ".join(name.parts) for name in read(f"{article.title}. {said}").names})
    most = max(TOLLS.common_name_articles, TOLLS.common_name_share * len(articles))
    return {name for name, count in counts.items() if count > most}


def _alike(figures: Sequence[Stated], vectors: np.ndarray, at: dict[str, int]) -> list[Stated]:
    """Those of articles that are like the newest one, within the time of one event."""
    newest = max(figures, key=lambda one: one.source.published or "")
    last = day_of(newest.source.published)
    kept = []
    for one in figures:
        day = day_of(one.source.published)
        cosine = float(vectors[at[one.source.article_id]] @ vectors[at[newest.source.article_id]])
        near = day is not None and last is not None and (last - day).days <= DIFFERING.same_event_days
        if near and cosine >= TOLLS.alike_cosine:
            kept.append(one)
    return kept


def _course(fate: Fate, name: str, figures: Sequence[Stated]) -> TollCourse | None:
    """The figures in order of their days, if they changed, never fell, and are of a size."""
    in_order = sorted(figures, key=lambda one: (_day(one), max(one.number.readings)))
    steps: list[Stated] = []
    for one in in_order:
        if steps and agree(one.number, steps[-1].number):
            continue
        if steps:
            before, now = max(steps[-1].number.readings), max(one.number.readings)
            if not before < now <= DIFFERING.apart_times * before:
                return None
        steps.append(one)
    if len({_day(one) for one in steps}) < 2:  # of one day they are a disagreement
        return None
    points = tuple(TollPoint(one.words, replace(one.source, n=n)) for n, one in enumerate(steps, 1))
    return TollCourse(fate, name, in_order[-1].source.title, points)


def _day(one: Stated) -> str:
    return (one.source.published or "")[:10]


def _distinct(courses: Sequence[TollCourse]) -> list[TollCourse]:
    """Each event's once, the newest first: articles may share several names."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for course in sorted(courses, key=lambda one: one.points[-1].source.published or "", reverse=True):
        articles = (course.fate, *(point.source.article_id for point in course.points))
        if articles not in seen:
            seen.add(articles)
            kept.append(course)
    return kept
