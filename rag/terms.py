"""What a question or a sentence is about: its words less the function words, without diacritics."""

from rag.language import ambiguous_words, function_phrases, function_words, language_of
from vectorstore.text import fold, has_diacritics, syllables


def content_terms(text: str) -> list[str]:
    """The folded syllables of `text` that carry its content, in order; repeated ones are kept.

    Function words are told by their diacritics where the text has any: “là” goes, “lá” stays.
    """
    if has_diacritics(text):
        return [fold(token) for token in _left(syllables(text), function_phrases(), function_words("vi"))]
    tokens = syllables(text)
    if language_of(text) == "en":
        return [token for token in tokens if token not in function_words("en")]
    phrases = tuple(tuple(map(fold, phrase)) for phrase in function_phrases())
    return _left(tokens, phrases, frozenset(map(fold, function_words("vi") - ambiguous_words())))


def _left(tokens: list[str], phrases: tuple[tuple[str, ...], ...], words: frozenset[str]) -> list[str]:
    left = []
    at = 0
    while at < len(tokens):
        phrase = next((p for p in phrases if tokens[at] == p[0] and tuple(tokens[at : at + len(p)]) == p), None)
        if phrase:
            at += len(phrase)
            continue
        if tokens[at] not in words:
            left.append(tokens[at])
        at += 1
    return left
