"""A link to a passage finds it after the article has changed, and takes nothing from a stranger's address on trust."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.conversation.places import Place, address, digest, parameters, place_in, place_of, span_of
from rag.answer import Source

TEXT = "Chợ họp từ sớm.\n\nMỗi phiên có 120 ghe. Ghe lớn chở 18 tấn dưa. Người mua đi xuồng."
QUOTE = "Ghe lớn chở 18 tấn dưa."
START = TEXT.index(QUOTE)
SOURCE = Source(2, "chợ & nổi/1?", "Tựa", None, None, None, QUOTE, START, START + len(QUOTE))


@given(st.text(min_size=1), st.text(min_size=1))
def test_an_address_says_what_it_was_made_of(article_id: str, conversation: str) -> None:
    place = Place(article_id, 3, 9, digest("abc"), 4)
    link = address(place, conversation)
    assert not set(link) & set("<>\"' \n")
    assert parameters(link)["conversation"] == conversation
    assert place_in(parameters(link)) == place


def test_a_link_to_give_away_names_no_conversation() -> None:
    link = address(place_of(SOURCE, 3), None)
    assert set(parameters(link)) == {"article", "quote", "hash"}
    assert place_in(parameters(link)) == place_of(SOURCE, 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TEXT, START),
        ("Sửa: " + TEXT, START + 5),
        (TEXT.replace("Chợ họp từ sớm.\n\n", ""), START - 17),
        (f"{QUOTE} " * 3, 0),
    ],
)
def test_a_quote_is_found_again(text: str, found: int) -> None:
    span = span_of(place_of(SOURCE, 1), text)
    assert span == (found, found + len(QUOTE))
    assert text[slice(*span)] == QUOTE


@pytest.mark.parametrize("text", [TEXT.replace("18", "16"), "", "Ngắn."])
def test_a_quote_that_is_gone_is_not_found(text: str) -> None:
    assert span_of(place_of(SOURCE, 1), text) is None


@pytest.mark.parametrize("quote", ["", "x", "5-", "-1-5", "9-3", "1" * 5000 + "-2", "<b>-1", "٣-٤x"])
def test_a_place_nobody_could_mean_is_the_article_itself(quote: str) -> None:
    place = place_in({"article": "a", "quote": quote, "hash": "<script>", "turn": "9" * 5000})
    assert place is not None
    assert place.turn == 0
    assert span_of(place, TEXT) is None
    assert "<" not in place.anchor


def test_without_an_article_there_is_no_place() -> None:
    assert place_in({"quote": "1-2"}) is None
    assert place_in({"article": ""}) is None
