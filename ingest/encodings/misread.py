"""UTF-8 that was once read as Windows-1252 or Latin-1, back into what it was: “Há»™i” into “Hội”."""

import re

# What UTF-8 makes of accented letters, read so: “Há»™i”, “Viá»‡t”, “Ä‘”, “â€œ”, “Ì€”.
MISREAD = re.compile("[ÂÃÄÅÆáâðÌ][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]")
_NEXT = "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_SEQUENCE = re.compile(f"[\u00c2-\u00df]{_NEXT}|[\u00e0-\u00ef]{_NEXT}{{2}}")
_SURE = re.compile(f"[\u00e0-\u00ef]{_NEXT}{{2}}")
_MEANT = re.compile(
    "[\u00a0-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0\u1ea0-\u1ef9\u0300-\u0323\u2010-\u2026]"
)
# Two second halves are white space, which someone made plain: of “à” (“bà n”) and of “ễ” (“viỠn”).
_TORN = (
    (re.compile("(?<=[a-zđ])Ã (?=\\w)"), "à "),
    (re.compile(r"(?<=[^\W\d_][àÀ]) (?=(?:i|m|n|ng|nh|o|u)\b)|(?<=[^\W\d_vV][àÀ]) (?=y\b)"), ""),
    (re.compile(r"(?<=[^\W\d_A-Z])(?:Ỡ|á» )(?=[mnu]\b)"), "ễ"),
    (re.compile(r"(?<=[^\W\d_A-Z])(?:Ỡ|á» )"), "ễ "),
)


def reread(line: str, *, spaces_kept: bool) -> str:
    """The line as it was before; `spaces_kept`: spaces that don't break are still what they were."""
    from ftfy import fix_encoding

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
