"""A library in one folder, or of a catalogue elsewhere: what `indexed.py` reads is written and kept here."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from vectorstore.encoders.encoder import Encoder, Fingerprint
from vectorstore.errors import LibraryError
from vectorstore.local.indexed import IndexedArticles
from vectorstore.local.reembedding import reembedded
from vectorstore.records import NOTHING_SEEN, Behind, Entry, Known, Seen
from vectorstore.sql.sqlite import opened

FOLLOW_S = 3.0


class IndexedLibrary(IndexedArticles):
    """A catalogue, the truth, and the indexes derived from it on this machine's own disk. Offers `Library`."""

    @property
    def folder(self) -> Path:
        """Where the derived indexes are."""
        return self.catalogue.folder

    def close(self) -> None:
        """Let go of what this thread holds open; it may go on using the library."""
        self.catalogue.close()

    def identity(self) -> str:
        """The catalogue's, under which what is derived from it may be kept."""
        return self.catalogue.identity()

    def prepare(self) -> None:
        """Have the derived indexes on disk, however long that takes."""
        for index in self.derived.values():
            index.save()

    def writing(self, waiting: Callable[[str], None], stopping: Callable[[], bool]) -> AbstractContextManager[None]:
        """For the time of a run, this process alone ingests; `waiting` hears who else does, once, if it must wait.

        `stopping` ends the wait with a KeyboardInterrupt.
        """
        return self.catalogue.database.alone(waiting, stopping)

    def put(
        self, entries: Sequence[Entry], encoder: Fingerprint, seen: Seen = NOTHING_SEEN, superseded: Sequence[str] = ()
    ) -> None:
        """Add or replace articles by id, and forget those superseded, all or nothing. Searches see them at once."""
        self.check_encoder(encoder)
        self.catalogue.put(entries, encoder, seen, superseded)

    def see(self, seen: Seen) -> None:
        """Record what was found where nothing is to be stored."""
        self.catalogue.sources.see(seen)

    def remove(self, ids: Sequence[str]) -> int:
        """Forget articles; returns how many there were."""
        return self.catalogue.remove(ids)

    def remove_unseen(self, places: Sequence[str], stamp: int, keep: Sequence[str]) -> int:
        """Forget what stood under `places` and was not seen at `stamp`, except what begins as one of `keep`.

        Returns how many articles went: one that stands elsewhere too stays.
        """
        return self.catalogue.remove_unseen(places, stamp, keep)

    @contextmanager
    def following(self) -> Iterator[None]:
        """Inside, the keyword index follows in a thread of its own: it costs as much as all else but embedding."""
        done = threading.Event()

        def follow() -> None:
            while not done.wait(FOLLOW_S):
                with suppress(LibraryError):  # `flush` will say so
                    self.lexical.catch_up()
            self.close()

        thread = threading.Thread(target=follow, name="keywords", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def flush(self) -> None:
        """Write the derived indexes, so that the next process need not catch up."""
        self.prepare()

    def rebuild(self) -> int:
        """Build the derived indexes anew from the catalogue, without the encoder; returns the number of chunks."""
        self.catalogue.database.reindex()
        for index in self.derived.values():
            index.rebuild()
        return len(self.dense)

    def faults(self) -> list[str]:
        """What is wrong with the catalogue or the files derived from it; empty when all is sound."""
        derived = [index.fault() for index in self.derived.values()]
        return [*self.catalogue.faults(), *(fault for fault in derived if fault)]

    def ids(self) -> list[str]:
        """The ids of all articles."""
        return self.catalogue.ids()

    def kin(self, article_id: str, text_digest: str, source: str) -> list[Known]:
        """The articles with this id, this text or this source."""
        return self.catalogue.sources.kin(article_id, text_digest, source)

    def as_before(self, document: str, digest: str) -> tuple[int, int] | None:
        """How many articles go by this document, how many only stand in it too; None when it must be read."""
        return self.catalogue.sources.as_before(document, digest)

    def digests_in(self, document: str) -> frozenset[str]:
        """The digests of the articles found in this document."""
        return self.catalogue.sources.digests_in(document)

    def any_under(self, place: str) -> bool:
        """Whether any article was found in this folder or file."""
        return self.catalogue.sources.any_under(place)

    def sources(self, article_id: str) -> list[str]:
        """Everywhere that an article was found, the place that it goes by first."""
        return self.catalogue.sources.of(article_id)

    def unlinked_corrections(self) -> list[str]:
        """The ids of corrections of which it is not known yet what they correct."""
        return self.catalogue.links.pending()

    def link_correction(self, article_id: str, corrected_id: str, score: float) -> None:
        """Record what a correction corrects."""
        self.catalogue.links.add(article_id, corrected_id, score)

    def lags(self) -> dict[str, int]:
        """By each index derived on this machine, the changes that it has still to follow; searches follow them."""
        return {name: index.lag() for name, index in self.derived.items()}

    def behind(self, chunking: str) -> Behind:
        """What an older program has left to be done, seen from the version `chunking` of what cuts texts."""
        return self.catalogue.behind(chunking)

    def cut_otherwise(self, chunking: str, limit: int) -> list[Entry]:
        """Up to `limit` articles that were not cut into chunks by that version, as stored, to be cut anew.

        `body_start` is -1 where an older program has not told it.
        """
        return self.catalogue.cut_otherwise(chunking, limit)

    def rechunk(self, entries: Sequence[Entry], encoder: Fingerprint) -> None:
        """Replace the chunks of stored articles and nothing else; one that has changed or is gone is skipped."""
        self.check_encoder(encoder)
        self.catalogue.rechunk(entries, encoder)

    def record_chunking(self, ids: Sequence[str], chunking: str) -> None:
        """These articles' chunks are what that version would make of them."""
        self.catalogue.record_chunking(ids, chunking)

    def reembed(self, encoder: Encoder, batch_size: int = 64) -> Iterator[int]:
        """Embed every chunk and sentence with `encoder`, then make it the library's own; yields the chunks done so far.

        What it has embedded already stays. Searches go on with the old embeddings until the last one is stored;
        stopped half-way, it goes on from there.
        """
        yield from reembedded(self.catalogue, encoder, batch_size)
        self.flush()


class LocalLibrary(IndexedLibrary):
    """All of it in one folder.

    Raises: LibraryError when there is no library in `folder` (unless `create`) or it can't be opened.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        super().__init__(opened(folder, create=create))
