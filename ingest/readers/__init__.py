"""Finds files and hands each to the reader of its kind. One file a format; knows nothing of libraries."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from ingest.article import Record, RejectedError, Rejection
from ingest.document import Document, of_file
from ingest.readers import jsonl, text

Reader = Callable[[Document], Iterator[Record | Rejection]]
READERS: dict[str, Reader] = {".txt": text.read, ".md": text.read, ".jsonl": jsonl.read}


def find(source: Path) -> Iterator[Document | Rejection]:
    """The readable files of a file or folder, in a fixed order, each with the id that its name suggests.

    A file of an unknown kind is a rejection when named itself and passed over in a folder, as hidden files and links
    to folders are.
    """
    try:
        source.stat()
    except OSError as error:
        gone = isinstance(error, FileNotFoundError | NotADirectoryError)
        yield Rejection(str(source), "missing") if gone else _denied(error)
        return
    if source.is_dir():
        denied: list[Rejection] = []
        for folder, subfolders, names in os.walk(source, onerror=lambda e: denied.append(_denied(e))):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
            for name in sorted(names):
                path = Path(folder, name)
                if not name.startswith(".") and path.suffix.lower() in READERS:
                    yield _document(path, path.relative_to(source).with_suffix("").as_posix())
            yield from denied
            denied.clear()
        yield from denied
    elif source.suffix.lower() not in READERS:
        yield Rejection(str(source), "unsupported", ", ".join(sorted(READERS)))
    else:
        yield _document(source, source.stem)


def is_readable(path: str) -> bool:
    """Whether a file of this name would be found in a folder."""
    name = Path(path).name
    return not name.startswith(".") and Path(name).suffix.lower() in READERS


def is_gone(source: str) -> bool:
    """Whether a document was a file that is no more; of addresses nothing is known."""
    return os.path.isabs(source) and not os.path.lexists(source)


def _denied(error: OSError) -> Rejection:
    return Rejection(str(error.filename), "unreadable", error.strerror or "")


def _document(path: Path, default_id: str) -> Document | Rejection:
    if not path.is_file():
        return Rejection(str(path), "not_a_file")
    try:
        return of_file(Path(os.path.abspath(path)), default_id)  # Path.resolve() raises on a loop of links
    except OSError as error:
        return _denied(error)


def read(document: Document) -> Iterator[Record | Rejection]:
    """The records of one document, one at a time; what can't be read is a rejection, never an exception."""
    try:
        yield from READERS[document.suffix](document)
    except RejectedError as error:
        yield error.rejection
    except OSError as error:
        yield _denied(error)
