"""How questions about the articles themselves are worded, once days, outlets and the like are taken out of them.

Every frame must match the whole question, so that what asks for a fact besides is left to the search. Vietnamese
frames are compared with their marks, or wholly without them where a question was typed so.
"""

import re
from dataclasses import dataclass
from functools import cache

from language.normal_form import fold
from rag.catalogue.catalogue_form import CatalogueForm
from rag.catalogue.english import ENGLISH, ENGLISH_EVENTS
from rag.catalogue.vietnamese import VIETNAMESE, VIETNAMESE_EVENTS

# What is itself asked for is no subject: “báo viết gì về gì”.
_ASKED = {
    False: re.compile(r"\b(?:gì|nào|ai|bao nhiêu|mấy|ở đâu|vì sao|what|which|who|how|where|why|when)\b"),
    True: re.compile(r"\b(?:gi|nao|ai|bao nhieu|o dau|vi sao|what|which|who|how|where|why|when)\b"),
}
_MAX_CHARS = 200
_ORDER: tuple[CatalogueForm, ...] = ("count", "longest", "shortest", "oldest", "newest", "outlets", "list", "day")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a wording asks, where in it its subject stands, if any, and whether it asks after events."""

    asks: CatalogueForm
    subject: tuple[int, int] | None = None
    of_events: bool = False


def frame_of(core: str, *, bare: bool) -> Frame | None:
    """The frame that `core`, in lower case, fills wholly. `bare`: Vietnamese without marks."""
    if len(core) > _MAX_CHARS:
        return None
    for english in (False, True):
        for asks in _ORDER:
            match = _compiled(asks, english=english, bare=bare and not english).fullmatch(core)
            if match and not _ASKED[bare].search(core, *(span := _subject(match))):
                return Frame(asks, span if span[1] else None)
        if _events(english=english, bare=bare and not english).fullmatch(core):
            return Frame("day", of_events=True)
    return None


def _subject(match: re.Match[str]) -> tuple[int, int]:
    return next((match.span(name) for name, words in match.groupdict().items() if words), (0, 0))


@cache
def _compiled(asks: CatalogueForm, *, english: bool, bare: bool) -> re.Pattern[str]:
    pattern = (ENGLISH if english else VIETNAMESE)[asks]
    return _numbered(fold(pattern) if bare else pattern)


@cache
def _events(*, english: bool, bare: bool) -> re.Pattern[str]:
    pattern = ENGLISH_EVENTS if english else VIETNAMESE_EVENTS
    return _numbered(fold(pattern) if bare else pattern)


def _numbered(pattern: str) -> re.Pattern[str]:
    """`pattern` with a name of its own for each subject in it."""
    parts = re.split(r"\(\?[Pp]<x>", pattern)
    named = "".join(f"(?P<x{n}>{part}" if n else part for n, part in enumerate(parts))
    return re.compile(named)
