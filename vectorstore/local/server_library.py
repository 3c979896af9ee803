"""A library on a PostgreSQL server, whose searches are answered from indexes on this machine's own disk."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from vectorstore.local.library import IndexedLibrary
from vectorstore.local.stored_sentences import StoredSentences
from vectorstore.sentence_vectors import PackedRow
from vectorstore.sql.database import Database


class ServerLibrary(IndexedLibrary):
    """Of which a machine that only ingests keeps no index."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.sentences = self.derived["sentences"] = StoredSentences(self.catalogue)

    def close(self) -> None:
        """As on a folder."""
        super().close()
        self.sentences.close()

    @contextmanager
    def following(self) -> Iterator[None]:
        """As on a folder, where this machine answers questions."""
        if not self._answers():
            yield
            return
        with super().following():
            yield

    def flush(self) -> None:
        """As on a folder, where this machine answers questions."""
        if self._answers():
            super().flush()

    def _answers(self) -> bool:
        return self.folder.is_dir() and any(self.folder.iterdir())

    def _sentence_rows(self, keys: Sequence[int], encoder: str) -> list[PackedRow]:
        return self.sentences.rows(keys, encoder)
