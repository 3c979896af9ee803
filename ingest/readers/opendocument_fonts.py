"""The words of an .odt as they look in the fonts that it names, where these are of the time before Unicode.

Rewrites content.xml before it is read: a text knows its font by its own style, its paragraph's, or those they follow.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from ingest.encodings.fonts import as_shown

_OLD = re.compile(rb"\.Vn[A-Z]|VNI[-_ ][A-Z]", re.IGNORECASE)
_PARTS = ("content.xml", "styles.xml")
_MAX_STEPS = 20
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}style-name"
_FAMILIES = tuple(
    f"{{urn:oasis:names:tc:opendocument:xmlns:{of}-compatible:1.0}}font-family" for of in ("svg", "xsl-fo")
)
# What a style says of its parent, and of its font.
Style = tuple[str | None, str | None]


def in_unicode(content: bytes, archive: ZipFile) -> bytes:
    """The file with the words that readers see; as it is where it names no such font. Raises what lxml raises."""
    parts = {name: archive.read(name) for name in _PARTS if name in archive.namelist()}
    if not any(map(_OLD.search, parts.values())):
        return content
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    trees = {name: etree.fromstring(part, parser) for name, part in parts.items()}
    styles = _styles(trees.values())
    for element in trees["content.xml"].iter(etree.Element):
        for attribute, holder in (("text", element), ("tail", element.getparent())):
            if (words := getattr(element, attribute)) and holder is not None:
                setattr(element, attribute, as_shown(words, _font(holder, styles)))
    rewritten = BytesIO()
    with ZipFile(rewritten, "w", ZIP_STORED) as target:
        for member in archive.infolist():
            of_words = member.filename == "content.xml"
            target.writestr(member, etree.tostring(trees["content.xml"]) if of_words else archive.read(member))
    return rewritten.getvalue()


def _styles(trees: Any) -> dict[str, Style]:
    """By their names; the one that all paragraphs follow has none."""
    faces: dict[str, str] = {}
    styles: dict[str, Style] = {}
    for tree in trees:
        for face in tree.iter(f"{_STYLE}font-face"):
            faces[face.get(f"{_STYLE}name", "")] = next(filter(None, map(face.get, _FAMILIES)), "").strip("'\" ")
        for style in tree.iter(f"{_STYLE}style", f"{_STYLE}default-style"):
            for properties in style.iter(f"{_STYLE}text-properties"):
                named = properties.get(f"{_STYLE}font-name")
                font = next(filter(None, map(properties.get, _FAMILIES)), None) or faces.get(named or "") or named
                styles[style.get(f"{_STYLE}name", "")] = (style.get(f"{_STYLE}parent-style-name"), font)
            styles.setdefault(style.get(f"{_STYLE}name", ""), (style.get(f"{_STYLE}parent-style-name"), None))
    return styles


def _font(element: Any, styles: dict[str, Style]) -> str | None:
    for name in _names(element):
        for _ in range(_MAX_STEPS):  # styles may follow each other in a circle
            parent, font = styles.get(name, (None, None))
            if font:
                return font
            if not parent:
                break
            name = parent
    return styles.get("", (None, None))[1]


def _names(element: Any) -> Iterator[str]:
    for holder in (element, *element.iterancestors()):
        if name := holder.get(_TEXT):
            yield name
