"""Abbreviations and what they stand for, both ways, from a table and from pairs learnt from articles."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from language.normal_form import fold, has_diacritics, normalize, without_marks
from language.syllables import spellings
from language.tables import rows


@dataclass(frozen=True, slots=True)
class AbbreviationLimits:
    """What an abbreviation may stand for, and how many names are remembered in plain form: the table's come with
    every question.
    """

    abbreviated_words: int = 3
    name_chars: int = 100
    remembered_names: int = 4096


SHORT = AbbreviationLimits()
_TOKEN = re.compile(r"[^\W_]+(?:[./&-][^\W_]+)*")
_SHORT = r"[A-ZĐƯƠ][A-ZĐƯƠa-z]?(?:[.&/-]?[A-ZĐƯƠ]){1,11}"
_IN_BRACKETS = re.compile(rf"\(({_SHORT})\)")
_BEFORE_BRACKETS = re.compile(rf"(?<![^\W_])({_SHORT}) ?\(([^()\d]{{5,100}})\)")
_WORD = re.compile(r"[^\W_]+")
_LINKS = frozenset("và của các cho về the of and for".split())


@functools.cache
def _table() -> tuple[Mapping[str, tuple[str, ...]], frozenset[str]]:
    """Short → long forms as written in the table, and the short forms that need their capitals."""
    longs: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    capitals = set()
    for short, long, *flags in rows("abbreviations"):
        longs[short] += (long,)
        if "caps" in flags:
            capitals.add(short)
    return dict(longs), frozenset(capitals)


def other_names(text: str, learnt: Mapping[str, str], *, unaccented: bool = False) -> tuple[str, ...]:
    """What `text` (normal form) abbreviates, spelt out, and the abbreviations of what it spells out; in order.

    `learnt`: short → long, as by `learn`. `unaccented`: the text was typed without diacritics.
    """
    table, capitals = _table()
    pairs = [(short, long) for short, longs in table.items() for long in longs]
    pairs += [(short, long) for short, long in learnt.items() if fold(long) not in map(fold, table.get(short, ()))]
    capitals |= {short for short in learnt if len(_letters(short)) < 3 or spellings(fold(_letters(short)))}
    return tuple(dict.fromkeys([*_expanded(text, pairs, capitals), *_abbreviated(text, pairs, unaccented)]))


def _expanded(text: str, pairs: Sequence[tuple[str, str]], capitals: Set[str]) -> Iterator[str]:
    longs: defaultdict[str, list[str]] = defaultdict(list)
    for short, long in pairs:
        if short not in capitals:
            longs[_folded(short)].append(long)
        elif not text.isupper():
            longs[_letters(short)].append(long)
    tokens = [
        part
        for token in _TOKEN.findall(text)
        for part in ([token] if _meanings(token, longs) else re.split("[./&-]", token))
    ]
    at = 0
    while at < len(tokens):
        widths = range(min(SHORT.abbreviated_words, len(tokens) - at), 0, -1)
        runs = (tokens[at : at + width] for width in widths)
        run = next(
            (run for run in runs if (len(run) == 1 or all(map(str.isupper, run))) and _meanings("".join(run), longs)),
            [],
        )
        yield from _meanings("".join(run), longs)
        at += len(run) or 1


def _meanings(token: str, longs: Mapping[str, Sequence[str]]) -> Sequence[str]:
    letters = _letters(token)
    return longs.get(letters) or longs.get(without_marks(letters)) or ()


def _abbreviated(text: str, pairs: Sequence[tuple[str, str]], unaccented: bool) -> Iterator[str]:
    whole = f" {_plain(text, unaccented)} "
    for short, long in pairs:
        if f" {_plain(long, unaccented)} " in whole:
            yield short


@functools.lru_cache(SHORT.remembered_names)
def _plain(text: str, unaccented: bool) -> str:
    """The words of `text` with single spaces; “và” comes and goes in the names of ministries."""
    lower = fold(text) if unaccented else text.lower()
    return " ".join(word for word in _WORD.findall(lower) if word not in ("và", "va"))


def _letters(short: str) -> str:
    return "".join(_WORD.findall(short))


@functools.lru_cache(SHORT.remembered_names)
def _folded(short: str) -> str:
    return fold(_letters(short))


def learn(texts: Iterable[str]) -> dict[str, str]:
    """Short → long from wordings such as “Hội đồng nhân dân (HĐND)” and “HĐND (Hội đồng nhân dân)”.

    The initials must agree. The long form most often met wins; long forms are in lower case.
    """
    long_forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        text = normalize(text)
        for match in _IN_BRACKETS.finditer(text):
            clause = re.split(r"[.;:()\d\n]", text[max(0, match.start() - SHORT.name_chars) : match.start()])[-1]
            if long := _tail(clause, match[1]):
                long_forms[match[1]][long] += 1
        for match in _BEFORE_BRACKETS.finditer(text):
            if long := _tail(match[2], match[1], whole=True):
                long_forms[match[1]][long] += 1
    return {short: longs.most_common(1)[0][0] for short, longs in long_forms.items()}


def _tail(words: str, short: str, *, whole: bool = False) -> str | None:
    """The last words (or all) whose initials spell `short`; small linking words may be left out of it."""
    initials = fold(_letters(short))
    taken = re.findall(r"[^\W\d_]+", words)
    at, left = len(taken), len(initials)
    while at and left:
        at -= 1
        if fold(taken[at])[0] == initials[left - 1]:
            left -= 1
        elif taken[at].lower() not in _LINKS:
            return None
    if left or (whole and at) or len(initials) < 2 or taken[at].lower() in _LINKS:
        return None
    long = " ".join(taken[at:])
    return long.lower() if has_diacritics(long) or not long.isupper() else long
