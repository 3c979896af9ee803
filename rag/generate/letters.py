"""Letters that come in halves: JSON splits an emoji in two, and a server may send each half in a piece of its own.

A half that stays alone can be neither stored nor sent. Knows text, nothing of models.
"""

import re

_HALF = re.compile("[\ud800-\udfff\0]")


def whole_letters(text: str) -> str:
    """`text` with halves joined; those without their other half, and NUL, become U+FFFD."""
    if not _HALF.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


class Letters:
    """Takes a text piece by piece and gives it back in whole letters."""

    def __init__(self) -> None:
        self._half = ""

    def feed(self, piece: str) -> str:
        """What is whole of what has come so far."""
        text = self._half + piece
        self._half = text[-1:] if "\ud800" <= text[-1:] <= "\udbff" else ""
        return whole_letters(text.removesuffix(self._half) if self._half else text)

    def close(self) -> str:
        """The rest, once no more comes."""
        rest, self._half = self._half, ""
        return whole_letters(rest)
