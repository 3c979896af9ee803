"""Bytes to be read, wherever they come from: a file, a member of an archive, a page of the web.

Readers see only this, so that every format works from every place. Does not know formats.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ingest.article import RejectedError, Rejection

# Far above any article; what has to be held in memory whole must stay below it.
MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """`name` tells the format by its ending; `source` identifies it and is what users read; `size` is in bytes.

    `default_id` is the id of an article that brings none of its own, and `url` where a page of the web was found.
    `given`: fields of its article that whoever named it told, for what it doesn't tell itself. `kept`: the library
    keeps its bytes, for it is nowhere else.
    """

    name: str
    source: str
    default_id: str
    size: int
    open: Callable[[], BinaryIO]
    url: str | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    kept: bool = False

    @property
    def suffix(self) -> str:
        """The ending that tells the format, as `suffix_of` its name."""
        return suffix_of(self.name)

    def content(self) -> bytes:
        """All of it, never more than MAX_BYTES. Raises: RejectedError when it is longer; OSError from the disk."""
        with self.open() as stream:
            content = stream.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise RejectedError(Rejection(self.source, "too_large", f"{MAX_BYTES // 1_000_000} MB"))
        return content


def suffix_of(name: str) -> str:
    """The ending that tells the format, in lower case: “.txt”; of a compressed file both: “.jsonl.gz”."""
    suffixes = [suffix.lower() for suffix in PurePosixPath(name).suffixes[-2:]]
    return "".join(suffixes if suffixes[-1:] == [".gz"] else suffixes[-1:])


def of_file(path: Path, default_id: str) -> Document:
    """The document that a file holds. Raises: OSError when it can't be looked at."""
    return Document(path.name, str(path), default_id, path.stat().st_size, partial(_opened, path))


def _opened(path: Path) -> BinaryIO:
    """Not a lambda, so that the document can be sent to another process."""
    return path.open("rb")
