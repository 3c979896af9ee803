"""What came in the library's last days: the stories that most articles tell, and all headlines by section or day.

The last days are the library's own: of an archive that ended years ago, the days before it ended. Knows no reader.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from rag.answer import Source
from rag.catalogue.gist import gist
from rag.explore.overview import Headline, headline_of
from vectorstore.encoders.encoder import Vectors
from vectorstore.readable import ReadableLibrary
from vectorstore.records import Article, Filters, Order


@dataclass(frozen=True, slots=True)
class BriefingLimits:
    """How far back a briefing reaches, and what makes articles one story; judged on two libraries of news.

    Days are taken, the newest first, until there are `enough_articles` or the next is `most_days` before the newest;
    and on, where there are fewer than `fewest_articles` by then. `alike_cosine`: the mean cosine of two groups of
    articles, less what the newest `compared_articles` have in common, from which they tell one story.
    `sectioned_share`: the share of articles with a section from which sections order the headlines.
    """

    enough_articles: int = 40
    most_days: int = 7
    fewest_articles: int = 6
    most_articles: int = 300
    compared_articles: int = 400
    alike_cosine: float = 0.5
    most_stories: int = 6
    sectioned_share: float = 0.5


BRIEFING = BriefingLimits()


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell the same, the newest first, and what that one says first, in its own words."""

    articles: tuple[Headline, ...]
    outlets: int
    opening: Source | None


@dataclass(frozen=True, slots=True)
class HeadlineGroup:
    """The headlines of a section or of a day, newest first; `name` is empty for those without."""

    name: str
    articles: tuple[Headline, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """`first`, `last`: the days that it is of, ISO; None where no article has a day, and it is of those added last.

    `total`: how many articles these days have, of which the newest are here. `outlets`: how many articles each has.
    """

    first: str | None
    last: str | None
    total: int
    stories: tuple[Story, ...]
    by: Literal["section", "day"]
    groups: tuple[HeadlineGroup, ...]
    outlets: tuple[tuple[str, int], ...]


def briefing(library: ReadableLibrary, today: date) -> Briefing:
    """The briefing of a library as it is; days after `today` are somebody's mistake. 0.1 s for 400 articles.

    Raises: LibraryError.
    """
    first, last = _days(library.counts("day"), (today + timedelta(days=1)).isoformat())
    filters = Filters(date.fromisoformat(first), date.fromisoformat(last)) if first and last else Filters()
    order: Order = "newest" if first else "added"
    listing = library.listed(filters, limit=BRIEFING.most_articles, order=order)
    articles = listing.articles
    groups = stories_among(articles, _compared(library, articles))
    sectioned = sum(1 for article in articles if article.topic) >= BRIEFING.sectioned_share * max(1, len(articles))
    outlets = Counter(article.outlet for article in articles if article.outlet)
    return Briefing(
        first,
        last,
        listing.total,
        tuple(_story([articles[place] for place in places]) for places in groups[: BRIEFING.most_stories]),
        "section" if sectioned else "day",
        _grouped(articles, by_section=sectioned),
        tuple(outlets.most_common()),
    )


def stories_among(articles: Sequence[Article], vectors: Vectors) -> list[list[int]]:
    """The places of articles that tell one story each, those first that most outlets and articles tell.

    Groups are joined while the mean cosine between two is high enough (average linkage). `vectors`: (n, dim), centred.
    """
    alike = vectors @ vectors.T
    members = {place: [place] for place in range(len(articles))}
    np.fill_diagonal(alike, -1.0)
    while len(members) > 1:
        one, other = map(int, np.unravel_index(int(alike.argmax()), alike.shape))
        if alike[one, other] < BRIEFING.alike_cosine:
            break
        sizes = len(members[one]), len(members[other])
        joined = (alike[one] * sizes[0] + alike[other] * sizes[1]) / sum(sizes)
        members[one] += members.pop(other)
        alike[one], alike[:, one] = joined, joined
        alike[other], alike[:, other], alike[one, one] = -1.0, -1.0, -1.0
    told = [sorted(places) for places in members.values() if len(places) > 1]
    return sorted(told, key=lambda places: (-_outlets([articles[n] for n in places]), -len(places), places))


def _days(counted: Sequence[tuple[str, int]], before: str) -> tuple[str, str] | tuple[None, None]:
    days = sorted(((day, count) for day, count in counted if day < before), reverse=True)
    if not days:
        return None, None
    last = first = days[0][0]
    earliest, held = (date.fromisoformat(last) - timedelta(days=BRIEFING.most_days - 1)).isoformat(), 0
    for day, count in days:
        if held >= BRIEFING.enough_articles or (day < earliest and held >= BRIEFING.fewest_articles):
            break
        first, held = day, held + count
    return first, last


def _compared(library: ReadableLibrary, articles: Sequence[Article]) -> Vectors:
    """The vectors of articles, less what the library's newest ones have in common, of length 1."""
    ids = [article.id for article in articles]
    others = library.listed(limit=BRIEFING.compared_articles).articles if len(ids) < BRIEFING.compared_articles else ()
    vectors = library.centroids([*ids, *({article.id for article in others} - set(ids))])
    if not len(vectors):
        return vectors
    vectors -= vectors.mean(axis=0)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors[: len(ids)]


def _story(articles: Sequence[Article]) -> Story:
    return Story(tuple(map(headline_of, articles)), _outlets(articles), gist(articles[0]))


def _outlets(articles: Sequence[Article]) -> int:
    return len({article.outlet for article in articles if article.outlet})


def _grouped(articles: Sequence[Article], *, by_section: bool) -> tuple[HeadlineGroup, ...]:
    groups: defaultdict[str, list[Headline]] = defaultdict(list)
    for article in articles:
        name = article.topic if by_section else (article.published or "")[:10]
        groups[name or ""].append(headline_of(article))
    return tuple(HeadlineGroup(name, tuple(groups[name])) for name in _in_order(groups, by_section=by_section))


def _in_order(groups: Mapping[str, Sequence[Headline]], *, by_section: bool) -> list[str]:
    """Sections by their size, days the newest first; what has none at the end."""
    if by_section:
        return sorted(groups, key=lambda name: (not name, -len(groups[name]), name))
    return sorted(groups, reverse=True)
