"""Which outlet of the library a question names."""

import re
from collections.abc import Sequence
from functools import lru_cache

from language.normal_form import fold, normalize
from language.syllables import spellings

_PRESS = r"(?:bao dien tu|bao|to bao|to|trang|tap chi|dai|kenh|hang tin|newspaper|the newspaper)"
_SAYS = r"(?:theo|nguon|according to|reported by)"
_WEAK = r"(?:tren|cua|boi|tai|o|from|in|on|by)"
_PREFIX = re.compile(r"^(?:bao dien tu|bao|tap chi|dai|trang) ")


def outlet_in(text: str, outlets: Sequence[str]) -> str | None:
    """The outlet named in `text` (normal form), as spelt in `outlets`; the longest name if there are several.

    Compared without diacritics, with or without “báo” before the name. A name that is also common words (Tuổi Trẻ)
    needs a word such as “báo” or “theo” before it, or “trên” and its own capitals.
    """
    folded = fold(text)
    for outlet in sorted(outlets, key=len, reverse=True):
        name = _name(outlet)
        if name and name in folded and _named(text, folded, name, _proper(outlet, name)):
            return outlet
    return None


@lru_cache(1024)
def _name(outlet: str) -> str:
    return _PREFIX.sub("", fold(outlet).strip())


def _proper(outlet: str, name: str) -> str:
    """The outlet's name without “Báo”, in its own spelling."""
    return " ".join(normalize(outlet).split()[-len(name.split()) :])


def _named(text: str, folded: str, name: str, proper: str) -> bool:
    common = all(spellings(word) for word in name.split())
    for match in re.finditer(rf"(?<![\w.]){re.escape(name)}(?!\w)", folded):
        before = folded[max(0, match.start() - 20) : match.start()]
        if not common or re.search(rf"\b(?:{_PRESS}|{_SAYS}) (?:the )?$", before):
            return True
        if re.search(rf"\b{_WEAK} $", before) and text[match.start() : match.end()] == proper:
            return True
    return False
