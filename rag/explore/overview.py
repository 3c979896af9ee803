"""What a library holds, at a glance: its topics and whom its articles speak of. Read from the newest articles."""

from dataclasses import dataclass

from rag.explore.names import EntityKind, NamedEntity, most_named
from rag.explore.topics import topics
from vectorstore.readable import ReadableLibrary
from vectorstore.records import Passage

# Enough to tell what a library is about; 1,000 articles take 3 s.
NEWEST = 1_000
NAMES, SHOWN = 12, 3


@dataclass(frozen=True, slots=True)
class Headline:
    """An article without its text."""

    article_id: str
    title: str
    published: str | None
    outlet: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class TopicFound:
    """A topic: its key phrases, how many articles it has of which days, and the most typical ones."""

    phrases: tuple[str, ...]
    articles: int
    earliest: str | None
    latest: str | None
    typical: tuple[Headline, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """`read`: how many articles it was made from, the newest of `articles`."""

    read: int
    articles: int
    topics: tuple[TopicFound, ...]
    named: dict[EntityKind, list[NamedEntity]]


def overview(library: ReadableLibrary) -> Overview:
    """Read the newest articles; some 3 ms each."""
    newest = [article for article, _ in library.articles(limit=NEWEST)]
    vectors = library.centroids([article.id for article in newest])
    found = []
    for topic in topics(vectors, [article.title for article in newest], [article.text for article in newest]):
        members = [newest[place] for place in topic.members]
        days = sorted(article.published[:10] for article in members if article.published)
        typical = tuple(Headline(a.id, a.title, a.published, a.outlet, a.url) for a in members[:SHOWN])
        earliest, latest = (days[0], days[-1]) if days else (None, None)
        found.append(TopicFound(topic.phrases, len(members), earliest, latest, typical))
    named = most_named((f"{article.title}.\n{article.text}" for article in newest), NAMES)
    return Overview(len(newest), library.coverage().articles, tuple(found), named)


def related(library: ReadableLibrary, article_id: str, k: int = 4) -> list[Headline]:
    """Up to `k` other articles, the nearest first, by the mean of their embeddings against single chunks."""
    (vector,) = library.centroids([article_id])
    if not vector.any():
        return []
    found: dict[str, Passage] = {}
    for passage in library.passages(library.dense_search(vector, 8 * k)):
        if passage.article_id != article_id:
            found.setdefault(passage.article_id, passage)
    return [Headline(p.article_id, p.title, p.published, p.outlet, p.url) for p in list(found.values())[:k]]
