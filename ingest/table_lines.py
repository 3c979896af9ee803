"""Rows of tables as lines in which every figure stays under its heading: an empty cell keeps its place.

A cell that spans rows is said once in each of them; one that spans columns is followed by empty ones. Knows cells, not
format but HTML's trees, whose tables it evens out in place.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

# What stands for an empty cell: of nothing at all, a line's first would be lost with its white space.
EMPTY = "–"
BETWEEN = " | "
# A cell may claim to span a million.
MAX_SPAN, MAX_COLUMNS = 100, 500


@dataclass(frozen=True, slots=True)
class Cell:
    """Its words, and how many columns and rows it spans."""

    text: str
    wide: int = 1
    high: int = 1


def table_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """A line for each row that says anything, without the empty cells at its end."""
    below: dict[int, tuple[int, str]] = {}  # column: rows that are still to come, words
    for row in rows:
        texts: list[str] = []
        coming = dict(below)
        below = {column: (left - 1, text) for column, (left, text) in coming.items() if left > 1}
        for cell in row[:MAX_COLUMNS]:
            while len(texts) in coming:
                texts.append(coming[len(texts)][1])
            words = " ".join(cell.text.split())
            for at in range(_bounded(cell.wide)):
                if cell.high > 1:
                    below[len(texts)] = (_bounded(cell.high) - 1, "" if at else words)
                texts.append("" if at else words)
        while len(texts) in coming:
            texts.append(coming[len(texts)][1])
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield BETWEEN.join(text or EMPTY for text in texts) if len(texts) > 1 else texts[0]


def even_out(root: Any) -> None:
    """Give every cell of a tree's tables a place of its own and something to say. Tables within tables are layout."""
    for table in list(root.iter("table")):
        if table.find(".//table") is None and next(table.iterancestors("table"), None) is None:
            rows = list(table.iter("tr"))
            if len(rows) > 1 and max(len(row.findall("td")) + len(row.findall("th")) for row in rows) > 1:
                _even_rows(rows)


def _even_rows(rows: list[Any]) -> None:
    below: dict[int, tuple[int, Any]] = {}
    for row in rows:
        coming, below = below, {at: (left - 1, cell) for at, (left, cell) in below.items() if left > 1}
        column = 0
        for cell in [child for child in row if child.tag in ("td", "th")][:MAX_COLUMNS]:
            while column in coming:
                cell.addprevious(_copy(coming[column][1]))
                column += 1
            wide, high = (_bounded(_number(cell.attrib.pop(name, "1"))) for name in ("colspan", "rowspan"))
            if not "".join(cell.itertext()).strip() and cell.find(".//img") is None:
                cell.text = EMPTY
            for at in range(wide):
                if at:
                    empty = cell.makeelement(cell.tag, {})
                    empty.text = EMPTY
                    cell.addnext(empty)
                if high > 1:
                    below[column] = (high - 1, empty if at else cell)
                column += 1


def _copy(cell: Any) -> Any:
    copied = deepcopy(cell)
    copied.tail = None
    return copied


def _number(span: str) -> int:
    return int(span) if span.strip().isdecimal() and len(span) < 9 else 1


def _bounded(span: int) -> int:
    return max(1, min(span, MAX_SPAN))
