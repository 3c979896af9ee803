"""Small .docx, .odt and .epub files, and changes to their parts."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile


def changed(content: bytes, parts: dict[str, bytes]) -> bytes:
    """The same archive with parts replaced or added; `None` can't be one."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return stream.getvalue()


def part(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def made_docx(fill: Any) -> bytes:
    """What `fill` puts into an empty document."""
    import docx

    made = docx.Document()
    fill(made)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def made_odt(fill: Any) -> bytes:
    """What `fill` puts into an empty document."""
    import odfdo

    made = odfdo.Document("text")
    made.body.clear()
    fill(made)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def made_epub(*chapters: str, title: str = "Tuần báo Ven Biển", more: dict[str, bytes] | None = None) -> bytes:
    """Chapters of XHTML bodies, the first of them the last in the archive."""
    names = [f"chương {number}.xhtml" for number in range(len(chapters))]
    items = "".join(f'<item id="c{at}" href="ch%C6%B0%C6%A1ng%20{at}.xhtml"/>' for at in range(len(chapters)))
    spine = "".join(f'<itemref idref="c{at}"/>' for at in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>{title}</dc:title><dc:creator>Lê An</dc:creator><dc:date>2023-07-28</dc:date></metadata><manifest>"
        f'<item id="nav" href="nav.xhtml" properties="nav"/>{items}</manifest>'
        f'<spine><itemref idref="nav"/>{spine}</spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="sách/goi.opf"/></rootfiles></container>'
    )
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", ZIP_STORED)
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("sách/goi.opf", package)
        archive.writestr("sách/nav.xhtml", "<html><body>Mục lục</body></html>")
        for name, body in reversed(list(zip(names, chapters, strict=True))):
            page = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
            archive.writestr(f"sách/{name}", page)
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return stream.getvalue()


def bomb(root: str) -> bytes:
    """An XML document of a kilobyte that would expand to gigabytes, with `&h;` put into the root element given."""
    entities = "".join(f'<!ENTITY {new} "{f"&{old};" * 100}">' for old, new in zip("abcdefg", "bcdefgh", strict=True))
    return f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha ha ha ">{entities}]>{root}'.encode()


def stealing(root: str) -> bytes:
    """An XML document whose entity `&h;` is a file of the machine."""
    return f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY h SYSTEM "file:///etc/passwd">]>{root}'.encode()
