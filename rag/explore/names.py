"""The people, organisations and places that articles mention, by how many articles mention them.

Rules: a name is a place or an organisation because of the word before it or its first word (“tỉnh Hải Lâm”, “Sở Y tế”)
in most of its mentions; one that nothing classifies is left out rather than guessed. What such a word has told once is
counted in every article that names it: few articles write “thành phố” before Hà Nội. Knows texts, not where they lie.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from language.meaning.names import capitalised_runs, persons
from language.normal_form import fold, normalize
from language.syllables import spellings
from language.tables import pair_weights

EntityKind = Literal["person", "organisation", "place"]
KINDS: tuple[EntityKind, ...] = ("person", "organisation", "place")
_PLACE = (
    "tỉnh, thành phố, TP, huyện, quận, xã, phường, thị xã, thị trấn, thôn, ấp, làng, bản, sông, suối, hồ, biển, đảo, "
    "quần đảo, núi, đèo, vịnh, cửa biển, cầu, chợ, đường, phố, sân bay, cảng, ga, khu đô thị, khu công nghiệp, vùng"
)
_ORGANISATION = (
    "bộ, sở, cục, tổng cục, công ty, tổng công ty, tập đoàn, ngân hàng, ủy ban, hội đồng, hội, hiệp hội, liên đoàn, "
    "liên hiệp, ban, trường, đại học, học viện, viện, bệnh viện, trung tâm, công an, cảnh sát, tòa án, viện kiểm sát, "
    "quốc hội, chính phủ, văn phòng, quỹ, báo, câu lạc bộ, CLB, đội tuyển, đội, hãng, nhà máy, đảng, đoàn, mặt trận, "
    "UBND, HĐND, MTTQ, tỉnh ủy, thành ủy, huyện ủy, phòng, chi cục, nhà hát, bảo tàng"
)
PLACES = frozenset(_PLACE.lower().split(", "))
_CUES: Mapping[str, EntityKind] = {
    **dict.fromkeys(_ORGANISATION.lower().split(", "), "organisation"),
    **dict.fromkeys(PLACES, "place"),
}
_LONGEST_CUE, _CUE_CHARS = 3, 24
_CAPITALS = frozenset(("ubnd", "hđnd", "mttq", "clb"))
# Small letters after an organisation's capitals may be its name's: Bệnh viện Đa | khoa. Most mentions go on so if so.
_GOES_ON = re.compile(r"(?: [^\W\d_]+(?=[ ,.;)]|$)){1,6}")
# Known by their own name: an article that names one without the word before it means it. “Hồng” is no river by itself.
_KNOWN_ALONE = frozenset("tỉnh|thành phố|tp|huyện|quận|xã|phường|thị xã|thị trấn|đảo|quần đảo".split("|"))
# One city that papers write in many ways, of which one is a person's name.
_CITY = re.compile(r"\b(?:TP\.? ?HCM|(?:TP\.?|[Tt]hành phố) Hồ Chí Minh|Tp\.? ?(?:HCM|Hồ Chí Minh))\b")
_LONGEST_NAME = 5
SHARED = 0.6
# A name in one article alone is not what a library speaks of.
FEWEST = 2
_PLAIN = re.compile(r"[^\W\d_][\w’'.&-]*(?: [\w’'.&-]+)*")
MAX_WORDS = 9


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """Someone or something named: as articles write it most often, and in how many articles."""

    kind: EntityKind
    name: str
    articles: int


def most_named(texts: Iterable[str], limit: int) -> dict[EntityKind, list[NamedEntity]]:
    """Up to `limit` of each kind, the one in most articles first. About 2 ms for an article of 3,000 characters."""
    counts: Counter[tuple[EntityKind, str]] = Counter()
    alone: Counter[str] = Counter()
    named: Counter[str] = Counter()
    written: defaultdict[tuple[EntityKind, str], Counter[str]] = defaultdict(Counter)
    for text in texts:
        here: set[tuple[EntityKind, str]] = set()
        plain = _CITY.sub("TP HCM", normalize(text))
        runs = capitalised_runs(plain)
        for one in mentions(plain, runs):
            here.add((one.kind, one.key))
            written[one.kind, one.key][one.form] += 1
            alone[one.key] += one.alone
        counts.update(here)
        named.update(_names_in(plain, runs))
    best = _one_kind_each(counts)
    for kind, key in best:
        if kind == "person" or alone[key]:
            best[kind, key] = max(best[kind, key], named[key])
    found: dict[EntityKind, list[NamedEntity]] = {kind: [] for kind in KINDS}
    for (kind, key), number in sorted(best.items(), key=lambda item: (-item[1], item[0])):
        if number >= FEWEST and len(found[kind]) < limit:
            form = _form(written[kind, key])
            bare = alone[key] and counts[kind, key] < SHARED * number
            found[kind].append(NamedEntity(kind, _without_cue(form) if bare else form, number))
    return found


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: `key` is what it is counted by, `form` how it is written, with what may still belong to it.

    `alone`: whether `key` means the same where nothing says what it is.
    """

    kind: EntityKind
    key: str
    form: str
    alone: bool = False


