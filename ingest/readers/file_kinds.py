"""What a file really is, by its first bytes, where its name says something else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from zipfile import BadZipFile, ZipFile

from ingest.article import Notice, Rejection
from ingest.document import Document, suffix_of

_KINDS_TOLD = 12
# Word and Excel before 2007; no library that reads them is both free to ship and well kept.
_OLD_OFFICE = (".doc", ".dot", ".xls")
_TEXT = frozenset((".txt", ".md", ".json", ".jsonl", ".csv", ".tsv", ".html", ".htm"))
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How files of these kinds begin; PDFs may have something before it.
_BEGINS = {".pdf": b"%PDF", ".rtf": b"{\\rtf"} | dict.fromkeys((".docx", ".xlsx", ".odt", ".epub", ".zip"), b"PK")
_HEAD_BYTES = 1_024
# The end that a whole file has, and within how many bytes of its end it stands: a zip's may have a comment behind it.
_ZIP_END, _ZIP_END_BYTES = b"PK\x05\x06", 22
_ENDS = {b"PK": (_ZIP_END, _ZIP_END_BYTES + 65_535), b"%PDF": (b"%%EOF", 2_048)}
_GZIP = b"\x1f\x8b"
# What office files have in their zip, and what their first member says that they are.
_FOLDERS = {"word/": "DOCX", "xl/": "XLSX", "ppt/": "PPTX"}
_MIME_TYPES = {
    b"application/epub+zip": "EPUB",
    b"application/vnd.oasis.opendocument.text": "ODT",
    b"application/vnd.oasis.opendocument.spreadsheet": "ODS",
    b"application/vnd.oasis.opendocument.presentation": "ODP",
}
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
OLD_OFFICE_KIND = "DOC, XLS"
_MAGIC = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP, DOCX, ODT, EPUB, XLSX",
    _OLD_CONTAINER: OLD_OFFICE_KIND,
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n": "PNG",
    b"GIF8": "GIF",
    _GZIP: "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
    b"SQLite format 3\x00": "SQLite",
    b"{\\rtf": "RTF",
}


def disguise(document: Document) -> str | None:
    """The kind of a file that is named as another; None where it is what its name says, or can't be told.

    Raises: OSError when it can't be opened.
    """
    begins = _BEGINS.get(document.suffix)
    if begins is None and document.suffix not in _TEXT:
        return None
    with document.open() as stream:
        head = stream.read(_HEAD_BYTES)
    if begins and (begins in head if document.suffix == ".pdf" else head.lstrip().startswith(begins)):
        return _other_office_kind(document) if begins == b"PK" else None
    if begins and begins.startswith(head):
        return None
    kind = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)
    if kind or begins is None or not head:
        return None if begins and kind and _holds_office(document, kind) else kind
    return _kind_of_text(head)


def _other_office_kind(document: Document) -> str | None:
    try:
        with document.open() as stream, ZipFile(stream) as archive:
            names = archive.namelist()
            is_named = "mimetype" in names and archive.getinfo("mimetype").file_size < _HEAD_BYTES
            mime_type = archive.read("mimetype").strip() if is_named else b""
    except (BadZipFile, RuntimeError, NotImplementedError):  # its reader tells what is wrong with it
        return None
    by_folder = {kind for name in names for folder, kind in _FOLDERS.items() if name.startswith(folder)}
    kind = _MIME_TYPES.get(mime_type) or (by_folder.pop() if len(by_folder) == 1 else None)
    is_office = kind and (document.suffix != ".zip" or "[Content_Types].xml" in names or mime_type)
    return kind if is_office and kind != kind_named(document) else None


def kind_named(document: Document) -> str:
    """What its name says that it is, for people: “DOCX”."""
    return document.suffix.removeprefix(".").upper()


def ends_early(document: Document) -> bool:
    """Whether a file that can't be read begins as its kind does, but has no end."""
    begins = _GZIP if document.suffix.endswith(".gz") else _BEGINS.get(document.suffix, b"")
    if not begins:
        return False
    try:
        with document.open() as stream:
            head = stream.read(_HEAD_BYTES).lstrip()
            end, within = _ENDS.get(begins, (b"", 0))
            stream.seek(max(0, document.size - within))
            tail = stream.read(within)
    except (OSError, BadZipFile, RuntimeError, NotImplementedError):
        return False
    if len(head) < _ZIP_END_BYTES:  # too short for any of these kinds
        return begins.startswith(head[: len(begins)])
    at = tail.rfind(end)
    has_end = at >= 0 and (end != _ZIP_END or len(tail) - at >= _ZIP_END_BYTES)
    return bool(end) and head.startswith(begins) and not has_end


def _holds_office(document: Document, kind: str) -> bool:
    """Whether it is the container of old office files, in which new ones are locked: its reader tells."""
    return kind == _MAGIC[_OLD_CONTAINER] and document.suffix in (".docx", ".xlsx")


def _kind_of_text(head: bytes) -> str | None:
    if re.match(rb"\s*<(?:!doctype html|html|head|body|table|div|meta)\b", head, re.IGNORECASE):
        return "HTML"
    try:
        text = head.decode("utf-8", "strict" if len(head) < _HEAD_BYTES else "ignore")
    except UnicodeDecodeError:
        return None
    return "TXT, CSV" if text.strip() and (text.isprintable() or not _CONTROLS.search(text)) else None


def unread(source: str, name: str, kinds: Iterable[str]) -> Rejection:
    """Why a file of a kind that isn't read is not taken: what is read, or what an old office file is to be saved as."""
    if suffix_of(name) in _OLD_OFFICE:
        return Rejection(source, "old_office")
    return Rejection(source, "unsupported", ", ".join(sorted(kinds)))


def passed_over(source: str, counts: Mapping[str, int]) -> Iterator[Notice]:
    """What a folder or an archive holds and nobody reads: how many files of which kinds, the most frequent first."""
    if not counts:
        return
    kinds = sorted(counts, key=lambda kind: (-counts[kind], kind))
    listed = ", ".join(f"{kind or '?'} ({counts[kind]})" for kind in kinds[:_KINDS_TOLD])
    more = ", …" if len(kinds) > _KINDS_TOLD else ""
    yield Notice(source, "passed_over", f"{sum(counts.values())}: {listed}{more}")
    if old := sum(counts.get(kind, 0) for kind in _OLD_OFFICE):
        yield Notice(source, "old_office", str(old))
