"""A sentence as the checker sees it: words with their meanings, clause by clause, and values, names and denials.

Does not know passages, nor what follows from a comparison.
"""

from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from language.detect import Language, function_words
from language.meaning.words import Name, Term, Word, clause_starts, names_of, terms_of, words_of
from language.normal_form import fold
from language.text import Text, text_of
from language.values.values import Value, shifted, values

_NEGATORS = frozenset("không chưa chẳng chả đừng not no never cannot without n't".split())
# Before and after these “không” denies nothing: hàng không, không chỉ, không ít, không quá 20%.
_NOT_AFTER = frozenset("hàng hay có".split())
_NOT_BEFORE = frozenset("khớp chỉ những khí gian ít quân lưu kém dưới quá trung phận lực kể only least".split())
# Before a number they only bound it: “chưa đến 20 tuổi”, “không tới một nửa”; else they are denied: “chưa đến tuổi”.
_BOUNDING = frozenset("đến tới".split())
_DENYING = frozenset(
    "thiếu dừng ngừng ngưng miễn cấm hoãn hủy vắng khó mất hết trừ khỏi bỏ lùi kém bác_kháng bác_đơn bác_bỏ từ_chối "
    "phủ_nhận phản_đối thôi_giữ loại_trừ chấm_dứt ngoại_trừ đình_chỉ giữ_nguyên thay_vì bãi_bỏ failed refused denied "
    "stopped lacked".split()
)
_NUMERALS = frozenset("một hai ba bốn năm sáu bảy tám chín mười nửa vài trăm nghìn ngàn triệu tỷ".split())
_AUXILIARY = frozenset(
    "được bị phải có hề từng thể cho để ai nào một lần bao giờ còn nên cần là gì do be been have has had to any a the "
    "did does do was were is are yet will ồ ạt vội vàng thực sự hoàn toàn kịp dám".split()
)


@dataclass(frozen=True, slots=True)
class NegationLimits:
    """How many words after a “not” are looked at, and how many of these it is about."""

    reach_words: int = 6
    scope_words: int = 3


NEGATION = NegationLimits()


@dataclass(frozen=True, slots=True)
class Denial:
    """What a “not” denies: the first words after it in its clause, and those by which the same is found undenied."""

    words: str
    scope: tuple[str, ...]
    telling: tuple[str, ...]
    clause: int
    at: int


@dataclass(frozen=True, eq=False)
class Reading:
    """One sentence, or several in a row, read. Positions count characters of the normal form; clauses from 0."""

    text: str
    english: bool
    words: tuple[Word, ...]
    terms: tuple[Term, ...]
    values: tuple[tuple[Value, int], ...]
    """Each with its clause."""
    names: tuple[Name, ...]
    denials: tuple[Denial, ...]

    @cached_property
    def syllables(self) -> frozenset[str]:
        said = (syllable for term in self.terms for syllable in term.syllables)  # English ones without endings
        return frozenset(word.text for word in self.words).union(said)

    @cached_property
    def meanings(self) -> frozenset[str]:
        return frozenset(meaning for term in self.terms for meaning in term.meanings)

    def says(self, term: Term) -> bool:
        """Whether it has all words of a term, or a word that means the same."""
        return bool(term.meanings & self.meanings) or self.syllables.issuperset(term.syllables)

    @cached_property
    def plain(self) -> str:
        """All words with single spaces, one at each end; “và” left out, as it comes and goes in names."""
        return f" {' '.join(word.text for word in self.words if word.text != 'và')} "

    @cached_property
    def squeezed(self) -> str:
        """The letters alone, without marks: how names of one language are found in another."""
        return fold("".join(word.text for word in self.words))


def read(text: str | Text, *, language: Language = "vi", published: date | None = None) -> Reading:
    """Read `text` as written in `language`; `published` dates “hôm qua”."""
    made = text_of(text)
    text, lower = made.normal, made.lower
    english = language == "en"
    starts = clause_starts(lower)
    words = words_of(text, starts)
    stated = values(text, english=english, published=published)
    return Reading(
        lower,
        english,
        tuple(words),
        tuple(terms_of(words, english=english)),
        tuple((value, bisect_right(starts, value.start)) for value in stated),
        tuple(names_of(text, words)),
        tuple(_denials(words, function_words(language))),
    )


def joined(readings: Sequence[Reading]) -> Reading:
    """Neighbours as one; of one alone, itself."""
    if len(readings) == 1:
        return readings[0]
    by = on = 0
    words: list[Word] = []
    terms: list[Term] = []
    values: list[tuple[Value, int]] = []
    names: list[Name] = []
    denials: list[Denial] = []
    for one in readings:
        words += (Word(w.text, w.at + by, w.clause + on, w.capital) for w in one.words)
        terms += (Term(t.syllables, t.meanings, t.at + by, t.clause + on) for t in one.terms)
        values += ((shifted(value, by), clause + on) for value, clause in one.values)
        names += (replace(name, at=name.at + by, end=name.end + by, clause=name.clause + on) for name in one.names)
        denials += (replace(denial, clause=denial.clause + on, at=denial.at + by) for denial in one.denials)
        by += len(one.text) + 1
        on = words[-1].clause + 1 if words else on
    text = "\n".join(one.text for one in readings)
    return Reading(text, readings[0].english, tuple(words), tuple(terms), tuple(values), tuple(names), tuple(denials))


def denies(words: Sequence[str]) -> bool:
    """Whether one of these words denies what follows: “không”, “thiếu”, “từ chối”."""
    pairs = {f"{left}_{right}" for left, right in pairwise(words)}
    return not (_NEGATORS | _DENYING).isdisjoint(words) or not _DENYING.isdisjoint(pairs)


def _denials(words: Sequence[Word], idle: Set[str]) -> list[Denial]:
    denials: list[Denial] = []
    for at, word in enumerate(words):
        if word.text not in _NEGATORS or (at and words[at - 1].text in _NOT_AFTER):
            continue
        reached = words[at + 1 : at + 1 + NEGATION.reach_words]
        following = [other.text for other in reached if other.clause == word.clause]
        if following and (following[0] in _NOT_BEFORE or _bounds(following)):
            continue
        after = [other for other in following if other not in _AUXILIARY][: NEGATION.scope_words]
        scope = tuple(other for other in after if other not in idle) or tuple(after)
        denials.append(Denial(word.text, scope, _telling(after, idle), word.clause, word.at))
    return denials


def _bounds(following: Sequence[str]) -> bool:
    return following[0] in _BOUNDING and (len(following) < 2 or following[1][0].isdigit() or following[1] in _NUMERALS)


def _telling(after: Sequence[str], idle: Set[str]) -> tuple[str, ...]:
    """The first words of what is denied: two, or one that says something by itself."""
    if len(after) > 1 and (after[1] not in idle or after[0] in idle):
        return tuple(after[:2])
    return tuple(word for word in after[:1] if word not in idle)


def within(parts: Sequence[str], plain: str) -> bool:
    """Whether the words stand one after the other in `Reading.plain`."""
    return f" {' '.join(parts)} " in plain
