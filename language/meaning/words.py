"""The words of a sentence in their clauses: abbreviations spelt out, phrases with their meanings, names.

Does not know numbers and dates; words in figures are left to `language.values`.
"""

import functools
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from language.detect import function_words
from language.meaning.names import known_names
from language.meaning.thesaurus import phrases
from language.normal_form import fold
from language.sentences import opens_sentence
from language.syllables import spellings
from language.tables import rows

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:[.&/-][^\W\d_]+)*\d*")
_CLAUSE = re.compile(
    r"[,;:()\"“”](?!\d)| - |(?<!\w)(?:và|(?<!không )(?<!chưa )(?<!vẫn )(?<!xuống )còn(?! \d)|nhưng|"
    r"trong khi|trong đó|trong lúc|đồng thời|sau khi|trước khi|and|but|while|whereas)(?!\w)"
)
_ABBREVIATED = re.compile(r"\(([^\W\d_]{2,10})\)")
_BETWEEN_NAMES = frozenset(("", " ", ".", ". ", "-", "&", "/"))
_ADDRESSES = frozenset("ông bà anh chị cô chú bác cụ em cháu mr mrs ms dr".split())
# “bác sĩ Huy”, “luật sư Nam”: a given name alone.
_PROFESSIONS = frozenset("sĩ sư giáo thầy".split())
_ENDINGS = ("ing", "ed", "es", "s", "ly")
_PERSON_WORDS = 5


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case, where it stands, its clause, and as written if it has a capital (else "")."""

    text: str
    at: int
    clause: int
    capital: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A content word, or a phrase of the tables, with its meanings there. No syllables: a function word with one."""

    syllables: tuple[str, ...]
    meanings: frozenset[str]
    at: int
    clause: int

    def is_like(self, other: "Term") -> bool:
        """Whether the two are one word, or words that mean the same."""
        return self.syllables == other.syllables or bool(self.meanings & other.meanings)


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words in lower case, abbreviations spelt out. `opens`: it begins a sentence."""

    words: str
    parts: tuple[str, ...]
    at: int
    end: int
    clause: int
    opens: bool
    person: bool

    @property
    def opens_alone(self) -> bool:
        """Whether it is one word that begins a sentence, and may be no name at all."""
        return self.opens and len(self.parts) == 1

    def is_like(self, other: "Name") -> bool:
        """Whether one is the other in full or in short (“ông Nam”)."""
        short, long = sorted((f" {' '.join(name.parts)} " for name in (self, other)), key=len)
        return short in long


def clause_starts(text: str) -> list[int]:
    """Where clauses begin, except for the first: found by punctuation and conjunctions. `text` in lower case."""
    unbroken = _ABBREVIATED.sub(r" \1 ", text)  # a name's short form in brackets opens no clause
    return [match.start() for match in _CLAUSE.finditer(unbroken)]


def words_of(text: str, starts: Sequence[int]) -> list[Word]:
    """The words of `text` (normal form, as written); what an abbreviation stands for is all in its place."""
    words: list[Word] = []
    spelt_out = _spelt_out()
    for match in _TOKEN.finditer(text):
        token, at = match[0], match.start()
        clause = bisect_right(starts, at)
        pieces = [token]
        if not (token.isalpha() or token[0].isdigit()) and _letters(token) not in spelt_out:
            pieces = re.findall(r"[^\W_]+", token)
        for piece in pieces:
            capital = piece if piece[0].isupper() else ""
            long = spelt_out.get(_letters(piece)) if capital else None
            if long:
                words += (Word(word, at, clause, capital) for word in long)
            else:
                words.append(Word(piece.lower(), at, clause, capital))
    return words


@functools.cache
def _spelt_out() -> Mapping[str, tuple[str, ...]]:
    """The letters of an abbreviation → the words of its first long form."""
    longs: dict[str, tuple[str, ...]] = {}
    for short, long, *_ in rows("abbreviations"):
        longs.setdefault(_letters(short), tuple(long.split()))
    return longs


def _letters(token: str) -> str:
    return token if token.isalnum() else "".join(re.findall(r"\w", token))


def terms_of(words: Sequence[Word], *, english: bool) -> list[Term]:
    """What the words say, in order: the longest phrases of the tables, and what else is no function word."""
    idle = function_words("en" if english else "vi")
    listed = phrases()
    texts = tuple(word.text for word in words)
    terms: list[Term] = []
    at = 0
    while at < len(words):
        word = words[at]
        length, meanings = 1, frozenset[str]()
        for phrase, shared in listed.get(word.text, ()):
            if phrase == texts[at : at + len(phrase)]:
                length, meanings = len(phrase), shared
                break
        if not word.text[0].isdigit() and (meanings or word.text not in idle):
            said = texts[at : at + length] if length > 1 or word.text not in idle else ()
            terms.append(Term(tuple(map(stem_of, said)) if english else said, meanings, word.at, word.clause))
        at += length
    return terms


@functools.lru_cache(1 << 14)
def stem_of(word: str) -> str:
    """An English word without its ending: near enough for pushed, pushes, pushing."""
    if word.endswith("ies") and len(word) > 4:
        return word.removesuffix("ies") + "y"
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 3), "")
    stem = word.removesuffix(ending)
    if ending and len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":  # stopped, planning
        stem = stem[:-1]
    return stem.removesuffix("e") if len(stem) > 3 else stem


def names_of(text: str, words: Sequence[Word]) -> list[Name]:
    """The runs of capitalised words; a word that merely opens a sentence is one too, and says so."""
    names: list[Name] = []
    at = 0
    while at < len(words):
        run = [word for word in words[at : at + 1] if word.capital]
        at += 1
        if not run:
            continue
        end = run[0].at + len(run[0].capital)
        while at < len(words) and words[at].capital:
            if words[at].at != run[-1].at and text[end : words[at].at] not in _BETWEEN_NAMES:
                break
            run.append(words[at])
            end = words[at].at + len(words[at].capital)
            at += 1
        parts = tuple(word.text for word in run if word.text != "và")  # it comes and goes in names of ministries
        if not parts:  # “Và …” opens a sentence
            continue
        opens = opens_sentence(text, run[0].at)
        before = text[max(0, run[0].at - 6) : run[0].at].split()[-1:]
        addressed = bool(before) and (before[0] in _ADDRESSES or (len(parts) == 1 and before[0] in _PROFESSIONS))
        title = sum(word.at == run[0].at for word in run)  # PGS, spelt out
        if title > 1 and _is_person(parts[title:]):
            parts, opens = parts[title:], False
        elif len(parts) > 1 and parts[0] in _ADDRESSES and " ".join(parts) not in known_names("place"):
            parts, opens, addressed = parts[1:], False, True
        person = addressed or _is_person(parts)
        names.append(Name(text[run[0].at : end], parts, run[0].at, end, run[0].clause, opens, person))
    return names


def _is_person(parts: Sequence[str]) -> bool:
    return (
        2 <= len(parts) <= _PERSON_WORDS
        and parts[0] in known_names("surname")
        and all(spellings(fold(p)) for p in parts)
    )
