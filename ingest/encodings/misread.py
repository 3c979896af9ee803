"""UTF-8 that was once read as Windows-1252, Latin-1 or another code page, back into what it was: “Há»™i” is “Hội”."""

import re
from functools import cache

# What UTF-8 makes of accented letters, read so: “Há»™i”, “Viá»‡t”, “Ä‘”, “â€œ”, “Ì€”.
MISREAD = re.compile("[ÂÃÄÅÆáâðÌ][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]")
_NEXT = "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_SEQUENCE = re.compile(f"[\u00c2-\u00df]{_NEXT}|[\u00e0-\u00ef]{_NEXT}{{2}}")
_SURE = re.compile(f"[\u00e0-\u00ef]{_NEXT}{{2}}")
_MEANT = re.compile(
    "[\u00a0-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0\u1ea0-\u1ef9\u0300-\u0323\u2010-\u2026]"
)
# How the first two bytes of most Vietnamese letters come out in other code pages, by their first letter: those of
# Windows for other countries, the Macintosh's, DOS's.
_SURE_ELSEWHERE = re.compile("á[º»]|·[∫ª]|ß[║╗]|áş|б[є»]")
_ELSEWHERE = {"á": ("cp1258", "cp1250"), "·": ("mac_roman",), "ß": ("cp437", "cp850"), "б": ("cp1251",)}
_SAMPLE = 40_000
# Two second halves are white space, which someone made plain: of “à” (“bà n”) and of “ễ” (“viỠn”).
_TORN = (
    (re.compile("(?<=[a-zđ])Ã (?=\\w)"), "à "),
    (re.compile(r"(?<=[^\W\d_][àÀ]) (?=(?:i|m|n|ng|nh|o|u)\b)|(?<=[^\W\d_vV][àÀ]) (?=y\b)"), ""),
    (re.compile(r"(?<=[^\W\d_A-Z])(?:Ỡ|á» )(?=[mnu]\b)"), "ễ"),
    (re.compile(r"(?<=[^\W\d_A-Z])(?:Ỡ|á» )"), "ễ "),
)


@cache
def _otherwise(codec: str) -> tuple[re.Pattern[str], dict[int, str]]:
    """What the letters of UTF-8 look like in `codec`, and what Windows-1252 makes of the same bytes."""
    import ftfy.bad_codecs  # registers the codec  # noqa: F401

    letters = {}
    for byte in range(0x80, 0x100):
        try:
            letters[byte] = bytes([byte]).decode(codec)
        except UnicodeDecodeError:
            letters[byte] = chr(byte)
    two, three, follow = (
        "[" + re.escape("".join(letters[byte] for byte in span)) + "]"
        for span in (range(0xC2, 0xE0), range(0xE0, 0xF0), range(0x80, 0xC0))
    )
    table = {ord(letter): bytes([byte]).decode("sloppy-windows-1252") for byte, letter in letters.items()}
    # The space that doesn't break, the second half of “à”, may have been made plain.
    torn = f"|{re.escape(letters[0xC3])}(?= )" if letters[0xA0] == "\u00a0" else ""
    return re.compile(f"{three}{follow}{{2}}|{two}{follow}{torn}"), table


def of_one_reading(lines: list[str]) -> list[str]:
    """The lines of one text as Windows-1252 had misread them, where another code page did: “Chß╗ú” is “Chá»£”."""
    text = "\n".join(lines)[:_SAMPLE]
    signs = {sign[0] for sign in _SURE_ELSEWHERE.findall(text)}
    if not signs:
        return lines
    most, reading = _letters(text), None
    for codec in (codec for sign in signs for codec in _ELSEWHERE[sign]):
        sequence, table = _otherwise(codec)
        letters = _letters(sequence.sub(lambda match, table=table: match[0].translate(table), text))  # type: ignore[misc]
        if letters > most:
            most, reading = letters, (sequence, table)
    if reading is None:
        return lines
    sequence, table = reading
    return [sequence.sub(lambda match: match[0].translate(table), line) for line in lines]


def _letters(line: str) -> int:
    """How many letters a line misread as Windows-1252, or as Latin-1, would hold."""
    line = line[:_SAMPLE].translate(_otherwise("latin-1")[1])
    return sum(_decoded(match) != match[0] for match in _SEQUENCE.finditer(line))


def reread(line: str, *, spaces_kept: bool) -> str:
    """The line as it was before; `spaces_kept`: spaces that don't break are still what they were."""
    from ftfy import fix_encoding

    if not spaces_kept:  # of a letter misread twice the space is made plain as well
        line = line.replace("ÃƒÂ ", "ÃƒÂ\u00a0 ")
    fixed = fix_encoding(line)
    if fixed == line and not _SURE.search(line):
        return line
    # What ftfy leaves where a byte of the line is lost.
    fixed = _SEQUENCE.sub(_decoded, fixed)
    if not spaces_kept:
        for torn, whole in _TORN:
            fixed = torn.sub(whole, fixed)
    return fixed


def _decoded(match: re.Match[str]) -> str:
    import ftfy.bad_codecs  # registers the codec  # noqa: F401

    try:
        char = match[0].encode("sloppy-windows-1252").decode("utf-8")
    except UnicodeError:
        return match[0]
    return char if _MEANT.fullmatch(char) else match[0]
