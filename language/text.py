"""A text with all that is made of it: normal form, words, sentences, language; each when first asked for, and once.

Does not know whether it is a question, a sentence or an article.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from language.detect import Language, language_of_normal
from language.normal_form import normalize, without_marks
from language.sentences import sentences
from language.tokens import syllables_of_normal

# Rooms that are given a string share what is made of it: a question and the sentences of its passages.
_KEPT, _MAX_KEPT_CHARS = 2048, 10_000

# Offsets into a text, half-open, in code points.
Span = tuple[int, int]


@dataclass(frozen=True)
class Text:
    """`stored`: as it was written. Equal texts are equal values; nothing of one ever changes."""

    stored: str

    @cached_property
    def normal(self) -> str:
        return normalize(self.stored)

    @cached_property
    def lower(self) -> str:
        return self.normal.lower()

    @cached_property
    def folded(self) -> str:
        """In lower case without diacritics."""
        return without_marks(self.normal)

    @cached_property
    def has_diacritics(self) -> bool:
        return self.folded != self.lower

    @cached_property
    def tokens(self) -> Sequence[str]:
        """Lower-case words, as `language.tokens.syllables` cuts them."""
        return tuple(syllables_of_normal(self.normal))

    @cached_property
    def folded_tokens(self) -> Sequence[str]:
        return tuple(syllables_of_normal(self.folded))

    @cached_property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """Spans into the text as stored."""
        return tuple(sentences(self.stored))

    @cached_property
    def language(self) -> Language:
        return language_of_normal(self.normal)


def text_of(text: str | Text) -> Text:
    """The value of a string; the same one for equal strings of late. A value is its own."""
    if isinstance(text, Text):
        return text
    return _kept(text) if len(text) <= _MAX_KEPT_CHARS else Text(text)


_kept = lru_cache(maxsize=_KEPT)(Text)
