"""The 8-bit alphabets of Vietnamese from before Unicode: VISCII, TCVN 5712 (VN1, and VN3 of the “ABC” fonts), VNI.

Tables and nothing else: which of them a text is in is for `ingest.encodings` to find out.
"""

import re

from language.normal_form import nfc

# RFC 1456. Six capitals lie among the control characters.
_VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
# TCVN 5712:1993, VN1; 0xA0 is a space that doesn't break, 0xB0 to 0xB4 are tones that join the letter before.
_TCVN_LOW = dict(
    zip(
        [0x01, 0x02, 0x04, 0x05, 0x06, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17],
        "ÚỤỪỬỮỨỰỲỶỸÝỴ",
        strict=True,
    )
)
_TCVN_CAPITALS = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
_TCVN_LETTERS = (
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẶ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹ"
    "ềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)

_VISCII = _VISCII_LOW | dict(enumerate(_VISCII_HIGH, 0x80))
_TCVN1 = _TCVN_LOW | dict(enumerate(_TCVN_CAPITALS + _TCVN_LETTERS, 0x80))
# The fonts have Western punctuation where VN1 has capitals (these lie in a font of their own, on the small letters).
_TCVN3 = dict(enumerate(_TCVN_LETTERS, 0xA0))

# VNI for Windows: a vowel and, as a letter of Latin-1 after it, its tone, its shape or both.
_VNI_MARKS = {
    "ù": "\u0301",
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_LETTERS |= {letter.upper(): new.upper() for letter, new in _VNI_LETTERS.items()}
_VNI = re.compile(f"([aeouyôö])([{''.join(_VNI_MARKS)}])|[{''.join(_VNI_LETTERS)}]", re.IGNORECASE)


def _vni_letter(match: re.Match[str]) -> str:
    if not match[2]:
        return _VNI_LETTERS[match[0]]
    return _VNI_LETTERS.get(match[1], match[1]) + _VNI_MARKS[match[2].lower()]


def from_viscii(content: bytes) -> str:
    """VISCII, which gives every byte a meaning."""
    return content.decode("latin-1").translate(_VISCII)


def from_tcvn1(content: bytes) -> str:
    """TCVN 5712-1 (VN1), which gives every byte a meaning."""
    return nfc(content.decode("latin-1").translate(_TCVN1))


def from_tcvn3(text: str) -> str:
    """Text for the TCVN3 (“ABC”, .VnTime) fonts, read as Windows-1252 or Latin-1."""
    return nfc(text.translate(_TCVN3))


def from_vni(text: str) -> str:
    """Text for the VNI fonts, read as Windows-1252 or Latin-1."""
    return nfc(_VNI.sub(_vni_letter, text))
