"""A catalogue, the truth, and the indexes derived from it, read and searched: what a question needs of a library."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from vectorstore.alerts import Alerts
from vectorstore.clippings import Clippings
from vectorstore.collections import Collections
from vectorstore.conversations import Conversations
from vectorstore.encoders.encoder import Fingerprint, Vectors
from vectorstore.errors import EncoderMismatchError
from vectorstore.local.dense.index import FaissIndex
from vectorstore.local.keywords.index import LexicalIndex
from vectorstore.originals import Originals
from vectorstore.records import (
    EVERYTHING,
    Article,
    ArticleTitle,
    Coverage,
    Field,
    Filters,
    Hits,
    Link,
    Listing,
    Order,
    Passage,
    SentenceCosines,
    Tallies,
)
from vectorstore.sentence_vectors import PackedRow, best_cosines, cosines
from vectorstore.sql.alerts import SqlAlerts
from vectorstore.sql.articles import Keys
from vectorstore.sql.catalogue import Catalogue
from vectorstore.sql.clippings import SqlClippings
from vectorstore.sql.collections import SqlCollections
from vectorstore.sql.conversations import SqlConversations
from vectorstore.sql.copied import check_copied
from vectorstore.sql.copying import check_whole
from vectorstore.sql.database import Database
from vectorstore.sql.originals import SqlOriginals


class DerivedIndex(Protocol):
    """What this machine has derived of a catalogue."""

    def lag(self) -> int: ...
    def save(self) -> None: ...
    def rebuild(self) -> object: ...
    def fault(self) -> str | None: ...


class IndexedArticles:
    """The indexes are on this machine's own disk. Offers `ReadableLibrary`."""

    def __init__(self, database: Database) -> None:
        check_whole(database)
        self.catalogue = Catalogue(database)
        check_copied(self.catalogue)
        self.conversations: Conversations = SqlConversations(database)
        self.collections: Collections = SqlCollections(database)
        self.alerts: Alerts = SqlAlerts(database)
        self.clippings: Clippings = SqlClippings(database)
        self.originals: Originals = SqlOriginals(database)
        # Both open their files on first use: listing articles should not pay for them.
        self.dense = FaissIndex(self.catalogue)
        self.lexical = LexicalIndex(self.catalogue)
        self.derived: dict[str, DerivedIndex] = {"dense": self.dense, "keywords": self.lexical}

    def check_encoder(self, encoder: Fingerprint) -> None:
        """Raises EncoderMismatchError when the embeddings on record are not this encoder's."""
        stored = self.catalogue.encoder()
        if stored is not None and stored != encoder:
            raise EncoderMismatchError(self.catalogue.database.place, str(stored), str(encoder), encoder.model)

    def article(self, article_id: str) -> Article | None:
        """One article as stored, or None."""
        return self.catalogue.article(article_id)

    def articles(self, filters: Filters = EVERYTHING, limit: int | None = None) -> list[tuple[Article, int]]:
        """Articles with their number of chunks, newest first."""
        return self.catalogue.articles(filters, limit)

    def listed(
        self,
        filters: Filters = EVERYTHING,
        words: str = "",
        *,
        limit: int = 20,
        offset: int = 0,
        order: Order = "newest",
    ) -> Listing:
        """Articles from the one numbered `offset` on, undated last; with `words`, those that hold all of them.

        All in one chunk or the title, with or without diacritics; “sạt_lở” stands together.
        """
        return self.catalogue.listed(filters, self._holding(words), limit, offset, order)

    def counts(self, by: Field, filters: Filters = EVERYTHING, words: str = "") -> list[tuple[str, int]]:
        """How many articles there are of each outlet, topic or author, most first; under conditions as `listed`."""
        return self.catalogue.counts(by, filters, self._holding(words))

    def _holding(self, words: str) -> Keys | None:
        return self.lexical.holding(words) if words.strip() else None

    def coverage(self, filters: Filters = EVERYTHING) -> Coverage:
        """How many articles and chunks there are under `filters`, and which days they span."""
        return self.catalogue.coverage(filters)

    def titles(self, limit: int) -> list[ArticleTitle]:
        """The newest articles that have a title, undated last."""
        return self.catalogue.titles(limit)

    def tallies(self) -> Tallies:
        """How many articles there are of each month and outlet."""
        return self.catalogue.tallies()

    def outlets(self) -> list[str]:
        """The outlets that articles name."""
        return self.catalogue.outlets()

    def last_change(self) -> str:
        """A name for the last change: as long as it is the same, so is every answer of this library."""
        return self.catalogue.last_change().token

    def last_added(self) -> int:
        """Names the article that came in last, for `Filters.added_after`; 0 where there is none."""
        return self.catalogue.last_added()

    def moment(self) -> AbstractContextManager[None]:
        """Inside, this thread searches what the library was at the beginning, or is by now, and asks for less."""
        return self.catalogue.moment()

    def links(self, article_id: str) -> list[Link]:
        """What corrects this article, what it corrects, and its twins."""
        return self.catalogue.links.of(article_id)

    def centroids(self, ids: Sequence[str]) -> Vectors:
        """The mean embedding of each article, (n, dim) float32 of length 1; zeros for an id that is gone."""
        return self.catalogue.centroids(ids)

    def dense_search(
        self, query: Vectors, k: int, filters: Filters = EVERYTHING, encoder: Fingerprint | None = None
    ) -> Hits:
        """Up to `k` chunks by cosine (1 best, -1 worst). `query`: (dim,) float32 of length 1.

        Raises: EncoderMismatchError when it is said to be another encoder's than the embeddings are by now.
        """
        return self.dense.search(query, k, self._among(filters), encoder)

    def keyword_search(self, query: str | Mapping[str, float], k: int, filters: Filters = EVERYTHING) -> Hits:
        """Up to `k` chunks by BM25 over syllables and pairs. `query`: a wording, or several with their weights."""
        return self.lexical.search(query, k, self._among(filters))

    def similarities(self, query: Vectors, keys: Sequence[int], encoder: Fingerprint | None = None) -> Hits:
        """The cosine of each of these chunks, in any order; keys that are gone are left out.

        Raises: as `dense_search`.
        """
        return self.dense.similarities(query, keys, encoder)

    def sentence_similarities(
        self, query: Vectors, keys: Sequence[int], encoder: Fingerprint | None = None
    ) -> dict[int, SentenceCosines]:
        """For each of these chunks its sentences, (start, end, cosine) each, in reading order; offsets into the
        article's text.

        Embeds nothing: a hundred chunks take a millisecond. Chunks that are gone, and those whose sentences are not
        embedded yet (`behind` counts them), are left out. Raises: as `dense_search`.
        """
        return cosines(query, self._sentence_rows(keys, self.dense.check(encoder).encoder))

    def best_sentences(
        self, query: Vectors, keys: Sequence[int], encoder: Fingerprint | None = None
    ) -> dict[int, float]:
        """The cosine of the best sentence of each of these chunks; the rest as in `sentence_similarities`."""
        return best_cosines(query, self._sentence_rows(keys, self.dense.check(encoder).encoder))

    def _sentence_rows(self, keys: Sequence[int], _encoder: str) -> list[PackedRow]:
        return self.catalogue.sentence_rows(keys)

    def passages(self, hits: Sequence[tuple[int, float]]) -> list[Passage]:
        """The chunks found, in the order given."""
        return self.catalogue.passages(hits)

    def term_counts(self, terms: Sequence[str]) -> list[int]:
        """In how many chunks each accented syllable or pair (`hội_nghị`) stands."""
        return self.lexical.term_counts(terms)

    def _among(self, filters: Filters) -> Keys | None:
        return self.catalogue.matching(filters) if filters else None
