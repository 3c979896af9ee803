"""A whole library from one database into another: every table, block by block, compared at the end.

What was copied of the large tables stays where a copy is broken off, and the next goes on from there.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vectorstore.errors import LibraryError
from vectorstore.sql.database import Database, Row, Transaction, new_token

BLOCK_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Table:
    """Its columns, of which the first `keyed` tell its rows apart.

    `numbered`: it changes by numbered changes alone, so that it can be resumed. `counted`: it hands out its keys.
    `block_rows`: so many at a time, where its rows are large.
    """

    name: str
    columns: str
    keyed: int = 1
    numbered: bool = True
    counted: bool = False
    block_rows: int | None = None

    @property
    def key(self) -> str:
        """The columns by which its rows are told apart, and in the order of which they are copied."""
        return ", ".join(self.columns.split(", ")[: self.keyed])


# In an order in which each refers to those before it alone.
TABLES = (
    Table("encoders", "key, model, dim, revision, active", counted=True),
    Table(
        "articles",
        "key, id, title, text, published, outlet, url, author, topic, source, metadata, digest, text_digest, chunking, "
        "body_start",
        counted=True,
    ),
    Table("chunks", 'key, article, start, "end", heading, sequence'),
    Table("embeddings", "chunk, encoder, vector", 2),
    Table("sentence_embeddings", "chunk, encoder, spans, vectors", 2),
    Table("bands", "band, article", 2),
    Table("links", "article, other, kind, score", 3, numbered=False),
    Table("corrections", "article", numbered=False),
    Table("sources", "source, article, document, seen", 2, numbered=False),
    Table("documents", "document, digest, count", numbered=False),
    Table("originals", "document, digest, size", numbered=False),
    Table("original_parts", "digest, part, content", 2, numbered=False, block_rows=8),
    Table("conversations", "id, owner, name, folded, changed, pinned", numbered=False),
    Table("turns", "key, conversation, record, folded", numbered=False, counted=True),
    Table("ratings", "turn, reader, rating, reason", 2, numbered=False),
    Table("collections", "key, name, same, search, seen", numbered=False, counted=True),
    Table("collection_articles", "collection, article", 2, numbered=False),
    Table("alerts", "id, kind, words, owner, mail, created, mailed, checked", numbered=False),
    Table("alert_hits", "alert, article, start, quote, found", 2, numbered=False),
    Table(
        "clippings",
        "key, owner, folder, article, title, published, outlet, url, start, quote, note, added",
        numbered=False,
        counted=True,
    ),
)


def check_whole(database: Database) -> None:
    """Raises: LibraryError where a copy into it was broken off."""
    if database.rows("SELECT 1 FROM copying"):
        raise LibraryError(f"The library in {database.place} has been copied only in part.", database.place, "copying")


def copy(source: Database, target: Database, advance: Callable[[int], None]) -> None:
    """Make `target`, which is empty or was broken off, what `source` is now; `advance` hears of the rows copied.

    Raises: LibraryError, also where the target holds another library or is not the same in the end.
    """
    check_whole(source)
    with source.snapshot():
        _begin(source, target)
        for table in TABLES:
            _copy_table(table, source, target, advance)
        different = [table.name for table in TABLES if _digest(table, source) != _digest(table, target)]
        if different:  # an article's row may change without a number: begin anew
            _mark(target, "")
            names = ", ".join(different)
            message = f"The copy in {target.place} differs in {names}. Copy again."
            raise LibraryError(message, target.place, "copying", names)
        ((sequence, last_chunk),) = source.rows("SELECT sequence, last_chunk FROM library")
    with target.transaction() as transaction:
        for table in TABLES:
            if table.counted:
                target.count_on(transaction, table.name)
        transaction.run("UPDATE library SET sequence = ?, last_chunk = ?", sequence, last_chunk)
        transaction.run("DELETE FROM deletions")
        transaction.run("DELETE FROM changes")
        transaction.run("INSERT INTO changes (number, token) VALUES (?, ?)", sequence, new_token())
        transaction.run("DELETE FROM copying")


def _begin(source: Database, target: Database) -> None:
    """Say in the target what it is going to be; keep of it what an earlier run of the same copy has brought."""
    token = source.last_change().token
    identity = source.rows("SELECT identity FROM library")[0][0]
    under_way = target.rows("SELECT identity, token FROM copying")
    if not under_way and any(target.rows(f"SELECT 1 FROM {table.name} LIMIT 1") for table in TABLES):
        raise LibraryError(f"There is a library in {target.place} already.", target.place, "occupied")
    with target.transaction() as transaction:
        for table in reversed(TABLES):
            if under_way != [(identity, token)] or not table.numbered:
                transaction.run(f"DELETE FROM {table.name}")
        transaction.run("DELETE FROM copying")
        transaction.run("INSERT INTO copying (identity, token) VALUES (?, ?)", identity, token)


def _mark(target: Database, token: str) -> None:
    with target.transaction() as transaction:
        transaction.run("UPDATE copying SET token = ?", token)


def _copy_table(table: Table, source: Database, target: Database, advance: Callable[[int], None]) -> None:
    backwards = ", ".join(f"{name} DESC" for name in table.key.split(", "))
    last = target.rows(f"SELECT {table.key} FROM {table.name} ORDER BY {backwards} LIMIT 1")
    for rows in _blocks(table, source, last[0] if last else None):
        with target.transaction() as transaction:
            _load(transaction, table, rows)
        advance(len(rows))


def _load(transaction: Transaction, table: Table, rows: list[Row]) -> None:
    if table.name == "encoders":  # the one that SQLite has as a number
        rows = [(*row[:-1], bool(row[-1])) for row in rows]
    transaction.load(table.name, table.columns, rows)


def _blocks(table: Table, database: Database, last: Row | None = None) -> Iterator[list[Row]]:
    """All rows in the order of their keys, after the one that has the key `last`."""
    marks = ", ".join("?" * table.keyed)
    while True:
        after = f"WHERE ({table.key}) > ({marks}) " if last else ""
        query = f"SELECT {table.columns} FROM {table.name} {after}ORDER BY {table.key} LIMIT ?"
        rows = database.rows(query, *(last or ()), table.block_rows or BLOCK_ROWS)
        if not rows:
            return
        yield rows
        last = rows[-1][: table.keyed]


def _digest(table: Table, database: Database) -> str:
    """Of every row, as both databases give it."""
    digest = hashlib.sha256()
    for rows in _blocks(table, database):
        for row in rows:
            digest.update(repr([int(value) if isinstance(value, bool) else value for value in row]).encode())
    return digest.hexdigest()
