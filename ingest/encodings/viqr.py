"""Vietnamese written in plain letters and signs (VIQR), as letters and old archives have it: “Tie^'ng Vie^.t”.

Only for text that is all of it: English, formulas and passwords have such signs too.
"""

import re
import unicodedata

from ingest.word_tally import look
from language.normal_form import nfc

_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b"}
_TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_TONE = r"[`'~]|[.?](?=[^\W\d_]|[ \t]+[a-z(\"])"
_LETTER = re.compile(
    rf"(?<!\\)(?:(?P<d>[Dd])[Dd]|(?P<vowel>[AaEeIiOoUuYy])(?:\.(?P<late>[\^(+])|(?P<shape>[\^(+])?(?P<tone>{_TONE})?))"
)
# What no other language writes: a vowel with its shape, within or at the end of a word.
_SHAPED = re.compile(r"(?:[aeoAEO]\.?\^|[aA]\.?\(|[ouOU]\.?\+)[`'~.?]?(?![\d(^+])")
_ESCAPED = re.compile(r"\\([.?'`~(^+dD])")
_LEAST_SHAPED = 4


def from_viqr(text: str) -> str:
    """`text` with its letters. A stop before a capital or the end ends a sentence, and is no tone."""
    return _ESCAPED.sub(r"\1", nfc(_LETTER.sub(_letter, text)))


def is_viqr(text: str) -> bool:
    """Whether it is written so throughout: most of its words with signs are syllables once they are letters."""
    if not text.isascii() or len(_SHAPED.findall(text)) < _LEAST_SHAPED:
        return False
    tally = look(from_viqr(text))
    return tally.is_vietnamese and tally.accented * 5 >= tally.words * 2


def _letter(match: re.Match[str]) -> str:
    if match["d"]:
        return "đ" if match["d"] == "d" else "Đ"
    tone = "." if match["late"] else match["tone"] or ""
    marks = _SHAPES.get(match["late"] or match["shape"] or "", "") + _TONES.get(tone, "")
    whole = unicodedata.normalize("NFC", match["vowel"] + marks)
    return whole if len(whole) == 1 else match[0]
