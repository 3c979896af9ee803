"""What a question or a sentence is about: its words less the function words, without diacritics."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from language.detect import ambiguous_words, function_phrases, function_words
from language.normal_form import fold, without_marks
from language.text import Text, text_of
from language.tokens import syllable_pairs

# First word → the phrases that it begins, in the order of the table.
_ByFirstWord = Mapping[str, tuple[tuple[str, ...], ...]]


def content_terms(text: str | Text) -> list[str]:
    """The folded syllables of `text` that carry its content, in order; repeated ones are kept.

    Function words are told by their diacritics where the text has any: “là” goes, “lá” stays.
    """
    text = text_of(text)
    if text.has_diacritics:
        return [without_marks(token) for token in _left(text.tokens, _phrases(), function_words("vi"))]
    if text.language == "en":
        return [token for token in text.tokens if token not in function_words("en")]
    return _left(text.tokens, _bare_phrases(), _bare_words())


@cache
def _phrases() -> _ByFirstWord:
    return _by_first_word(function_phrases())


@cache
def _bare_phrases() -> _ByFirstWord:
    return _by_first_word(tuple(map(fold, phrase)) for phrase in function_phrases())


@cache
def _bare_words() -> frozenset[str]:
    return frozenset(map(fold, function_words("vi") - ambiguous_words()))


def _by_first_word(phrases: Iterable[tuple[str, ...]]) -> _ByFirstWord:
    listed: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        listed[phrase[0]].append(phrase)
    return {first: tuple(those) for first, those in listed.items()}


def _left(tokens: Sequence[str], phrases: _ByFirstWord, words: frozenset[str]) -> list[str]:
    left = []
    at = 0
    while at < len(tokens):
        phrase = next((p for p in phrases.get(tokens[at], ()) if tokens[at : at + len(p)] == p), None)
        if phrase:
            at += len(phrase)
            continue
        if tokens[at] not in words:
            left.append(tokens[at])
        at += 1
    return left


def terms(text: str | Text) -> frozenset[str]:
    """Content words, and pairs of them that stand together, without diacritics."""
    text = text_of(text)
    content = content_terms(text)
    words = set(content)
    pairs = (pair for pair in syllable_pairs(text.folded_tokens) if words.issuperset(pair.split("_")))
    return frozenset([*content, *pairs])
