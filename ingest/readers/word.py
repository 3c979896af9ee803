""".docx: headings, paragraphs, list items and table rows in order; insertions count, deletions don't."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ingest.article import Found, RejectedError, Rejection
from ingest.document import Document
from ingest.packed import opened
from ingest.readers.titled import sensible_author, sensible_title, titled

# Word wraps an encrypted file in the container of old .doc files.
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(document: Document) -> Iterator[Found]:
    """One record; the day the file was made is none of publication. Raises: RejectedError; what python-docx raises."""
    import docx

    content = document.content()
    if content.startswith(_OLD_CONTAINER):
        encrypted = _ENCRYPTED in content
        raise RejectedError(Rejection(document.source, *(("encrypted",) if encrypted else ("other_kind", "DOC"))))
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

    paragraph, row = qn("w:p"), qn("w:tr")
    for element in word.element.body.iter(paragraph, row):
        around = {ancestor.tag for ancestor in element.iterancestors()}
        if row in around or paragraph in around:
            continue
        if element.tag == row:
            cells = [cell for cell in element.iter(qn("w:tc")) if next(cell.iterancestors(row)) is element]
            texts = (" ".join(map(_text, cell.iter(paragraph))).strip() for cell in cells)
            yield " | ".join(text for text in texts if text), ""
        else:
            style = Paragraph(element, word).style
            name = style.name if style is not None else ""
            listed = name.startswith("List") or element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
            text = _text(element).strip()
            for line in text.split("\n"):
                yield (f"- {line}" if listed and line else line), name


def _text(paragraph: Any) -> str:
    """Also of text boxes, fields and insertions, which python-docx passes over."""
    words = []
    for part in paragraph.xpath(".//*[self::w:t or self::w:tab or self::w:br or self::w:cr][not(ancestor::w:del)]"):
        if any(ancestor.tag.endswith("}Fallback") for ancestor in part.iterancestors()):  # the same again, for old Word
            continue
        kind = part.tag.rsplit("}", 1)[-1]
        words.append((part.text or "") if kind == "t" else "\n" if kind in ("br", "cr") else " ")
    return "".join(words)
