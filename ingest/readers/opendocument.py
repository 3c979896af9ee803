""".odt: headings, paragraphs, list items and table rows in their order, without notes, comments and deleted text."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ingest.article import Found, RejectedError, Rejection
from ingest.document import Document
from ingest.packed import opened
from ingest.readers.titled import sensible_author, sensible_title, titled

_LEFT_OUT = "//text:tracked-changes | //office:annotation | //text:note | //text:table-of-content"
_LINES = (
    "//text:h[not(ancestor::table:table)] | //table:table-row[not(ancestor::table:table-row)]"
    " | //text:p[not(ancestor::table:table) and not(ancestor::text:p)]"
)


def read(document: Document) -> Iterator[Found]:
    """One record; the day the file was made is none of publication. Raises: RejectedError; what odfdo raises."""
    import odfdo

    content = document.content()
    with opened(BytesIO(content), document.source) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise RejectedError(Rejection(document.source, "encrypted"))
    text: Any = odfdo.Document(BytesIO(content))
    for element in text.body.xpath(_LEFT_OUT):
        element.delete()
    lines = [(_line(element), element.style or "") for element in text.body.xpath(_LINES)]
    title = next((line for line, style in lines if style == "Title"), "") or sensible_title(text.meta.title)
    author = sensible_author(text.meta.initial_creator or text.meta.creator)
    yield titled(document, [line for line, _ in lines], title, len(content), author=author)


def _line(element: Any) -> str:
    if element.tag == "table:table-row":
        cells = (
            " ".join(part.inner_text for part in cell.xpath(".//text:p")) for cell in element.xpath("table:table-cell")
        )
        return " | ".join(cell for cell in cells if cell.strip())
    mark = "- " if element.xpath("ancestor::text:list-item") else ""
    return mark + str(element.inner_text)
