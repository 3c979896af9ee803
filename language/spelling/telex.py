"""Undoes what an input method left behind: “hooji nghij” (Telex), “ho65i nghi5” (VNI).

Only for tokens that are no word as they stand. Knows the two keyboards, not the words.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence

from language.detect import function_words
from language.normal_form import normalize
from language.spelling.counts import SpellingCounts
from language.syllables import is_syllable, spellings
from language.tables import rows

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_DIGIT_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_DOUBLED = {"a": "â", "e": "ê", "o": "ô", "d": "đ"}
_DIGIT_SHAPES = {"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}, "9": {"d": "đ"}}
_HORNED = {"a": "ă", "o": "ơ", "u": "ư"}
_VOWELS = "aeiouyăâêôơư"
_TOKEN = re.compile(r"(?<![\w@./-])[A-Za-z][A-Za-z0-9]+(?![\w@/-])")
_SHAPE_AND_TONE = re.compile(r"(?:aa|ee|oo|dd|[aou]w).*[sfrxj]|[b-z]j$")
_SHOUTED_CHARS = 4
_KEYS = re.compile(r"[a-z]\d")


def undo(text: str, evidence: SpellingCounts) -> str:
    """`text` (normal form) with the tokens spelt out that were meant for an input method; English is left alone."""
    if any(word in function_words("en") and not spellings(word) for word in text.lower().split()):
        return text
    respelt = [(match, spelling) for match in _TOKEN.finditer(text) if (spelling := _meant(match[0]))]
    as_typed = evidence.syllables([match[0].lower() for match, _ in respelt])
    as_meant = evidence.syllables([spelling.lower() for _, spelling in respelt])
    likelier = [
        (match, spelling, typed)
        for (match, spelling), typed, meant in zip(respelt, as_typed, as_meant, strict=True)
        if meant > typed
    ]
    sure = sum(_unmistakable(match[0]) for match, _, _ in likelier)
    throughout = sure > 1 or (len(likelier) > 2 and len(likelier) > len(text.split()) / 3)
    pieces: list[str] = []
    done = 0
    for match, spelling, typed in likelier:
        # A lone token must be no word as it stands.
        if throughout or (sure and not typed and match[0].lower() not in _english()):
            pieces += text[done : match.start()], spelling
            done = match.end()
    return "".join([*pieces, text[done:]])


def decode(token: str) -> str | None:
    """The Vietnamese syllable that `token` types on a Telex or VNI keyboard, in its case; None when none."""
    digits = any(char.isdigit() for char in token)
    typed = _vni(token.lower()) if digits else _telex(token.lower())
    if typed is None or typed == token.lower() or not is_syllable(typed):
        return None
    return typed.upper() if token.isupper() else typed.capitalize() if token[0].isupper() else typed


def _meant(token: str) -> str | None:
    return None if token.isupper() and len(token) < _SHOUTED_CHARS else decode(token)


def _unmistakable(token: str) -> bool:
    """Whether a token can hardly be a code or a foreign word: a shape then a tone of Telex, or two keys of VNI."""
    return bool(_SHAPE_AND_TONE.search(token.lower())) or len(_KEYS.findall(token)) > 1


@functools.cache
def _english() -> frozenset[str]:
    return frozenset(word for (words,) in rows("not_telex") for word in words.split())


def _telex(keys: str) -> str | None:
    letters: list[str] = []
    tone = ""
    for key in keys:
        if key in _TONES and any(letter in _VOWELS for letter in letters):
            if tone:
                return None
            tone = _TONES[key]
        elif key == "w":
            if not _horn(letters):
                letters.append("ư")
        elif key in _DOUBLED and key in letters and (key != "d" or letters == ["d"]):
            letters[len(letters) - 1 - letters[::-1].index(key)] = _DOUBLED[key]
        elif key in "zfj":
            return None
        else:
            letters.append(key)
    return _joined(letters, tone)


def _vni(keys: str) -> str | None:
    letters: list[str] = []
    tone = ""
    for key in keys:
        if key in _DIGIT_TONES:
            if tone or not any(letter in _VOWELS for letter in letters):
                return None
            tone = _DIGIT_TONES[key]
        elif key == "7":
            if not _horn(letters, "ou"):
                return None
        elif shapes := _DIGIT_SHAPES.get(key):
            at = _last(letters, "".join(shapes))
            if at is None:
                return None
            letters[at] = shapes[letters[at]]
        elif key.isdigit():
            return None
        else:
            letters.append(key)
    return _joined(letters, tone)


def _horn(letters: list[str], among: str = "aou") -> bool:
    """ă, ơ or ư from the last letter that can be one; uo becomes ươ. False when there is none."""
    at = _last(letters, among)
    if at is None:
        return False
    if letters[at] == "o" and at and letters[at - 1] == "u" and letters[:at][-2:-1] != ["q"]:
        letters[at - 1] = "ư"
    letters[at] = _HORNED[letters[at]]
    return True


def _last(letters: Sequence[str], among: str) -> int | None:
    return next((i for i in range(len(letters) - 1, -1, -1) if letters[i] in among), None)


def _joined(letters: Sequence[str], tone: str) -> str:
    """The letters with the tone on the vowel that bears it."""
    bare = "".join(letters)
    if not tone:
        return bare
    vowels = [i for i, letter in enumerate(bare) if letter in _VOWELS]
    options = (unicodedata.normalize("NFC", bare[: i + 1] + tone + bare[i + 1 :]) for i in vowels)
    return next((option for option in options if is_syllable(normalize(option))), bare)
