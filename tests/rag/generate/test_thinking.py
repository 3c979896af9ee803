import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.generate.thinking import Spoken, without_stray_thought

HARMONY = (
    "<|channel|>analysis<|message|>Người dùng hỏi về cầu.<|end|><|start|>assistant"
    "<|channel|>final<|message|>Cầu dài 420 m [1].<|return|>"
)


def said(*pieces: str) -> str:
    spoken = Spoken()
    return "".join(spoken.feed(piece) for piece in pieces) + spoken.close()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<think>\nXem đã.\n</think>\n\nCầu dài 420 m [1].", "\n\nCầu dài 420 m [1]."),
        ("<thinking>a</thinking>b<think>c</think>d", "bd"),
        ("<think>không bao giờ xong", ""),
        ("a < b và <b>c</b>", "a < b và <b>c</b>"),
        ("Cầu dài 420 m [1].", "Cầu dài 420 m [1]."),
        (HARMONY, "Cầu dài 420 m [1]."),
        ("", ""),
    ],
)
def test_thoughts_are_not_shown_however_they_are_cut(written: str, shown: str) -> None:
    assert said(written) == shown
    assert said(*written) == shown


@given(st.lists(st.sampled_from(["<think>", "</think>", "<thi", "nk>", "a", " ", "<", "|>", "b.", HARMONY[:11]])))
def test_however_a_text_is_cut_the_same_is_shown(pieces: list[str]) -> None:
    assert said(*pieces) == said("".join(pieces))


def test_while_it_thinks_it_says_so() -> None:
    spoken = Spoken()
    assert (spoken.feed("<think>xem"), spoken.thinking) == ("", True)
    assert (spoken.feed(" đã</think>Cầu"), spoken.thinking) == ("Cầu", False)


def test_a_thought_that_the_template_opened_is_left_out_at_the_end() -> None:
    assert without_stray_thought("Xem đã.\n</think>\nCầu dài 420 m [1].") == "Cầu dài 420 m [1]."
