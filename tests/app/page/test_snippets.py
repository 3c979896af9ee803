"""Which sentence a search shows, and that nothing of it is read as HTML."""

from hypothesis import given
from hypothesis import strategies as st

from app.page.snippets import LONGEST_CHARS, snippet


def test_the_sentence_with_most_words() -> None:
    text = "Ghe về bến. Ghe lớn nhất chở được 18 tấn dưa. Chợ tan lúc tám giờ."
    assert snippet(text, "ghe dua") == "<mark>Ghe</mark> lớn nhất chở được 18 tấn <mark>dưa</mark>."
    assert snippet(text, "tàu vũ trụ") == ""


def test_diacritics_that_were_typed_are_meant() -> None:
    assert snippet("Bối cảnh là bội chi.", "bội") == "Bối cảnh là <mark>bội</mark> chi."
    assert snippet("Bối cảnh là bội chi.", "boi") == "<mark>Bối</mark> cảnh là <mark>bội</mark> chi."


def test_markup_is_text() -> None:
    assert snippet("Chợ <script>x</script> họp.", "chợ") == "<mark>Chợ</mark> &lt;script&gt;x&lt;/script&gt; họp."


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_long_sentence_is_cut_around_a_word(before: int, after: int) -> None:
    made = snippet(" ".join(["mía"] * before + ["dưa"] + ["lúa"] * after) + ".", "dưa")
    assert "<mark>dưa</mark>" in made
    assert len(made) <= LONGEST_CHARS + len("<mark></mark>……")


def test_a_phrase_is_marked_as_one() -> None:
    text = "Giá vàng tăng, vàng miếng hiếm. Hôm qua miếng đất có giá. Người ta mua “vàng miếng” theo giá cũ."
    assert snippet(text, "“miếng đất” giá") == "Hôm qua <mark>miếng đất</mark> có <mark>giá</mark>."
    assert snippet(text, '"vang mieng"') == "Giá vàng tăng, <mark>vàng miếng</mark> hiếm."
    assert snippet(text, "vàng_miếng") == "Giá vàng tăng, <mark>vàng miếng</mark> hiếm."
    assert snippet(text, "“đất vàng”") == "Giá <mark>vàng</mark> tăng, <mark>vàng</mark> miếng hiếm."  # nowhere


def test_a_phrase_that_the_title_alone_holds() -> None:
    text, title = "Đất lên giá. Một miếng ruộng cũng vậy.", "Vì sao miếng đất này <đắt>"
    assert snippet(text, "“miếng đất”", title) == "Vì sao <mark>miếng đất</mark> này &lt;đắt&gt;"
    assert snippet(text, "miếng đất", title).startswith("<mark>Đất</mark>")
