""".docx: headings, paragraphs, list items and table rows in order; insertions count, deletions don't."""

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import Any

from ingest.article import ReaderOutput, RejectedError, Rejection
from ingest.document import Document
from ingest.encodings.fonts import as_shown
from ingest.packed import opened
from ingest.readers.titled import sensible_author, sensible_title, titled
from ingest.readers.word_fonts import Fonts
from ingest.table_lines import MAX_SPAN, Cell, table_lines

# Word wraps an encrypted file in the container of old .doc files.
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(document: Document) -> Iterator[ReaderOutput]:
    """One record; the day the file was made is not that of publication. Raises: RejectedError, python-docx's own."""
    import docx

    content = document.content()
    if content.startswith(_OLD_CONTAINER):
        raise RejectedError(Rejection(document.source, "encrypted" if _ENCRYPTED in content else "old_office"))
    opened(BytesIO(content), document.source).close()
    word = docx.Document(BytesIO(content))
    lines = list(_lines(word))
    properties = word.core_properties
    title = next((text for text, style in lines if style == "Title"), "") or sensible_title(properties.title)
    author = sensible_author(properties.author)
    yield titled(document, [text for text, _ in lines], title, len(content), author=author)


def _lines(word: Any) -> Iterator[tuple[str, str]]:
    """The text of each paragraph, and its style; a table's row is one line."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    paragraph, table, text_box = qn("w:p"), qn("w:tbl"), qn("w:txbxContent")
    fonts = Fonts(word)
    names: dict[str | None, str] = {}
    for element in word.element.body.iter(paragraph, table):
        around = {ancestor.tag for ancestor in element.iterancestors()}
        if table in around or paragraph in around:
            continue
        if element.tag == table:
            yield from ((line, "") for line in table_lines(_rows(element, fonts)))
        else:
            # Looked up once for each style: python-docx goes through all of them, nine tenths of the time.
            if element.style not in names:
                style = Paragraph(element, word).style
                names[element.style] = style.name if style is not None else ""
            name = names[element.style]
            listed = name.startswith("List") or element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
            for line in _text(element, fonts).strip().split("\n"):
                yield (f"- {line}" if listed and line else line), name
            # What stands in a box beside the paragraph is no part of its sentence.
            for box in element.iter(text_box):
                yield from () if _is_fallback(box) else ((_text(inner, fonts), "") for inner in box.iter(paragraph))


def _rows(table: Any, fonts: Fonts) -> Iterator[list[Cell]]:
    """The cells of each row; one that goes on with the cell above says the same again."""
    from docx.oxml.ns import qn

    above: dict[int, str] = {}
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue
        before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        cells = [Cell("")] * _number(before)
        column = len(cells)
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is not row:
                continue
            wide = max(1, _number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")))
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            words = " ".join(_text(inner, fonts) for inner in cell.iter(qn("w:p"))).strip()
            if merge is not None and merge.get(qn("w:val"), "continue") == "continue":
                words = words or above.get(column, "")
            above[column] = words
            cells.append(Cell(words, wide))
            column += wide
        yield cells


def _number(element: Any) -> int:
    from docx.oxml.ns import qn

    value = element.get(qn("w:val"), "") if element is not None else ""
    return min(int(value), MAX_SPAN) if value.isdecimal() else 0


def _is_fallback(element: Any) -> bool:
    """Whether it is the same again, for old Word."""
    return any(ancestor.tag.endswith("}Fallback") for ancestor in element.iterancestors())


def _text(paragraph: Any, fonts: Fonts) -> str:
    """Also of fields and insertions, which python-docx passes over, as its fonts show it."""
    words: list[tuple[str, str | None]] = []
    for part in paragraph.xpath(".//*[self::w:t or self::w:tab or self::w:br or self::w:cr][not(ancestor::w:del)]"):
        if _is_fallback(part) or next(part.iterancestors(paragraph.tag)) is not paragraph:
            continue
        kind = part.tag.rsplit("}", 1)[-1]
        text = (part.text or "") if kind == "t" else "\n" if kind in ("br", "cr") else " "
        words.append((text, fonts.of(part, paragraph)))
    # A letter of VNI and its tone may lie in two runs.
    return "".join(as_shown("".join(text for text, _ in run), font) for font, run in groupby(words, itemgetter(1)))
