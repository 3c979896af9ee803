"""What one machine has derived of a catalogue, carried to another: to a folder, or wherever fsspec writes.

It need not be of the same moment: the rest is caught up with by the numbers of changes. Does not know the catalogue.
"""

import os
import shutil
import sqlite3
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from vectorstore.errors import LibraryError, shown_address
from vectorstore.local.dense.stored_vectors import FILE
from vectorstore.local.keywords.folder import copy_current, replacement
from vectorstore.local.keywords.kept import FOLDER
from vectorstore.local.stored_sentences import FILE as SENTENCES
from vectorstore.local.stored_sentences import copied as copy_sentences


def save(folder: Path, identity: str, place: str) -> int:
    """Write what is in `folder` below `place`, under the catalogue's identity; returns the bytes of it.

    Raises: LibraryError.
    """
    with TemporaryDirectory(prefix="hoibao-") as name:
        copied = Path(name)
        try:
            shutil.copyfile(folder / FILE, copied / FILE)
            (copied / FOLDER).mkdir()
            copy_current(folder / FOLDER, copied / FOLDER)
            copy_sentences(folder / SENTENCES, copied / SENTENCES)
            with _opened(place, identity, "wb") as stream, tarfile.open(fileobj=stream, mode="w|") as archive:
                for path in copied.iterdir():
                    archive.add(path, path.name)
        except (OSError, ValueError, ImportError, sqlite3.Error) as error:
            raise _error("written to", place, error) from error
        return sum(path.stat().st_size for path in copied.rglob("*") if path.is_file())


def fetch(folder: Path, identity: str, place: str) -> int:
    """Put what `save` wrote below `place` into `folder`; returns the bytes of it. Who opens it checks what it is.

    Raises: LibraryError, and leaves `folder` as it was.
    """
    with TemporaryDirectory(prefix=".fetched-", dir=folder) as name:
        fetched = Path(name)
        try:
            with _opened(place, identity, "rb") as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
                archive.extractall(fetched, filter="data")
            (index,) = (path for path in (fetched / FOLDER).iterdir() if path.is_dir())
            size = sum(path.stat().st_size for path in fetched.rglob("*") if path.is_file())
            with replacement(folder / FOLDER) as into:
                for path in index.iterdir():
                    shutil.move(path, into / path.name)
            os.replace(fetched / FILE, folder / FILE)
            copy_sentences(fetched / SENTENCES, folder / SENTENCES)
        except (OSError, ValueError, ImportError, sqlite3.Error, tarfile.TarError) as error:
            raise _error("read from", place, error) from error
        return size


def _opened(place: str, identity: str, mode: str) -> Any:
    import fsspec

    return fsspec.open(f"{place.rstrip('/')}/{identity}.tar", mode, auto_mkdir=True)


def _error(verb: str, place: str, error: Exception) -> LibraryError:
    shown = shown_address(place) if "://" in place else place
    return LibraryError(f"Indexes can't be {verb} {shown}: {error}", shown, "node", str(error) or type(error).__name__)
