"""Text that was garbled before it came here, put right line by line; what can't be put right surely is an error.

Three ways lead here: text typed for the fonts of an 8-bit alphabet (TCVN3, VNI), UTF-8 once read as Windows-1252, and
letters left as escapes. Evidence is gathered over all lines, so that a title of three words is read as its body is;
each line is judged by itself, so that a title in Unicode above a body in VNI stays.
"""

import re
from collections.abc import Callable, Sequence

from ingest.encodings.alphabets import MIN_TOLD, SAMPLE, Decoding, most_vietnamese, read_as, seen, to_bytes
from ingest.encodings.misread import MISREAD, of_one_reading, reread
from ingest.encodings.viqr import from_viqr, is_viqr
from ingest.word_tally import WordTally, look

# Letters of which something is lost: all, all but a “?”, or one byte of a misread letter (“Chiá»u”).
_LOST = re.compile(r"\ufffd|á[»º]|(?<!\S)[^\W\d_]+\?+[^\W\d_]+(?![^\s?.,;:!])")
_OF_VIETNAMESE = re.compile("[ăĂđĐơƠưƯ\u1ea0-\u1ef9\u0300-\u0323]")
_OF_FONTS = re.compile("[\u00a1-\u00ff]")
# The letters of the TCVN3 fonts that are no letters elsewhere, within or at the edge of a word.
_SYMBOLS = "\u00a8-\u00ae\u00b5-\u00b9\u00bb-\u00be\u00d7\u00f7"
_WITH_SYMBOL = re.compile(f"[^\\W\\d_][{_SYMBOLS}]|[{_SYMBOLS}][^\\W\\d_]")
_WORD = re.compile(r"\S+")
# A few words may be typed for a font by chance: so many must come right before a text counts as typed for one.
_ENOUGH_WORDS = 3


class GarbledError(ValueError):
    """The text was garbled before it was saved, and what it was is lost or not sure."""


def repaired(text: str) -> str:
    """`text`, or what it was before it was saved in the wrong encoding. Raises: GarbledError."""
    return "\n".join(repaired_lines(text.split("\n")))


def repaired_lines(lines: Sequence[str]) -> list[str]:
    """The lines of one text, or strings of one record, as they were meant. Raises: GarbledError when that is lost."""
    repaired = list(lines)
    plain = [at for at, line in enumerate(repaired) if line.isascii()]
    if is_viqr("\n".join(repaired[at] for at in plain)[:SAMPLE]):
        for at in plain:
            repaired[at] = from_viqr(repaired[at])
    if len(plain) < len(repaired):
        repaired = _without_misreading(_without_fonts(of_one_reading(repaired)))
    _check(repaired)
    return repaired


def _without_fonts(lines: list[str]) -> list[str]:
    suspects = [at for at, line in enumerate(lines) if _OF_FONTS.search(line) and not _OF_VIETNAMESE.search(seen(line))]
    if not suspects:
        return lines
    common = _reading("\n".join(seen(lines[at]) for at in suspects)[:SAMPLE])
    for at in suspects:
        if common and _gain(lines[at], common) >= 0:
            lines[at] = read_as(common, lines[at])
        elif not common and (own := _reading(seen(lines[at]))):
            lines[at] = read_as(own, lines[at])
    return lines


def _reading(sample: str) -> Decoding | None:
    """The alphabet for which the sample was typed; None where it is good as it stands, or not Vietnamese at all."""
    if look(sample).is_vietnamese or len(sample) < MIN_TOLD // 2:
        return None
    content = to_bytes(sample)
    reading = most_vietnamese(content.ljust(MIN_TOLD))
    if reading is None:
        return None
    words = " ".join(dict.fromkeys(sample.split()))  # “où” ten times is one word, and French
    before, then = look(words), look(read_as(reading, words))
    wrong = before.accented - before.legal
    return reading if wrong * 4 >= before.accented and then.legal - before.legal >= _ENOUGH_WORDS else None


def _gain(line: str, reading: Decoding) -> int:
    """How many more words are right by that reading."""
    line = seen(line)
    return _right(look(read_as(reading, line))) - _right(look(line))


def _right(tally: WordTally) -> int:
    return tally.legal - 2 * (tally.accented - tally.legal)


def _without_misreading(lines: list[str]) -> list[str]:
    if not any(map(MISREAD.search, lines)):
        return lines
    spaces_kept = any("Ã\u00a0" in line for line in lines)
    for at, line in enumerate(lines):
        if MISREAD.search(line):
            # A title may have come from where white space is made plain, over a body that has its own.
            kept = spaces_kept and ("Ã " not in line or "Ã\u00a0" in line)
            lines[at] = reread(line, spaces_kept=kept)
    return lines


def is_lost(line: str) -> bool:
    """Whether a short line, such as a title, has lost letters in a quarter of its words and more: “C?u V?m”."""
    lost = len(_LOST.findall(line))
    return lost > 1 and lost * 4 >= len(line.split())


def _check(lines: Sequence[str]) -> None:
    """Raises: GarbledError where one word in fifty is broken, or most are garbled."""
    sample = _sample(lines, lambda line: True)
    lost = len(_LOST.findall(sample))
    harmed = lost > 2 and lost * 50 > len(sample.split())
    if not harmed and any(map(MISREAD.search, lines)):
        from ftfy.badness import badness

        suspect = _sample(lines, MISREAD.search)
        harmed = badness(suspect) * 250 > len(suspect) and _spelt_wrongly(suspect)
    if not harmed and any(map(_WITH_SYMBOL.search, lines)):
        suspect = _sample(lines, _WITH_SYMBOL.search)
        words = _WORD.findall(suspect)
        harmed = sum(map(bool, map(_WITH_SYMBOL.search, words))) * 5 > len(words) + 10
    if harmed:
        raise GarbledError("garbled before it was saved")


def _sample(lines: Sequence[str], wanted: Callable[[str], object]) -> str:
    """What readers see of the lines wanted, as far as a sample goes."""
    parts: list[str] = []
    left = SAMPLE
    for line in lines:
        if left <= 0:
            break
        if wanted(line):
            parts.append(seen(line)[:left])
            left -= len(parts[-1]) + 1
    return "\n".join(parts)


def _spelt_wrongly(sample: str) -> bool:
    tally = look(sample)
    return tally.legal * 20 < tally.accented * 17
