""".xlsx: an article a row where a sheet's columns are named, as in a table; else each sheet is one article."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import ZipFile

from ingest.article import Notice, ReaderOutput, RejectedError, Rejection
from ingest.document import Document
from ingest.field_names import columns
from ingest.packed import opened
from ingest.readers import table
from ingest.readers.titled import titled
from ingest.table_lines import MAX_COLUMNS, MAX_SPAN, Cell, table_lines

_HEADER_WITHIN = 6
_AREA = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_MOST_SHEET_BYTES = 20_000_000
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CellTexts = Sequence[str]


def read(document: Document) -> Iterator[ReaderOutput]:
    """What the sheets hold. Raises: RejectedError when there is no text or it is locked; what openpyxl raises."""
    import openpyxl

    content = document.content()
    if content.startswith(_OLD_CONTAINER):
        raise RejectedError(Rejection(document.source, "encrypted"))
    archive = opened(BytesIO(content), document.source)
    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    empty = True
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of them may be wrong, or a million
        rows = _rows(sheet, _merged(archive, sheet))
        for output in _sheet(document, sheet.title, rows, len(content), alone=len(book.worksheets) == 1):
            empty = False
            yield output
    if empty:
        raise RejectedError(Rejection(document.source, "no_text"))


def _merged(archive: ZipFile, sheet: Any) -> dict[tuple[int, int], int]:
    """Row and column at which a merged cell begins, and its last row, which a sheet that is streamed doesn't tell."""
    path = sheet._worksheet_path
    if archive.getinfo(path).file_size > _MOST_SHEET_BYTES:
        return {}
    merged = {}
    for letters, first, last in _AREA.findall(archive.read(path)):
        if int(last) > int(first):
            merged[int(first), _column(letters.decode())] = min(int(last), int(first) + MAX_SPAN)
    return merged


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _rows(sheet: Any, merged: dict[tuple[int, int], int]) -> Iterator[CellTexts]:
    """The rows, a merged cell's words in each row that it spans."""
    below: dict[int, tuple[int, str]] = {}
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = []
        for at, value in enumerate(row[:MAX_COLUMNS], 1):
            last, above = below.get(at, (0, ""))
            cells.append(_words(value) or (above if number <= last else ""))
            if (number, at) in merged:
                below[at] = merged[number, at], cells[-1]
        yield cells


def _sheet(
    document: Document, name: str, rows: Iterator[CellTexts], size: int, *, alone: bool
) -> Iterator[ReaderOutput]:
    head = list(islice(rows, _HEADER_WITHIN))
    named = [
        (len(known), -at) for at, row in enumerate(head) if "text" in (known := columns(row)) or "summary" in known
    ]
    if named:
        at = -max(named)[1]
        names = table.unique(head[at])
        known = columns(names)
        listed = ", ".join(f"“{column}” → {field}" for field, column in known.items())
        yield Notice(document.source, "columns", listed)
        for number, row in enumerate([*head[at + 1 :], *rows], at + 2):
            cells = {column: cell for column, cell in zip(names, row, strict=False) if column}
            if any(cells.values()):
                source, default_id = f"{document.source}/{name}:{number}", f"{document.default_id}-{name}-{number}"
                yield from table.record_of(cells, known, source, default_id, size // max(number, 1))
        return
    lines = list(table_lines([Cell(cell) for cell in row] for row in [*head, *rows]))
    if lines:
        record = titled(document, lines, "", size)
        yield record if alone else _of_sheet(record, name)


def _of_sheet(record: Any, name: str) -> Any:
    from dataclasses import replace

    return replace(record, source=f"{record.source}/{name}", default_id=f"{record.default_id}-{name}")


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat() if value.time().isoformat() != "00:00:00" else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
