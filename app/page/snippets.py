"""The sentence of an article that holds most of what is searched for, as safe HTML with that marked."""

import re

from app.page.highlight import escape
from language.normal_form import fold, normalize
from language.sentences import sentences
from language.text import Span
from vectorstore.terms import QUOTED

# A longer sentence is cut around what is first found in it.
LONGEST_CHARS = 240
_WORD = re.compile(r"[^\W_]+")


def snippet(text: str, words: str, title: str = "") -> str:
    """Empty where no sentence holds any of the words; the title where it alone holds a phrase (quoted, or a_phrase).

    A phrase counts, and is marked, as a whole; its words alone do only where it stands nowhere. A word typed without
    diacritics is any that it may be, but not in a search for phrases that has some.
    """
    alone = QUOTED.sub(" ", words).split()
    phrases = [_keys(phrase) for phrase in [*QUOTED.findall(words), *(word for word in alone if "_" in word)]]
    loose = [(key,) for word in alone if "_" not in word for key in _keys(word)]
    wanted = list(dict.fromkeys(filter(None, [*phrases, *loose])))
    bare = not phrases or all(word == fold(word) for phrase in wanted for word in phrase)
    of_text = [text[start:end] for start, end in sentences(text)]
    found = _best(of_text, wanted, bare)
    if phrases:
        in_title = _best([title], wanted, bare)
        found = max(found, in_title, key=lambda one: one[0][0])
        if not found[0][0]:  # no phrase anywhere
            found = _best(of_text, [(word,) for phrase in wanted for word in phrase], bare)
    _, sentence, spans = found
    return _marked(sentence, spans) if spans else ""


def _keys(words: str) -> tuple[str, ...]:
    return tuple(_key(match[0]) for match in _WORD.finditer(words))


def _key(word: str) -> str:
    return normalize(word).lower()


def _best(of: list[str], wanted: list[tuple[str, ...]], bare: bool) -> tuple[tuple[int, int], str, list[Span]]:
    """((phrases held, phrases and words held), sentence, where they stand) of the first that holds most."""
    best: tuple[tuple[int, int], str, list[Span]] = ((0, 0), "", [])
    every = (sum(len(words) > 1 for words in wanted), len(wanted))
    for sentence in of:
        found = [(*match.span(), match[0]) for match in _WORD.finditer(sentence)]
        keys = [{_key(word), fold(word)} if bare else {_key(word)} for *_, word in found]
        places = {words: _places(found, keys, words) for words in wanted}
        held = [words for words, spans in places.items() if spans]
        score = (sum(len(words) > 1 for words in held), len(held))
        if score > best[0]:
            best = score, sentence, sorted(span for words in held for span in places[words])
            if score == every:
                break
    return best


def _places(found: list[tuple[int, int, str]], keys: list[set[str]], words: tuple[str, ...]) -> list[Span]:
    """Where the words stand one after the other among those that were found."""
    return [
        (found[at][0], found[at + len(words) - 1][1])
        for at in range(len(found) - len(words) + 1)
        if all(word in keys[at + ahead] for ahead, word in enumerate(words))
    ]


def _marked(sentence: str, spans: list[Span]) -> str:
    first = max(0, spans[0][0] - LONGEST_CHARS // 3) if len(sentence) > LONGEST_CHARS else 0
    first = sentence.rfind(" ", 0, first) + 1
    last = min(len(sentence), first + LONGEST_CHARS)
    html, at = ["…"] if first else [], first
    for start, end in spans:
        if at <= start and end <= last:
            html += [escape(sentence[at:start]), f"<mark>{escape(sentence[start:end])}</mark>"]
            at = end
    return "".join([*html, escape(sentence[at:last]), "…" if last < len(sentence) else ""])
