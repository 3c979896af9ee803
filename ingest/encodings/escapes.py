"""Letters that a text has as escapes, “v&agrave;o”, “B&#7871;n”, “B\\u1ebfn”, become the letters. Knows no format.

Only where they stand within words, and more than once: a text about HTML names “&eacute;” by itself.
"""

import re
from html import unescape

_LETTER = r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});"
_IN_WORD = re.compile(rf"(?<=[^\W\d_]){_LETTER}|{_LETTER}(?=[^\W\d_])")
_ENTITY = re.compile(_LETTER)
_HEX = re.compile(r"\\u([0-9a-fA-F]{4})")
_HEX_IN_WORD = re.compile(r"(?<=[^\W\d_])\\u[0-9a-fA-F]{4}|(?<![\\\w])\\u[0-9a-fA-F]{4}(?=[^\W\d_u\\]|\\u)")
_ENOUGH = 2


def unescaped(text: str) -> str:
    """`text` with its letters."""
    if "&" in text and _letters(text) >= _ENOUGH:
        text = _ENTITY.sub(lambda entity: unescape(entity[0]), text).replace("\u00a0", " ")
    if "\\u" in text and len(_HEX_IN_WORD.findall(text)) >= _ENOUGH:
        text = _HEX.sub(lambda code: chr(int(code[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _letters(text: str) -> int:
    """How many entities within words stand for letters."""
    return sum(unescape(found[0]).isalpha() and not found[0].isalpha() for found in _IN_WORD.finditer(text))
