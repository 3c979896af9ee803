"""What a file really is, by its first bytes, where its name says that it is text."""

from ingest.document import Document

_TEXT = frozenset((".txt", ".md", ".json", ".jsonl", ".csv", ".tsv", ".html", ".htm"))
_MAGIC = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP, DOCX, ODT, EPUB, XLSX",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "DOC, XLS",
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n": "PNG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
    b"SQLite format 3\x00": "SQLite",
    b"{\\rtf": "RTF",
}


def disguise(document: Document) -> str | None:
    """The kind of a file that is named as text and isn't; None for a text. Raises: OSError when it can't be opened."""
    if document.suffix not in _TEXT:
        return None
    with document.open() as stream:
        head = stream.read(max(map(len, _MAGIC)))
    return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)
