"""Bytes become text: by their mark, by UTF-8, else by whichever encoding makes the most Vietnamese of them.

What can't be read is an error and never garbage. Does not know formats; the tables are in `legacy`.
"""

import codecs
import re

from ingest.encodings.alphabets import CONTROLS, MIN_TOLD, SAMPLE, cp1252, most_vietnamese
from ingest.encodings.repair import repaired
from language.normal_form import nfc

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# One letter in 500 may be broken in text that is otherwise good UTF-8; more, and it is something else.
_BROKEN_ONE_IN = 500
# What German, French, Spanish or English text holds beyond ASCII.
_WESTERN = re.compile("[\x00-\x7f\u00a0àâäáãåæçèéêëìíîïñòóôöõøùúûüßœ“”„‘’–—…«»°§·¡¿£€©®]*", re.IGNORECASE)
_MIN_GUESSED = 40


def decoded(content: bytes, declared: str | None = None) -> str:
    """The text of `content` with plain line ends. The encoding that is `declared` counts where bytes don't tell.

    Text in Unicode stays as it is written; what comes from an older encoding, or from a wrong one, is in NFC.

    Raises: UnicodeDecodeError when it is not text, GarbledError when it was garbled before and can't be repaired.
    """
    return repaired(as_written(content, declared))


def as_written(content: bytes, declared: str | None = None) -> str:
    """The same without a repair: for formats whose strings are repaired one by one. Raises: UnicodeDecodeError."""
    decoded = _from_unicode(content)
    text = _from_legacy(content, declared) if decoded is None else decoded
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _from_unicode(content: bytes) -> str | None:
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(marked)
    if b"\x00" in content[:SAMPLE] and (name := _unmarked_utf16(content)):
        return content.decode(name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _nearly_utf8(content)


def _unmarked_utf16(content: bytes) -> str | None:
    """Which UTF-16 it is: nearly all high bytes are those of Latin letters and of punctuation."""
    if len(content) % 2:
        return None
    for high, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        highs, lows = content[high:SAMPLE:2], content[1 - high : SAMPLE : 2]
        usual = sum(highs.count(byte) for byte in b"\x00\x01\x03\x04\x1e\x20")
        if usual >= 0.98 * len(highs) and lows.count(0) < 0.02 * len(lows):
            return name
    return None


def _nearly_utf8(content: bytes) -> str | None:
    """UTF-8 with a few stray bytes, as pages pieced together have, or cut within a letter."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = sum(not char.isascii() for char in text)
    if text.endswith("\ufffd") and broken == 1 and beyond_ascii > 3:
        return text[:-1]
    return text if broken * _BROKEN_ONE_IN < len(text) and broken * 20 < beyond_ascii else None


def _from_legacy(content: bytes, declared: str | None) -> str:
    if reading := most_vietnamese(content):
        return reading(content)
    text = _read_as(declared, content) if declared else None
    beyond_ascii = sum(byte > 127 for byte in content[:SAMPLE])
    if text is None and beyond_ascii * 6 < len(content[:SAMPLE]) and len(content) >= MIN_TOLD:
        western = cp1252(content)
        text = western if _WESTERN.fullmatch(western) else None
    if text is None and beyond_ascii >= _MIN_GUESSED:
        from charset_normalizer import from_bytes  # a tenth of a second, for one file in a thousand

        guess = from_bytes(content[:SAMPLE], cp_exclusion=["utf_7"]).best()
        text = _read_as(guess.encoding, content) if guess else None
    return content.decode("utf-8") if text is None else text  # raises, and says where


def _read_as(name: str, content: bytes) -> str | None:
    try:
        text = content.decode(name)
    except (LookupError, ValueError):  # ValueError: decoding errors, and a name with a zero byte
        return None
    return None if CONTROLS.search(text) else nfc(text)
