"""Everything that can go wrong with a library, in one tree.

LibraryError (OSError)          it can't be opened, read or written
└─ LibraryDamagedError          the catalogue itself fails SQLite's checks
BackupError (OSError)           a backup can't be written, or nothing can be put back from it
EncoderError (RuntimeError)     the embedding model can't be loaded or run
└─ EncoderMismatchError         the library was embedded by another model
CollectionError (ValueError)    a collection is not there, or can't be given that name
"""

import re
from pathlib import Path
from typing import Literal

FolderProblem = Literal["missing", "unusable", "newer", "damaged", "torn", "copying", "occupied", "node"]
ServerProblem = Literal["absent", "address", "unreachable", "refused", "store", "uninstalled"]
LibraryProblem = FolderProblem | ServerProblem
# What is wrong with a model: its wheel, a package that it needs, its folder, its name or the way to the Hub, a file
# that does not run, or that it does not say how long its embeddings are.
ModelProblem = Literal["bundled", "package", "folder", "hub", "unrunnable", "length"]
# What is wrong with a backup: its name is taken, its place has a library, it is no backup, of a newer version, damaged,
# or can't be read or written.
BackupProblem = Literal["taken", "occupied", "foreign", "newer", "damaged", "unusable"]
CollectionProblem = Literal["missing", "taken", "unnamed"]


def shown_address(address: str) -> str:
    """An address as errors may show it: a password may stand before its `@` or after its `?`."""
    return re.sub(r"\?[^#]*", "", re.sub(r"^(\w*://)?.*@", r"\1…@", address, flags=re.DOTALL))


class LibraryError(OSError):
    """The library in `folder`, or at an address, can't be used; the message says what to do next.

    `problem` and `detail` say why.
    """

    def __init__(
        self, message: str, folder: Path | str, problem: LibraryProblem = "unusable", detail: str = ""
    ) -> None:
        super().__init__(message)
        self.folder, self.problem, self.detail = folder, problem, detail


class LibraryDamagedError(LibraryError):
    """The catalogue is not a sound SQLite file. Derived indexes never raise this: they are rebuilt."""


class BackupError(OSError):
    """`path` can't be made a backup, or a library of one: `problem` and `detail` say why."""

    def __init__(self, problem: BackupProblem, path: Path, detail: str = "") -> None:
        super().__init__(f"{path}: {problem} {detail}".rstrip())
        self.problem, self.path, self.detail = problem, path, detail


class EncoderError(RuntimeError):
    """The embedding model `model` can't be used: `problem` says what is wrong, `detail` what was reported."""

    def __init__(self, problem: ModelProblem, model: str, detail: str = "") -> None:
        super().__init__(f"The embedding model '{model}' can't be used ({problem}): {detail}")
        self.problem, self.model, self.detail = problem, model, detail


class EncoderMismatchError(EncoderError):
    """The library's embeddings come from another encoder than the one in the settings."""

    def __init__(self, folder: Path | str, stored: str, wanted: str, wanted_model: str) -> None:
        super().__init__(
            "unrunnable", wanted_model, f"the library in {folder} was embedded with {stored}, not {wanted}"
        )
        self.folder, self.stored, self.wanted = folder, stored, wanted


class CollectionError(ValueError):
    """There is no collection `name`, one has that name already, or a name is empty."""

    def __init__(self, name: str, problem: CollectionProblem) -> None:
        super().__init__(f"The collection {name!r} can't be used: {problem}.")
        self.name, self.problem = name, problem
