"""Whom and what a library's articles name most: each once, under its usual name, with the articles that name it.

What a word such as “thành phố” has told once is counted in every article that names it: few write it before Hà Nội.
A short name counts for the one long name that ends with it. Knows texts, not where they are kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from language.meaning.entities import (
    KINDS,
    EntityKind,
    Mention,
    is_whole,
    mentions,
    places_in,
    plain_text,
    runs_and_joined,
    without_cue,
)
from language.normal_form import fold
from language.syllables import spellings


@dataclass(frozen=True, slots=True)
class Least:
    """What a name must have, judged on two libraries of news.

    `articles`: a name in fewer is not what a library speaks of. `cued_share`: of the articles that name a person or
    place, the share that must say by a title or a word that it is one. `form_share`: of the mentions, the share that
    decides how far a name goes on. `alias_share`: of the articles with a short name, the share with its long one.
    """

    articles: int = 2
    cued_share: float = 0.2
    form_share: float = 0.6
    alias_share: float = 0.4


LEAST = Least()
_LONGEST_NAME_WORDS = 5


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """Someone or something named: as articles write it most often, and the numbers of the texts that name it."""

    kind: EntityKind
    name: str
    texts: tuple[int, ...]

    @property
    def articles(self) -> int:
        """In how many articles."""
        return len(self.texts)


@dataclass(slots=True)
class _NameMentions:
    """What all texts say, by number: who is told to be what, how it is written, and what is named by whatever name."""

    cued: defaultdict[tuple[EntityKind, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    written: defaultdict[tuple[EntityKind, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    alone: set[str] = field(default_factory=set)
    named: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    known: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, number: int, text: str) -> None:
        plain = plain_text(text)
        runs, joined = runs_and_joined(plain)
        for mention in mentions(plain, runs):
            self._add(number, mention)
        for start, end in runs:
            words = plain[start:end].rstrip(".-&").split()
            for length in range(1, min(_LONGEST_NAME_WORDS, len(words)) + 1):
                self.named[fold(" ".join(words[-length:]))].add(number)
        for place in places_in(plain, runs) | joined:
            self.known[place].add(number)

    def _add(self, number: int, mention: Mention) -> None:
        key = mention.kind, mention.key
        self.cued[key].add(number)
        self.written[key][mention.form] += 1
        if mention.alone:
            self.alone.add(mention.key)


def most_named(texts: Iterable[str], limit: int) -> dict[EntityKind, list[NamedEntity]]:
    """Up to `limit` of each kind, the one in most articles first. About 2 ms for an article of 3,000 characters."""
    seen = _NameMentions()
    for number, text in enumerate(texts):
        seen.add(number, text)
    places = {fold(place) for place in seen.known}
    entities = [NamedEntity("place", place, tuple(sorted(numbers))) for place, numbers in seen.known.items()]
    entities += [
        entity
        for (kind, key) in _one_kind_each(seen.cued)
        if key not in places and (entity := _entity(seen, kind, key)) is not None
    ]
    entities = _without_aliases(entities, seen)
    most: dict[EntityKind, list[NamedEntity]] = {kind: [] for kind in KINDS}
    for entity in sorted(entities, key=lambda entity: (-entity.articles, entity.name)):
        if entity.articles >= LEAST.articles and len(most[entity.kind]) < limit:
            most[entity.kind].append(entity)
    return most


def _entity(seen: _NameMentions, kind: EntityKind, key: str) -> NamedEntity | None:
    cued, numbers = seen.cued[kind, key], seen.cued[kind, key]
    if kind == "person" or key in seen.alone:
        numbers = cued | seen.named.get(key, set())
        if len(cued) < LEAST.cued_share * len(numbers):
            return None
    form = _form(seen.written[kind, key])
    if kind == "organisation" and not is_whole(form):
        return None
    if key in seen.alone and len(cued) < LEAST.form_share * len(numbers):
        form = without_cue(form)
    return NamedEntity(kind, form, tuple(sorted(numbers)))


def _one_kind_each(cued: dict[tuple[EntityKind, str], set[int]]) -> Iterable[tuple[EntityKind, str]]:
    """Each name once, of the kind that most articles give it."""
    best: dict[str, tuple[EntityKind, str]] = {}
    for key, numbers in cued.items():
        if key[1] not in best or len(numbers) > len(cued[best[key[1]]]):
            best[key[1]] = key
    return best.values()


def _without_aliases(entities: Sequence[NamedEntity], seen: _NameMentions) -> list[NamedEntity]:
    """Short names of people counted for the long name that most of their articles give: “Phúc” for nobody, “Trump”
    for Donald Trump, in whose articles it stands."""
    others = [entity for entity in entities if entity.kind != "person"]
    people = sorted(
        (entity for entity in entities if entity.kind == "person"),
        key=lambda one: (-len(one.name.split()), -one.articles),
    )
    whole: dict[str, set[int]] = {}
    longer: defaultdict[str, list[str]] = defaultdict(list)
    for person in people:
        own, short = set(person.texts), fold(person.name)
        owner = max(longer[short], key=lambda name: len(whole[name] & own), default=None)
        if owner and len(whole[owner] & own) >= LEAST.alias_share * len(own):
            whole[owner] |= own
            continue
        whole[person.name] = own
        words = short.split()
        for first in range(1, len(words)):
            longer[" ".join(words[first:])].append(person.name)
    for last, names in _by_foreign_last_name(whole).items():
        full = max(names, key=lambda name: len(whole[name]))
        alone = seen.named.get(last, set())
        if alone and len(alone & whole[full]) >= LEAST.alias_share * len(alone):
            whole[full] |= alone
    return [*others, *(NamedEntity("person", name, tuple(sorted(numbers))) for name, numbers in whole.items())]


def _by_foreign_last_name(people: Iterable[str]) -> dict[str, list[str]]:
    """Names by their last word where that is no Vietnamese syllable: papers then call people by it alone."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for name in people:
        last = fold(name).split()[-1]
        if not spellings(last):
            names[last].append(name)
    return names


def _form(forms: Counter[str]) -> str:
    """The longest beginning that most mentions share: “Bệnh viện Đa khoa”, of what else follows it here and there."""
    total = sum(forms.values())
    words: list[str] = []
    going = [(form.split(), count) for form, count in forms.items()]
    while True:
        following: Counter[str] = Counter()
        for form, count in going:
            if len(form) > len(words):
                following[form[len(words)]] += count
        if not following:
            break
        word, count = following.most_common(1)[0]
        if count < max(LEAST.form_share * total, 2 if word.islower() and len(words) > 1 else 1):
            break
        words.append(word)
        going = [(form, count) for form, count in going if form[: len(words)] == words]
    return " ".join(words) or forms.most_common(1)[0][0]
