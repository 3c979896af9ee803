"""Letters that a text has as escapes become the letters: “v&agrave;o”, “B&#7871;n”, “B\\u1ebfn”, and the bytes of UTF-8
as “B\\xe1\\xba\\xbfn”, “B%E1%BA%BFn”, “B=E1=BA=BFn”. Does not know formats.

Only where they stand within words, and more than once: a text about HTML names “&eacute;” by itself. Addresses keep
theirs.
"""

import re
from html import unescape

_LETTER = r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});"
_IN_WORD = re.compile(rf"(?<=[^\W\d_]){_LETTER}|{_LETTER}(?=[^\W\d_])")
_ENTITY = re.compile(_LETTER)
_HEX = re.compile(r"\\u([0-9a-fA-F]{4})")
_HEX_IN_WORD = re.compile(r"(?<=[^\W\d_])\\u[0-9a-fA-F]{4}|(?<![\\\w])\\u[0-9a-fA-F]{4}(?=[^\W\d_u\\]|\\u)")
_SINGLE = re.compile(r"\\x([89a-fA-F][0-9a-fA-F])")
# Bytes above 127 in a row; it begins with a class, so that the search skips to the next sign.
_BYTE = r"[%=\\]x?[89A-Fa-f][0-9A-Fa-f]"
_BYTES = re.compile(f"{_BYTE}(?:{_BYTE}){{1,7}}")
_SIGNS = re.compile(r"[%=\\]x?")
_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|^www\.|^/|[?&]\w+=|@")
_ENOUGH = 2


def unescaped(text: str) -> str:
    """`text` with its letters."""
    if "&" in text and _letters(text) >= _ENOUGH:
        text = _ENTITY.sub(lambda entity: unescape(entity[0]), text).replace("\u00a0", " ")
    if "\\u" in text and len(_HEX_IN_WORD.findall(text)) >= _ENOUGH:
        text = _HEX.sub(lambda code: chr(int(code[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = _SINGLE.sub(lambda code: chr(int(code[1], 16)), text)
    if _BYTES.search(text):
        text = _from_bytes(text)
    return text


def _from_bytes(text: str) -> str:
    """`text` with the letters of which it has the bytes, if these are enough and stand within words."""
    letters = 0

    def letter(run: re.Match[str]) -> str:
        nonlocal letters
        try:
            shown = bytes.fromhex(_SIGNS.sub("", run[0])).decode("utf-8")
        except UnicodeDecodeError:
            return run[0]
        letters += shown.isalpha()
        return shown

    def word(token: re.Match[str]) -> str:
        return token[0] if _ADDRESS.search(token[0]) else _BYTES.sub(letter, token[0])

    shown = _TOKEN.sub(word, text)
    return shown if letters >= _ENOUGH else text


def _letters(text: str) -> int:
    """How many entities within words stand for letters."""
    return sum(unescape(escaped[0]).isalpha() and not escaped[0].isalpha() for escaped in _IN_WORD.finditer(text))
