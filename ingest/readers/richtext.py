""".rtf: its paragraphs as one article; pictures, notes and formatting are passed over."""

import re
from collections.abc import Iterator

from ingest.article import Notice, ReaderOutput, RejectedError, Rejection
from ingest.document import Document
from ingest.readers.titled import sensible_title, titled
from ingest.table_lines import Cell, table_lines

_TITLE = re.compile(r"\{\\title ([^{}\\]{1,300})\}")
_PADDING = b"\0 \t\r\n"
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")


def read(document: Document) -> Iterator[ReaderOutput]:
    """One record. Raises: RejectedError where it is none or holds no text; what striprtf raises."""
    from striprtf.striprtf import rtf_to_text

    content = document.content()
    if not content.lstrip()[:5] == b"{\\rtf":
        raise RejectedError(Rejection(document.source, "damaged", "RTF"))
    if not content.rstrip(_PADDING).endswith(b"}"):
        yield Notice(document.source, "ends_early")
    source = content.decode("latin-1")
    page = _CODE_PAGE.search(content[:2_000])
    text = rtf_to_text(source, encoding=f"cp{page[1].decode()}" if page else "cp1252", errors="replace")  # type: ignore[no-untyped-call]
    title = _TITLE.search(source[:20_000])
    yield titled(document, map(_line, text.split("\n")), sensible_title(title[1]) if title else "", len(content))


def _line(line: str) -> str:
    """A row of a table as in other files: its cells come with a bar behind each."""
    cells = line.removesuffix("|").split("|")
    return next(table_lines([list(map(Cell, cells))]), "") if line.endswith("|") and len(cells) > 1 else line
