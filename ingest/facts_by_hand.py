"""What is said of an article beside its text, put right by a reader: stored with what it said when it came in.

What came in is kept in the article's metadata, so that it can be shown, and so that adding the same file again keeps
what was put right. Knows no page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ingest.prepare import entry, parts_of
from vectorstore.encoders.encoder import Encoder
from vectorstore.records import Article
from vectorstore.writable import WritableLibrary

# The names of the facts, as `Article` has them.
FACTS = ("title", "published", "outlet", "topic")
_AS_INGESTED = "as_ingested"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of an article beside its text. `published`: a day, or None where it isn't known."""

    title: str
    published: date | None
    outlet: str | None
    topic: str | None


def as_ingested(article: Article) -> dict[str, str | None]:
    """Of the facts that were put right by hand, by name, what the article said when it came in; of others nothing."""
    kept = article.metadata.get(_AS_INGESTED)
    if not isinstance(kept, Mapping):  # a file may have a field of this name
        return {}
    values = {name: kept[name] for name in FACTS if name in kept}
    return {name: value for name, value in values.items() if value is None or isinstance(value, str)}


def correct(article: Article, facts: Facts, library: WritableLibrary, encoder: Encoder) -> Article:
    """Store `article` with other facts, under its id and with its source; its text stays, its titles are embedded anew.

    Raises: RejectedError when nothing of it can be found; LibraryError, EncoderError.
    """
    before = {name: getattr(article, name) for name in FACTS} | as_ingested(article)
    day = facts.published.isoformat() if facts.published else None
    known = (article.published, before["published"])
    published = next((one for one in known if day and one and one.startswith(day)), day)  # the hour is still right
    outlet, topic = (" ".join((words or "").split()) or None for words in (facts.outlet, facts.topic))
    corrected = _with(article, before, (" ".join(facts.title.split()), published, outlet, topic))
    if corrected.digest == article.digest:
        return article
    body_start = len(article.title) + 1 if article.title and article.text.startswith(f"{article.title}\n") else 0
    parts = parts_of(corrected, body_start)
    vectors = encoder.encode_documents(list(parts.texts))
    library.put([entry(corrected, parts, vectors, body_start)], encoder.fingerprint)
    return corrected


def kept_by_hand(incoming: Article, stored: Article | None) -> Article:
    """A newer version of `stored` with what was put right by hand, except facts that it tells otherwise than before."""
    if stored is None or not (before := as_ingested(stored)):
        return incoming
    still = {name for name, value in before.items() if (getattr(incoming, name) or None) == (value or None)}
    values = tuple(getattr(stored if name in still else incoming, name) for name in FACTS)
    return _with(incoming, {name: getattr(incoming, name) for name in FACTS}, values)


def _with(article: Article, before: Mapping[str, str | None], values: tuple[str | None, ...]) -> Article:
    """The article with these facts, and of those that are others than `before`, what they were."""
    changed = {
        name: before[name]
        for name, value in zip(FACTS, values, strict=True)
        if (value or None) != (before[name] or None)
    }
    metadata = {name: value for name, value in article.metadata.items() if name != _AS_INGESTED}
    title, published, outlet, topic = values
    return replace(
        article,
        title=title or "",
        published=published,
        outlet=outlet,
        topic=topic,
        metadata=metadata | ({_AS_INGESTED: changed} if changed else {}),
    )
