"""Which figure a question asks for, and which numbers of a sentence are that figure."""

import pytest

from language.meaning.reading import read
from rag.several.figure_asked import figure_asked, stated


@pytest.mark.parametrize(
    "question",
    [
        "Ai cắt băng khánh thành cầu Bến Sỏi?",
        "Trận đấu bắt đầu lúc mấy giờ?",
        "Bão vào bờ mạnh cấp mấy?",
        "Cầu Bến Sỏi dài bao nhiêu và rộng bao nhiêu?",
        "Điểm chuẩn là bao nhiêu?",
    ],
)
def test_a_question_that_asks_for_no_one_figure(question: str) -> None:
    assert figure_asked(question, "vi") is None


INJURED = "Vụ cháy chợ Lài làm bao nhiêu người bị thương?"


@pytest.mark.parametrize(
    ("question", "sentence", "figures"),
    [
        (INJURED, "Vụ cháy làm 3 người chết, 12 người bị thương.", ["12 người"]),
        (INJURED, "Lửa làm chết 3 người và bị thương 12 người.", ["12 người"]),
        (INJURED, "Số người bị thương đã lên tới 15.", ["15"]),
        (INJURED, "Huyện nâng số người bị thương từ 12 lên 15 người.", ["15 người"]),
        (INJURED, "Có 15 người bị thương, tăng 3 người so với tối qua.", ["15 người"]),
        (INJURED, "Một người chết và 12 người khác bị thương.", ["12 người"]),
        (INJURED, "Có 3 người bị thương nặng.", []),
        (INJURED, "Có 15 người chết và bị thương.", []),
        (INJURED, "Khoảng 3-5 người bị thương.", []),
        (INJURED, "Trong số này, riêng 4 người bị thương là trẻ em.", []),
        (INJURED, "Vụ việc có thể khiến 20 người bị thương.", []),
        (INJURED, "Có 15 người bị thương, thay vì 12 người bị thương như tin ban đầu.", ["15 người"]),
        ("Số người chết trong vụ sập cầu là bao nhiêu?", "Đến nay 4 người thiệt mạng, 7 người mất tích.", ["4 người"]),
        ("Cầu Bến Sỏi dài bao nhiêu mét?", "Cầu dài 420 m, rộng 12 m.", ["420 m"]),
        (
            "Cầu Bến Sỏi có tổng mức đầu tư là bao nhiêu tỷ đồng?",
            "Tổng mức đầu tư 96 tỷ đồng, vay 40 tỷ đồng.",
            ["96 tỷ đồng"],
        ),
        ("Vĩnh Giang có bao nhiêu ca sốt xuất huyết?", "Tỉnh có 3.412 ca sốt xuất huyết và 20 ca sởi.", ["3.412"]),
        ("Ông H. bị lừa mất bao nhiêu tiền?", "Ông mất 215 triệu đồng.", ["215 triệu đồng"]),
        ("Đến cuối năm sẽ sơ tán bao nhiêu hộ?", "Huyện sẽ sơ tán 61 hộ.", ["61 hộ"]),
        ("Huyện đã sơ tán bao nhiêu hộ?", "Huyện sẽ sơ tán 61 hộ.", []),
    ],
)
def test_the_numbers_that_are_the_figure(question: str, sentence: str, figures: list[str]) -> None:
    asked = figure_asked(question, "vi")
    assert asked
    assert [number.words for number in stated(asked, read(sentence))] == figures


def test_across_languages() -> None:
    asked = figure_asked("How many people were injured in the fire?", "en")
    assert asked
    assert [number.words for number in stated(asked, read("Vụ cháy làm 12 người bị thương."))] == ["12 người"]
