"""The names in a text, and what they name: people, organisations, places.

Rules: a place is in the table of known ones, or is one, as an organisation is, by the word before it or its first word
(“tỉnh Hải Lâm”, “Sở Y tế”); a name that nothing classifies is left out rather than guessed. Knows one text at a time.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from language.meaning.names import capitalised_runs, persons
from language.meaning.place_names import countries, known_places, place_names
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


@dataclass(frozen=True, slots=True)
class NameLimits:
    """How long a name is, and the words before it that tell its kind."""

    cue_words: int = 3
    cue_chars: int = 24
    name_words: int = 9


NAME = NameLimits()
_CAPITALS = frozenset(("ubnd", "hđnd", "mttq", "clb"))
# Beginnings of many organisations' names, and the name of none: “Bệnh viện Đa khoa”, “Công ty Cổ phần”.
_OF_MANY = frozenset(
    "đa khoa|quản lý|quản lý dự án|cổ phần|tnhh|tmcp|đại học|cao đẳng|thường vụ|nhân dân|kiểm tra|điều hành|chỉ huy|"
    "chỉ đạo|tổ chức|tin|thương mại|trung ương|tiểu học|mầm non|thpt|thcs|trung học cơ sở|trung học phổ thông|cảnh sát|"
    "quân sự|đảng|cơ sở|huyện|tỉnh|thành phố|tp|xã|quận|phường".split("|")
)
# Small letters after an organisation's capitals may be its name's: Bệnh viện Đa | khoa. Most mentions go on so if so.
_GOES_ON = re.compile(r"(?: [^\W\d_]+(?=[ ,.;)]|$)){1,6}")
# Named by its own name as well: an article that names one without the word before it means it. “Hồng” is no river.
_KNOWN_ALONE = frozenset("tỉnh|thành phố|tp|huyện|quận|xã|phường|thị xã|thị trấn|đảo|quần đảo".split("|"))
# “Tp.”, “T.P” and “TP.” before a city's name; HCM, of whose full form a part is a person's name.
_SHORT_FOR_CITY = re.compile(r"\b(?:TP\.?|Tp\.?|tp\.|T\.P\.?) ?(?=[^\W\d_]{2})")
_HO_CHI_MINH_CITY = re.compile(r"\b(?:TP|[Tt]hành phố) (?:HCM|Hồ Chí Minh)\b")
# After these, a name of one syllable is a person's, whatever country has it too.
_ADDRESSES = frozenset("ông bà anh chị em cô chú bác cậu cháu bé bầu thầy nghệ".split())
_PLAIN = re.compile(r"[^\W\d_][\w’'.&-]*(?: [\w’'.&-]+)*")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: `key` is what it is counted by, `form` how it is written, with what may still belong to it.

    `alone`: whether `key` means the same where nothing says what it is. `start`: where its capitals begin.
    """

    kind: EntityKind
    key: str
    form: str
    start: int
    alone: bool = False


def plain_text(text: str) -> str:
    """The normal form, in which a city is “TP” however it is short for."""
    return _HO_CHI_MINH_CITY.sub("TP HCM", _SHORT_FOR_CITY.sub("TP ", normalize(text)))


def mentions(text: str, runs: Sequence[tuple[int, int]] | None = None) -> Iterator[Mention]:
    """The names in a text (as `plain_text` gives it), mention by mention. `runs`: its capitalised runs, if at hand."""
    people: set[str] = set()
    for person in persons(text):
        name = _own_name(person.name.split())
        if _names_a_person(name):
            people.update((name, person.name))
            yield Mention("person", fold(name), name, max(0, text.find(person.name)))
    for start, end in capitalised_runs(text) if runs is None else runs:
        run = text[start:end].rstrip(".-&")
        if any(name in run for name in people) or not _PLAIN.fullmatch(run) or len(run.split()) > NAME.name_words:
            continue
        if place := _known_place(run):
            yield Mention("place", fold(place), place, start, alone=True)
            continue
        words = run.split()
        cue, core = _cue_before(text, start), run
        if not cue and (cue := cue_of(words, first=True)):
            core = " ".join(words[len(cue.split()) :])
        if not cue or not core[:1].isupper():  # “Bộ trưởng” is no ministry
            continue
        if _CUES[cue] == "organisation":
            yield from _organisation(text, start, run, cue, core)
        elif core in known_places():
            yield Mention("place", fold(known_places()[core]), known_places()[core], start, alone=True)
        elif not cue_of(core.split(), first=True):  # “tỉnh UBND” is the end of one name and the beginning of another
            several = " " in core
            form = f"{cue} {core}" if cue != "tp" else f"TP {core}"
            yield Mention("place", fold(core if several else form), form, start, several and cue in _KNOWN_ALONE)


