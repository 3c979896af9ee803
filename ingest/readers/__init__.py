"""Finds files and hands each to the reader of its kind. One file a format; knows nothing of libraries."""

import logging
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from ingest.article import Notice, ReaderOutput, Record, RejectedError, Rejection
from ingest.document import Document, of_file, suffix_of
from ingest.encodings.repair import GarbledError
from ingest.readers import (
    epub,
    feed,
    gzipped,
    html,
    json_file,
    mhtml,
    opendocument,
    pdf,
    plain_text,
    richtext,
    spreadsheet,
    table,
    word,
    zipped,
)
from ingest.readers.file_kinds import OLD_OFFICE_KIND, disguise, ends_early, kind_named, passed_over, unread
from ingest.readers.repaired import repaired

Reader = Callable[[Document], Iterator[ReaderOutput]]
READERS: dict[str, Reader] = {
    ".txt": plain_text.read,
    ".md": plain_text.read,
    ".html": html.read,
    ".htm": html.read,
    ".mhtml": mhtml.read,
    ".mht": mhtml.read,
    ".jsonl": json_file.lines,
    ".json": json_file.read,
    ".csv": table.read,
    ".tsv": table.read,
    ".pdf": pdf.read,
    ".docx": word.read,
    ".odt": opendocument.read,
    ".epub": epub.read,
    ".rtf": richtext.read,
    ".xlsx": spreadsheet.read,
    ".rss": feed.read,
    ".atom": feed.read,
    ".xml": feed.read,
}
_PACKED = frozenset(f"{suffix}.gz" for suffix in (".txt", ".jsonl", ".json", ".csv", ".tsv"))
KINDS = frozenset((*READERS, *_PACKED, ".zip"))
MAX_ARCHIVES_DEEP = 2

_log = logging.getLogger(__name__)


def find(source: Path) -> Iterator[Document | Rejection | Notice]:
    """The readable files of a file or folder, in a fixed order, each with the id that its name suggests.

    A file of an unknown kind is a rejection when named itself; those of a folder are counted in one notice at its end.
    Hidden files and links to folders are passed over.
    """
    try:
        source.stat()
    except OSError as error:
        gone = isinstance(error, FileNotFoundError | NotADirectoryError)
        yield Rejection(str(source), "missing") if gone else _denied(error, str(source))
        return
    if source.is_dir():
        denied: list[Rejection] = []
        passed = Counter[str]()
        for folder, subfolders, names in os.walk(source, onerror=lambda e: denied.append(_denied(e, str(source)))):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
            for name in sorted(names):
                path = Path(folder, name)
                if name.startswith("."):
                    continue
                if suffix_of(name) not in KINDS:
                    passed[suffix_of(name)] += 1
                else:
                    yield _document(path, path.relative_to(source).as_posix())
            yield from denied
            denied.clear()
        yield from denied
        yield from passed_over(str(source), passed)
    elif suffix_of(source.name) not in KINDS:
        yield unread(str(source), source.name, KINDS)
    else:
        yield _document(source, source.name)


def uploaded(path: Path, name: str) -> Document | Rejection:
    """The document in a file that bears another name, which is all that is ever said of it.

    Its source is the name: a later file of that name is its new version, wherever it comes from. Its bytes are kept.
    """
    if suffix_of(name) not in KINDS:
        return unread(name, name, KINDS)
    return replace(of_file(path, name[: -len(suffix_of(name))]), name=name, source=name, kept=True)


def is_readable(path: str) -> bool:
    """Whether a file of this name would be found in a folder."""
    name = Path(path).name
    return not name.startswith(".") and suffix_of(name) in KINDS


def is_gone(source: str) -> bool:
    """Whether a document was a file that is no more; of addresses nothing is known."""
    return os.path.isabs(source) and not os.path.lexists(source)


def _denied(error: OSError, source: str) -> Rejection:
    return Rejection(str(error.filename or source), "unreadable", error.strerror or "")


def _document(path: Path, name: str) -> Document | Rejection:
    if not path.is_file():
        return Rejection(str(path), "not_a_file")
    try:
        # Path.resolve() raises on a loop of links
        return of_file(Path(os.path.abspath(path)), name[: -len(suffix_of(name))])
    except OSError as error:
        return _denied(error, str(path))


def read(document: Document, depth: int = 0) -> Iterator[ReaderOutput]:
    """What one document holds, one article at a time; what can't be read is a rejection, never an exception.

    `depth` is how many archives it lies in.
    """
    if not document.size:
        yield Rejection(document.source, "empty_file")
        return
    try:
        for output in _reader(document, depth)(document):
            yield _in_words(_with_given(output, document)) if document.suffix in READERS else output
    except RejectedError as error:
        yield error.rejection
    except GarbledError:
        yield Rejection(document.source, "garbled")
    except UnicodeDecodeError as error:
        yield Rejection(document.source, "not_utf8", f"byte {error.start}")
    except OSError as error:
        known = Rejection(document.source, "unreadable", error.strerror or "")
        yield known if error.errno else _damaged(document, error)
    except ImportError as error:  # the installation's fault, not the file's
        yield Rejection(document.source, "not_installed", str(error.name or error))
    except MemoryError:
        yield Rejection(document.source, "over_memory")
    except Exception as error:  # noqa: BLE001 - parsers of damaged files raise anything, RecursionError too
        yield _damaged(document, error)


def _with_given(output: ReaderOutput, document: Document) -> ReaderOutput:
    """The record with what is known of it from elsewhere and it doesn't say itself."""
    if not isinstance(output, Record) or not document.given:
        return output
    missing = {name: value for name, value in document.given.items() if output.fields.get(name) in (None, "")}
    return replace(output, fields={**output.fields, **missing})


def _in_words(output: ReaderOutput) -> ReaderOutput:
    try:
        return repaired(output) if isinstance(output, Record) else output
    except RejectedError as error:
        return error.rejection


def _reader(document: Document, depth: int) -> Reader:
    if kind := disguise(document):
        is_old = kind == OLD_OFFICE_KIND
        raise RejectedError(Rejection(document.source, *(("old_office",) if is_old else ("other_kind", kind))))
    if document.suffix == ".zip":
        if depth >= MAX_ARCHIVES_DEEP:
            raise RejectedError(Rejection(document.source, "nested_archive"))
        return partial(zipped.read, read_inner=partial(read, depth=depth + 1), kinds=KINDS)
    if document.suffix in _PACKED:
        return partial(gzipped.read, read_inner=partial(read, depth=depth))
    return READERS[document.suffix]


def _damaged(document: Document, error: Exception) -> Rejection:
    """Why it can't be read, in words for who has the file; what the parser says of it is for the log."""
    _log.debug("%s: %s", document.source, type(error).__name__, exc_info=error)
    code = "cut_off" if isinstance(error, EOFError) or ends_early(document) else "damaged"
    return Rejection(document.source, code, kind_named(document))
