"""Originals kept in the catalogue, by the digest of their bytes and in parts, so that none is ever one huge value.

In the catalogue, so that a backup, a copy and a server's library have them, and that they go in the transaction in
which their last article does.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from vectorstore.originals import Original, Originals
from vectorstore.sql.database import TEXTS, Database, Transaction, listed

PART_BYTES = 1 << 20
_FOUND = (
    "FROM articles a JOIN sources s ON s.article = a.key JOIN originals o ON o.document = s.document "
    "WHERE a.id = ? ORDER BY s.source <> a.source, s.source LIMIT 1"
)


class SqlOriginals(Originals):
    """The tables `originals` and `original_parts`. Raises as `Database` does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, article_id: str) -> Original | None:
        """The file in which an article was found; None where none is kept."""
        rows = self._database.rows(f"SELECT o.document, o.digest, o.size {_FOUND}", article_id)
        return Original(*rows[0]) if rows else None

    def content(self, article_id: str) -> bytes | None:
        """All its bytes; None where none is kept."""
        parts = self._database.rows(
            f"SELECT p.content FROM (SELECT o.digest {_FOUND}) AS found "
            "JOIN original_parts p ON p.digest = found.digest ORDER BY p.part",
            article_id,
        )
        return b"".join(bytes(content) for (content,) in parts) if parts else None

    def keep(self, document: str, opened: Callable[[], BinaryIO], most_bytes: int) -> bool:
        """Keep the file of a document, in place of the one of that name before; nothing where no article stands in it.

        False where all that are kept would have more than `most_bytes` with it. Raises: OSError from reading it, too.
        """
        sha256, size = hashlib.sha256(), 0
        for part in _parts(opened):
            sha256.update(part)
            size += len(part)
        digest = sha256.hexdigest()
        with self._database.transaction() as transaction:
            before = transaction.rows("SELECT digest FROM originals WHERE document = ?", document)
            stands = transaction.rows("SELECT 1 FROM sources WHERE document = ? LIMIT 1", document)
            if before == [(digest,)] or not stands:
                return True
            transaction.run("DELETE FROM originals WHERE document = ?", document)
            _drop_unnamed(transaction, [row[0] for row in before])
            if not transaction.rows("SELECT 1 FROM originals WHERE digest = ? LIMIT 1", digest):
                ((held,),) = transaction.rows(
                    "SELECT CAST(coalesce(sum(size), 0) AS BIGINT) FROM (SELECT DISTINCT digest, size FROM originals) o"
                )
                if held + size > most_bytes:
                    return False
                rows = ((digest, number, part) for number, part in enumerate(_parts(opened)))
                transaction.load("original_parts", "digest, part, content", rows)
            transaction.load("originals", "document, digest, size", [(document, digest, size)])
        return True


def forget_unused(transaction: Transaction) -> None:
    """Forget the originals in which no article stands any more."""
    gone = transaction.rows(
        "DELETE FROM originals WHERE NOT EXISTS (SELECT 1 FROM sources s WHERE s.document = originals.document) "
        "RETURNING digest"
    )
    _drop_unnamed(transaction, {row[0] for row in gone})


def _drop_unnamed(transaction: Transaction, digests: Iterable[str]) -> None:
    """Drop the bytes that no document has any more, among these."""
    if named := list(digests):
        transaction.run(
            f"DELETE FROM original_parts WHERE digest IN {TEXTS} "
            "AND NOT EXISTS (SELECT 1 FROM originals o WHERE o.digest = original_parts.digest)",
            listed(named),
        )


def _parts(opened: Callable[[], BinaryIO]) -> Iterator[bytes]:
    with opened() as stream:
        while part := stream.read(PART_BYTES):
            yield part
