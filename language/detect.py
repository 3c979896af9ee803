"""Vietnamese or not: the language of a question, however it was typed, and its function words."""

import functools
import re
from typing import Literal

from language.normal_form import fold, normalize, without_marks
from language.syllables import is_syllable, spellings
from language.tables import rows

Language = Literal["vi", "en"]

# Keys hit at random are no language's.
_MASHED = re.compile(r"^[^aeiouy]{3,}$|[^aeiouy]{5}")
# What a capitalised syllable with diacritics tells, where a small one tells 2.
_NAMED_WEIGHT = 0.75
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r'"[^"]*"')
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1dff\u3040-\ud7ff]")


@functools.cache
def function_words(language: Language) -> frozenset[str]:
    """The single words of `language` (Vietnamese: accented syllables) that say how, not what."""
    return _of_kind(language, "syllable") | _of_kind(language, "word")


@functools.cache
def ambiguous_words() -> frozenset[str]:
    """Those of `function_words("vi")` that tell nothing once they have lost their diacritics (ban: bạn, bàn, bán)."""
    return _of_kind("vi", "ambiguous")


def _of_kind(language: Language, kind: str) -> frozenset[str]:
    table = rows("function_words")
    return frozenset(word for code, row, words in table if (code, row) == (language, kind) for word in words.split())


@functools.cache
def function_phrases() -> tuple[tuple[str, ...], ...]:
    """The same for Vietnamese phrases (“bao nhiêu”), as accented syllables, the longest first."""
    phrases = (phrase for _, kind, words in rows("function_words") if kind == "phrase" for phrase in words.split(", "))
    return tuple(sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True))


@functools.cache
def _unaccented(language: Language) -> frozenset[str]:
    words = {fold(word) for word in function_words(language)}
    if language == "vi":
        words |= {fold(syllable) for phrase in function_phrases() for syllable in phrase}
    return frozenset(words)


# By so many characters an article's language is told.
LANGUAGE_CHARS = 300


def language_of(text: str, fallback: Language = "vi") -> Language:
    """`text`'s language. Any but Vietnamese counts as English; `fallback` where nothing tells (names, codes)."""
    return language_of_normal(normalize(text), fallback)


def language_of_normal(normal: str, fallback: Language = "vi") -> Language:
    """The same of a text that is in the normal form already."""
    words = _WORD.findall(_QUOTED.sub(" ", normal)) or _WORD.findall(normal)
    vietnamese = english = 0.0
    for word in words:
        lower = word.lower()
        if without_marks(lower) != lower:
            if is_syllable(lower):
                # a name is written as its owners do, in English too: “What happened in Hà Lĩnh?”
                vietnamese += _NAMED_WEIGHT if word[0].isupper() else 2
            else:
                english += word.islower()
            continue
        shaped = bool(spellings(lower))
        vietnamese += 1.0 * (lower in _unaccented("vi")) + 0.5 * shaped
        # “an”, “in”, “the” and “to” are Vietnamese without marks as well.
        foreign = word.islower() and not shaped and not _MASHED.search(lower)
        english += (0.75 if shaped else 2.0) * (lower in function_words("en")) + 0.5 * foreign
    if _OTHER_SCRIPT.search(normal) and not vietnamese:
        return "en"
    if vietnamese == english or max(vietnamese, english) < 1:
        return fallback
    return "vi" if vietnamese > english else "en"
