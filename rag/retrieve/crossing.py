"""A Vietnamese question as English articles would have it: names without marks, and the words that a table translates.

Keywords of one language don't find articles in the other, and a small encoder finds those of its question's language
first. Reads the question and a passage; which passages are looked at is the retriever's to say.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from language.content import content_terms
from language.detect import function_words
from language.meaning.glossary import in_english
from language.meaning.names import capitalised_runs
from language.normal_form import fold, normalize
from language.tokens import syllables

# What every English text has, and hardly another.
ENGLISH = ("the", "of", "and")


@dataclass(frozen=True, slots=True)
class EnglishWording:
    """`names`, folded, each in single spaces; `words`: for each Vietnamese word of the question the English ones."""

    names: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """All of it, as words to search for."""
        return " ".join([*self.names, *(word for words in self.words for word in words)])

    def share_in(self, text: str, weigh: Callable[[Sequence[str]], Sequence[float]]) -> float:
        """How much of it, in 0…1, a text has that holds one of the names whole; 0 for one that holds none. `weigh`: how
        telling each of some terms is."""
        held = f" {' '.join(syllables(fold(text)))} "
        if not any(f" {name} " in held for name in self.names):
            return 0.0
        units = [*((term,) for name in self.names for term in name.split()), *self.words]
        weights = iter(weigh([term for unit in units for term in unit]))
        counted = [(max(next(weights) for _ in unit), any(f" {term} " in held for term in unit)) for unit in units]
        total = sum(weight for weight, _ in counted)
        return sum(weight for weight, here in counted if here) / total if total else 0.0


def english_wording(question: str) -> EnglishWording | None:
    """`question` for English articles; None where it holds nothing that they would share. One that is typed without
    capitals may name anything: every pair of its content words is tried as a name.
    """
    text = normalize(question)
    spoken = syllables(text)
    content = frozenset(content_terms(text))
    runs = [" ".join(syllables(fold(text[start:end]))) for start, end in capitalised_runs(text)]
    names = tuple(dict.fromkeys(run for run in runs if run)) or tuple(
        f"{one} {other}"
        for one, other in zip(map(fold, spoken), map(fold, spoken[1:]), strict=False)
        if {one, other} <= content and function_words("en").isdisjoint((one, other))
    )
    within = {term for name in names for term in name.split()} if runs else set()
    words = [
        english
        for start, end, english in in_english(spoken)
        if content.intersection(map(fold, spoken[start:end])) and within.isdisjoint(map(fold, spoken[start:end]))
    ]
    return EnglishWording(names, tuple(dict.fromkeys(words))) if names else None
