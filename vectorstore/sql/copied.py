"""Whether a library's folder is a copy of another that is opened for the first time, and whether the copy is sound.

A folder copied while somebody writes may hold pages of two moments. SQLite notices some of that when it comes to such
a page, and none of it at once; so a copy is read whole, once.
"""

from contextlib import suppress
from pathlib import Path

from vectorstore.errors import LibraryDamagedError
from vectorstore.sql.catalogue_reader import CatalogueReader
from vectorstore.sql.sqlite import SqliteDatabase

# An empty file, and what the disk said of it and of the catalogue when this was last looked at: numbers of files may
# come again, and when a file was made or copied to where it is, nobody can set.
_HERE, _SEEN = "catalogue.here", "catalogue.seen"
# What each change touches fits together only where all of it is of one moment.
_ONE_MOMENT = """
    SELECT l.sequence = (SELECT max(number) FROM changes)
        AND l.sequence >= (SELECT coalesce(max(sequence), 0) FROM chunks)
        AND l.last_chunk >= (SELECT coalesce(max(key), 0) FROM chunks) FROM library l
"""


def check_copied(catalogue: CatalogueReader) -> None:
    """Read a copy whole where it is opened for the first time.

    Takes seconds for a hundred thousand articles, and nothing for a library that has been opened where it is. A folder
    that can't be written to is not looked at: nothing would remember it. Raises: LibraryDamagedError.
    """
    database = catalogue.database
    if not isinstance(database, SqliteDatabase):
        return
    try:
        if _is_seen(database):
            return
        (database.folder / _HERE).touch()
    except OSError:  # then there is no place to remember it
        return
    with database.snapshot():
        faults = [] if database.rows(_ONE_MOMENT) == [(1,)] else ["pages of two moments"]
        faults = faults or catalogue.faults()
    if faults:
        raise LibraryDamagedError(f"{database.path}: {faults[0]}", database.folder, "torn", faults[0])
    with suppress(OSError):
        (database.folder / _SEEN).write_text(_where(database.folder, database.path), encoding="ascii")


def _is_seen(database: SqliteDatabase) -> bool:
    seen = database.folder / _SEEN
    return seen.exists() and seen.read_text(encoding="ascii") == _where(database.folder, database.path)


def _where(folder: Path, file: Path) -> str:
    here = (folder / _HERE).stat()
    return f"{file.stat().st_ino} {here.st_ino} {here.st_ctime_ns}"
