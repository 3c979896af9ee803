import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.check.citations import settled
from rag.check.cited_text import CitedText
from vectorstore.records import Passage

PASSAGES = [
    Passage(n, 1.0, f"bai-{n}", f"Bài {n}", None, None, None, 100, 100 + len(text), "", text)
    for n, text in enumerate(["Cầu dài 420 m, rộng 12 m. Ông Lê Văn Thảo làm giám đốc.", "Vốn là 96 tỷ đồng."])
]


def cite(*pieces: str) -> CitedText:
    cited = CitedText(PASSAGES)
    shown = "".join(cited.feed(piece) for piece in pieces) + cited.close()
    assert shown == cited.text
    return cited


def test_markers_are_numbered_in_order_of_appearance_while_the_answer_is_written() -> None:
    cited = cite("Vốn là 96 tỷ đồng [2]. Cầu dài 420 m [1]. Thông xe ngày 5-3-2024 [2].")
    assert cited.text == "Vốn là 96 tỷ đồng [1]. Cầu dài 420 m [2]. Thông xe ngày 5-3-2024 [1]."
    assert cited.raw == "Vốn là 96 tỷ đồng [2]. Cầu dài 420 m [1]. Thông xe ngày 5-3-2024 [2]."


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
        ("Khoảng [1-999999999999].", "Khoảng (1-999999999999)."),
        ("Dài 420 m [đoạn 1].", "Dài 420 m [1]."),
        ("Dài 420 m [Nguồn số 2].", "Dài 420 m [1]."),
        ("Dài 420 m [passage 1, source 2].", "Dài 420 m [1][2]."),
        ("Dài 420 m 【1†Báo Mía】.", "Dài 420 m [1]."),
        ("Dài 420 m [^1].", "Dài 420 m [1]."),
        ("Dài 420 m [1](http://evil.test/x).", "Dài 420 m [1]."),
        ("Dài 420 m [1] (tức 0,42 km).", "Dài 420 m [1] (tức 0,42 km)."),
        ("Dài 420 m [1.2].", "Dài 420 m [1]."),
        ("Dài 420 m [1.1-1.3].", "Dài 420 m [1][2][3]."),
        ("Dài 420 m [9.2].", "Dài 420 m."),
        ("Theo [bài đăng 2023] thì dài.", "Theo [bài đăng 2023] thì dài."),
    ],
)
def test_invented_or_broken_markers_are_dropped(written: str, shown: str) -> None:
    assert cite(written).text == shown
    assert cite(*written).text == shown  # one character at a time


def test_a_half_written_marker_is_held_back() -> None:
    cited = CitedText(PASSAGES)
    assert cited.feed("Dài 420 m [") == "Dài 420 m"
    assert cited.feed("1") == ""
    assert cited.feed("]") == ""  # an address may follow
    assert cited.feed("(http://a.test") == ""
    assert cited.feed(") và") == " [1] và"


def test_a_year_in_an_open_bracket_is_let_go_once_it_closes() -> None:
    cited = CitedText(PASSAGES)
    assert cited.feed("Cầu [dài") == "Cầu"
    assert cited.feed(" nhất] vùng") == " [dài nhất] vùng"


@given(st.lists(st.text(alphabet="ab 420[]0129,.-–【】()^†\n", max_size=12), max_size=12))
def test_however_an_answer_is_cut_it_comes_out_the_same(pieces: list[str]) -> None:
    cited = cite(*pieces)
    assert cite("".join(pieces)).text == cited.text
    settled(cited.raw, PASSAGES)
    settled("".join(pieces), PASSAGES)
