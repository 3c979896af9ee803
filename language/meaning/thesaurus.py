"""Words that mean the same in news, and words that turn a sentence round: the tables, indexed by first syllable."""

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from language.tables import rows

# The phrases that begin with a word, longest first: syllables, and the meanings that they share with others.
Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], frozenset[str]]]]


@functools.cache
def phrases() -> Phrases:
    """Every phrase of the tables by its first syllable. A meaning is "12" (a group), "3+" or "3-" (a side)."""
    meanings: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for number, (group,) in enumerate(rows("synonyms")):
        for phrase in group.split(", "):
            meanings[tuple(phrase.replace("-", " ").split())].add(str(number))
    for number, sides in enumerate(rows("opposites")):
        for sign, side in zip("+-", sides, strict=True):
            for phrase in side.split(", "):
                meanings[tuple(phrase.replace("-", " ").split())].add(f"{number}{sign}")
    by_first: defaultdict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = defaultdict(list)
    for syllables in sorted(meanings, key=len, reverse=True):
        by_first[syllables[0]].append((syllables, frozenset(meanings[syllables])))
    return dict(by_first)


def opposite(meaning: str) -> str | None:
    """The other side's meaning (“3+” → “3-”); None for a mere group."""
    return meaning[:-1] + "+-"[meaning[-1] == "+"] if meaning[-1] in "+-" else None


@functools.cache
def other_names() -> Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]:
    """What else a name goes by (“Mỹ”, “Hoa Kỳ”), in lower-case words."""
    listed = [names.split(", ") for kind, names in rows("names") if kind == "same"]
    groups = [[tuple(name.lower().split()) for name in names] for names in listed]
    return {name: [other for other in group if other != name] for group in groups for name in group}


@functools.cache
def seats() -> Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]:
    """The names of the state whose government a capital stands for in news (“Washington”), in lower-case words."""
    listed = [names.lower().split(", ") for kind, names in rows("names") if kind == "seat"]
    return {tuple(capital.split()): [tuple(state.split()) for state in states] for capital, *states in listed}
