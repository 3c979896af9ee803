"""What can be asked of a library on Milvus: articles, lists, numbers, searches.

Every answer is as of the last batch committed: a chunk counts while its article's row names its version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from vectorstore.chunk import Article, Coverage, Filters, Hits, Listing, Passage, Tallies
from vectorstore.encoder import Fingerprint, Vectors
from vectorstore.errors import EncoderMismatchError, LibraryError
from vectorstore.links import Link
from vectorstore.milvus.articles import condition_of, read_articles
from vectorstore.milvus.collections import MilvusCollections
from vectorstore.milvus.connection import MAX_FOUND, SEEN_NOW, SEEN_SOON, Connection, Freshness, one_of
from vectorstore.milvus.links import links_of
from vectorstore.milvus.places import Places
from vectorstore.milvus.schema import ARTICLE
from vectorstore.milvus.state import State, known_state
from vectorstore.milvus.statistics import Numbers, Statistics
from vectorstore.milvus.weights import number_of, question_weights
from vectorstore.terms import word_terms

EVERYTHING = Filters()
# As many neighbours are looked at, or twice as many as are wanted; Milvus takes no more than 32,768.
MIN_EF, MAX_EF = 128, 32_768


class MilvusReader:
    """Reads. Raises LibraryError, and CollectionError where filters name a collection that isn't there."""

    collections: MilvusCollections

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._places = Places(connection)
        self._statistics = Statistics(connection)
        self._order: tuple[object, list[str]] = (None, [])

    def _state(self) -> State:
        return known_state(self._connection)

    def _numbers(self, state: State) -> Numbers:
        return self._statistics.at(state.statistics)

    def sequence(self) -> int:
        """Another number after every change, and once more when readers see all of it."""
        return self._state().sequence

    def ids(self) -> list[str]:
        """The ids of all articles."""
        rows = [row for page in self._connection.scan("articles", 'id != ""', ["id", "rank"]) for row in page]
        return [row["id"] for row in sorted(rows, key=lambda row: row["rank"])]

    def article(self, article_id: str) -> Article | None:
        """One article as stored, or None."""
        found = self._articles([article_id])
        return found[article_id][1] if found else None

    def articles(self, filters: Filters = EVERYTHING, limit: int | None = None) -> list[tuple[Article, int]]:
        """Articles with their number of chunks, newest first, undated last."""
        ids = self._newest_first(self._condition(filters, "id"))[:limit]
        found = self._articles(ids, SEEN_NOW)
        return [(found[name][1], found[name][0]["chunks"]) for name in ids if name in found]

    def listed(self, filters: Filters = EVERYTHING, words: str = "", *, limit: int = 20, offset: int = 0) -> Listing:
        """As `LocalLibrary.listed`; of words that stand in more than 16,384 chunks, in those that hold them most."""
        condition = self._condition(filters, "id")
        if words.strip():
            condition = _all_of(condition, among("id", self._holding(words)))
        ids = self._newest_first(condition)
        shown = ids[offset : offset + limit]
        found = self._articles(shown)
        return Listing(len(ids), tuple(found[name][1] for name in shown if name in found))

    def _articles(self, ids: Sequence[str], fresh: Freshness = SEEN_SOON) -> dict[str, tuple[dict[str, Any], Article]]:
        rows = self._connection.among("articles", "id", ids, ARTICLE, fresh)
        return read_articles(self._connection, rows, fresh)

    def _newest_first(self, condition: str) -> list[str]:
        """The ids of the articles that fulfil a condition. Milvus doesn't sort: the last list is kept for its pages."""
        key, order = (self.sequence(), condition), self._order  # which another thread may replace at any moment
        if order[0] != key:
            wanted = ["id", "published", "rank"]
            # Strong: what a node that lags said would be kept until the next change.
            pages = self._connection.scan("articles", condition or 'id != ""', wanted, fresh=SEEN_NOW)
            rows = sorted(((row["published"], row["rank"], row["id"]) for page in pages for row in page), reverse=True)
            order = self._order = (key, [name for _, _, name in rows])
        return order[1]

    def sources(self, article_id: str) -> list[str]:
        """Everywhere that an article was found, the place that it goes by first."""
        rows = self._connection.among("articles", "id", [article_id], ["source"])
        return self._places.of(article_id, rows[0]["source"]) if rows else []

    def links(self, article_id: str) -> list[Link]:
        """What corrects this article, what it corrects, and its twins."""
        return links_of(self._connection, article_id)

    def coverage(self, filters: Filters = EVERYTHING) -> Coverage:
        """How many articles and chunks there are under `filters`, and which days they span."""
        if not filters:
            return self._numbers(self._state()).coverage()
        pages = self._connection.scan("articles", self._condition(filters, "id"), ["day", "chunks"])
        rows = [row for page in pages for row in page]
        days = sorted(row["day"] for row in rows if row["day"])
        chunks = sum(row["chunks"] for row in rows)
        return Coverage(len(rows), chunks, days[0] if days else None, days[-1] if days else None)

    def tallies(self) -> Tallies:
        """How many articles there are of each month and outlet."""
        return self._numbers(self._state()).tallies()

    def outlets(self) -> list[str]:
        """The outlets that articles name."""
        return list(self._numbers(self._state()).outlets)

    def term_counts(self, terms: Sequence[str]) -> list[int]:
        """In how many chunks each accented syllable or pair (`hội_nghị`) stands."""
        numbers = self._numbers(self._state())
        return [numbers.standing_in(number_of("body", term)) for term in terms]

    def dense_search(
        self, query: Vectors, k: int, filters: Filters = EVERYTHING, encoder: Fingerprint | None = None
    ) -> Hits:
        """As `LocalLibrary.dense_search`."""
        ef = min(max(MIN_EF, 2 * k), MAX_EF)
        condition, state = self._condition(filters, "article"), self._state()
        self._check(state, encoder)
        return self._search(state, "dense", query.tolist(), k, condition, {"ef": ef}, encoder)

    def keyword_search(self, query: str | Mapping[str, float], k: int, filters: Filters = EVERYTHING) -> Hits:
        """Up to `k` chunks by BM25 over syllables and pairs. `query`: a wording, or several with their weights."""
        condition, state = self._condition(filters, "article"), self._state()
        numbers = self._numbers(state)
        return self._sparse(state, question_weights(query, numbers.chunks, numbers.standing_in), k, condition)

    def _holding(self, words: str) -> list[str]:
        """The ids of articles of which a chunk or the title holds all these words; the rarest is looked for first."""
        state = self._state()
        numbers = self._numbers(state)
        wanted = [{number_of(*term): 1.0 for term in terms} for terms in word_terms(words)]
        keys: list[int] = []
        for at, weights in enumerate(sorted(wanted, key=lambda each: sum(map(numbers.standing_in, each)))):
            hits = self._sparse(state, weights, MAX_FOUND, one_of("key", keys) if at else "")
            keys = [key for key, _ in hits]
            if not keys:
                return []
        return list({row["article"] for row in self._connection.among(state.chunks, "key", keys, ["article"])})

    def _sparse(self, state: State, weights: Mapping[int, float], k: int, condition: str) -> Hits:
        hits = self._search(state, "sparse", weights, k, condition, {}) if weights else []
        return [hit for hit in hits if hit[1] > 0]

    def _search(
        self,
        state: State,
        field: str,
        vector: Any,
        k: int,
        condition: str,
        parameters: Mapping[str, int],
        encoder: Fingerprint | None = None,
    ) -> Hits:
        if k < 1 or not state.chunks:
            return []
        committed = _all_of(f"version <= {state.committed}", condition)
        try:
            return self._connection.search(state.chunks, field, vector, k, committed, parameters)
        except LibraryError:
            newer = self._state()
            if newer.chunks == state.chunks:
                raise
            self._check(newer, encoder)  # re-embedded just now
            return self._search(newer, field, vector, k, condition, parameters, encoder)

    def _check(self, state: State, encoder: Fingerprint | None) -> None:
        if encoder and state.encoder and state.encoder != encoder:
            raise EncoderMismatchError(self._connection.address, str(state.encoder), str(encoder), encoder.model)

    def _condition(self, filters: Filters, identity: str) -> str:
        """A condition on articles (`identity`: id) or chunks (article); "" asks for nothing.

        Where an article stands and in which collections may change without its chunks: those are asked for by its id.
        """
        wanted = []
        if filters.collection is not None:
            wanted.append(among(identity, self.collections.members(filters.collection)))
        if "source" in filters.metadata and identity != "id":
            asked = condition_of(Filters(metadata={"source": filters.metadata["source"]}), "id")
            wanted.append(among(identity, [row["id"] for row in self._connection.query("articles", asked, ["id"])]))
            filters = replace(filters, metadata={k: v for k, v in filters.metadata.items() if k != "source"})
        return _all_of(condition_of(filters, identity), *wanted)

    def similarities(self, query: Vectors, keys: Sequence[int], encoder: Fingerprint | None = None) -> Hits:
        """The cosine of each of these chunks, best first; keys that are gone are left out."""
        state = self._state()
        self._check(state, encoder)
        rows = self._connection.among(state.chunks, "key", keys, ["key", "dense"]) if keys and state.chunks else []
        scores = (np.array([row["dense"] for row in rows], np.float32) @ query).tolist() if rows else []
        return sorted(zip((row["key"] for row in rows), scores, strict=True), key=lambda hit: -hit[1])

    def centroids(self, ids: Sequence[str]) -> Vectors:
        """The mean embedding of each article, (n, dim) float32 of length 1; zeros for an id that is gone."""
        state = self._state()
        means = np.zeros((len(ids), state.encoder.dim if state.encoder else 0), dtype=np.float32)
        places = {name: at for at, name in enumerate(ids)}
        # Strong, as in `articles`: pages keep what they make of these until the next change.
        found = self._connection.among("articles", "id", ids, ["id", "version"], SEEN_NOW)
        current = {row["id"]: row["version"] for row in found}
        wanted = ["article", "version", "dense"]
        rows = self._connection.among(state.chunks, "article", current, wanted, SEEN_NOW) if current else []
        for row in rows:
            if row["version"] == current[row["article"]]:
                means[places[row["article"]]] += np.asarray(row["dense"], np.float32)
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        means /= np.where(lengths > 0, lengths, 1)
        return means

    def passages(self, hits: Sequence[tuple[int, float]]) -> list[Passage]:
        """The chunks found, in the order given; those whose article has another version by now are left out."""
        state = self._state()
        if not (hits and state.chunks):
            return []
        fields = ["key", "article", "version", "start", "stop", "heading"]
        rows = self._connection.among(state.chunks, "key", [key for key, _ in hits], fields)
        articles = self._articles(list({row["article"] for row in rows}))
        found = {row["key"]: row for row in rows}
        passages = []
        for key, score in hits:
            row = found.get(key)
            held = articles.get(row["article"]) if row else None
            if row and held and held[0]["version"] == row["version"]:
                passages.append(_passage(row, held[1], score))
        return passages


def among(field: str, values: Sequence[str]) -> str:
    """The condition that a field has one of these values, of which there may be none."""
    return one_of(field, values) if values else f'{field} == ""'


def _all_of(*conditions: str) -> str:
    return " && ".join(filter(None, conditions))


def _passage(row: Mapping[str, Any], article: Article, score: float) -> Passage:
    start, end = row["start"], row["stop"]
    return Passage(
        row["key"], score, article.id, article.title, article.published, article.outlet, article.url, start, end,
        row["heading"], article.text[start:end],
    )  # fmt: skip
