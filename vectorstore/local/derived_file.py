"""A FAISS index in one file, swapped in whole: FAISS's own bytes, then the keys, then a trailer of fixed length that
says what they hold. Knows nothing of the catalogue that they are derived from.
"""

import json
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

import faiss
import numpy as np
from numpy.typing import NDArray

TRAILER_BYTES = 1024
BLOCK_BYTES = 1 << 20
# A file up to this long is read whole to check it when it is opened: 0.1 s. A longer one is checked by `check` alone.
CHECKED_BYTES = 256_000_000
# What reading a file that was torn, or isn't one of these, may raise.
UNUSABLE = (OSError, ValueError, KeyError, TypeError, RuntimeError)


@dataclass(frozen=True, slots=True)
class DerivedTrailer:
    """What stands before it: `index_bytes` of FAISS's, then 8 for the key of each chunk."""

    catalogue: str
    encoder: str
    change: int
    token: str
    chunks: int
    index_bytes: int = 0
    crc32: int = 0


def write(path: Path, index: Any, keys: NDArray[np.int64], trailer: DerivedTrailer) -> None:
    """Replace `path` by a complete, synced file or not at all. Raises OSError.

    Streamed: a copy in memory of a million vectors would take as much again as they do.
    """
    crc32 = 0
    with swapped_in(path) as stream:

        def put(block: bytes | memoryview) -> None:
            nonlocal crc32
            crc32 = zlib.crc32(block, crc32)
            stream.write(block)

        faiss.write_index(index, faiss.PyCallbackIOWriter(put, BLOCK_BYTES))
        index_bytes = stream.tell()
        put(keys.data)
        trailer = replace(trailer, index_bytes=index_bytes, crc32=crc32)
        stream.write(json.dumps(asdict(trailer), ensure_ascii=False).encode().ljust(TRAILER_BYTES))


def mapped(path: Path) -> tuple[Any, NDArray[np.int64], DerivedTrailer]:
    """The index, its keys and its trailer. Left on disk and read as it is needed: nothing may be added.

    Raises one of UNUSABLE.
    """
    while True:
        opened = path.stat()
        try:
            trailer = check(path) if opened.st_size <= CHECKED_BYTES else _trailer_of(path)
            keys = np.fromfile(path, np.int64, trailer.chunks, offset=trailer.index_bytes)
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except UNUSABLE:
            if path.stat().st_ino == opened.st_ino:
                raise
        else:
            if path.stat().st_ino == opened.st_ino:  # otherwise another process has just replaced it
                return index, keys, trailer


def check(path: Path) -> DerivedTrailer:
    """The trailer, once the whole file was held against its checksum: 2.4 GB/s. Raises one of UNUSABLE."""
    with path.open("rb") as stream:
        trailer = _trailer(stream)
        crc32, left = 0, stream.seek(-TRAILER_BYTES, os.SEEK_END)
        stream.seek(0)
        while block := stream.read(min(BLOCK_BYTES, left)):
            crc32, left = zlib.crc32(block, crc32), left - len(block)
    if crc32 != trailer.crc32:
        raise ValueError("its checksum does not fit")
    return trailer


def _trailer_of(path: Path) -> DerivedTrailer:
    with path.open("rb") as stream:
        return _trailer(stream)


def _trailer(stream: IO[bytes]) -> DerivedTrailer:
    end = stream.seek(-TRAILER_BYTES, os.SEEK_END)
    trailer = DerivedTrailer(**json.loads(stream.read()))
    if end != trailer.index_bytes + 8 * trailer.chunks:
        raise ValueError("it is torn, or of an older version")
    return trailer


def readable_as(folder: Path, path: Path) -> None:
    """Let those read and write `path` who may read and write `folder`: temporary files are their maker's alone, and
    the server that reads the library may run as another user than who ingests.
    """
    with suppress(OSError):  # some file systems know no permissions
        mode = stat.S_IMODE(folder.stat().st_mode)
        path.chmod(mode if path.is_dir() else mode & 0o666)


@contextmanager
def swapped_in(path: Path) -> Iterator[IO[bytes]]:
    """A stream whose content, complete and synced, takes the place of `path` when the block ends well."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp", delete=False) as stream:
        try:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            readable_as(path.parent, Path(stream.name))
            os.replace(stream.name, path)
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
