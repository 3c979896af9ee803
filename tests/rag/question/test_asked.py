"""What a question asks for, found in sentences that write it in their own way."""

import pytest

from rag.question.asked import asked


@pytest.mark.parametrize(
    ("question", "sentence", "counts"),
    [
        ("Cầu dài bao nhiêu mét?", "Cầu dài 684,5 m, rộng 12 m.", True),
        ("Tuyến đường dài bao nhiêu cây số?", "Toàn tuyến dài 2,35 km.", True),
        ("Cánh đồng rộng bao nhiêu hécta?", "Cánh đồng rộng 120 ha.", True),
        ("How many kilometres long is it?", "Toàn tuyến dài 2,35 km.", True),
        ("Cầu dài bao nhiêu mét?", "Toàn tuyến dài 2,35 km.", False),
        ("Cầu dài bao nhiêu mét?", "Cầu có 12 mố trụ.", False),
        ("Có bao nhiêu hộ phải sơ tán?", "Đã sơ tán 37 hộ.", True),
    ],
)
def test_units_are_found_written_out_and_short(question: str, sentence: str, counts: bool) -> None:
    assert asked(question).counted_in(sentence) is counts
