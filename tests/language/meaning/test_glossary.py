"""The table of English words: every entry of it."""

from language.meaning.glossary import glossary
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
