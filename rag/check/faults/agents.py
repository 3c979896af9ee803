"""Who does it to whom: a name that acts, in the claim, where it is acted upon in the source, or another acts."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.meaning.place_names import countries
from language.meaning.reading import Reading
from language.meaning.words import Name, Term
from language.normal_form import fold
from language.syllables import spellings
from language.tables import rows
from rag.answer import Reason

# So many words may stand between a name and the verb that it belongs to.
_REACH = 5
_HELPING = frozenset(
    "đã sẽ đang vừa mới cũng vẫn không chưa bị được phải đồng ý tiếp tục quyết định lại was were has had will "
    "is".split()
)
_PASSIVE = frozenset("bị được was were been".split())
_BY = frozenset("do bởi by".split())
# A name after these belongs to another word, and has no part of its own.
_OWNING = frozenset("của tại ở trong of in at".split())
# What puts a name after the verb at its giving or receiving end.
_TO, _FROM = frozenset("cho to for với".split()), frozenset("từ của from".split())


@dataclass(frozen=True, slots=True)
class _VerbRole:
    """A name's part in what a verb says: it acts, or is acted upon."""

    name: Name
    verb: Term
    acts: bool


@functools.cache
def _verbs() -> frozenset[str]:
    return frozenset(verb for (listed,) in rows("directed") for verb in listed.split(", "))


def other_way_round(claim: Reading, readings: Sequence[Reading]) -> Reason | None:
    """A name whose part is the other one wherever the source has it with the same verb."""
    ours = list(_parts(claim))
    if not ours:
        return None
    theirs = [part for reading in readings for part in _parts(reading)]
    for part in ours:
        same = [other for other in theirs if _same(part.verb, other.verb)]
        own = [other for other in same if part.name.is_like(other.name)]
        if own:
            if all(other.acts != part.acts for other in own):
                return Reason("role", part.name.words)
            continue
        others = [name for name in claim.names if not name.is_like(part.name)]
        doing = [other.name for other in same if other.acts == part.acts]
        instead = [name for name in doing if any(name.is_like(own) for own in others if own.clause == part.name.clause)]
        if instead and not any(other.acts == part.acts and other.name in others for other in ours if other is not part):
            return Reason("role", part.name.words, instead[0].words)
    return None


def _same(one: Term, other: Term) -> bool:
    return not set(one.syllables).isdisjoint(other.syllables)


def _is_plain(name: Name) -> bool:
    """Whether it may be a word that opens a sentence: “Xưởng”, not “Nga”."""
    lone = name.opens_alone and not name.person
    return lone and bool(spellings(fold(name.parts[0]))) and name.words not in countries()


def _parts(reading: Reading) -> Iterator[_VerbRole]:
    """The nearest name before each verb of the table, and after it, in its clause."""
    at_word = {word.at: n for n, word in enumerate(reading.words)}
    for verb in reading.terms:
        if not verb.syllables or " ".join(verb.syllables) not in _verbs():
            continue
        if any(name.at <= verb.at < name.end for name in reading.names):
            continue
        place = at_word.get(verb.at)
        if place is None:
            continue
        if place and f"{reading.words[place - 1].text} {' '.join(verb.syllables)}" in _verbs():  # “chi trả”
            place -= 1
        names = [name for name in reading.names if name.clause == verb.clause and name.at in at_word]
        owners = {word.at for n, word in enumerate(reading.words) if n and reading.words[n - 1].text in _OWNING}
        names = [name for name in names if name.at not in owners and not _is_plain(name)]
        before = [name for name in names if name.at < verb.at]
        after = [name for name in names if name.at > verb.at]
        passive = False
        last = reading.words[at_word[before[-1].at] + len(before[-1].parts) : place] if before else ()
        if before and len(last) <= _REACH and _HELPING.issuperset(word.text for word in last):
            words = {word.text for word in last}
            by = {word.text for word in reading.words[max(0, at_word[before[-1].at] - 3) : at_word[before[-1].at]]}
            passive = bool(words & _PASSIVE)
            agent = bool(by & (_PASSIVE | _BY)) and not passive  # “được Nga tặng”: Nga acts
            yield _VerbRole(before[-1], verb, agent or not passive)
            if agent and len(before) > 1:
                yield _VerbRole(before[-2], verb, False)
        for name in after:
            between = {word.text for word in reading.words[place : at_word[name.at]]}
            if at_word[name.at] - place > _REACH + len(verb.syllables):
                break
            yield _VerbRole(
                name, verb, bool(between & _BY) or (passive and not between & _TO and bool(between & _FROM))
            )
