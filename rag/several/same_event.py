"""What to ask first of articles on one event: whether they name what a question names, and when they appeared."""

import re
from collections.abc import Sequence

from language.meaning.thesaurus import other_names
from language.meaning.words import Name
from language.normal_form import fold, normalize

_WORD = re.compile(r"[^\W_]+")
_NO_LETTER = re.compile(r"[\W_]+")
# A name this long is looked for without marks and spaces too: Bến Tre is Ben Tre in English, Volgograd anywhere.
_TELLING_CHARS = 6


def names_all(names: Sequence[Name], text: str) -> bool:
    """Whether every name stands in `text` as written or by another of its names; a short one with its capital."""
    written = normalize(text)
    plain = f" {' '.join(_WORD.findall(written.lower()))} "
    squeezed = _squeezed(written)
    return all(_stands(name, written, plain, squeezed) for name in names)


def _stands(name: Name, written: str, plain: str, squeezed: str) -> bool:
    if re.search(rf"(?<!\w){re.escape(name.words)}(?!\w)", written):
        return True
    if any(f" {' '.join(other)} " in plain for other in other_names().get(name.parts, ())):
        return True
    bare = _squeezed("".join(name.parts))
    return len(bare) >= _TELLING_CHARS and bare in squeezed


def _squeezed(text: str) -> str:
    return _NO_LETTER.sub("", fold(text))
