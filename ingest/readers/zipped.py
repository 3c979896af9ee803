""".zip: every member through the reader of its kind, straight from the archive; names are labels, never paths.

A bad member is rejected and the rest goes on.
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from ingest.article import Found, Record, Rejection
from ingest.document import Document, suffix_of
from ingest.packed import allowance, fault, label


def read(
    document: Document, read_inner: Callable[[Document], Iterator[Found]], kinds: Container[str]
) -> Iterator[Found]:
    """What `read_inner` finds in members of these kinds; others and hidden ones are passed over, as in a folder.

    A record's size is its share of the archive. Members are unpacked one after the other and can't be read later.
    """
    with document.open() as stream, ZipFile(stream) as archive:
        left = allowance(document.size)
        members = [member for member in archive.infolist() if _is_wanted(member, kinds)]
        for member in members:
            inner = _document(document, archive, member)
            if code := fault(member) or ("zip_bomb" if left < member.file_size else None):
                yield Rejection(inner.source, code)
                continue
            left -= member.file_size
            for found in read_inner(inner):
                if isinstance(found, Record):
                    found = replace(found, size=found.size * member.compress_size // max(member.file_size, 1))
                yield found
        if not members:
            yield Rejection(document.source, "empty_archive")


def _is_wanted(member: ZipInfo, kinds: Container[str]) -> bool:
    name = label(member)
    hidden = any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
    return not member.is_dir() and not hidden and suffix_of(name) in kinds


def _document(document: Document, archive: ZipFile, member: ZipInfo) -> Document:
    name = label(member)
    inner = Document(
        name=PurePosixPath(name).name,
        source=f"{document.source}/{name}",
        default_id=f"{document.default_id}/{name.removesuffix(suffix_of(name))}",
        size=member.file_size,
        open=lambda: _stream(archive, member),
    )
    # An archive is read from its end, and a packed stream can only go forward.
    return replace(inner, open=lambda: BytesIO(inner.content())) if inner.suffix == ".zip" else inner


def _stream(archive: ZipFile, member: ZipInfo) -> BinaryIO:
    return archive.open(member)  # type: ignore[return-value]
