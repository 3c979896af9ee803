"""The people, organisations and places that articles mention, by how many articles mention them.

Rules: a name is a place or an organisation because of the word before it or its first word (“tỉnh Hải Lâm”, “Sở Y tế”)
in most of its mentions; one that nothing classifies is left out rather than guessed. Knows texts, not where they lie.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from language.meaning.names import capitalised_runs, persons
from language.normal_form import fold, normalize
from language.syllables import spellings
from language.tables import pair_weights

Kind = Literal["person", "organisation", "place"]
KINDS: tuple[Kind, ...] = ("person", "organisation", "place")
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
_CUES: Mapping[str, Kind] = {
    **dict.fromkeys(_ORGANISATION.lower().split(", "), "organisation"),
    **dict.fromkeys(PLACES, "place"),
}
_LONGEST_CUE, _CUE_CHARS = 3, 24
_CAPITALS = frozenset(("ubnd", "hđnd", "mttq", "clb"))
# Small letters after an organisation's capitals may be its name's: Bệnh viện Đa | khoa. Most mentions go on so if so.
_GOES_ON = re.compile(r"(?: [^\W\d_]+(?=[ ,.;)]|$)){1,6}")
SHARED = 0.6
# A name in one article alone is not what a library speaks of.
FEWEST = 2
_PLAIN = re.compile(r"[^\W\d_][\w’'.&-]*(?: [\w’'.&-]+)*")
MAX_WORDS = 9


@dataclass(frozen=True, slots=True)
class Named:
    """Someone or something named: as articles write it most often, and in how many articles."""

    kind: Kind
    name: str
    articles: int


def most_named(texts: Iterable[str], limit: int) -> dict[Kind, list[Named]]:
    """Up to `limit` of each kind, the one in most articles first. About 2 ms for an article of 3,000 characters."""
    counts: Counter[tuple[Kind, str]] = Counter()
    written: defaultdict[tuple[Kind, str], Counter[str]] = defaultdict(Counter)
    for text in texts:
        here: dict[tuple[Kind, str], str] = {}
        for one in mentions(normalize(text)):
            here.setdefault((one.kind, one.key), one.form)
            written[one.kind, one.key][one.form] += 1
        counts.update(here.keys())
    best = _one_kind_each(counts)
    found: dict[Kind, list[Named]] = {kind: [] for kind in KINDS}
    for (kind, key), number in sorted(best.items(), key=lambda item: (-item[1], item[0])):
        if number >= FEWEST and len(found[kind]) < limit:
            found[kind].append(Named(kind, _form(written[kind, key]), number))
    return found


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: `key` is what it is counted by, `form` how it is written, with what may still belong to it."""

    kind: Kind
    key: str
    form: str


def mentions(text: str) -> Iterator[Mention]:
    """The names in a text (normal form), mention by mention."""
    people: set[str] = set()
    for person in persons(text):
        name = _own_name(person.name.split())
        if len(name.split()) > 1:
            people.update((name, person.name))
            yield Mention("person", fold(name), name)
    for start, end in capitalised_runs(text):
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
            yield Mention("place", fold(core), f"{cue} {core}" if cue != "tp" else f"TP {core}")
        else:
            name = f"{cue[:1].upper()}{cue[1:]} {core}" if cue not in _CAPITALS else f"{cue.upper()} {core}"
            after = _GOES_ON.match(text, start + len(run))
            yield Mention("organisation", fold(name), f"{name}{after[0]}" if after else name)


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


def _one_kind_each(counts: Counter[tuple[Kind, str]]) -> Counter[tuple[Kind, str]]:
    """Each name once, of the kind that most articles give it."""
    best: dict[str, tuple[Kind, str]] = {}
    for key in counts:
        if key[1] not in best or counts[key] > counts[best[key[1]]]:
            best[key[1]] = key
    return Counter({key: counts[key] for key in best.values()})
