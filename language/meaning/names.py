"""Names in a text: runs of capitalised words, and which of them are people.

Rules and a table of titles and surnames; a name that neither shows is missed rather than guessed.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from language.detect import language_of
from language.normal_form import fold
from language.sentences import opens_sentence
from language.syllables import is_syllable, spellings
from language.tables import pair_weights, rows

Sex = Literal["man", "woman"]

_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")
_TITLE_WORDS = 3
_ASKS_WHO = re.compile(r"\b(?:ai|who|người nào)\b", re.I)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named: `title` as written (may be empty), `name`, and the sex where title or name tells it."""

    title: str
    name: str
    sex: Sex | None

    @property
    def full(self) -> str:
        return f"{self.title} {self.name}".strip()


@functools.cache
def known_names(kind: str) -> frozenset[str]:
    """The entries of one kind in the table of names, in lower case: “surname”, “place”, “title”, “man”, “woman”."""
    return frozenset(word.lower() for row, words in rows("names") if row == kind for word in words.split(", "))


def capitalised_runs(text: str) -> list[tuple[int, int]]:
    """Spans of names: capitalised words in a row, with numbers after them and the small letters of their last word
    (Bộ Y tế). A lone word that only opens a sentence is none."""
    return [
        (run[0].start(), _end(text, run[-1]))
        for run in _runs(text)
        if len(run) > 1 or run[0][0][1:2].isupper() or not opens_sentence(text, run[0].start())
    ]


def names_something(question: str) -> bool:
    """Whether a question holds a name, if only as its first word (“Tesla chết năm nào?”)."""
    opening = _WORD.match(question)
    foreign = opening is not None and opening[0][0].isupper() and not is_syllable(opening[0].lower())
    return bool(capitalised_runs(question)) or (foreign and language_of(question) == "vi")


def persons(text: str) -> list[Person]:
    """The people named in `text`, mention by mention."""
    mentions = (_person(text, run) for run in _runs(text))
    return [person for person in mentions if person]


def _runs(text: str) -> list[list[re.Match[str]]]:
    runs: list[list[re.Match[str]]] = []
    end = -1
    for word in _WORD.finditer(text):
        follows = bool(runs) and text[end : word.start()] == " "
        if word[0][0].isupper() or (word[0][0].isdigit() and follows and end == runs[-1][-1].end()):
            if follows and end == runs[-1][-1].end():
                runs[-1].append(word)
            else:
                runs.append([word])
        end = word.end()
    return runs


def _end(text: str, last: re.Match[str]) -> int:
    """Where the word ends whose first syllable is `last`."""
    following = _WORD.match(text, last.end() + 1) if text[last.end() : last.end() + 1] == " " else None
    if following and following[0].islower() and f"{last[0]}_{following[0]}".lower() in pair_weights():
        return _end(text, following)
    return last.end()


def _person(text: str, run: Sequence[re.Match[str]]) -> Person | None:
    words = [word[0] for word in run if not word[0][0].isdigit()]
    if not words or any(" ".join(words).lower().startswith(place) for place in known_names("place")):
        return None
    before = text[max(0, run[0].start() - 40) : run[0].start()]
    lead = before.split()[-_TITLE_WORDS:] if before.endswith(" ") else []
    # A title may be outside the run (ông Nam), inside (Ông Nam) or on both sides (Phó Thủ tướng Nam).
    inside = next((n for n in range(len(words) - 1, 0, -1) if is_title(" ".join(words[:n]))), 0)
    outside = next((n for n in range(len(lead), 0, -1) if is_title(" ".join([*lead[-n:], *words[:inside]]))), 0)
    title = [*(lead[-outside:] if outside else ()), *words[:inside]]
    name = words[inside:]
    city = bool(lead) and lead[-1].lower() in ("phố", "tp")
    if not (_is_address(title) or (_is_name(name, bool(title)) and not city)):
        return None
    return Person(" ".join(title), " ".join(name), _sex(title, name))


def _is_address(title: Sequence[str]) -> bool:
    """Whether only a person can follow (ông, bà), not an office's field or country (Bộ trưởng Y tế, Thủ tướng Anh)."""
    phrase = " ".join(title).lower()
    return phrase in known_names("man") or phrase in known_names("woman")


def _is_name(name: Sequence[str], titled: bool) -> bool:
    if titled and any(not spellings(fold(word)) and not word.isupper() for word in name):
        return True
    if not {"Thị", "Văn"}.isdisjoint(name[1:-1]):  # whatever the surname, as those of minorities
        return True
    if name[0].lower() not in known_names("surname"):
        return False
    return len(name) > 2 or (titled and len(name) == 2 and "_".join(name).lower() not in pair_weights())


def is_title(phrase: str) -> bool:
    """Whether `phrase`, in any case, is a title or an address that goes before a name."""
    phrase = phrase.lower()
    return any(phrase in known_names(kind) for kind in ("title", "man", "woman"))


def _sex(title: Sequence[str], name: Sequence[str]) -> Sex | None:
    phrase = " ".join(title).lower()
    if phrase in known_names("man") or "Văn" in name[1:-1]:
        return "man"
    if phrase in known_names("woman") or "Thị" in name[1:-1]:
        return "woman"
    return None


def person_meant(sex: Sex | None, question: str, texts: Sequence[str]) -> Person | None:
    """Whom a pronoun means: the one that the last question is about, else who was named last in the latest of `texts`,
    or first where the question asks who it was.

    Somebody of the other sex is never meant. A short mention (“ông Nam”) is given its full name from the texts.
    """
    asked = _fitting(sex, question)
    if len({person.name for person in asked}) == 1:
        return _in_full(asked[-1], texts)
    answers = 0 if _ASKS_WHO.search(question) else -1
    for text in texts:
        if fitting := _fitting(sex, text):
            return _in_full(fitting[answers], texts)
    return asked[-1] if asked else None


def _fitting(sex: Sex | None, text: str) -> list[Person]:
    return [person for person in persons(text) if sex is None or person.sex in (sex, None)]


def _in_full(short: Person, texts: Sequence[str]) -> Person:
    for text in texts:
        for other in persons(text):
            if len(other.name) > len(short.name) and other.name.split()[-1] == short.name:
                return Person(other.title or short.title, other.name, short.sex)
    return short
