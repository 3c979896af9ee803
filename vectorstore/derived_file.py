"""A FAISS index in one file, swapped in whole: FAISS's own bytes, then the keys, then a trailer of fixed length that
says what they hold. Knows nothing of the catalogue that they are derived from.
"""

import json
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

import faiss
import numpy as np
from numpy.typing import NDArray

TRAILER_BYTES = 1024
BLOCK_BYTES = 1 << 20
# What reading a file that was torn, or isn't one of these, may raise.
UNUSABLE = (OSError, ValueError, KeyError, TypeError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Trailer:
    """What stands before it. `base`: the last change of the file that this one adds to; 0 where it holds everything."""

    catalogue: str
    encoder: str
    sequence: int
    chunks: int
    crc32: int = 0
    base: int = 0


def write(path: Path, index: Any, trailer: Trailer, keys: NDArray[np.int64] | None = None) -> None:
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
        if keys is not None:
            put(keys.data)
        stream.write(json.dumps(asdict(replace(trailer, crc32=crc32))).encode().ljust(TRAILER_BYTES))


def read(path: Path) -> tuple[Any, Trailer]:
    """The index of a file without keys, in memory, and its trailer. Raises one of UNUSABLE, also for a torn file."""
    content = np.fromfile(path, dtype=np.uint8)
    body, trailer = content[:-TRAILER_BYTES], trailer_of(path)
    if zlib.crc32(body.data) != trailer.crc32:
        raise ValueError("its checksum does not fit")
    return faiss.deserialize_index(body), trailer


def mapped(path: Path) -> tuple[Any, NDArray[np.int64], Trailer]:
    """The index, its keys and its trailer, left on disk and read as they are needed; nothing may be added.

    Raises one of UNUSABLE. The checksum is not looked at: that reads all of it.
    """
    trailer = trailer_of(path)
    length = 8 * trailer.chunks
    keys = np.fromfile(path, np.int64, trailer.chunks, offset=path.stat().st_size - TRAILER_BYTES - length)
    return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC), keys, trailer


def trailer_of(path: Path) -> Trailer:
    """Raises one of UNUSABLE."""
    with path.open("rb") as stream:
        stream.seek(-TRAILER_BYTES, os.SEEK_END)
        return Trailer(**json.loads(stream.read()))


def check(path: Path, stopping: Callable[[], bool] = lambda: False) -> None:
    """Raises one of UNUSABLE where the checksum does not fit. 2.4 GB/s, and keeps none of it in memory."""
    crc32 = 0
    with path.open("rb") as stream:
        left = stream.seek(-TRAILER_BYTES, os.SEEK_END)
        trailer = Trailer(**json.loads(stream.read()))
        stream.seek(0)
        while left and not stopping():
            block = stream.read(min(BLOCK_BYTES, left))
            crc32, left = zlib.crc32(block, crc32), left - len(block)
    if not left and crc32 != trailer.crc32:
        raise ValueError("its checksum does not fit")


@contextmanager
def swapped_in(path: Path) -> Iterator[IO[bytes]]:
    """A stream whose content, complete and synced, takes the place of `path` when the block ends well."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp", delete=False) as stream:
        try:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            os.replace(stream.name, path)
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
