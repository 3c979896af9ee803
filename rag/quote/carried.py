"""Which of a question's words a sentence carries: the same word with its marks, or one that means the same in news.

Sentences are compared without diacritics, so that a question typed without them is served; but “Ban Chấp hành” is no
“bàn”, while “thảo luận” and “cho ý kiến” are.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from language.content import content_terms, terms
from language.detect import language_of
from language.meaning.glossary import in_english
from language.meaning.thesaurus import other_names
from language.meaning.words import terms_of, words_of
from language.normal_form import fold, has_diacritics, normalize
from language.tokens import syllables

# Sentences kept as read, some 3 KB each.
KEPT_SENTENCES = 4096


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """A question's words. `written`: term → how it is written there; `meant`: meaning → the terms that say it;
    `named`: another name of what it names (“australia”) → the terms of its own (“úc”); `english`: a word of an English
    sentence → the terms of the Vietnamese ones that it translates.
    """

    written: dict[str, frozenset[str]]
    meant: dict[str, frozenset[str]]
    named: dict[str, frozenset[str]]
    english: dict[str, frozenset[str]]

    def of(self, text: str) -> frozenset[str]:
        """The terms of a sentence, those of the question only where the sentence has the word or its meaning."""
        read = read_sentence(text)
        own = set(read.terms)
        here = self.written.keys() & own
        if here and has_diacritics(text):
            others = {term for term in here if not read.syllables & self.written[term]}
            own -= {term for term in own if others.intersection(term.split("_"))}
        elif self.english.keys() & own and language_of(text) == "en":
            own |= {term for word in self.english.keys() & own for term in self.english[word]}
        if self.meant:
            own |= {term for meaning in read.meanings & self.meant.keys() for term in self.meant[meaning]}
        if self.named:
            own |= {term for name, said in self.named.items() if f" {name} " in read.plain for term in said}
        return frozenset(own)


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence's terms, its syllables, as a set and between spaces, and the meanings of its words."""

    terms: frozenset[str]
    syllables: frozenset[str]
    plain: str
    meanings: frozenset[str]


@lru_cache(KEPT_SENTENCES)
def read_sentence(text: str) -> ReadSentence:
    """A third of quoting's time; the parts of a question, what is suggested after it, and who asks next read the same
    sentences."""
    normal = normalize(text)
    spoken = syllables(normal)
    meanings = {m for term in terms_of(words_of(normal, ()), english=False) for m in term.meanings}
    return ReadSentence(terms(text), frozenset(spoken), f" {' '.join(spoken)} ", frozenset(meanings))


def wanted(question: str) -> QuestionTerms:
    """The words of `question` as it is understood."""
    text = normalize(question)
    written: defaultdict[str, set[str]] = defaultdict(set)
    if has_diacritics(text):
        for syllable in syllables(text):
            written[fold(syllable)].add(syllable)
    content, whole = set(content_terms(text)), terms(text)
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for term in terms_of(words_of(text, ()), english=False):
        said = terms(" ".join(term.syllables)) & whole if term.meanings else frozenset()
        for meaning in term.meanings:
            meant[meaning] |= said
    plain = f" {' '.join(syllables(text))} "
    named = {
        " ".join(other): frozenset(fold(word) for word in name)
        for name, others in other_names().items()
        if f" {' '.join(name)} " in plain
        for other in others
    }
    spoken = syllables(text)
    english: defaultdict[str, set[str]] = defaultdict(set)
    for start, end, translations in in_english(spoken) if has_diacritics(text) else ():
        of_phrase = {*map(fold, spoken[start:end]), "_".join(map(fold, spoken[start:end]))} & whole
        for word in translations:
            english[word] |= of_phrase
    return QuestionTerms(
        {term: frozenset(forms) for term, forms in written.items() if term in content},
        {meaning: frozenset(said) for meaning, said in meant.items() if said},
        named,
        {word: frozenset(of) for word, of in english.items() if of},
    )
