"""What a file really is, by its first bytes, where its name says that it is text."""

from collections.abc import Mapping

from ingest.article import Notice
from ingest.document import Document

_KINDS_TOLD = 12
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


def passed_over(source: str, counts: Mapping[str, int]) -> Notice:
    """What a folder or an archive holds and nobody reads: how many files of which kinds, the most frequent first."""
    kinds = sorted(counts, key=lambda kind: (-counts[kind], kind))
    listed = ", ".join(f"{kind or '?'} ({counts[kind]})" for kind in kinds[:_KINDS_TOLD])
    more = ", …" if len(kinds) > _KINDS_TOLD else ""
    return Notice(source, "passed_over", f"{sum(counts.values())}: {listed}{more}")
