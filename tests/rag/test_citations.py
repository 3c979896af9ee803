import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.citations import CitedText, checked
from vectorstore.chunk import Passage

TEXTS = [
    "Cầu Bến Sỏi khởi công năm 2021. Cầu dài 420 m, rộng 12 m. Ông Lê Văn Thảo làm giám đốc dự án.",
    "Vốn đầu tư của cầu là 96 tỷ đồng. Cầu thông xe ngày 5-3-2024.",
]
PASSAGES = [
    Passage(n, 1.0, f"bai-{n}", f"Bài {n}", None, None, None, 100, 100 + len(text), "", text)
    for n, text in enumerate(TEXTS)
]


def cite(*pieces: str) -> CitedText:
    cited = CitedText(PASSAGES)
    shown = "".join(cited.feed(piece) for piece in pieces) + cited.close()
    assert shown == cited.text
    return cited


def test_markers_become_sources_in_order_of_appearance_with_the_sentence_that_fits() -> None:
    cited = cite("Vốn là 96 tỷ đồng [2]. Cầu dài 420 m [1]. Thông xe ngày 5-3-2024 [2].")
    assert cited.text == "Vốn là 96 tỷ đồng [1]. Cầu dài 420 m [2]. Thông xe ngày 5-3-2024 [3]."
    assert [source.quote for source in cited.sources] == [
        "Vốn đầu tư của cầu là 96 tỷ đồng.", "Cầu dài 420 m, rộng 12 m.", "Cầu thông xe ngày 5-3-2024.",
    ]  # fmt: skip
    for source in cited.sources:
        passage = PASSAGES[int(source.article_id[-1])]
        assert passage.text[source.start - 100 : source.end - 100] == source.quote


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Dài 420 m [9].", "Dài 420 m."),
        ("Dài 420 m [0][1].", "Dài 420 m [1]."),
        ("Dài 420 m [1, 7].", "Dài 420 m [1]."),
        ("Dài 420 m 【1】.", "Dài 420 m [1]."),
        ("Dài 420 m [1][1].", "Dài 420 m [1]."),
        ("Dài 420 m [1–1].", "Dài 420 m [1]."),
        ("Dài 420 m. [1]", "Dài 420 m. [1]"),
        ("Dài 420 m [", "Dài 420 m"),
        ("Dài 420 m [1", "Dài 420 m"),
        ("Mảng [a] và [xem 1].", "Mảng [a] và [xem 1]."),
        ("Khoảng [1-999999999999].", "Khoảng [1-999999999999]."),
    ],
)
def test_invented_or_broken_markers_are_dropped(written: str, shown: str) -> None:
    assert cite(written).text == shown
    assert cite(*written).text == shown  # one character at a time


def test_a_half_written_marker_is_held_back() -> None:
    cited = CitedText(PASSAGES)
    assert cited.feed("Dài 420 m [") == "Dài 420 m"
    assert cited.feed("1") == ""
    assert cited.feed("] và") == " [1] và"


@given(st.lists(st.text(alphabet="ab 420[]0129,.-–【】\n", max_size=12), max_size=12))
def test_every_marker_shown_has_a_source_however_it_is_cut(pieces: list[str]) -> None:
    cited = cite(*pieces)
    numbers = {source.n for source in cited.sources}
    for sentence in checked(cited.text, cited.sources):
        assert set(sentence.citations) <= numbers
    assert cite("".join(pieces)).text == cited.text


def test_support_is_judged_by_the_quotes_behind_the_sentence() -> None:
    cited = cite("Cầu dài 420 m. [1] Vốn đầu tư của cầu là 69 tỷ đồng [2]. Cầu rất đẹp.")
    first, second, third = checked(cited.text, cited.sources)
    assert (first.citations, first.support) == ((1,), "supported")
    assert (second.citations, second.support) == ((2,), "unsupported")  # 96, not 69
    assert (third.citations, third.support) == ((), "unsupported")
