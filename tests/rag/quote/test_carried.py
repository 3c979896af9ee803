"""Which words of a question a sentence carries."""

import pytest

from rag.quote.carried import wanted


@pytest.mark.parametrize(
    ("question", "sentence", "carried"),
    [
        ("Hội nghị bàn những gì?", "Hội nghị bàn năm nội dung.", True),
        ("Hội nghị bàn những gì?", "Hội nghị của Ban Chấp hành họp hai ngày.", False),
        ("Hội nghị bàn những gì?", "Hội nghị thảo luận về ngân sách.", True),
        ("Hội nghị bàn những gì?", "Đại biểu cho ý kiến về ngân sách.", True),
        ("hoi nghi ban nhung gi", "Hội nghị của Ban Chấp hành họp hai ngày.", True),  # it may be either
        ("Hội nghị bàn những gì?", "Hoi nghi ban ve ngan sach.", True),  # an article without marks
    ],
)
def test_a_word_is_carried_with_its_marks_or_by_a_synonym(question: str, sentence: str, carried: bool) -> None:
    assert ("ban" in wanted(question).of(sentence)) is carried


def test_pairs_go_with_a_word_that_is_another() -> None:
    assert "hoa_ban" not in wanted("Ai bán hoa, bàn gì?").of("Mùa hoa ban nở trắng.")
    assert "hoa_ban" in wanted("Hoa ban nở khi nào?").of("Mùa hoa ban nở trắng.")
