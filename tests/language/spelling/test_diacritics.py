import time

import pytest

from language.spelling.counts import SpellingCounts
from language.spelling.diacritics import restore
from tests.rag.vocabulary import EMPTY, NEWS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hoi nghi trung uong 8 ban nhung van de gi", "hội nghị trung ương 8 bàn những vấn đề gì"),
        ("Hoi nghi Trung uong ban gi?", "Hội nghị Trung ương bàn gì?"),
        ("HOI NGHI TRUNG UONG BAN GI", "HỘI NGHỊ TRUNG ƯƠNG BÀN GÌ"),
        ("Nha may thuy dien Song Lam phat dien khi nao?", "Nhà máy thủy điện Sông Lam phát điện khi nào?"),
        ("doi bong Hong Linh thang Super Bowl khi nao", "đội bóng Hồng Lĩnh thắng Super Bowl khi nào"),
        ("gia sau rieng o Huong Khe tang bao nhieu", "giá sầu riêng ở Hương Khê tăng bao nhiêu"),
        ("ca trich o Thach Kim", "cá trích ở Thạch Kim"),
    ],
)
def test_restores_with_the_library_as_model(typed: str, meant: str) -> None:
    restored = restore(typed, SpellingCounts(NEWS))
    assert (restored.text, restored.accents) == (meant, "none")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thu tuong tham nuoc nao", "thủ tướng thăm nước nào"),
        ("gia vang hom nay bao nhieu", "giá vàng hôm nay bao nhiêu"),
        ("vi sao gia xang tang", "vì sao giá xăng tăng"),
        ("o dau", "ở đâu"),
        ("benh nhan duoc dieu tri nhu the nao", "bệnh nhân được điều trị như thế nào"),
        ("iPhone va Tesla o Viet Nam", "iPhone và Tesla ở Việt Nam"),
    ],
)
def test_restores_common_words_with_an_empty_library(typed: str, meant: str) -> None:
    assert restore(typed, SpellingCounts(EMPTY)).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "Ai cho vay?",
        "Trong năm nay có bao nhiêu cây xanh được trồng ở Hương Khê?",
        "Đội tuyển cho ba cầu thủ trẻ ra sân khi nào?",
        "Lan Anh đi học ở đâu?",
        "Tác giả của The Hobbit là ai?",
        "Los Angeles nằm ở bang nào?",
        "AI là gì?",
        "vnexpress.net nói gì, ban.doc@bao.vn trả lời ra sao?",
        "",
    ],
)
def test_leaves_a_full_question_alone(text: str) -> None:
    for vocabulary in (EMPTY, NEWS):
        restored = restore(text, SpellingCounts(vocabulary))
        assert (restored.text, restored.accents) == (text, "full")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hội nghi trung uong 8 bàn nhung van de gi", "hội nghị trung ương 8 bàn những vấn đề gì"),
        ("thủy dien sông lam phat điện khi nao", "thủy điện sông lam phát điện khi nào"),
    ],
)
def test_completes_a_partial_question(typed: str, meant: str) -> None:
    restored = restore(typed, SpellingCounts(NEWS))
    assert (restored.text, restored.accents) == (meant, "partial")


def test_what_is_typed_with_diacritics_stands() -> None:
    assert restore("hội nghì trung uong", SpellingCounts(NEWS)).text.startswith("hội nghì ")


def test_long_text_takes_linear_time() -> None:
    began = time.perf_counter()
    restore("hoi nghi trung uong " * 100, SpellingCounts(NEWS))
    assert time.perf_counter() - began < 2