def _organisation(text: str, start: int, run: str, cue: str, core: str) -> Iterator[Mention]:
    after = _GOES_ON.match(text, start + len(run))
    if core.lower() in _OF_MANY and not after:
        return
    name = f"{cue[:1].upper()}{cue[1:]} {core}" if cue not in _CAPITALS else f"{cue.upper()} {core}"
    yield Mention("organisation", fold(name), f"{name}{after[0]}" if after else name, start)


def is_whole(name: str) -> bool:
    """Whether an organisation's name says which one: “Bệnh viện Đa khoa” doesn't."""
    cue = cue_of(name.split(), first=True)
    return " ".join(name.split()[len(cue.split()) :]).lower() not in _OF_MANY if cue else True


def _names_a_person(name: str) -> bool:
    """Whether the name of one whom a title or surname makes a person can be one's: no city's, no club's (“… FC”)."""
    words = name.split()
    return len(words) > 1 and not words[-1].isupper() and words[0] != "TP" and name not in place_names()


def _known_place(run: str) -> str | None:
    """The known place that a run of capitals is or, after the name of an office there, ends with."""
    if run in known_places():
        return known_places()[run]
    words = run.split()
    if cue := cue_of(words, first=True):
        core = " ".join(words[len(cue.split()) :])
        return known_places().get(core) if _CUES[cue] == "place" else None
    return None


def runs_and_joined(text: str) -> tuple[list[tuple[int, int]], set[str]]:
    """The capitalised runs of a text, except those that are part of a place's name in two parts; and such places."""
    joined = [(match.start(), match.end()) for match in _joined_places().finditer(text)]
    runs = [run for run in capitalised_runs(text) if not any(start <= run[0] < end for start, end in joined)]
    return runs, {known_places()[text[start:end]] for start, end in joined}


@functools.cache
def _joined_places() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(name) for name in known_places() if " - " in name))


def places_in(text: str, runs: Sequence[tuple[int, int]]) -> set[str]:
    """The known places that a text names by themselves or in another's name: “Sở Y tế Hà Nội” names Hà Nội."""
    named = set()
    for start, end in runs:
        words = text[start:end].rstrip(".-&").split()
        if len(words) == 1 and _addressed(text, start):  # “ông Đức”, “chị Nga”
            continue
        office = cue_of(words, first=True) is not None or _cue_before(text, start) is not None
        capitals = len(words) - next((n for n, word in enumerate(reversed(words)) if word[0].isupper()), 0)
        for first, last in product(range(len(words)), sorted({capitals, len(words)}, reverse=True)):
            ending = " ".join(words[first:last])
            several = first + 1 < len(words) and ending not in countries()
            if ending in place_names():
                if ending in known_places() and (not first or office or several):
                    named.add(known_places()[ending])
                break
        if words and words[0] in countries() and len(words) > 1 and not spellings(fold(words[1])):  # “Nga Putin”
            named.add(known_places()[words[0]])
    return named


def _addressed(text: str, start: int) -> bool:
    before = text[max(0, start - NAME.cue_chars) : start].split()
    return bool(before) and before[-1].lower() in _ADDRESSES


def without_cue(form: str) -> str:
    """“thành phố Hải Lâm” → “Hải Lâm”; “TP HCM”, which is short for itself, stays."""
    cue = cue_of(form.split(), first=True)
    core = " ".join(form.split()[len(cue.split()) :]) if cue else form
    return form if core.isupper() else core


def _own_name(words: list[str]) -> str:
    """Without the country before a foreign name: “Nga Vladimir Putin”."""
    if words[0] in countries():
        return " ".join(words[1:])
    foreign = next((at for at, word in enumerate(words) if not spellings(fold(word))), 0)
    return " ".join(words[foreign:] if len(words) - foreign > 1 else words)


def _cue_before(text: str, start: int) -> str | None:
    near = text[max(0, start - NAME.cue_chars) : start]
    before = re.findall(r"[\w.]+", near) if near.endswith(" ") else []
    cue = cue_of(before, first=False)
    word = before[-len(cue.split()) - 1 :][:2] if cue else []
    return None if "_".join(word).lower() in pair_weights() and len(cue or "") == len(word[-1]) else cue  # cán | bộ


def cue_of(words: Sequence[str], *, first: bool) -> str | None:
    """The longest word for a kind of place or organisation that `words` begin or end with."""
    for length in range(min(NAME.cue_words, len(words)), 0, -1):
        phrase = " ".join(words[:length] if first else words[-length:]).lower().rstrip(".")
        if phrase in _CUES:
            return phrase
    return None
