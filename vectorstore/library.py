"""A library: what `ingest` writes and `rag` reads, as a Protocol, and the one on a local disk.

Nothing outside this package touches SQLite or FAISS; another store has only to offer `Library`.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from vectorstore.catalogue import FILE, Catalogue, Entry, Keys, Known
from vectorstore.chunk import Article, Coverage, Filters, Hits, Passage, embedding_text
from vectorstore.encoder import Encoder, Fingerprint, Vectors
from vectorstore.errors import EncoderMismatchError, LibraryError
from vectorstore.faiss_index import FaissIndex
from vectorstore.lexical import LexicalIndex

EVERYTHING = Filters()


class Library(Protocol):
    """Articles and the searches over them. All methods may be called from any thread."""

    def put(self, entries: Sequence[Entry], encoder: Fingerprint) -> None: ...
    def remove(self, ids: Sequence[str]) -> int: ...
    def flush(self) -> None: ...
    def check_encoder(self, encoder: Fingerprint) -> None: ...
    def known(self) -> dict[str, Known]: ...
    def article(self, article_id: str) -> Article | None: ...
    def articles(self, filters: Filters = EVERYTHING, limit: int | None = None) -> list[tuple[Article, int]]: ...
    def coverage(self) -> Coverage: ...
    def dense_search(self, query: Vectors, k: int, filters: Filters = EVERYTHING) -> Hits: ...
    def keyword_search(self, query: str | Mapping[str, float], k: int, filters: Filters = EVERYTHING) -> Hits: ...
    def similarities(self, query: Vectors, keys: Sequence[int]) -> Hits: ...
    def passages(self, hits: Sequence[tuple[int, float]]) -> list[Passage]: ...
    def term_counts(self, terms: Sequence[str]) -> list[int]: ...
    def outlets(self) -> list[str]: ...


class LocalLibrary:
    """One folder: a SQLite catalogue, the truth, and the indexes derived from it.

    Raises: LibraryError when there is no library in `folder` (unless `create`) or it can't be opened.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = folder
        try:
            if create:
                folder.mkdir(parents=True, exist_ok=True)
            missing = not create and not (folder / FILE).is_file()
        except OSError as error:
            verb = "made" if create else "read"
            message = f"The library folder {folder} can't be {verb}: {error.strerror}."
            raise LibraryError(message, folder, detail=str(error.strerror)) from error
        if missing:
            message = f"There is no library in {folder}. Make one: hoibao ingest examples/articles --library {folder}"
            raise LibraryError(message, folder, "missing")
        self.catalogue = Catalogue(folder)
        self._dense: FaissIndex | None = None
        self._lexical: LexicalIndex | None = None

    @property
    def dense(self) -> FaissIndex:
        """The FAISS index, opened on first use: listing articles should not pay for it."""
        if self._dense is None:
            self._dense = FaissIndex(self.catalogue)
        return self._dense

    @property
    def lexical(self) -> LexicalIndex:
        """The keyword index, opened on first use."""
        if self._lexical is None:
            self._lexical = LexicalIndex(self.catalogue)
        return self._lexical

    def check_encoder(self, encoder: Fingerprint) -> None:
        """Raises EncoderMismatchError when the embeddings on record are not this encoder's."""
        stored = self.catalogue.encoder()
        if stored is not None and stored != encoder:
            raise EncoderMismatchError(self.folder, str(stored), str(encoder), encoder.model)

    def put(self, entries: Sequence[Entry], encoder: Fingerprint) -> None:
        """Add or replace articles by id, all of them or none. Searches see them at once."""
        self.check_encoder(encoder)
        self.catalogue.put(entries, encoder)

    def remove(self, ids: Sequence[str]) -> int:
        """Forget articles; returns how many there were."""
        return self.catalogue.remove(ids)

    def flush(self) -> None:
        """Write the derived indexes, so that the next process need not catch up."""
        self.dense.save()
        self.lexical.save()

    def rebuild(self) -> int:
        """Build the derived indexes anew from the catalogue, without the encoder; returns the number of chunks."""
        self.lexical.rebuild()
        return self.dense.rebuild()

    def faults(self) -> list[str]:
        """What is wrong with the catalogue or the files derived from it; empty when all is sound."""
        derived = (self.dense.fault(), self.lexical.fault())
        return [*self.catalogue.faults(), *(fault for fault in derived if fault)]

    def known(self) -> dict[str, Known]:
        """Every article's digests and source, by id."""
        return self.catalogue.known()

    def article(self, article_id: str) -> Article | None:
        """One article as stored, or None."""
        return self.catalogue.article(article_id)

    def articles(self, filters: Filters = EVERYTHING, limit: int | None = None) -> list[tuple[Article, int]]:
        """Articles with their number of chunks, newest first."""
        return self.catalogue.articles(filters, limit)

    def coverage(self) -> Coverage:
        """How many articles and chunks, and which days they span."""
        return self.catalogue.coverage()

    def dense_search(self, query: Vectors, k: int, filters: Filters = EVERYTHING) -> Hits:
        """Up to `k` chunks by cosine (1 best, -1 worst). `query`: (dim,) float32 of length 1."""
        return self.dense.search(query, k, self._among(filters))

    def keyword_search(self, query: str | Mapping[str, float], k: int, filters: Filters = EVERYTHING) -> Hits:
        """Up to `k` chunks by BM25 over syllables and pairs. `query`: a wording, or several with their weights."""
        return self.lexical.search(query, k, self._among(filters))

    def similarities(self, query: Vectors, keys: Sequence[int]) -> Hits:
        """The cosine of each of these chunks, in any order; keys that are gone are left out."""
        return self.dense.similarities(query, keys)

    def passages(self, hits: Sequence[tuple[int, float]]) -> list[Passage]:
        """The chunks found, in the order given."""
        return self.catalogue.passages(hits)

    def term_counts(self, terms: Sequence[str]) -> list[int]:
        """In how many chunks each accented syllable or pair (`hội_nghị`) stands."""
        return self.lexical.term_counts(terms)

    def outlets(self) -> list[str]:
        """The outlets that articles name."""
        return self.catalogue.outlets()

    def _among(self, filters: Filters) -> Keys | None:
        return self.catalogue.matching(filters) if filters else None

    def reembed(self, encoder: Encoder, batch_size: int = 64) -> Iterator[int]:
        """Embed every chunk with `encoder`, then make it the library's own; yields the chunks done so far.

        Searches go on with the old embeddings until the last one is stored; stopped half-way, it goes on from there.
        """
        done = 0
        while chunks := self.catalogue.unembedded(encoder.fingerprint, batch_size):
            texts = [embedding_text(chunk.title, chunk.heading, chunk.text) for chunk in chunks]
            vectors = encoder.encode_documents(texts)
            self.catalogue.put_vectors([chunk.key for chunk in chunks], vectors, encoder.fingerprint)
            done += len(chunks)
            yield done
        self.catalogue.record_encoder(encoder.fingerprint)
        self.flush()
