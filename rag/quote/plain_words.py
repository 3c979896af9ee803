"""The words of a question that are no names, and how many of them a text says, whole: “từ” and “chức” apart are not
“từ chức”.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from language.content import content_terms
from language.detect import function_phrases, language_of
from language.meaning.names import capitalised_runs, is_title
from language.meaning.words import stem_of, terms_of, words_of
from language.normal_form import fold, has_diacritics, normalize
from language.sentences import sentences
from language.tables import pair_weights
from language.tokens import syllables
from rag.quote.carried import read_sentence

# These ask, and are part of no word: “dài bao | nhiêu”.
_ASKING = frozenset("bao nhiêu mấy gì nào ai đâu sao không chưa".split())

# An answer needn't say these: “làm trong bao lâu” is answered by “thời gian thi công 20 tháng”.
_LIGHT = frozenset(
    "làm, có, ra, đi, lên, đến, vào, xong, mất, hết, tốn, gồm, tên, gọi, nằm, thuộc, điều, việc, chuyện, vấn đề, "
    "nội dung, số, người, nơi, chỗ, lúc, khi, ngày, tháng, năm, giờ, hôm nay, hiện nay, thời gian, nguyên nhân, lý do, "
    "lí do, mục tiêu, mục đích, kết quả, diễn ra, xảy ra, kéo dài, bắt đầu, kết thúc, thế nào, bài, tin, báo, mới, "
    "nhất, mới nhất, tổng, tổng cộng, tổng số, số lượng, mức, tỷ lệ".split(", ")
)


@dataclass(frozen=True, slots=True)
class PlainWord:
    """A word of one syllable or two, what each part of it means, and its weight among the question's."""

    text: str
    meanings: tuple[frozenset[str], ...]
    weight: float

    def weighing(self, weight: float) -> "PlainWord":
        """The same with another weight."""
        return replace(self, weight=weight)

    def is_said(self, plain: str, meanings: frozenset[str]) -> bool:
        """Whether a text with these words and meanings says it."""
        return f" {self.text} " in plain or (bool(self.meanings) and all(part & meanings for part in self.meanings))


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The words of one question; `accented`: it was typed with diacritics, so that texts are compared with theirs;
    `english`: so that endings don't count."""

    words: tuple[PlainWord, ...]
    accented: bool
    english: bool = False

    def share_in(self, text: str) -> float:
        """The weighted share of the words that `text` says, as they are or by a word that means the same; 1.0 where
        there are none. Read by sentences, which are kept, and no further than needed."""
        left, total = list(self.words), sum(word.weight for word in self.words)
        for start, end in sentences(text):
            read = read_sentence(text[start:end])
            plain = read.plain if self.accented else f" {fold(read.plain.strip())} "
            if self.english:
                plain = f" {' '.join(map(stem_of, plain.split()))} "
            left = [word for word in left if not word.is_said(plain, read.meanings)]
            if not left:
                break
        return 1 - sum(word.weight for word in left) / total if total else 1.0


def plain_words(question: str, weights: Mapping[str, float]) -> PlainWords:
    """The words of `question` that are part of no name. `weights`: of its content terms; a word counts as its
    weightiest syllable does."""
    text = normalize(question)
    accented, english = has_diacritics(text), language_of(text) == "en"
    content = frozenset(content_terms(text))
    words = []
    for part in _without_names(text):
        for word in _words(syllables(part), content):
            if " ".join(word) in _LIGHT:
                continue
            weight = max(weights.get(fold(syllable), 0.0) for syllable in word)
            parts = [term for term in terms_of(words_of(" ".join(word), ()), english=False) if term.syllables]
            telling = [part for part in parts if " ".join(part.syllables) not in _LIGHT]  # “chết” of “người chết”
            meanings = [part.meanings for part in telling or parts]
            written = " ".join(map(stem_of, word) if english else word if accented else map(fold, word))
            words.append(PlainWord(written, tuple(meanings) if accented else (), weight))
    return PlainWords(tuple(words), accented, english)


def _without_names(text: str) -> list[str]:
    """What stands between the names."""
    parts, at = [], 0
    for start, end in capitalised_runs(text):
        parts.append(text[at:start])
        at = end
    return [*parts, text[at:]]


def _words(spoken: list[str], content: frozenset[str]) -> list[tuple[str, ...]]:
    """The compounds and other content words, in order; phrases that only ask or bind are left out."""
    words: list[tuple[str, ...]] = []
    at = 0
    while at < len(spoken):
        pair = tuple(spoken[at : at + 2])
        if pair in function_phrases():
            at += 2
            continue
        tells = any(fold(syllable) in content for syllable in pair) and _ASKING.isdisjoint(pair)
        if len(pair) == 2 and tells and "_".join(pair) in pair_weights():
            words.append(pair)
            at += 2
            continue
        if fold(pair[0]) in content and not is_title(pair[0]):  # “ông”, “bà”
            words.append(pair[:1])
        at += 1
    return words
