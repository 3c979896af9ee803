""".odt: headings, paragraphs, list items and table rows in their order, without notes, comments and deleted text."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ingest.article import ReaderOutput, RejectedError, Rejection
from ingest.document import Document
from ingest.packed import opened
from ingest.readers.opendocument_fonts import in_unicode
from ingest.readers.titled import sensible_author, sensible_title, titled
from ingest.table_lines import MAX_COLUMNS, Cell, table_lines

_LEFT_OUT = "//text:tracked-changes | //office:annotation | //text:note | //text:table-of-content"
_LINES = (
    "//text:h[not(ancestor::table:table)] | //table:table[not(ancestor::table:table)]"
    " | //text:p[not(ancestor::table:table) and not(ancestor::text:p)]"
)


def read(document: Document) -> Iterator[ReaderOutput]:
    """One record; the day the file was made is not that of publication. Raises: RejectedError; what odfdo raises."""
    import odfdo

    content = document.content()
    with opened(BytesIO(content), document.source) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise RejectedError(Rejection(document.source, "encrypted"))
        shown = in_unicode(content, archive)
    text: Any = odfdo.Document(BytesIO(shown))
    for element in text.body.xpath(_LEFT_OUT):
        element.delete()
    lines = [(line, element.style or "") for element in text.body.xpath(_LINES) for line in _lines_of(element)]
    title = next((line for line, style in lines if style == "Title"), "") or sensible_title(text.meta.title)
    author = sensible_author(text.meta.initial_creator or text.meta.creator)
    yield titled(document, [line for line, _ in lines], title, len(content), author=author)


def _lines_of(element: Any) -> Iterator[str]:
    if element.tag == "table:table":
        yield from table_lines(map(_cells, element.xpath("descendant::table:table-row")))
        return
    mark = "- " if element.xpath("ancestor::text:list-item") else ""
    yield mark + str(element.inner_text)


def _cells(row: Any) -> list[Cell]:
    """The cells of a row; those that another one covers have their place in its span."""
    cells: list[Cell] = []
    for cell in row.xpath("table:table-cell"):
        words = " ".join(part.inner_text for part in cell.xpath(".//text:p"))
        spans = (_number(cell, name) for name in ("columns-spanned", "rows-spanned"))
        cells += [Cell(words, *spans)] * _number(cell, "columns-repeated")
    return cells[:MAX_COLUMNS]


def _number(cell: Any, name: str) -> int:
    value = str(cell.get_attribute(f"table:number-{name}") or "1")
    return min(int(value), MAX_COLUMNS) if value.isdecimal() else 1
