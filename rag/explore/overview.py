"""What a library holds, at a glance: its topics and whom its articles speak of. Read from the newest articles."""

from collections.abc import Sequence
from dataclasses import dataclass

from language.meaning.entities import EntityKind
from rag.explore.introduction import Introduction, introduction
from rag.explore.most_named import NamedEntity, most_named
from rag.explore.topics import Topic, topics
from vectorstore.readable import ReadableLibrary
from vectorstore.records import EVERYTHING, Article, Filters, Passage


@dataclass(frozen=True, slots=True)
class OverviewLimits:
    """Enough articles to tell what a library is about (1,000 take 3 s), and how many names are shown of each kind."""

    newest_articles: int = 1_000
    names: int = 12


OVERVIEW = OverviewLimits()


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
    """A topic: its key phrases, the days that it spans, and all its articles, the most typical first."""

    phrases: tuple[str, ...]
    earliest: str | None
    latest: str | None
    members: tuple[Headline, ...]


@dataclass(frozen=True, slots=True)
class NameFound:
    """Someone or something named: the articles that name it, newest first, and the sentence that says who it is."""

    kind: EntityKind
    name: str
    members: tuple[Headline, ...]
    introduced: Introduction | None


@dataclass(frozen=True, slots=True)
class Overview:
    """`read`: how many articles it was made from, the newest of `articles`."""

    read: int
    articles: int
    topics: tuple[TopicFound, ...]
    named: dict[EntityKind, list[NameFound]]


def overview(library: ReadableLibrary, filters: Filters = EVERYTHING) -> Overview:
    """Read the newest articles under `filters`; some 5 ms each."""
    newest = [article for article, _ in library.articles(filters, limit=OVERVIEW.newest_articles)]
    vectors = library.centroids([article.id for article in newest])
    made = topics(vectors, [article.title for article in newest], [article.text for article in newest])
    named = most_named((f"{article.title}.\n{article.text}" for article in newest), OVERVIEW.names)
    return Overview(
        len(newest),
        library.coverage(filters).articles,
        tuple(_topic(topic, newest) for topic in made),
        {kind: [_name(entity, newest) for entity in entities] for kind, entities in named.items()},
    )


def _topic(topic: Topic, newest: Sequence[Article]) -> TopicFound:
    members = [newest[place] for place in topic.members]
    days = sorted(article.published[:10] for article in members if article.published)
    earliest, latest = (days[0], days[-1]) if days else (None, None)
    return TopicFound(topic.phrases, earliest, latest, tuple(map(headline_of, members)))


def _name(entity: NamedEntity, newest: Sequence[Article]) -> NameFound:
    members = [newest[number] for number in entity.texts]
    introduced = introduction(entity.name, members) if entity.kind == "person" else None
    return NameFound(entity.kind, entity.name, tuple(map(headline_of, members)), introduced)


def headline_of(article: Article) -> Headline:
    """An article as a line of a list."""
    return Headline(article.id, article.title, article.published, article.outlet, article.url)


def related(library: ReadableLibrary, article_id: str, k: int = 4) -> list[Headline]:
    """Up to `k` other articles, the nearest first, by the mean of their embeddings against single chunks."""
    (vector,) = library.centroids([article_id])
    if not vector.any():
        return []
    nearest: dict[str, Passage] = {}
    for passage in library.passages(library.dense_search(vector, 8 * k)):
        if passage.article_id != article_id:
            nearest.setdefault(passage.article_id, passage)
    return [Headline(p.article_id, p.title, p.published, p.outlet, p.url) for p in list(nearest.values())[:k]]
