"""The folder of the keyword index: tantivy's files, checked before use and replaced as a whole.

The file `current` names the sub-folder to read; a new one is built beside it and swapped in by rewriting that name,
so that a reader always finds a whole one. Knows nothing of the catalogue, nor what the fields hold.
"""

import functools
import json
import os
import re
import shutil
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vectorstore.local.derived_file import CHECKED_BYTES, readable_as, swapped_in
from vectorstore.terms import FIELDS, folded

if TYPE_CHECKING:
    import tantivy

POINTER = "current"
PREFIX = "index-"
ABANDONED_S = 3_600.0  # since a file was last added
KINDS = ("term", "idx", "pos", "fast", "fieldnorm", "store")


@functools.cache
def schema() -> "tantivy.Schema":
    """The fields of a document: its `key`, its terms, or, in one document of the index, a `record` about it all."""
    import tantivy

    builder = tantivy.SchemaBuilder().add_integer_field("key", indexed=True, fast=True)
    builder.add_bytes_field("record", stored=True)
    for field in FIELDS:
        for name in (field, folded(field)):
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def current(folder: Path) -> Path:
    """Where the index in use lies; a path that holds none when there is none."""
    with suppress(OSError):
        name = (folder / POINTER).read_text(errors="replace")
        if re.fullmatch(rf"{PREFIX}\w+", name):  # what it names may be removed one day
            return folder / name
    return folder / POINTER


def open_checked(path: Path, *, whole: bool = False) -> "tantivy.Index":
    """Open for reading, every file checked: tantivy ends each with a CRC-32 but does not look at it by itself.

    100,000 chunks (160 MB) take 0.07 s. Of more than CHECKED_BYTES only the ends are looked at, unless `whole`.
    Raises OSError, ValueError, KeyError or TypeError when one is missing or torn.
    """
    import tantivy

    files = list[NDArray[np.uint8]]()
    for segment in json.loads((path / "meta.json").read_bytes())["segments"]:
        name, deletes = segment["segment_id"].replace("-", ""), segment["deletes"]
        for kind in [*KINDS, f"{deletes['opstamp']}.del"] if deletes else KINDS:
            with suppress(FileNotFoundError):  # merged away just now; if it should be there, tantivy will say so
                files.append(np.memmap(path / f"{name}.{kind}", np.uint8, "r"))
    whole = whole or sum(map(len, files)) <= CHECKED_BYTES
    for content in files:
        _check(content, whole)
    index = tantivy.Index.open(str(path))
    index.config_reader("manual")  # otherwise a thread of tantivy's reloads it at its own time, unchecked
    return index


def _check(content: NDArray[np.uint8], whole: bool) -> None:
    length = int.from_bytes(content[-8:-4].tobytes(), "little")
    footer = json.loads(content[-8 - length : -8].tobytes())
    if whole and zlib.crc32(content[: -8 - length].data) != footer["crc"]:
        raise ValueError("a checksum does not fit")


@contextmanager
def replacement(folder: Path) -> Iterator[Path]:
    """A new, empty sub-folder that becomes the current one when the block ends well, and vanishes when it doesn't.

    The one that it replaces is removed; whoever is still searching that keeps its files open.
    """
    folder.mkdir(exist_ok=True)
    path = Path(mkdtemp(prefix=PREFIX, dir=folder))
    try:
        readable_as(folder, path)
        yield path
        replaced = current(folder)
        with swapped_in(folder / POINTER) as pointer:
            pointer.write(path.name.encode())
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
    shutil.rmtree(replaced, ignore_errors=True)


def share(path: Path) -> None:
    """tantivy replaces its lists of files by temporary ones, which are their writer's alone: who may read the others
    must be let read these.
    """
    for file in path.glob("*.json"):
        readable_as(path, file)


def writable(folder: Path) -> bool:
    """Whether an index can be made in `folder`, or that made, and the one in use be written."""
    index = current(folder)
    used = [path for path in (index, index / ".tantivy-writer.lock") if os.path.exists(path)]
    return all(os.access(path, os.W_OK) for path in [folder if folder.exists() else folder.parent, *used])


def copy_current(folder: Path, into: Path) -> None:
    """Copy the index in use, but not the permissions that keep it from being written.

    Raises OSError when there is none, or it was replaced meanwhile; `into` names no index then.
    """
    source = current(folder)
    files = list(source.iterdir())
    (into / source.name).mkdir()
    for file in files:
        shutil.copyfile(file, into / source.name / file.name)
    (into / POINTER).write_text(source.name)


def sweep(folder: Path) -> None:
    """Remove what builds that were killed have left."""
    for path in folder.glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError):
            if path != current(folder) and time.time() - path.stat().st_mtime > ABANDONED_S:
                shutil.rmtree(path, ignore_errors=True)
