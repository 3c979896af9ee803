"""Documents in, candidates out: the one way from a reader to what the pipeline takes, in this process or another."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ingest import readers
from ingest.article import Notice, Record, RejectedError, Rejection
from ingest.document import Document
from ingest.prepare import PreparedArticle, candidate
from ingest.publication_date import contradicted
from language import normal_form
from language.sentences import paragraphs

Item = PreparedArticle | Rejection | Notice
_BLOCK_BYTES = 1 << 20
# Parsers of whose next version the same bytes may come out otherwise.
_PARSERS = (
    "charset-normalizer",
    "ftfy",
    "htmldate",
    "lxml",
    "odfdo",
    "openpyxl",
    "pypdf",
    "python-docx",
    "striprtf",
    "trafilatura",
)


def candidates(document: Document, *, whole: bool) -> Iterator[Item]:
    """What a document holds, one article at a time; with their parts, if `whole`."""
    for output in readers.read(document):
        if isinstance(output, Record):
            try:
                yield candidate(output, whole=whole)
                yield from _contradiction(output)
            except RejectedError as error:
                yield error.rejection
        else:
            yield output


def _contradiction(record: Record) -> Iterator[Notice]:
    """A notice where the date of a record's field is not the one that its text shows."""
    published, text = record.fields.get("published"), record.fields.get("text")
    if not (isinstance(published, str) and isinstance(text, str)):
        return
    lines = [record.date_line, *(text[start:end] for start, end in paragraphs(text))]
    if shown := contradicted(published, lines):
        yield Notice(record.source, "date_contradicted", f"{published[:10]} ≠ {shown}")


def digest(document: Document) -> str:
    """Equal digests, equal candidates: it covers the bytes, the name and the code that reads them. Raises: OSError."""
    sha256 = hashlib.sha256(f"{_edition()}\0{document.name}\0{document.default_id}\0{document.url}\0".encode())
    with document.open() as stream:
        while block := stream.read(_BLOCK_BYTES):
            sha256.update(block)
    return sha256.hexdigest()


@cache
def _edition() -> str:
    """A digest of this package's source and of `language`'s, which reads the dates, so that what an older version made
    of a file is read again by a newer one."""
    sha256 = hashlib.sha256()
    for folder in (Path(__file__).parent, Path(normal_form.__file__).parent):
        for path in sorted(folder.rglob("*.py")):
            sha256.update(path.read_bytes())
    for name in _PARSERS:
        try:
            sha256.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            continue
    return sha256.hexdigest()
