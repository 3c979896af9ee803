"""Words of others on a screen: none may change how the rest is shown. Does not know pages or terminals."""

# Controls move a terminal's cursor, recolour it or rename its window; directions turn round what follows them.
_HARMFUL = {
    **{code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"},
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""),
}


def harmless(text: str) -> str:
    """The text without directions, and with a space for each control but line end and tab."""
    return text.translate(_HARMFUL)
