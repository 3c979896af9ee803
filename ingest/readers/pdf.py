""".pdf: the text layer of all pages as one article, its lines rejoined into paragraphs. A scan has no text to read."""

import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ingest.article import Notice, ReaderOutput, RejectedError, Rejection
from ingest.document import Document
from ingest.encodings.fonts import as_shown
from ingest.readers.page_starts import PAGE_STARTS, page_starts
from ingest.readers.titled import sensible_title, titled
from ingest.reflow import Line, paragraphs

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 1_000
MAX_SECONDS = 60
# Fewer letters a page than this are a scanner's stamp.
_MIN_LETTERS = 20
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


def read(document: Document) -> Iterator[ReaderOutput]:
    """One record. Raises: RejectedError for a locked PDF, a scan, one too long; what pypdf raises for a damaged one."""
    content = document.content()
    pdf = _opened(content, document)
    lines, damaged = _lines(pdf, document)
    letters = sum(char.isalpha() for line in lines for char in line.text)
    if letters < _MIN_LETTERS * len(pdf.pages) and (not letters or any(map(_has_picture, pdf.pages))):
        raise RejectedError(Rejection(document.source, "no_text_layer"))
    set_paragraphs = list(paragraphs(lines))
    title = sensible_title(pdf.metadata.title if pdf.metadata else None) or _headline(set_paragraphs)
    if damaged:
        yield Notice(document.source, "pages_damaged", ", ".join(str(number) for number in damaged))
    record = titled(document, [paragraph.text for paragraph in set_paragraphs], title, len(content))
    starts = page_starts(record.fields["text"], set_paragraphs, len(pdf.pages))
    yield replace(record, fields={**record.fields, PAGE_STARTS: starts}) if starts else record


def _opened(content: bytes, document: Document) -> "PdfReader":
    import logging

    from ingest.readers.pdf_filters import LongNames

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of each fault that it mends, on stderr
    pdf = LongNames(BytesIO(content))
    if pdf.is_encrypted and not pdf.decrypt(""):
        raise RejectedError(Rejection(document.source, "encrypted"))
    if len(pdf.pages) > MAX_PAGES:
        raise RejectedError(Rejection(document.source, "too_many_pages", str(MAX_PAGES)))
    return pdf


def _lines(pdf: "PdfReader", document: Document) -> tuple[list[Line], list[int]]:
    """The lines of all pages, and the pages that can't be read. Raises: what pypdf does where none can be."""
    deadline = time.monotonic() + MAX_SECONDS

    def hurry(*_: Any) -> None:
        if time.monotonic() > deadline:
            raise RejectedError(Rejection(document.source, "too_slow", str(MAX_SECONDS)))

    lines: list[Line] = []
    damaged: list[int] = []
    for number, page in enumerate(pdf.pages):
        pieces: list[Line] = []

        def take(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = abs((tm[0] or tm[1]) * (cm[0] or cm[1]))
            text = as_shown(text, str(font.get("/BaseFont", "")) if font else None)
            pieces.append(Line(text, number, x, y, round(size * scale, 1)))  # noqa: B023 - called before the next page

        try:
            page.extract_text(visitor_text=take, visitor_operand_before=hurry)
        except RejectedError:
            raise
        except Exception:
            damaged.append(number + 1)
            if len(damaged) == len(pdf.pages):
                raise
        lines += _whole(pieces)
    return lines, damaged


def _whole(pieces: list[Line]) -> Iterator[Line]:
    """The lines that the pieces of a page make, each where its first piece is and as large as its longest."""
    line: list[Line] = []
    for piece in pieces:
        first, *others = piece.text.split("\n")
        line.append(replace(piece, text=first))
        for other in others:
            yield from _joined(line)
            line = [replace(piece, text=other)]
    yield from _joined(line)


def _joined(line: list[Line]) -> Iterator[Line]:
    words = " ".join("".join(piece.text for piece in line).translate(_LIGATURES).split())
    if words:
        start = next(piece for piece in line if piece.text.strip())
        yield replace(start, text=words, size=max(line, key=lambda piece: len(piece.text)).size)


def _has_picture(page: "PageObject") -> bool:
    held: Any = page
    for name in ("/Resources", "/XObject"):
        held = held[name] if name in held else {}  # noqa: SIM401 - get() would give a reference, not what it refers to
    return any(held[name].get("/Subtype") == "/Image" for name in held)


def _headline(set_paragraphs: list[Line]) -> str:
    """The largest paragraph of the first page, where one is clearly larger than the text."""
    first = [paragraph for paragraph in set_paragraphs if paragraph.page == 0]
    sizes = sorted(paragraph.size for paragraph in set_paragraphs for _ in paragraph.text)
    largest = max(first, key=lambda paragraph: paragraph.size, default=None)
    return largest.text if largest and largest.size > 1.2 * sizes[len(sizes) // 2] else ""
