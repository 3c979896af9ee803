"""Words of others on a screen or in a file: none may change how the rest is shown. Does not know pages or terminals."""

import re

# Controls move a terminal's cursor, recolour it or rename its window; directions turn round what follows them.
_HARMFUL = {
    **{code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"},
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""),
}
# What XML 1.0 can't hold.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def harmless(text: str) -> str:
    """The text without directions, and with a space for each control but line end and tab."""
    return text.translate(_HARMFUL)


def harmless_xml(text: str) -> str:
    """The same for a file in XML, with a space for each character that XML can't hold."""
    return _NO_XML.sub(" ", harmless(text))
