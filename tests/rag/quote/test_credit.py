"""Captions and credits at the head of a sentence whose lines are lost."""

import pytest

from rag.quote.credit import credit_chars


@pytest.mark.parametrize(
    ("credited", "sentence"),
    [
        ("Ảnh: AFP ", "Khi kho lúa cháy sang đêm thứ bảy, dân bản phải dời nhà."),
        ("Lửa cháy ở Cồn Én - Ảnh: Reuters ", "Trong đêm, hai đội cứu hỏa đã đến nơi."),
        ("Người dân dời nhà (Ảnh: Tạ Văn Khương) ", "Tại cuộc họp sáng qua, xã xin thêm gạo."),
        ("Ảnh: AFP/TTXVN ", "Bộ trưởng đến thăm bến phà vào sáng nay cùng đoàn."),
        ("Ảnh: Hù Văn Páo ", "Theo chủ quán, lượng khách tăng gấp đôi."),
        ("Lễ hội ở Cồn Én (Ảnh: Tạ Khương - Báo Sông) ", "Festival lần thứ hai sẽ mở vào tháng sau."),
        ("(Ảnh: Getty) ", "Phải đến phút 80, đội Cồn Én mới có bàn gỡ."),
        ("Nguồn: Internet. ", "Theo ban tổ chức, giải có mười hai đội."),
    ],
)
def test_what_is_a_credit(credited: str, sentence: str) -> None:
    assert credit_chars(credited + sentence) == len(credited)


@pytest.mark.parametrize(
    "sentence",
    [
        "Theo ông Páo, kho lúa cháy lúc nửa đêm.",
        "Ảnh: Páo",
        "Ông nói: Ảnh hưởng của bão số 7 còn kéo dài đến cuối tuần.",
        "Ảnh: dân bản dời nhà trong đêm vì lửa cháy to.",
        "Ảnh: Tạ Văn Khương Hù Văn Páo Lý A Sùng cùng chụp ở bến phà.",
    ],
)
def test_what_is_none_or_cannot_be_told(sentence: str) -> None:
    assert credit_chars(sentence) == 0


@pytest.mark.parametrize("length", range(0, 60, 7))
def test_what_is_left_is_a_sentence(length: int) -> None:
    sentence = "Ảnh: AFP Theo " + "x" * length
    assert len(sentence) - credit_chars(sentence) >= 25 or credit_chars(sentence) == 0
