"""What common words of English news are in Vietnamese: the table `glossary.tsv`."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from language.tables import rows


@dataclass(frozen=True, slots=True)
class Translated:
    """Vietnamese phrases for one English word, in syllables; `decides`: without it, what happened is another thing."""

    phrases: tuple[tuple[str, ...], ...]
    decides: bool


@functools.cache
def glossary() -> Mapping[str, Translated]:
    """By English word, in lower case."""
    return {
        word: Translated(tuple(tuple(phrase.split()) for phrase in vietnamese.split(", ")), "decides" in flags)
        for english, vietnamese, *flags in rows("glossary")
        for word in english.split(", ")
    }
