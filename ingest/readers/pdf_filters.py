"""PDFs whose filters go by the short names of inline images: every viewer opens them, pypdf raises an error."""

from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, IndirectObject, NameObject, PdfObject, StreamObject

_LONG = {
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/LZW": "/LZWDecode",
    "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
}
_FILTER = NameObject("/Filter")


class LongNames(PdfReader):
    """A reader that sees all filters by their long names."""

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        pdf_object = super().get_object(indirect_reference)
        if isinstance(pdf_object, StreamObject) and _FILTER in pdf_object:
            pdf_object[_FILTER] = _long(pdf_object.raw_get(_FILTER))
        return pdf_object


def _long(filters: Any) -> Any:
    filters = filters.get_object() if isinstance(filters, IndirectObject) else filters
    if isinstance(filters, ArrayObject):
        return ArrayObject(_long(each) for each in filters)
    return NameObject(_LONG[filters]) if filters in _LONG else filters
