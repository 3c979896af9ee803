"""Documents made in memory, and what readers find in them."""

from io import BytesIO

from ingest import readers
from ingest.article import Notice, Record, Rejection
from ingest.document import Document


def document(name: str, content: bytes) -> Document:
    return Document(name, name, name.split(".")[0], len(content), lambda: BytesIO(content))


def records(name: str, content: bytes) -> list[Record]:
    return [found for found in readers.read(document(name, content)) if isinstance(found, Record)]


def rejections(name: str, content: bytes) -> list[Rejection]:
    return [found for found in readers.read(document(name, content)) if isinstance(found, Rejection)]


def notices(name: str, content: bytes) -> list[Notice]:
    return [found for found in readers.read(document(name, content)) if isinstance(found, Notice)]
