""".epub: the chapters in their reading order as one article."""

import codecs
import posixpath
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from ingest.article import ReaderOutput, RejectedError, Rejection
from ingest.document import Document
from ingest.markup import lines_of
from ingest.packed import opened
from ingest.readers.titled import sensible_author, sensible_title, titled

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NAMES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def read(document: Document) -> Iterator[ReaderOutput]:
    """One record. Raises: RejectedError for a locked book or one without text; KeyError where a part is missing."""
    content = document.content()
    with opened(BytesIO(content), document.source) as archive:
        root = _xml(archive, "META-INF/container.xml").find(".//c:rootfile", _NAMES).get("full-path")
        package = _xml(archive, root)
        chapters = list(_chapters(package, posixpath.dirname(root)))
        locked = _locked(archive)
        if any(chapter in locked for chapter in chapters):
            raise RejectedError(Rejection(document.source, "encrypted"))
        lines = [line for chapter in chapters for line in _lines(archive.read(chapter))]
    title = sensible_title(package.findtext(".//dc:title", "", _NAMES))
    author = sensible_author(package.findtext(".//dc:creator", None, _NAMES))
    yield titled(document, lines, title, len(content), author=author)


def _xml(archive: ZipFile, name: str) -> Any:
    from lxml import etree

    return etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _chapters(package: Any, folder: str) -> Iterator[str]:
    items = {item.get("id"): item for item in package.iterfind(".//opf:manifest/opf:item", _NAMES)}
    for entry in package.iterfind(".//opf:spine/opf:itemref", _NAMES):
        item = items[entry.get("idref")]
        if entry.get("linear") != "no" and "nav" not in item.get("properties", "").split():
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href"))))


def _locked(archive: ZipFile) -> set[str]:
    """The members that are encrypted; that fonts are is usual and no hindrance."""
    name = "META-INF/encryption.xml"
    if name not in archive.namelist():
        return set()
    return {unquote(one.get("URI", "")) for one in _xml(archive, name).iter("{*}CipherReference")}


def _lines(chapter: bytes) -> Iterator[str]:
    from lxml import etree

    # The parser for HTML: it knows no entities of the file's own making, and mends what isn't well formed.
    root = etree.fromstring(chapter, etree.HTMLParser(encoding="utf-16" if chapter[:2] in _UTF16 else "utf-8"))
    yield from lines_of(root)
