"""The readings of 8-bit text, and which of them makes Vietnamese of a text that is not Vietnamese as it stands.

Knows how Vietnamese is spelt (`look`), not where the text comes from.
"""

import re
from collections.abc import Callable

from ingest.encodings import legacy
from ingest.word_tally import look
from language.normal_form import nfc

SAMPLE = 40_000
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Fewer bytes than these show no language.
MIN_TOLD = 20
# Judged is what readers see: the names of tags are no Vietnamese.
_MARKUP = re.compile(r"<(?:script|style)\b[^<]*(?:<(?!/(?:script|style))[^<]*)*|<[^<>]*>", re.IGNORECASE)
Decoding = Callable[[bytes], str]


def seen(text: str) -> str:
    """The beginning of what readers see of a text that may be a page's source."""
    return _MARKUP.sub(" ", text[: 10 * SAMPLE])[:SAMPLE] if "<" in text else text[:SAMPLE]


def cp1252(content: bytes) -> str:
    """Windows-1252 as browsers read it: the five bytes that mean nothing stay as they are."""
    import ftfy.bad_codecs  # registers the codec  # noqa: F401

    return content.decode("sloppy-windows-1252")


def to_bytes(text: str) -> bytes:
    """The bytes of which a Western reading made `text`; “?” for what no such reading makes."""
    import ftfy.bad_codecs  # noqa: F401

    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("sloppy-windows-1252", "replace")


def cp1258(content: bytes) -> str:
    """Windows-1258: letters with their shapes, tones after them."""
    return nfc(content.decode("cp1258"))


def vni(content: bytes) -> str:
    """Text for the VNI fonts."""
    return legacy.from_vni(cp1252(content))


def tcvn3(content: bytes) -> str:
    """Text for the ABC fonts."""
    return legacy.from_tcvn3(cp1252(content))


READINGS: tuple[Decoding, ...] = (cp1258, vni, tcvn3, legacy.from_viscii, legacy.from_tcvn1)


def most_vietnamese(content: bytes) -> Decoding | None:
    """The reading of 8-bit text that gives the best Vietnamese; None where none gives any."""
    sample = seen(content.decode("latin-1")).encode("latin-1")
    return _best(sample) if len(sample) >= MIN_TOLD else None


def _best(sample: bytes) -> Decoding | None:
    best: Decoding | None = None
    best_score = 0.0
    for reading in READINGS:
        try:
            text = reading(sample)
        except UnicodeDecodeError:
            continue
        tally = look(text)
        # Two of them have capitals where others have control characters: one left over tells a wrong reading.
        if tally.is_vietnamese and tally.score > best_score and not CONTROLS.search(text):
            best, best_score = reading, tally.score
    return best


def read_as(reading: Decoding, text: str) -> str:
    """`text`, in which each 8-bit character stands for itself, by that reading; what it lacks stays as it is."""
    if reading is vni:
        return legacy.from_vni(text)
    if reading is tcvn3:
        return legacy.from_tcvn3(text)
    content = to_bytes(text)
    return reading(content) if content.count(b"?") == text.count("?") else text
