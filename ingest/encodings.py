"""Bytes become text: by their mark, by UTF-8, else by whichever encoding makes the most Vietnamese of them.

What can't be read is an error and never garbage. Knows no format; the tables are in `ingest.legacy`.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable

from ingest import legacy
from ingest.vietnamese import look

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 40_000
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# One letter in 500 may be broken in text that is otherwise good UTF-8; more, and it is something else.
_BROKEN_ONE_IN = 500
# What UTF-8 makes of accented letters, read as Windows-1252 or Latin-1: “Há»™i”, “Viá»‡t”, “Ä‘”, “â€œ”, “Ì€”.
_GARBLED = re.compile("[ÂÃÄÅÆáâðÌ][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]")
# “bà n”: the second half of the “à” was a space that doesn't break, which someone made a plain one.
_TORN = re.compile(r"(?<=[^\W\d_][àÀ]) (?=(?:i|m|n|ng|nh|o|u)\b)|(?<=[^\W\d_vV][àÀ]) (?=y\b)")
_LOST = re.compile(r"\ufffd|(?<!\S)[^\W\d_]+\?+[^\W\d_]+(?![^\s?.,;:!])")
# Judged is what readers see: the names of tags are no Vietnamese.
_MARKUP = re.compile(r"<(?:script|style)\b.*?</(?:script|style)|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_OF_VIETNAMESE = re.compile("[ăĂđĐơƠưƯ\u1ea0-\u1ef9\u0300-\u0323]")
# What German, French, Spanish or English text holds beyond ASCII.
_WESTERN = re.compile("[\x00-\x7f\u00a0àâäáãåæçèéêëìíîïñòóôöõøùúûüßœ“”„‘’–—…«»°§·¡¿£€©®]*", re.IGNORECASE)
_MIN_GUESSED = 40
# Fewer bytes than these show no language.
_MIN_TOLD = 20
_OF_FONTS = re.compile("[\u00a1-\u00ff]")


def decoded(content: bytes, declared: str | None = None) -> str:
    """The text of `content` with plain line ends. The encoding that is `declared` counts where bytes don't tell.

    Text in Unicode stays as it is written; what comes from an older encoding, or from a wrong one, is in NFC.

    Raises: UnicodeDecodeError when it is no text, or text that was garbled before and can't be repaired.
    """
    found = _from_unicode(content)
    text = _from_legacy(content, declared) if found is None else _repaired(found)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _from_unicode(content: bytes) -> str | None:
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(marked)
    if b"\x00" in content[:_SAMPLE] and (name := _unmarked_utf16(content)):
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
        highs, lows = content[high:_SAMPLE:2], content[1 - high : _SAMPLE : 2]
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


Reading = Callable[[bytes], str]


def _from_legacy(content: bytes, declared: str | None) -> str:
    if reading := _most_vietnamese(content):
        return reading(content)
    text = _read_as(declared, content) if declared else None
    beyond_ascii = sum(byte > 127 for byte in content[:_SAMPLE])
    if text is None and beyond_ascii * 6 < len(content[:_SAMPLE]) and len(content) >= _MIN_TOLD:
        western = _cp1252(content)
        text = western if _WESTERN.fullmatch(western) else None
    if text is None and beyond_ascii >= _MIN_GUESSED:
        from charset_normalizer import from_bytes  # a tenth of a second, for one file in a thousand

        found = from_bytes(content[:_SAMPLE], cp_exclusion=["utf_7"]).best()
        text = _read_as(found.encoding, content) if found else None
    return content.decode("utf-8") if text is None else text  # raises, and says where


def _most_vietnamese(content: bytes) -> Reading | None:
    """The reading of 8-bit text that gives the best Vietnamese; None where none gives any."""
    sample = _seen(content.decode("latin-1")).encode("latin-1")
    if len(sample) < _MIN_TOLD:
        return None
    best: Reading | None = None
    best_score = 0.0
    for reading in (_cp1258, _vni, _tcvn3, legacy.from_viscii, legacy.from_tcvn1):
        try:
            text = reading(sample)
        except UnicodeDecodeError:
            continue
        found = look(text)
        # Two of them have capitals where others have control characters: one left over tells a wrong reading.
        if found.is_vietnamese and found.score > best_score and not _CONTROLS.search(text):
            best, best_score = reading, found.score
    return best


def _seen(text: str) -> str:
    return _MARKUP.sub(" ", text)[:_SAMPLE] if "<" in text else text[:_SAMPLE]


def _cp1252(content: bytes) -> str:
    """Windows-1252 as browsers read it: the five bytes that mean nothing stay as they are."""
    import ftfy.bad_codecs  # registers the codec  # noqa: F401

    return content.decode("sloppy-windows-1252")


def _cp1258(content: bytes) -> str:
    return unicodedata.normalize("NFC", content.decode("cp1258"))


def _vni(content: bytes) -> str:
    return legacy.from_vni(_cp1252(content))


def _tcvn3(content: bytes) -> str:
    return legacy.from_tcvn3(_cp1252(content))


def _read_as(name: str, content: bytes) -> str | None:
    try:
        text = content.decode(name)
    except (LookupError, ValueError):  # ValueError: decoding errors, and a name with a zero byte
        return None
    return None if _CONTROLS.search(text) else unicodedata.normalize("NFC", text)


def _repaired(text: str) -> str:
    """`text`, or what it was before it was saved in the wrong encoding.

    Raises: UnicodeDecodeError when what it was is lost.
    """
    if text.isascii():
        return _unharmed(text)
    sample = _seen(text)
    if not _OF_VIETNAMESE.search(sample) and len(_OF_FONTS.findall(sample)) * 15 > len(sample):
        text = _without_fonts(text)
    if _GARBLED.search(sample):
        from ftfy import fix_encoding

        kept_spaces = "Ã\u00a0" in text
        if (repaired := fix_encoding(text)) != text:
            text = repaired if kept_spaces else _TORN.sub("", repaired)
    return _unharmed(text)


def _without_fonts(text: str) -> str:
    """Text typed for the fonts of an 8-bit alphabet and saved as Unicode, in the letters that were seen."""
    import ftfy.bad_codecs  # noqa: F401

    if look(_seen(text)).is_vietnamese:
        return text
    try:
        content = text.encode("latin-1")
    except UnicodeEncodeError:
        content = text.encode("sloppy-windows-1252", "replace")
    reading = _most_vietnamese(content)
    if reading is _vni:  # letter by letter, so that what these alphabets lack isn't lost
        return legacy.from_vni(text)
    if reading is _tcvn3:
        return legacy.from_tcvn3(text)
    return reading(content) if reading and content.count(b"?") == text.count("?") else text


def _unharmed(text: str) -> str:
    """`text` itself. Raises: UnicodeDecodeError where one word in fifty is broken, or most are garbled."""
    sample = _seen(text)
    lost = len(_LOST.findall(sample))
    harmed = lost > 2 and lost * 50 > len(sample.split())
    if not harmed and _GARBLED.search(sample):
        from ftfy.badness import badness

        found = look(sample)
        harmed = badness(sample) * 250 > len(sample) and found.legal * 20 < found.accented * 17
    if harmed:
        raise UnicodeDecodeError("utf-8", text.encode("utf-8", "replace"), 0, len(text), "garbled before it was saved")
    return text
