"""What common words of English news are in Vietnamese: the table `glossary.tsv`."""

import functools
from collections.abc import Iterator, Mapping, Sequence
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


@functools.cache
def _english() -> Mapping[str, Mapping[tuple[str, ...], tuple[str, ...]]]:
    """The English words for each Vietnamese phrase, by the phrase's first syllable."""
    found: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = {}
    for word, translated in glossary().items():
        for phrase in translated.phrases:
            of = found.setdefault(phrase[0], {})
            of[phrase] = (*of.get(phrase, ()), word)
    return found


def in_english(syllables: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Which of these Vietnamese syllables, in small letters, the table knows: [start, end) of each longest phrase and
    the English words for it. “giá vé tàu” → prices, tickets, trains."""
    at = 0
    while at < len(syllables):
        of = _english().get(syllables[at], {})
        known = [phrase for phrase in of if tuple(syllables[at : at + len(phrase)]) == phrase]
        length = len(max(known, key=len)) if known else 1
        if known:
            yield at, at + length, of[max(known, key=len)]
        at += length
