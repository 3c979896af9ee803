"""Small PDFs, made by hand: no font that a machine may lack is needed to write letters of any language."""

from io import BytesIO

from pypdf import PdfWriter

Piece = tuple[float, float, float, str]  # x, y, size, text
# Two bytes a letter, each standing for itself.
_CMAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange "
    b"endcmap end end"
)
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts "
    b"[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
    b"/DW 500 >>] >>"
)
_PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
    b"stream\n\x00\nendstream"
)


def made_pdf(*pages: list[Piece], picture: bool = False) -> bytes:
    """A page for each list of pieces, with a picture on each where wanted."""
    numbers = [6 + 2 * at for at in range(len(pages))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        _FONT,
        _stream(_CMAP),
        _PICTURE,
    ]
    for number, pieces in zip(numbers, pages, strict=True):
        held = b"/Font << /F 3 0 R >>" + (b" /XObject << /P 5 0 R >>" if picture else b"")
        shown = [
            b"BT /F %g Tf 1 0 0 1 %g %g Tm <%s> Tj ET" % (size, x, y, text.encode("utf-16-be").hex().encode())
            for x, y, size, text in pieces
        ]
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << %s >> /Contents %d 0 R >>"
            % (held, number + 1)
        )
        objects.append(_stream(b"\n".join(shown)))
    made = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, b"".join(places))
    return made + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def lines(text: str, size: float = 12, top: float = 800) -> list[Piece]:
    return [(50, top - 1.25 * size * at, size, line) for at, line in enumerate(text.split("\n")) if line]


def rewritten(content: bytes, title: str | None = None, password: tuple[str, str] | None = None) -> bytes:
    """With a title, or encrypted with the (user's, owner's) passwords."""
    writer = PdfWriter(clone_from=BytesIO(content))
    if title is not None:
        writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(*password, algorithm="AES-256")
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()
