from hypothesis import given
from hypothesis import strategies as st

from language.content import content_terms, terms
from language.detect import language_of
from language.normal_form import fold, has_diacritics, normalize
from language.sentences import sentences
from language.text import Text, text_of
from language.tokens import syllables


@given(st.text(max_size=40))
def test_all_that_is_made_of_a_text_is_what_its_rooms_make(stored: str) -> None:
    text = Text(stored)
    assert text.normal == normalize(stored)
    assert text.folded == fold(stored)
    assert text.has_diacritics == has_diacritics(stored)
    assert list(text.tokens) == syllables(stored)
    assert list(text.folded_tokens) == syllables(fold(stored))
    assert list(text.sentences) == sentences(stored)
    assert text.language == language_of(stored)
    assert content_terms(text) == content_terms(stored)
    assert terms(text) == terms(stored)


def test_equal_strings_share_one_value_and_long_ones_are_not_kept() -> None:
    assert text_of("Xã Cồn Én") is text_of("Xã " + "Cồn Én")
    assert text_of(text := Text("Xã Cồn Én")) is text
    assert text_of("a" * 20_000) is not text_of("a" * 20_000)
