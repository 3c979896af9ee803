"""A library on a Milvus server, which any number of stateless page or API servers and ingesters share.

All of it is on the server: articles, chunks, embeddings, keyword weights, places, links, collections, conversations.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress

from vectorstore.catalogue import Entry
from vectorstore.encoder import Encoder, Fingerprint
from vectorstore.errors import LibraryError
from vectorstore.milvus import copying, schema
from vectorstore.milvus.articles import read_articles
from vectorstore.milvus.collections import MilvusCollections
from vectorstore.milvus.connection import SEEN_NOW, Connection
from vectorstore.milvus.conversations import MilvusConversations
from vectorstore.milvus.lock import Lock
from vectorstore.milvus.mending import Mending
from vectorstore.milvus.reader import MilvusReader
from vectorstore.milvus.schema import ARTICLE
from vectorstore.milvus.state import State, read_state, write_state
from vectorstore.milvus.writing import Changing
from vectorstore.sources import NOTHING_SEEN, Known, Seen

# Chunks that the server has not indexed are searched one by one: by keywords on lite 0.38 s for 305, instead of 0.012.
# Fewer are left to the server's own time, for each flush makes a segment, and a cluster takes one in ten seconds.
MANY_UNINDEXED = 100
COPIED = 1_000


class MilvusLibrary(MilvusReader):
    """The library at `address` (`http://host:19530/name`).

    Raises: LibraryError when nothing answers there, the token is refused, or there is no library (unless `create`).
    """

    def __init__(self, address: str, *, token: str | None = None, create: bool = False) -> None:
        super().__init__(Connection(address, token))
        self._changing = Changing(self._connection)
        self._mending = Mending(self._changing.writer)
        self._ingesting = Lock(self._connection, "ingest")
        self.collections = MilvusCollections(self._connection, self._changing.writer)
        self.conversations = MilvusConversations(self._connection)
        self._unindexed = 0
        if create:
            schema.create(self._connection)
            with self._changing.creating() as state:
                if not state.committed:
                    write_state(self._connection, state)
        elif not self._connection.has("meta") or read_state(self._connection) is None:
            message = f"There is no library on {address}. Make one: hoibao ingest examples/articles"
            raise LibraryError(message, address, "absent")

    def _state(self) -> State:
        state = super()._state()
        self._mending.see(state)
        return state

    def close(self) -> None:
        """Nothing to let go of: all threads share one connection."""

    def check_encoder(self, encoder: Fingerprint) -> None:
        """Raises EncoderMismatchError when the embeddings on record are not this encoder's."""
        self._check(self._state(), encoder)

    @contextmanager
    def writing(self, waiting: Callable[[str], None], stopping: Callable[[], bool]) -> Iterator[None]:
        """For the time of a run, this process alone ingests, on all machines."""
        with self._ingesting.held(waiting, stopping):
            self._ingesting.inherited = False  # whatever a killed run left, writers mend
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
            with suppress(LibraryError):  # the server has its own time for it, too
                for collection in (self._state().chunks, "meta", "locks"):  # which hold few rows, written often
                    self._connection.flush(collection)
            self._unindexed = 0

    def rebuild(self) -> int:
        """Count terms and sums anew from the texts, without the encoder; returns the number of chunks."""
        state = self._state()
        if state.encoder is not None:
            for _ in copying.copied(self._connection, self._changing.writer, state.encoder, None, COPIED):
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

    def kin(self, article_id: str, text_digest: str, source: str) -> list[Known]:
        """The articles with this id, this text or this source."""
        return self._places.kin(article_id, text_digest, source)

    def as_before(self, document: str, digest: str) -> tuple[int, int] | None:
        """How many articles go by this document, how many only stand in it too; None when it must be read."""
        return self._places.as_before(document, digest)

    def digests_in(self, document: str) -> frozenset[str]:
        """The digests of the articles found in this document."""
        return self._places.digests_in(document)

    def any_under(self, place: str) -> bool:
        """Whether any article was found in this folder or file."""
        return self._places.any_under(place)

    def unlinked_corrections(self) -> list[str]:
        """The ids of corrections of which it is not known yet what they correct."""
        rows = self._connection.query("articles", "pending == true", ["id", "rank"], SEEN_NOW)
        return [row["id"] for row in sorted(rows, key=lambda row: row["rank"])]

    def link_correction(self, article_id: str, corrected_id: str, score: float) -> None:
        """Record what a correction corrects."""
        self._changing.link_correction(article_id, corrected_id, score)
