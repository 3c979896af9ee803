"""A library on a Milvus server, which any number of stateless page or API servers and ingesters share.

Articles, chunks, embeddings, keyword weights, places and links are all on the server. Conversations are not: they are
one reader's own, changed word by word in small transactions and searched inside their text, all of which a SQLite file
does well and Milvus does not; they stay in the folder of the local settings, so a balancer should keep a reader on
one server. A reader's answers see what was committed: a chunk counts while its article's row names its version.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from vectorstore.catalogue import Entry
from vectorstore.chunk import Article, Coverage, Filters, Hits, Passage
from vectorstore.conversations import Conversations
from vectorstore.database import Database
from vectorstore.encoder import Encoder, Fingerprint, Vectors
from vectorstore.errors import EncoderMismatchError, LibraryError
from vectorstore.links import Link
from vectorstore.milvus import copying, schema
from vectorstore.milvus.articles import condition_of, read_articles
from vectorstore.milvus.connection import Connection
from vectorstore.milvus.links import links_of
from vectorstore.milvus.lock import Lock
from vectorstore.milvus.places import Places
from vectorstore.milvus.schema import ARTICLE
from vectorstore.milvus.state import State, read_state, write_state
from vectorstore.milvus.statistics import Numbers, Statistics
from vectorstore.milvus.weights import number_of, question_weights
from vectorstore.milvus.writing import Changing
from vectorstore.sources import NOTHING_SEEN, Known, Seen

EVERYTHING = Filters()
# As many neighbours are looked at, or twice as many as are wanted; Milvus takes no more than 32,768.
MIN_EF, MAX_EF = 128, 32_768
# Chunks that the server has not indexed are searched one by one: on lite 0.8 s for 3,000, instead of 0.08.
MANY_UNINDEXED = 1_000


class MilvusLibrary:
    """The library at `address` (`http://host:19530/name`); `folder` is where conversations are kept.

    Raises: LibraryError when nothing answers there, the token is refused, or there is no library (unless `create`).
    """

    def __init__(self, address: str, folder: Path, *, token: str | None = None, create: bool = False) -> None:
        self.folder = folder
        self._connection = Connection(address, token)
        self._changing = Changing(self._connection)
        self._ingesting = Lock(self._connection, "ingest")
        self._places = Places(self._connection)
        self._statistics = Statistics(self._connection)
        self._unindexed = 0
        if create:
            schema.create(self._connection)
            with self._changing.writing() as state:
                if not state.committed:
                    write_state(self._connection, state)
        elif not self._connection.has("meta") or read_state(self._connection) is None:
            message = f"There is no library on {address}. Make one: hoibao ingest examples/articles"
            raise LibraryError(message, address, "absent")

    @cached_property
    def conversations(self) -> Conversations:
        """Of this machine's readers."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"The library folder {self.folder} can't be made: {error.strerror}."
            raise LibraryError(message, self.folder, detail=str(error.strerror)) from error
        return Conversations(Database(self.folder))

    def _state(self) -> State:
        return read_state(self._connection) or State()

    def _numbers(self, state: State) -> Numbers:
        return self._statistics.at(state.statistics)

    def check_encoder(self, encoder: Fingerprint) -> None:
        """Raises EncoderMismatchError when the embeddings on record are not this encoder's."""
        stored = self._state().encoder
        if stored is not None and stored != encoder:
            raise EncoderMismatchError(self._connection.address, str(stored), str(encoder), encoder.model)

    @contextmanager
    def writing(self, waiting: Callable[[str], None], stopping: Callable[[], bool]) -> Iterator[None]:
        """For the time of a run, this process alone ingests, on all machines."""
        self._ingesting.inherited = False
        with self._ingesting.held(waiting, stopping):
            yield

    def put(
        self, entries: Sequence[Entry], encoder: Fingerprint, seen: Seen = NOTHING_SEEN, superseded: Sequence[str] = ()
    ) -> None:
        """Add or replace articles by id, and forget those superseded, all or nothing. Searches see them at once."""
        self._unindexed += self._changing.put(entries, encoder, seen, superseded)

    def see(self, seen: Seen) -> None:
        """Record what was found where nothing is to be stored."""
        self._changing.see(seen)

    def remove(self, ids: Sequence[str]) -> int:
        """Forget articles; returns how many there were."""
        return self._changing.remove(ids)

    def remove_unseen(self, places: Sequence[str], stamp: int, keep: Sequence[str]) -> int:
        """Forget what stood under `places` and was not seen at `stamp`, but for what begins as one of `keep`."""
        return self._changing.remove_unseen(places, stamp, keep)

    def following(self) -> AbstractContextManager[None]:
        """Nothing has to follow: keywords are written with their chunks."""
        return nullcontext()

    def flush(self) -> None:
        """Sum the statistics up, and let much that is new be indexed now."""
        self._changing.sum_statistics()
        if self._unindexed >= MANY_UNINDEXED:
            self._connection.flush(self._state().chunks)
            self._unindexed = 0

    def rebuild(self) -> int:
        """Count terms and sums anew from the texts, without the encoder; returns the number of chunks."""
        state = self._state()
        if state.encoder is not None:
            for _ in copying.copied(self._connection, self._changing.writer, state.encoder, None, MANY_UNINDEXED):
                pass
        return self.coverage().chunks

    def reembed(self, encoder: Encoder, batch_size: int = 64) -> Iterator[int]:
        """Embed every chunk with `encoder`, then make it the library's own; yields the chunks done so far."""
        yield from copying.copied(
            self._connection, self._changing.writer, encoder.fingerprint, encoder.encode_documents, batch_size
        )

    def faults(self) -> list[str]:
        """Articles that are not as they were stored or lack chunks, and sums that are not; reads everything."""
        state, found, articles, chunks = self._state(), list[str](), 0, 0
        for rows in self._connection.scan("articles", 'id != ""', ARTICLE, 200):
            read = read_articles(self._connection, rows)
            for row in rows:
                articles, chunks = articles + 1, chunks + row["chunks"]
                if row["id"] not in read or read[row["id"]][1].digest != row["digest"]:
                    found.append(f"article '{row['id']}' is not as it was stored")
        numbers = self._numbers(state)
        counted = self._connection.count(state.chunks, f"version <= {state.committed}") if state.chunks else 0
        if counted != chunks:
            found.append(f"{counted} chunks are stored, {chunks} belong to articles")
        if (numbers.articles, numbers.chunks) != (articles, chunks):
            sums = f"{numbers.articles} articles and {numbers.chunks} chunks"
            found.append(f"the sums say {sums}, there are {articles} and {chunks}")
        return found

    def ids(self) -> list[str]:
        """The ids of all articles."""
        rows = [row for page in self._connection.scan("articles", 'id != ""', ["id", "rank"]) for row in page]
        return [row["id"] for row in sorted(rows, key=lambda row: row["rank"])]

    def kin(self, article_id: str, text_digest: str, source: str) -> list[Known]:
        """The articles with this id, this text or this source."""
        return self._places.kin(article_id, text_digest, source)

    def as_before(self, document: str, digest: str) -> tuple[int, int] | None:
        """How many articles go by this document, how many only stand in it too; None when it must be read."""
        return self._places.as_before(document, digest)

    def is_known(self, document: str) -> bool:
        """Whether anything was found in this document."""
        return self._places.is_known(document)

    def any_under(self, place: str) -> bool:
        """Whether any article was found in this folder or file."""
        return self._places.any_under(place)

    def sources(self, article_id: str) -> list[str]:
        """Everywhere that an article was found, the place that it goes by first."""
        rows = self._connection.among("articles", "id", [article_id], ["source"])
        return self._places.of(article_id, rows[0]["source"]) if rows else []

    def links(self, article_id: str) -> list[Link]:
        """What corrects this article, what it corrects, and its twins."""
        return links_of(self._connection, article_id)

    def unlinked_corrections(self) -> list[str]:
        """The ids of corrections of which it is not known yet what they correct."""
        rows = self._connection.query("articles", "pending == true", ["id", "rank"], "Strong")
        return [row["id"] for row in sorted(rows, key=lambda row: row["rank"])]

    def link_correction(self, article_id: str, corrected_id: str, score: float) -> None:
        """Record what a correction corrects."""
        self._changing.link_correction(article_id, corrected_id, score)

    def article(self, article_id: str) -> Article | None:
        """One article as stored, or None."""
        found = self._articles([article_id])
        return found[article_id][1] if found else None

    def articles(self, filters: Filters = EVERYTHING, limit: int | None = None) -> list[tuple[Article, int]]:
        """Articles with their number of chunks, newest first, undated last."""
        condition = condition_of(filters, "id") or 'id != ""'
        pages = self._connection.scan("articles", condition, ["id", "published", "rank"])
        order = sorted(((row["published"], row["rank"], row["id"]) for page in pages for row in page), reverse=True)
        ids = [name for _, _, name in order[:limit]]
        found = self._articles(ids)
        return [(found[name][1], found[name][0]["chunks"]) for name in ids if name in found]

    def _articles(self, ids: Sequence[str]) -> dict[str, tuple[dict[str, Any], Article]]:
        return read_articles(self._connection, self._connection.among("articles", "id", ids, ARTICLE))

    def coverage(self) -> Coverage:
        """How many articles and chunks, and which days they span."""
        return self._numbers(self._state()).coverage()

    def outlets(self) -> list[str]:
        """The outlets that articles name."""
        return list(self._numbers(self._state()).outlets)

    def term_counts(self, terms: Sequence[str]) -> list[int]:
        """In how many chunks each accented syllable or pair (`hội_nghị`) stands."""
        numbers = self._numbers(self._state())
        return [numbers.standing_in(number_of("body", term)) for term in terms]

    def dense_search(self, query: Vectors, k: int, filters: Filters = EVERYTHING) -> Hits:
        """Up to `k` chunks by cosine (1 best, -1 worst). `query`: (dim,) float32 of length 1."""
        ef = min(max(MIN_EF, 2 * k), MAX_EF)
        return self._search(self._state(), "dense", query.tolist(), k, filters, {"ef": ef})

    def keyword_search(self, query: str | Mapping[str, float], k: int, filters: Filters = EVERYTHING) -> Hits:
        """Up to `k` chunks by BM25 over syllables and pairs. `query`: a wording, or several with their weights."""
        state = self._state()
        numbers = self._numbers(state)
        weights = question_weights(query, numbers.chunks, numbers.standing_in)
        hits = self._search(state, "sparse", weights, k, filters, {}) if weights else []
        return [hit for hit in hits if hit[1] > 0]

    def _search(
        self, state: State, field: str, vector: Any, k: int, filters: Filters, parameters: Mapping[str, int]
    ) -> Hits:
        if k < 1 or not state.chunks:
            return []
        condition = " && ".join(filter(None, [f"version <= {state.committed}", self._allowed(filters)]))
        try:
            return self._connection.search(state.chunks, field, vector, k, condition, parameters)
        except LibraryError:
            newer = self._state()
            if newer.chunks == state.chunks:
                raise
            return self._search(newer, field, vector, k, filters, parameters)  # re-embedded just now

    def _allowed(self, filters: Filters) -> str:
        if "source" not in filters.metadata:
            return condition_of(filters, "article")
        asked = Filters(metadata={"source": filters.metadata["source"]})
        ids = [row["id"] for row in self._connection.query("articles", condition_of(asked, "id"), ["id"])]
        rest = {name: wanted for name, wanted in filters.metadata.items() if name != "source"}
        others = Filters(filters.published_from, filters.published_to, filters.outlet, rest)
        among = Filters(metadata={"id": ids})
        return " && ".join(filter(None, [condition_of(others, "article"), condition_of(among, "article")]))

    def similarities(self, query: Vectors, keys: Sequence[int]) -> Hits:
        """The cosine of each of these chunks, best first; keys that are gone are left out."""
        state = self._state()
        rows = self._connection.among(state.chunks, "key", keys, ["key", "dense"]) if keys and state.chunks else []
        scores = (np.array([row["dense"] for row in rows], np.float32) @ query).tolist() if rows else []
        return sorted(zip((row["key"] for row in rows), scores, strict=True), key=lambda hit: -hit[1])

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


def _passage(row: Mapping[str, Any], article: Article, score: float) -> Passage:
    start, end = row["start"], row["stop"]
    return Passage(
        row["key"], score, article.id, article.title, article.published, article.outlet, article.url, start, end,
        row["heading"], article.text[start:end],
    )  # fmt: skip
