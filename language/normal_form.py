"""The one normal form for documents and questions, and the word tokens made from it.

Does not know articles or indexes, and of language only the shape of Vietnamese syllables.
Lone surrogates become U+FFFD, so a normal form can always be encoded as UTF-8.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable

# What each odd character becomes. Controls that str.splitlines() or str.isspace() honour stay white space.
_REWRITES = {
    "Đ": "\u00d0\u0189",
    "đ": "\u00f0\u0256",
    " ": "\x1c-\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000",
    "\n": "\r\x0b\x0c\x85\u2028\u2029",
    '"': "\u201c-\u201f\u00ab\u00bb\u2033\u301d-\u301f",
    "'": "\u2018-\u201b\u2032\u2039\u203a\u02bc",
    "-": "\u2010-\u2015\u2212\ufe58\ufe63",
    "...": "\u2026",
    "\ufffd": "\ud800-\udfff",
}
_FULL_WIDTH = "\uff01-\uff5e"
_REMOVED = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
)
# Characters that NFC never changes and never joins to what stands before them (a test proves it).
_INERT = (
    "\x00-\u02ff\u0391-\u03a9\u0400-\u0482\u0531-\u0556\u1100-\u1112\u1e00-\u1eff\u2000-\u206f\u2070-\u20cf"
    "\u2190-\u2328\u232b-\u2adb\u3000-\u3029\u3030-\u3096\u30a0-\ua66e\uac00-\ud7a3\ud800-\udfff\uff01-\uff9f\ufffd"
    "\U0001f000-\U0001fbff"
)


def _expand(ranges: str) -> Iterable[int]:
    for first, last in re.findall(r"(.)(?:-(.))?", ranges, re.DOTALL):
        yield from range(ord(first), ord(last or first) + 1)


# Capitals of Vietnamese and its neighbours, for character classes: “À-Ỹ” would take in small letters too.
CAPITALS = "".join(chr(code) for code in _expand("A-Z\u00c0-\u024f\u1e00-\u1eff") if chr(code).isupper())

_TABLE: dict[int, str | None] = {code: new for new, old in _REWRITES.items() for code in _expand(old)}
_TABLE |= dict.fromkeys(_expand(_REMOVED)) | {code: chr(code - 0xFEE0) for code in _expand(_FULL_WIDTH)}

_REWRITTEN = "".join(_REWRITES.values()) + _FULL_WIDTH
_ODD = re.compile(f"[{_REWRITTEN}{_REMOVED}\u0300-\u036f]")

_NFC = functools.partial(unicodedata.normalize, "NFC")
# More marks in a row than any letter of any language bears (Unicode's stream-safe text has at most as many).
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
# Written so that the search skips to the next mark: three times as fast as “[…]{31,}”.
_MANY_MARKS = re.compile(f"[{_MARKS}][{_MARKS}]{{30,}}")


def nfc(text: str) -> str:
    """Unicode's NFC, in time that grows with the text: ordering a run of marks takes the square of its length, so that
    of one that no language has each mark counts once.
    """
    if _MANY_MARKS.search(text):
        text = _MANY_MARKS.sub(lambda run: "".join(dict.fromkeys(run[0])), text)
    return text if unicodedata.is_normalized("NFC", text) else _NFC(text)


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_OR_SHAPE = f"[{_TONES}\u0302\u0306]"


def _order_marks(run: re.Match[str]) -> str:
    """Shape before tone ("á" + circumflex is "ấ"), and each mark once ("ị" + dot is "ị")."""
    return "".join(dict.fromkeys(sorted(run[0], key=_TONES.__contains__)))


def _compose(text: str) -> str:
    """Everything in the normal form but tone placement; on whole texts or on single clusters."""
    odd = _ODD.search(text)
    if odd:
        text = _ODD.sub(lambda char: _TABLE.get(ord(char[0]), char[0]) or "", text.replace("\r\n", "\n"))
    text = nfc(text)
    if odd and re.search(_TONE_OR_SHAPE, text):
        text = _NFC(re.sub(_TONE_OR_SHAPE + "{2,}", _order_marks, unicodedata.normalize("NFD", text)))
    return text


_MOVES = {
    first + _NFC(second + tone): _NFC(first + tone) + second
    for firsts, seconds in (("oO", "aAeE"), ("uU", "yY"))
    for first in firsts
    for second in seconds
    for tone in _TONES
}
# A whole syllable: an onset other than qu-, then oa, oe or uy, and nothing after it.
_ONSET = "(?:[bdđhklmrsvx]|[ckt]h?|g[hi]?|ngh?|nh?|ph?|tr)?"
_LATE_TONE = re.compile(f"(?<![^\\W\\d_])((?i:{_ONSET}))({'|'.join(_MOVES)})(?![^\\W\\d_]|[^{_INERT}])")
_MAY_BE_LATE = re.compile("[oOuU][{}]".format("".join(sorted({move[1] for move in _MOVES}))))


def _place_tones(text: str) -> str:
    """hoà → hòa, thuỷ → thủy; keeps the length."""
    pieces: list[str] = []
    done = 0
    for pair in _MAY_BE_LATE.finditer(text):  # a tenth of the time that looking for a syllable everywhere takes
        start = pair.start()
        while start > pair.start() - 3 and start > done and text[start - 1].isalpha():
            start -= 1
        if late := _LATE_TONE.match(text, start):
            pieces += text[done:start], late[1], _MOVES[late[2]]
            done = late.end()
    return "".join(pieces) + text[done:] if pieces else text


def normalize(text: str) -> str:
    """The normal form: NFC, tones on the first vowel of open oa/oe/uy (hòa, thủy), half-width ASCII, plain
    spaces, quotes, dashes, dots and newlines, nothing invisible. Idempotent; never raises.

    Two different Vietnamese syllables never become one, except for the two ways to place a tone.
    """
    return _place_tones(_compose(text))


class _FoldTable(dict[int, str]):
    """Code point → folded, worked out when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", char.lower()))
        # Hangul or kana would grow when decomposed, and their marks are no accents: leave those whole.
        return self.setdefault(code, bare if len(bare) <= 1 else char)


_FOLDED = _FoldTable({ord(a): b for a, b in zip("đĐøØłŁı", "ddoolli", strict=True)})


def without_marks(normal: str) -> str:
    """`fold` of a text that is in the normal form already."""
    return normal.translate(_FOLDED)


def fold(text: str) -> str:
    """`normalize(text)` in lower case without diacritics, đ → d.

    As long as `normalize(text)`, character for character, unless that still holds combining marks that
    belong to no composed letter (never so in Vietnamese): those are dropped.
    """
    return without_marks(normalize(text))


def has_diacritics(text: str) -> bool:
    """Whether any letter bears a mark or is đ."""
    normal = normalize(text)
    return without_marks(normal) != normal.lower()
