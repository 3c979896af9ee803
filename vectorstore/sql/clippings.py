"""Clippings kept in the catalogue."""

from collections.abc import Sequence
from datetime import UTC, datetime

from language.normal_form import fold
from vectorstore.clippings import MAX_NOTE_CHARS, Clipping, Clippings, folder_named
from vectorstore.sql.database import NUMBERS, Database, listed

_SOURCE = "article, title, published, outlet, url, start, quote"


class SqlClippings(Clippings):
    """The table `clippings`. Raises as `Database` does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def folders(self, *, owner: str = "") -> list[tuple[str, int]]:
        """The folders that hold something, by name, with how many quotes each holds."""
        rows = self._database.rows("SELECT folder, count(*) FROM clippings WHERE owner = ? GROUP BY folder", owner)
        return sorted(((row[0], row[1]) for row in rows), key=lambda one: (fold(one[0]), one[0]))

    def listed(self, folder: str, *, owner: str = "") -> list[Clipping]:
        """The quotes of a folder, in the order in which they came."""
        query = f"SELECT {_SOURCE}, note, added, key FROM clippings WHERE owner = ? AND folder = ? ORDER BY key"
        return [Clipping(*row) for row in self._database.rows(query, owner, folder)]

    def add(self, folder: str, clippings: Sequence[Clipping], *, owner: str = "") -> int:
        """Put quotes into a folder, which needs a name; returns how many were not in it before."""
        line, added = folder_named(folder), datetime.now(UTC).isoformat(timespec="seconds")
        if not line:
            return 0
        query = (
            f"INSERT INTO clippings (owner, folder, {_SOURCE}, note, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        known = "SELECT article, start, quote FROM clippings WHERE owner = ? AND folder = ?"
        with self._database.transaction() as transaction:
            held = {tuple(row) for row in transaction.rows(known, owner, line)}
            new = {(one.article_id, one.start, one.quote): one for one in clippings}
            fresh = [one for place, one in new.items() if place not in held]
            for one in fresh:
                transaction.run(query, owner, line, *_source(one), one.note, added)
            return len(fresh)

    def note(self, key: int, note: str, *, owner: str = "") -> None:
        """Say something of a quote; an empty note takes back the one before."""
        line = note.replace("\0", " ").strip()[:MAX_NOTE_CHARS]
        with self._database.transaction() as transaction:
            transaction.run("UPDATE clippings SET note = ? WHERE key = ? AND owner = ?", line, key, owner)

    def remove(self, keys: Sequence[int], *, owner: str = "") -> int:
        """Take quotes out; returns how many there were."""
        with self._database.transaction() as transaction:
            query = f"DELETE FROM clippings WHERE owner = ? AND key IN {NUMBERS}"
            return transaction.run(query, owner, listed(keys))

    def rename(self, folder: str, new: str, *, owner: str = "") -> None:
        """Give a folder another name; that of another joins the two. An empty one changes nothing."""
        line = folder_named(new)
        if not line or line == folder:
            return
        same = "SELECT 1 FROM clippings o WHERE o.owner = clippings.owner AND o.folder = ? AND o.article = "
        same += "clippings.article AND o.start = clippings.start AND o.quote = clippings.quote"
        with self._database.transaction() as transaction:
            query = f"DELETE FROM clippings WHERE owner = ? AND folder = ? AND EXISTS ({same})"
            transaction.run(query, owner, folder, line)
            transaction.run("UPDATE clippings SET folder = ? WHERE owner = ? AND folder = ?", line, owner, folder)


def _source(one: Clipping) -> tuple[str | int | None, ...]:
    about = (one.article_id, one.title, one.published, one.outlet, one.url)
    return (*about, one.start, one.quote.replace("\0", "\ufffd"))
