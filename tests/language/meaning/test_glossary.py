"""The table of English words: every entry of it."""

from language.meaning.glossary import glossary, in_english
from language.syllables import is_syllable
from language.tables import rows

BORROWED = frozenset(
    "camera gas smartphone fan shop website web vali balô ôtô euro usd virus vaccine vắc-xin tp".split()
)


def test_each_english_word_has_one_row() -> None:
    words = [word for english, *_ in rows("glossary") for word in english.split(", ")]
    assert len(words) == len(set(words)) == len(glossary())
    assert [word for word in words if word != word.lower() or " " in word] == []


def test_every_translation_is_vietnamese() -> None:
    syllables = {s for one in glossary().values() for phrase in one.phrases for s in phrase}
    assert [s for s in syllables - BORROWED if not (is_syllable(s) or s.isdigit())] == []


def test_what_decides() -> None:
    assert glossary()["killed"].decides
    assert not glossary()["runway"].decides


def test_every_phrase_of_it_has_its_english_words() -> None:
    for english, translated in glossary().items():
        for phrase in translated.phrases:
            ((start, end, words),) = in_english(phrase)
            assert (start, end) == (0, len(phrase))
            assert english in words


def test_the_longest_phrase_is_translated() -> None:
    assert [(start, end) for start, end, _ in in_english("mưa ở sân bay".split())] == [(0, 1), (2, 4)]
