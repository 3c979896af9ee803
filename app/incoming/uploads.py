"""Files that came by the page, kept on disk for as long as they are read. Knows their names, not their formats.

An upload's source is its name alone: never a path of this server, and the same for the file's next version.
"""

import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from ingest.article import Rejection
from ingest.document import Document
from ingest.readers import uploaded

# Of one file. What is read whole is bounded by ingest itself, tables and archives are not.
MAX_UPLOAD_MB = 200


class Upload(Protocol):
    """What streamlit hands over."""

    name: str

    def seek(self, offset: int, /) -> int: ...
    def read(self, size: int = -1, /) -> bytes: ...


def name_of(file: Upload) -> str:
    """Its name without folders, in one writing: macOS sends letters and their marks apart."""
    return unicodedata.normalize("NFC", file.name.replace("\\", "/").rsplit("/", 1)[-1])


def spooled(files: Sequence[Upload], folder: Path) -> Iterator[Document | Rejection]:
    """Each file's document, once it has been written into `folder`; what can't be written is a rejection."""
    for number, file in enumerate(files):
        name, path = name_of(file), folder / str(number)
        try:
            with path.open("wb") as copy:
                file.seek(0)
                shutil.copyfileobj(file, copy)
            yield uploaded(path, name)
        except OSError as error:
            yield Rejection(name, "unreadable", error.strerror or "")
