import pytest

from rag.references import Turn
from rag.rephrase import MAX_CHARS, taken

TURNS = [Turn("Cầu Bến Sỏi dài bao nhiêu?", "Cầu Bến Sỏi dài 420 m, do ông Lê Văn Thảo giám sát. [1]")]


def test_a_question_made_whole_is_taken() -> None:
    assert taken("Ai cắt băng cầu Bến Sỏi?\nTrả lời: …", "Ai cắt băng?", TURNS) == "Ai cắt băng cầu Bến Sỏi?"
    assert taken(" “ai cắt băng ở cầu Bến Sỏi” ", "Ai cắt băng?", TURNS) == "Ai cắt băng ở cầu Bến Sỏi?"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Ai cắt băng?",
        "Ai cắt băng cầu An Thạch?",
        "Cầu Bến Sỏi dài 420 m.",
        "Ai cắt băng cầu Bến Sỏi năm 2024?",
        "Cầu Bến Sỏi " * MAX_CHARS,
    ],
)
def test_what_says_nothing_more_or_something_else_is_not(written: str) -> None:
    assert taken(written, "Ai cắt băng?", TURNS) is None
