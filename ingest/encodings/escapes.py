"""Letters that a text has as escapes become the letters: “v&agrave;o”, “B&amp;#7871;n”, “B\\u1ebfn”, “B\\u{1ebf}n”,
“B%u1EBFn”, “B<U+1EBF>n”, and the bytes of UTF-8 as “B\\xe1\\xba\\xbfn”, “B\\341\\272\\277n”, “B%E1%BA%BFn”,
“B=E1=BA=BFn”. Does not know formats.

Only where they stand within words, and more than once: a text about HTML names “&eacute;” by itself. Addresses keep
theirs.
"""

import re
from html import unescape
from urllib.parse import unquote

_LETTER = r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});"
_IN_WORD = re.compile(rf"(?<=[^\W\d_]){_LETTER}|{_LETTER}(?=[^\W\d_])")
_ENTITY = re.compile(_LETTER)
_TWICE = re.compile(r"&amp;(?=#\d{2,7};|#[xX][0-9a-fA-F]{2,6};|[a-zA-Z]{2,8};)")
_CODE = r"(?:\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]{2,6}\}|%u[0-9a-fA-F]{4}|<U\+[0-9a-fA-F]{4,6}>)"
_CODES = re.compile(_CODE)
_CODE_IN_WORD = re.compile(
    rf"(?<=[^\W\d_]){_CODE}|(?<![\\\w]){_CODE}(?=[^\W\d_u\\]|\\u|%u|<U)|(?<=[0-9a-fA-F}}>]){_CODE}"
)
_SINGLE = re.compile(r"\\x([89a-fA-F][0-9a-fA-F])")
# Bytes above 127 in a row.
_BYTE = r"(?:[%=\\]x?[89A-Fa-f][0-9A-Fa-f]|\\[23][0-7]{2})"
_BYTES = re.compile(f"{_BYTE}(?:{_BYTE}){{1,7}}")
_EACH_BYTE = re.compile(r"\\([23][0-7]{2})(?![0-9A-Fa-f])|[%=\\]x?([0-9A-Fa-f]{2})")
# What is left of “\\u1ebf” where backslashes were taken away.
_BARE = re.compile(r"(?<!\\)u(?:1[eE][a-fA-F]|00[c-fC-F]|01[0-9abAB])[0-9a-fA-F]")
_BARE_MARK = re.compile(r"(?<!\\)u20(?:1[0-9a-f]|2[0-9a-f])")
_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|^www\.|^/|[?&]\w+=|@")
_ENOUGH = 2


def unescaped(text: str) -> str:
    """`text` with its letters."""
    if "&amp;" in text and len(_TWICE.findall(text)) >= _ENOUGH:
        text = _TWICE.sub("&", text)
    if "&" in text and _letters(text) >= _ENOUGH:
        text = _ENTITY.sub(lambda entity: unescape(entity[0]), text).replace("\u00a0", " ")
    if _CODES.search(text) and len(_CODE_IN_WORD.findall(text)) >= _ENOUGH:
        text = _CODES.sub(lambda code: _char(code[0]), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = _SINGLE.sub(lambda code: chr(int(code[1], 16)), text)
    if len(_BARE.findall(text)) >= _ENOUGH:
        text = _BARE_MARK.sub(lambda code: _char(code[0]), _BARE.sub(lambda code: _char(code[0]), text))
    if _BYTES.search(text):
        text = _from_bytes(text)
    return text


def _from_bytes(text: str) -> str:
    """`text` with the letters of which it has the bytes, if these are enough and stand within words."""
    letters = 0

    def letter(run: re.Match[str]) -> str:
        nonlocal letters
        try:
            shown = bytes(
                int(octal, 8) if octal else int(hexadecimal, 16) for octal, hexadecimal in _EACH_BYTE.findall(run[0])
            ).decode("utf-8")
        except UnicodeDecodeError:
            return run[0]
        letters += shown.isalpha()
        return shown

    def word(token: re.Match[str]) -> str:
        if _ADDRESS.search(token[0]):
            return token[0]
        shown = _BYTES.sub(letter, token[0])
        # As a form sends it, a line is one token: “B%E1%BA%BFn+V%C3%A0m”.
        if shown == token[0]:
            return shown
        if shown.count("+") > 1:
            shown = shown.replace("+", " ")
        return unquote(shown) if " " in shown or "%20" in shown else shown

    shown = _TOKEN.sub(word, text)
    return shown if letters >= _ENOUGH else text


def _char(code: str) -> str:
    number = int(code.strip("\\%<>{}uU+"), 16)
    return chr(number) if number < 0x110000 else code


def _letters(text: str) -> int:
    """How many entities within words stand for letters."""
    return sum(unescape(escaped[0]).isalpha() and not escaped[0].isalpha() for escaped in _IN_WORD.finditer(text))