def mentions(text: str, runs: Sequence[tuple[int, int]] | None = None) -> Iterator[Mention]:
    """The names in a text (normal form), mention by mention. `runs`: its capitalised runs, where they are known."""
    people: set[str] = set()
    for person in persons(text):
        name = _own_name(person.name.split())
        if len(name.split()) > 1 and not name.isupper() and not name.startswith("TP "):
            people.update((name, person.name))
            yield Mention("person", fold(name), name)
    for start, end in capitalised_runs(text) if runs is None else runs:
        run = text[start:end].rstrip(".-&")
        if any(name in run for name in people) or not _PLAIN.fullmatch(run) or len(run.split()) > MAX_WORDS:
            continue
        words = run.split()
        cue, core = _cue_before(text, start), run
        if not cue and (cue := _cue(words, first=True)):
            core = " ".join(words[len(cue.split()) :])
        if not cue or not core[:1].isupper():  # “Bộ trưởng” is no ministry
            continue
        if _CUES[cue] == "place":
            known = cue in _KNOWN_ALONE and (" " in core or core.isupper())
            yield Mention("place", fold(core), f"{cue} {core}" if cue != "tp" else f"TP {core}", known)
        else:
            name = f"{cue[:1].upper()}{cue[1:]} {core}" if cue not in _CAPITALS else f"{cue.upper()} {core}"
            after = _GOES_ON.match(text, start + len(run))
            yield Mention("organisation", fold(name), f"{name}{after[0]}" if after else name)


def _names_in(text: str, runs: Iterable[tuple[int, int]]) -> set[str]:
    """Each run of capitalised words and its endings, folded: “Sở Y tế Hà Nội” names Hà Nội."""
    words = [text[start:end].rstrip(".-&").split() for start, end in runs]
    endings = {" ".join(run[-n:]) for run in words for n in range(1, min(_LONGEST_NAME, len(run)) + 1)}
    return set(map(fold, endings))


def _without_cue(form: str) -> str:
    """“thành phố Hà Nội” → “Hà Nội”; “TP HCM”, which is short for itself, stays."""
    cue = _cue(form.split(), first=True)
    core = " ".join(form.split()[len(cue.split()) :]) if cue else form
    return form if core.isupper() else core


def _own_name(words: list[str]) -> str:
    """Without the country before a foreign name: “Nga Vladimir Putin”."""
    foreign = next((at for at, word in enumerate(words) if not spellings(fold(word))), 0)
    return " ".join(words[foreign:] if len(words) - foreign > 1 else words)


def _cue_before(text: str, start: int) -> str | None:
    before = re.findall(r"[\w.]+", text[max(0, start - _CUE_CHARS) : start]) if text[start - 1 : start] == " " else []
    cue = _cue(before, first=False)
    word = before[-len(cue.split()) - 1 :][:2] if cue else []
    return None if "_".join(word).lower() in pair_weights() and len(cue or "") == len(word[-1]) else cue  # cán | bộ


def _cue(words: list[str], *, first: bool) -> str | None:
    """The longest cue that `words` begin or end with."""
    for length in range(min(_LONGEST_CUE, len(words)), 0, -1):
        phrase = " ".join(words[:length] if first else words[-length:]).lower().rstrip(".")
        if phrase in _CUES:
            return phrase
    return None


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
        if count < max(SHARED * total, 2 if word.islower() and len(words) > 1 else 1):
            break
        words.append(word)
        going = [(form, count) for form, count in going if form[: len(words)] == words]
    return " ".join(words) or forms.most_common(1)[0][0]


def _one_kind_each(counts: Counter[tuple[EntityKind, str]]) -> Counter[tuple[EntityKind, str]]:
    """Each name once, of the kind that most articles give it."""
    best: dict[str, tuple[EntityKind, str]] = {}
    for key in counts:
        if key[1] not in best or counts[key] > counts[best[key[1]]]:
            best[key[1]] = key
    return Counter({key: counts[key] for key in best.values()})
