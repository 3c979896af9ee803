"""The best witness of what text means: the name of the font that it was typed for. Knows names, not formats."""

import re

from ingest.encodings import legacy

# Of PDF with a prefix: “ABCDEF+.VnTime”.
_TCVN3 = re.compile(r"(?:^|[+/])\.?Vn[A-Z]")
_VNI = re.compile(r"(?:^|[+/])VNI[-_ ]?[A-Z]", re.IGNORECASE)
_IN_UNICODE = re.compile("[ăĂđĐơƠưƯ\u1ea0-\u1ef9\u0300-\u0323]")


def as_shown(text: str, font: str | None) -> str:
    """`text` as a reader sees it in that font; as it stands where the font is one of Unicode, or the text is."""
    if not font or _IN_UNICODE.search(text):
        return text
    if _TCVN3.search(font):
        shown = legacy.from_tcvn3(text)
        return shown.upper() if font.rstrip("0123456789").endswith("H") else shown  # its small letters look large
    return legacy.from_vni(text) if _VNI.search(font) else text
