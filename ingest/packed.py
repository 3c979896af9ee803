"""Archives and compressed files, opened so that little input can't become very much. Nothing is ever written to disk.

Knows zip files and sizes, not article formats; .docx, .odt and .epub are zip files too.
"""

from io import RawIOBase
from typing import Any, BinaryIO, Protocol
from zipfile import ZipFile, ZipInfo

from ingest.article import RejectedError, Rejection
from ingest.document import MAX_BYTES

# Text packs to a quarter, logs of one line to a fiftieth; bombs to a thousandth.
MAX_RATIO = 100
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800


class _Readable(Protocol):
    def readinto(self, buffer: Any, /) -> int: ...


class Bounded(RawIOBase):
    """An unpacked stream that raises RejectedError beyond the limit."""

    def __init__(self, stream: _Readable, limit: int, source: str) -> None:
        self._stream, self._left, self._source = stream, limit, source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        read = self._stream.readinto(buffer)
        self._left -= read
        if self._left < 0:
            raise RejectedError(Rejection(self._source, "zip_bomb"))
        return read


def allowance(packed_size: int) -> int:
    """How many bytes something of this size may unpack to."""
    return max(MAX_BYTES, packed_size * MAX_RATIO)


def fault(member: ZipInfo) -> str | None:
    """The code of the rejection that a member of an archive earns before it is unpacked."""
    if member.flag_bits & _ENCRYPTED:
        return "encrypted"
    return "zip_bomb" if member.file_size > allowance(member.compress_size) else None


def opened(stream: BinaryIO, source: str) -> ZipFile:
    """A file that is a zip inside, such as .docx. Raises: RejectedError when it is encrypted or unpacks to too much."""
    archive = ZipFile(stream)
    for member in archive.infolist():
        if code := fault(member):
            raise RejectedError(Rejection(source, code))
    if sum(member.file_size for member in archive.infolist()) > 4 * MAX_BYTES:
        raise RejectedError(Rejection(source, "zip_bomb"))
    return archive


def label(member: ZipInfo) -> str:
    """A member's name for people: never a path to anything, and in UTF-8 where the archive forgot to say that it is."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = member.filename
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts)
