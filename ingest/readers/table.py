""".csv and .tsv: one article a row, the columns told by their names; read a row at a time whatever the file's length.

A broken row is rejected by its lines and the rest goes on, even where a quote is never closed.
"""

import codecs
import csv
import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, BinaryIO

from ingest.article import Notice, ReaderOutput, Record, RejectedError, Rejection
from ingest.document import Document
from ingest.encodings.stream import STRAY, utf8
from ingest.field_names import columns
from ingest.fields import to_fields
from ingest.readers.plain_text import title_of

MAX_ROW_BYTES = 10_000_000
_DELIMITERS = ",;\t|"
# Above the names of the columns may stand “sep=;”, as Excel writes it, and what the table is about.
_HEADER_WITHIN = 6
_SEPARATOR = re.compile(r'"?sep=(.)', re.IGNORECASE)


def read(document: Document) -> Iterator[ReaderOutput]:
    """A notice of what the columns were taken for, then a record for each good row."""
    csv.field_size_limit(MAX_ROW_BYTES)
    with utf8(document) as stream:
        rows = _TableRows(stream)
        header = _header(document, rows)
        names = unique(header)
        rows.width = len(names)
        known = columns(names)
        if "text" not in known and "summary" not in known:
            listed = ", ".join(f"“{name[:40]}”" for name in names[:20])
            raise RejectedError(Rejection(document.source, "no_text_column", listed))
        yield Notice(document.source, "columns", ", ".join(f"“{name}” → {field}" for field, name in known.items()))
        broken: list[int] = []
        for cells in rows:
            if cells is not None and [cell.strip() for cell in cells] == header:
                continue  # tables that were joined say it again
            if cells is not None and len(cells) == len(names):
                if broken:
                    yield _broken(document, broken)
                yield from _record(document, rows, dict(zip(names, cells, strict=True)), known)
                broken = []
            elif cells != []:
                broken = [*broken[:1], rows.line]
        if broken:
            yield _broken(document, broken)


def _header(document: Document, rows: "_TableRows") -> list[str]:
    """The cells of the first row that has any. Raises: RejectedError where there is none."""
    torn = 0
    for cells in rows:
        if cells and any(map(str.strip, cells)):
            return [name.strip() for name in cells]
        if cells is None:
            torn = torn or rows.line
    raise RejectedError(_broken(document, [torn]) if torn else Rejection(document.source, "no_text"))


def _broken(document: Document, lines: list[int]) -> Rejection:
    return Rejection(f"{document.source}:{lines[0]}", "bad_row", "–".join(str(line) for line in lines))


def _record(
    document: Document, rows: "_TableRows", row: dict[str, str], names: dict[str, str]
) -> Iterator[ReaderOutput]:
    source = f"{document.source}:{rows.line}"
    if any(map(STRAY.search, row.values())):
        yield Rejection(source, "not_utf8", f"{rows.line}")
        return
    default_id = f"{document.default_id}-{rows.line}"
    id_column = names.get("id")
    if id_column and row[id_column].isdigit():  # names the row in this table alone
        default_id = f"{document.default_id}-{row.pop(id_column)}"
    yield from record_of(row, names, source, default_id, rows.size)


def unique(header: Sequence[str]) -> list[str]:
    """The names of columns, those that come twice with their place."""
    counted = Counter(header)
    return [name if counted[name] == 1 else f"{name} {at}" for at, name in enumerate(header, 1)]


def record_of(
    row: Mapping[str, str], names: Mapping[str, str], source: str, default_id: str, size: int
) -> Iterator[ReaderOutput]:
    """The record of one row of cells by column, after notices of what can't be used of it."""
    read = to_fields({name: cell for name, cell in row.items() if cell.strip()}, source)
    yield from read.notices
    fields, body_start = read.fields, 0
    if "title" not in fields and isinstance(fields.get("text"), str):
        fields["text"] = fields["text"].replace("\r\n", "\n").replace("\r", "\n")
        fields["title"], body_start = title_of(fields["text"])
    yield Record(fields, source, default_id, size, body_start, names)


def _known(line: str, mark: str) -> int:
    """How many columns a header of these cells would make known; none without one that holds text."""
    known = columns(next(csv.reader([line], delimiter=mark), []))
    return len(known) if "text" in known or "summary" in known else 0


class _TableRows(Iterator[list[str] | None]):
    """The cells of each row; None for a broken one, after which comes the line below the one where it began.

    `line` is where the row last given begins, `size` its bytes. The delimiter is the one that makes most columns known;
    of `width` cells are rows that aren't quoted as they should be.
    """

    width = 0

    def __init__(self, stream: BinaryIO) -> None:
        self.line, self.size = 1, 0
        self._stream = stream
        self._row: list[bytes] = []
        self._again: deque[bytes] = deque()
        head = [self._next_line() for _ in range(_HEADER_WITHIN)]
        texts = [line.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape") for line in head]
        named = _SEPARATOR.match(texts[0])
        marks = named[1] if named else _DELIMITERS
        ranked = [(_known(line, mark), -at, mark) for at, line in enumerate(texts) for mark in marks]
        known, at, self._delimiter = max(ranked, key=itemgetter(0, 1))
        skipped = -at if known else int(bool(named))
        self.line += skipped
        self._again.extend(text.encode("utf-8", "surrogateescape") for text in texts[skipped:])

    def __next__(self) -> list[str] | None:
        self.line += len(self._row)
        self._row, self.size = [], 0
        try:
            return next(self._reader())
        except csv.Error:
            first = self._row[0]
        # A quotation mark within a cell as databases write it, or as it stands.
        if b'\\"' in first and (cells := self._tried(self._reader(escapechar="\\"))):
            return cells
        if self._delimiter == "\t" and (cells := self._tried(self._reader(quoting=csv.QUOTE_NONE))):
            return cells
        self._again.extendleft(reversed(self._row[1:]))
        del self._row[1:]
        return None

    def _reader(self, **dialect: Any) -> Iterator[list[str]]:
        return csv.reader(self._lines(), delimiter=self._delimiter, strict=True, skipinitialspace=True, **dialect)

    def _tried(self, reader: Iterator[list[str]]) -> list[str] | None:
        """The row's cells by another reading, if there are as many as columns."""
        self._again.extendleft(reversed(self._row))
        self._row, self.size = [], 0
        try:
            cells = next(reader)
        except csv.Error:
            return None
        return cells if len(cells) == self.width else None

    def _lines(self) -> Iterator[str]:
        while line := self._again.popleft() if self._again else self._next_line():
            self._row.append(line)
            self.size += len(line)
            if self.size >= MAX_ROW_BYTES:
                raise csv.Error
            yield line.decode("utf-8", "surrogateescape")

    def _next_line(self) -> bytes:
        """The next line, cut at MAX_ROW_BYTES."""
        line = rest = self._stream.readline(MAX_ROW_BYTES)
        while rest and not rest.endswith(b"\n"):
            rest = self._stream.readline(MAX_ROW_BYTES)
        return line
