"""Blocks as a Word file (.docx). Words only: nothing in it is fetched, run or computed when it is opened."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.screen import harmless_xml
from app.text_blocks import TextBlock

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STYLES = {"text": None, "item": "List Bullet", "quote": "Quote", "note": "Caption"}
_LEVELS = {"title": 0, "heading": 1, "subheading": 2}
_FONT, _LINK_COLOUR = "Times New Roman", "0F5E57"


def word_file(blocks: Sequence[TextBlock], *, language: str) -> bytes:
    """The file's bytes; `language` is what a word processor checks its spelling by."""
    import docx

    document = docx.Document()
    document.core_properties.author, document.core_properties.comments = "Hỏi Báo", ""
    document.core_properties.title = harmless_xml(next((one.text for one in blocks if one.kind == "title"), ""))[:250]
    _set_up(document, language)
    for block in blocks:
        if block.kind in _LEVELS:
            paragraph = document.add_heading("", _LEVELS[block.kind])
        else:
            paragraph = document.add_paragraph("", _STYLES[block.kind])
        if block.link:
            _add_link(paragraph, harmless_xml(block.text), block.link)
        else:
            paragraph.add_run(harmless_xml(block.text))
        if block.about:
            paragraph.add_run(f" ({harmless_xml(block.about)})").italic = True
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _set_up(document: "Document", language: str) -> None:
    """One serif for all styles, East Asian fallback included, else Vietnamese letters fall apart into two fonts."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet", "Quote", "Caption"):
        properties = document.styles[name].element.get_or_add_rPr()
        fonts = properties.find(qn("w:rFonts"))
        if fonts is None:
            fonts = OxmlElement("w:rFonts")
            properties.insert(0, fonts)
        for old in list(fonts.attrib):
            del fonts.attrib[old]
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), _FONT)
    spelling = OxmlElement("w:lang")
    spelling.set(qn("w:val"), "vi-VN" if language == "vi" else "en-GB")
    document.styles["Normal"].element.get_or_add_rPr().append(spelling)


def _add_link(paragraph: "Paragraph", words: str, address: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor
    from docx.text.run import Run

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(harmless_xml(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = Run(OxmlElement("w:r"), paragraph)
    run.text = words
    run.font.color.rgb, run.font.underline = RGBColor.from_string(_LINK_COLOUR), True
    link.append(run._element)
    paragraph._p.append(link)
