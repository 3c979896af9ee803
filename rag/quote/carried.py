"""Which of a question's words a sentence carries: the same word with its marks, or one that means the same in news.

Sentences are compared without diacritics, so that a question typed without them is served; but “Ban Chấp hành” is no
“bàn”, while “thảo luận” and “cho ý kiến” are.
"""

from collections import defaultdict
from dataclasses import dataclass

from language.content import content_terms, terms
from language.meaning.thesaurus import other_names
from language.meaning.words import terms_of, words_of
from language.normal_form import fold, has_diacritics, normalize
from language.tokens import syllables


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """A question's words. `written`: term → how it is written there; `meant`: meaning → the terms that say it;
    `named`: another name of what it names (“australia”) → the terms of its own (“úc”).
    """

    written: dict[str, frozenset[str]]
    meant: dict[str, frozenset[str]]
    named: dict[str, frozenset[str]]

    def of(self, text: str) -> frozenset[str]:
        """The terms of a sentence, those of the question only where the sentence has the word or its meaning."""
        own = set(terms(text))
        here = self.written.keys() & own
        if here and has_diacritics(text):
            tokens = set(syllables(normalize(text)))
            others = {term for term in here if not tokens & self.written[term]}
            own -= {term for term in own if others.intersection(term.split("_"))}
        if self.meant:
            meanings = {m for term in terms_of(words_of(normalize(text), ()), english=False) for m in term.meanings}
            own |= {term for meaning in meanings & self.meant.keys() for term in self.meant[meaning]}
        if self.named:
            plain = f" {' '.join(syllables(normalize(text)))} "
            own |= {term for name, said in self.named.items() if f" {name} " in plain for term in said}
        return frozenset(own)


def wanted(question: str) -> QuestionTerms:
    """The words of `question` as it is understood."""
    text = normalize(question)
    written: defaultdict[str, set[str]] = defaultdict(set)
    if has_diacritics(text):
        for syllable in syllables(text):
            written[fold(syllable)].add(syllable)
    content = set(content_terms(text))
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for term in terms_of(words_of(text, ()), english=False):
        said = terms(" ".join(term.syllables)) & terms(text)
        for meaning in term.meanings:
            meant[meaning] |= said
    plain = f" {' '.join(syllables(text))} "
    named = {
        " ".join(other): frozenset(fold(word) for word in name)
        for name, others in other_names().items()
        if f" {' '.join(name)} " in plain
        for other in others
    }
    return QuestionTerms(
        {term: frozenset(forms) for term, forms in written.items() if term in content},
        {meaning: frozenset(said) for meaning, said in meant.items() if said},
        named,
    )
