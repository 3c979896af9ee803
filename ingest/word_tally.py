"""How Vietnamese a text looks: which of its accented words are spelt as Vietnamese syllables can be.

Made to choose between readings of the same bytes; knows neither bytes nor what words mean.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass

from language.syllables import is_syllable_wherever_toned

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(f"[^\\W\\d_](?:[^\\W\\d_]|[{_TONES}\u0302\u0306\u031b])*")
_ENOUGH = 20_000


@dataclass(frozen=True, slots=True)
class WordTally:
    """Counts of words, of those with a letter beyond ASCII, and of those that are Vietnamese syllables too."""

    words: int
    accented: int
    legal: int

    @property
    def is_vietnamese(self) -> bool:
        """Whether it is Vietnamese throughout: in such text six words of ten are accented, in French one or two.

        Names of other languages are a few words of a hundred; a wrong reading spells nearly every word wrongly.
        """
        return self.accented * 5 >= self.words and self.legal * 20 >= self.accented * 17 and self.legal > 0

    @property
    def score(self) -> float:
        """Between two readings of the same bytes the higher is the better one: right words less wrong ones."""
        return (self.legal - 2 * (self.accented - self.legal)) / max(self.words, 1)


def look(text: str) -> WordTally:
    """Judged by the first 20,000 characters: a text has one encoding."""
    words = _WORD.findall(unicodedata.normalize("NFC", text[:_ENOUGH]))
    accented = [word for word in words if not word.isascii()]
    return WordTally(len(words), len(accented), sum(map(is_syllable, accented)))


@functools.lru_cache(maxsize=1 << 13)
def is_syllable(word: str) -> bool:
    """Whether a word in NFC is spelt as a syllable, in small letters, capitals or with a capital first.

    Where the tone stands isn't looked at: hoà and hòa both are.
    """
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    return is_syllable_wherever_toned(unicodedata.normalize("NFC", word.lower()))
