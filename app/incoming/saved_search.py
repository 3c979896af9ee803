"""Collections that follow a search: articles that come in later and match are put into them. Knows no page.

What a reader takes out of such a collection stays out: each article is looked at once.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self

from vectorstore.errors import CollectionError
from vectorstore.library import Library
from vectorstore.records import Filters

log = logging.getLogger(__name__)
_PORTION = 500
# What of an article's metadata a search may ask for.
FACTS = ("topic", "author")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """Words, and what narrows them down; days are ISO dates. It is kept as JSON."""

    words: str = ""
    published_from: str | None = None
    published_to: str | None = None
    outlet: str | None = None
    topic: str | None = None
    author: str | None = None

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    @classmethod
    def of(cls, filters: Filters, words: str) -> Self:
        """The search that a list shows; which collection it is of isn't part of it."""
        first, last = filters.published_from, filters.published_to
        topic, author = (str(filters.metadata.get(name) or "") or None for name in FACTS)
        start, end = (day.isoformat() if day else None for day in (first, last))
        return cls(" ".join(words.split()), start, end, filters.outlet, topic, author)

    @classmethod
    def read(cls, kept: str) -> Self | None:
        """The one that was kept; None where it is another version's and can't be read."""
        try:
            fields: dict[str, Any] = json.loads(kept)
            if not all(value is None or isinstance(value, str) for value in fields.values()):
                return None
            search = cls(**fields)
            search.filters()
        except (ValueError, TypeError, AttributeError):
            return None
        return search

    def kept(self) -> str:
        """As `read` takes it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def filters(self, seen: int | None = None) -> Filters:
        """What it asks for of articles that came in after `seen`. Raises: ValueError for a day that is none."""
        first, last = (day and date.fromisoformat(day) for day in (self.published_from, self.published_to))
        metadata = {name: value for name in FACTS if (value := getattr(self, name))}
        return Filters(first or None, last or None, self.outlet, metadata=metadata, added_after=seen)


def search_of(library: Library, name: str) -> SavedSearch | None:
    """What a collection follows; None where it follows nothing. Raises: LibraryError."""
    kept = next((one.search for one in library.collections.listed() if one.name == name), None)
    return SavedSearch.read(kept) if kept else None


def gather(library: Library, name: str, search: SavedSearch, *, following: bool) -> str:
    """Make a collection of all that a search finds now and, `following`, later; returns its name as it is kept.

    Raises: CollectionError, LibraryError.
    """
    seen = library.last_added()
    name = library.collections.create(name)
    _add(library, name, search.words, search.filters())
    if following:
        library.collections.follow(name, search.kept(), seen)
    return name


def bring_in_step(library: Library) -> None:
    """Put into each collection that follows a search what came in since it was last looked at.

    Nothing while the library's indexes lag behind, by which words are found. Raises: LibraryError.
    """
    followed = [one for one in library.collections.listed() if one.search]
    seen = library.last_added()
    if not any(one.seen < seen for one in followed) or library.lags()["keywords"]:
        return
    for one in followed:
        search = SavedSearch.read(one.search or "")
        if search is None or one.seen >= seen:
            continue
        try:
            _add(library, one.name, search.words, search.filters(one.seen))
            library.collections.follow(one.name, one.search, seen)
        except CollectionError:  # deleted meanwhile
            log.info("A collection that followed a search is gone.")


def _add(library: Library, name: str, words: str, filters: Filters) -> None:
    for ids in _found(library, words, replace(filters, collection=None)):
        library.collections.add(name, ids)


def _found(library: Library, words: str, filters: Filters) -> Iterator[list[str]]:
    offset = 0
    while articles := library.listed(filters, words, limit=_PORTION, offset=offset, order="added").articles:
        yield [article.id for article in articles]
        offset += _PORTION
