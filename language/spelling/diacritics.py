"""Puts the diacritics back that a question was typed without, wholly or in part.

The likeliest spelling by a bigram model over what the evidence holds (the library's own text before the general
tables); what was typed with diacritics stands and speaks for its neighbours. Words without evidence stay as typed.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Literal

from language.normal_form import fold
from language.spelling.counts import SpellingCounts
from language.syllables import is_syllable, spellings

Accents = Literal["full", "partial", "none"]


@dataclass(frozen=True, slots=True)
class RestoringWeights:
    """How freely marks are restored."""

    # Bigrams shrink towards single counts with the weight shrink * sqrt(count): .90 of the syllables of headlines right
    # against .89 for a constant weight.
    shrink: float = 0.3
    most_spellings: int = 10
    unseen_chunks: float = 0.1
    # What a syllable typed without a mark gains for staying so, in nats, by the share of syllables typed with marks
    # (about .8 in a question typed in full): none of either → restore freely; many marks → only against strong
    # evidence.
    share_at_one_nat: float = 0.2
    nats_per_share: float = 8.0
    most_nats: float = 6.0


RESTORING = RestoringWeights()
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"@|://|[^\W\d_]{2}\.[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Restored:
    """`text` with its diacritics, as long as what was typed, and how much of them had been typed."""

    text: str
    accents: Accents


@dataclass(frozen=True, slots=True)
class _TypedWord:
    start: int
    typed: str
    free: bool

    @property
    def lower(self) -> str:
        return self.typed.lower()


def restore(text: str, evidence: SpellingCounts) -> Restored:
    """The likeliest full spelling of a Vietnamese question (normal form). Letters keep their case."""
    words = _words(text)
    marked = sum(_is_marked(word) for word in words)
    free = sum(word.free for word in words)
    if not free:
        return Restored(text, "full")
    loyalty = 0.0
    if marked:
        loyalty = 1 + RESTORING.nats_per_share * (marked / (marked + free) - RESTORING.share_at_one_nat)
        loyalty = min(RESTORING.most_nats, max(1.0, loyalty))
    letters = list(text)
    for word, spelling in zip(words, _likeliest(words, evidence, loyalty), strict=True):
        if word.free:
            letters[word.start : word.start + len(word.typed)] = _in_case(spelling, word.typed)
    restored = "".join(letters)
    if restored == text:
        return Restored(text, "full")
    return Restored(restored, "partial" if marked else "none")


def _words(text: str) -> list[_TypedWord]:
    """The words of `text`; free ones were typed without marks and may be given some."""
    addresses = [match.span() for match in re.finditer(r"\S+", text) if _ADDRESS.search(match[0])]
    matches = list(_WORD.finditer(text))
    shouted = [word[0].isupper() and len(word[0]) > 1 for word in matches]
    shouting = text.isupper()
    words = []
    for i, match in enumerate(matches):
        word, start = match[0], match.start()
        plain = bool(spellings(word.lower()))
        # One word in capitals is an abbreviation (AI, BOT, EU); two in a row are shouted.
        code = shouted[i] and not (shouting or any(shouted[max(i - 1, 0) : i] + shouted[i + 1 : i + 2]))
        inside = any(first <= start < last for first, last in addresses)
        words.append(_TypedWord(start, word, plain and not code and not inside))
    return words


def _is_marked(word: _TypedWord) -> bool:
    return fold(word.typed) != word.lower and is_syllable(word.lower)


def _likeliest(words: Sequence[_TypedWord], evidence: SpellingCounts, loyalty: float) -> list[str]:
    """Viterbi over each word's spellings."""
    states = _states(words, evidence)
    if not states:
        return []
    keys = [f"{a}_{b}" for left, right in pairwise(states) for a, b in product(left, right)]
    counts = iter(evidence.pairs(keys))
    gains = [loyalty if word.free else 0.0 for word in words]
    best = {
        spelling: math.log(count + RESTORING.unseen_chunks) + gains[0] * (spelling == words[0].lower)
        for spelling, count in states[0].items()
    }
    steps: list[dict[str, str]] = []
    for i in range(1, len(states)):
        shrinks = {
            a: RESTORING.shrink * math.sqrt(count + RESTORING.unseen_chunks) for a, count in states[i - 1].items()
        }
        scores = dict.fromkeys(states[i], -math.inf)
        step: dict[str, str] = {}
        for a, count_a in states[i - 1].items():
            weight = shrinks[a] / evidence.everywhere
            norm = best[a] - math.log(count_a + RESTORING.unseen_chunks + shrinks[a])
            for b, count_b in states[i].items():
                score = norm + math.log(next(counts) + weight * (count_b + RESTORING.unseen_chunks))
                if score > scores[b]:
                    scores[b], step[b] = score, a
        if words[i].lower in scores:
            scores[words[i].lower] += gains[i]
        best = scores
        steps.append(step)
    path = [max(best, key=best.__getitem__)]
    for step in reversed(steps):
        path.append(step[path[-1]])
    return path[::-1]


def _states(words: Sequence[_TypedWord], evidence: SpellingCounts) -> list[dict[str, float]]:
    """For each word the spellings that it may have, with their counts; what was typed is always one."""
    options = [(word.lower, *(spellings(word.lower) if word.free else ())) for word in words]
    counts = iter(evidence.syllables([spelling for option in options for spelling in option]))
    states = []
    for option in options:
        counted = {spelling: next(counts) for spelling in option}
        ranked = sorted(counted, key=lambda spelling: -counted[spelling])[: RESTORING.most_spellings]
        kept = {spelling: counted[spelling] for spelling in ranked if counted[spelling] > 0}
        states.append(kept | {option[0]: counted[option[0]]} if option[0] not in kept else kept)
    return states


def _in_case(spelling: str, typed: str) -> str:
    return "".join(new.upper() if old.isupper() else new for new, old in zip(spelling, typed, strict=True))
