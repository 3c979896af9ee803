"""Everything that can go wrong with a library, in one tree.

LibraryError (OSError)          it can't be opened, read or written
└─ LibraryDamagedError          the catalogue itself fails SQLite's checks
EncoderError (RuntimeError)     the embedding model can't be loaded or run
└─ EncoderMismatchError         the library was embedded by another model
CollectionError (ValueError)    a collection is not there, or can't be given that name
"""

from pathlib import Path
from typing import Literal

LibraryProblem = Literal["missing", "unusable", "newer", "damaged"]
CollectionProblem = Literal["missing", "taken", "unnamed"]


class LibraryError(OSError):
    """The library at `folder` can't be used; the message says what to do next, `problem` and `detail` say why."""

    def __init__(self, message: str, folder: Path, problem: LibraryProblem = "unusable", detail: str = "") -> None:
        super().__init__(message)
        self.folder, self.problem, self.detail = folder, problem, detail


class LibraryDamagedError(LibraryError):
    """The catalogue is not a sound SQLite file. Derived indexes never raise this: they are rebuilt."""


class EncoderError(RuntimeError):
    """The embedding model `model` can't be used; `detail` says why and what to do next."""

    def __init__(self, detail: str, model: str) -> None:
        super().__init__(f"The embedding model '{model}' can't be used: {detail}")
        self.model, self.detail = model, detail


class EncoderMismatchError(EncoderError):
    """The library's embeddings come from another encoder than the one in the settings."""

    def __init__(self, folder: Path, stored: str, wanted: str, wanted_model: str) -> None:
        super().__init__(
            f"The library in {folder} was embedded with {stored}, but the settings ask for {wanted}. "
            f"Re-embed it: hoibao reindex --embeddings --library {folder} "
            "(or set HOIBAO_EMBEDDING_MODEL back to the first).",
            wanted_model,
        )
        self.folder, self.stored, self.wanted = folder, stored, wanted


class CollectionError(ValueError):
    """There is no collection `name`, one has that name already, or a name is empty."""

    def __init__(self, name: str, problem: CollectionProblem) -> None:
        super().__init__(f"The collection {name!r} can't be used: {problem}.")
        self.name, self.problem = name, problem
