"""The sentence of an article that holds most of the words searched for, as safe HTML with the words marked."""

import re

from app.page.highlight import escape
from language.normal_form import fold, normalize
from language.sentences import sentences
from vectorstore.terms import QUOTED

# A longer sentence is cut around its first word found.
LONGEST_CHARS = 240
_WORD = re.compile(r"\w+")


def snippet(text: str, words: str) -> str:
    """Empty where no sentence holds any of the words. One typed without diacritics is any that it may be, but not
    in a phrase between quotation marks that has some.
    """
    wanted = {_key(word) for word in _WORD.findall(words)}
    bare = all(word == fold(word) for word in wanted) or not QUOTED.search(words)
    best, most = (0, 0), 0
    for start, end in sentences(text):
        held = len(wanted & {key for word in _WORD.findall(text[start:end]) for key in _keys(word, bare)})
        if held > most:
            best, most = (start, end), held
            if most == len(wanted):
                break
    return _marked(text[slice(*best)], wanted, bare) if most else ""


def _key(word: str) -> str:
    return normalize(word).lower()


def _keys(word: str, bare: bool) -> set[str]:
    return {_key(word), fold(word)} if bare else {_key(word)}


def _marked(sentence: str, wanted: set[str], bare: bool) -> str:
    spans = [match.span() for match in _WORD.finditer(sentence) if wanted & _keys(match[0], bare)]
    first = max(0, spans[0][0] - LONGEST_CHARS // 3) if len(sentence) > LONGEST_CHARS else 0
    first = sentence.rfind(" ", 0, first) + 1
    last = min(len(sentence), first + LONGEST_CHARS)
    html, at = ["…"] if first else [], first
    for start, end in spans:
        if at <= start and end <= last:
            html += [escape(sentence[at:start]), f"<mark>{escape(sentence[start:end])}</mark>"]
            at = end
    return "".join([*html, escape(sentence[at:last]), "…" if last < len(sentence) else ""])
