""".zip: every member through the reader of its kind, straight from the archive; names are labels, never paths.

A bad member is rejected and the rest goes on.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from ingest.article import ReaderOutput, Record, Rejection
from ingest.document import Document, suffix_of
from ingest.packed import allowance, fault, label
from ingest.readers.file_kinds import passed_over


def read(
    document: Document, read_inner: Callable[[Document], Iterator[ReaderOutput]], kinds: Container[str]
) -> Iterator[ReaderOutput]:
    """What `read_inner` finds in members of these kinds; hidden ones are passed over, others counted, as in a folder.

    A record's size is its share of the archive. Members are unpacked one after the other and can't be read later.
    """
    with document.open() as stream, ZipFile(stream) as archive:
        left = allowance(document.size)
        shown = [member for member in archive.infolist() if not _is_hidden(member)]
        members = [member for member in shown if suffix_of(label(member)) in kinds]
        passed = Counter(suffix_of(label(member)) for member in shown if suffix_of(label(member)) not in kinds)
        yield from passed_over(document.source, passed)
        for member in members:
            inner = _document(document, archive, member)
            if code := fault(member) or ("zip_bomb" if left < member.file_size else None):
                yield Rejection(inner.source, code)
                continue
            left -= member.file_size
            for output in read_inner(inner):
                if isinstance(output, Record):
                    output = replace(output, size=output.size * member.compress_size // max(member.file_size, 1))
                yield output
        if not members:
            yield Rejection(document.source, "empty_archive")


def _is_hidden(member: ZipInfo) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in label(member).split("/"))
    return member.is_dir() or hidden


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
