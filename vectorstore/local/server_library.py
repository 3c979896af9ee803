"""A library on a PostgreSQL server, whose searches are answered from indexes on this machine's own disk."""

from collections.abc import Iterator
from contextlib import contextmanager

from vectorstore.local.library import IndexedLibrary


class ServerLibrary(IndexedLibrary):
    """Of which a machine that only ingests keeps no index."""

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
