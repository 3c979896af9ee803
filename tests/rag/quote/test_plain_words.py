"""Which of a question's words that are no names a text says."""

import pytest

from language.normal_form import fold
from language.tokens import syllables
from rag.quote.plain_words import plain_words


def share_said(question: str, text: str) -> float:
    """Where all words weigh the same."""
    return plain_words(question, dict.fromkeys(map(fold, syllables(question)), 1.0)).share_in(text)


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("Vì sao ông Hù Văn Páo từ chức?", "Từ sáng, ông Hù Văn Páo nhận chức bí thư.", 0.0),
        ("Vì sao ông Hù Văn Páo từ chức?", "Ông Hù Văn Páo từ chức hôm qua.", 1.0),
        ("Ai đốt chợ Bến Sỏi?", "Chợ Bến Sỏi cháy.", 0.5),
        ("Giá vàng hôm nay", "Giá quế hôm nay tăng, hàng màu vàng.", 0.0),
        ("Bao nhiêu người bị thương ở bản?", "Bản có 4 nạn nhân, nhiều người bị thương.", 1.0),
        ("vi sao ong ay tu chuc", "Ông từ chức hôm qua.", 1.0),
        ("Đập Nậm Hô làm trong bao lâu?", "Thi công 20 tháng.", 1.0),
        ("Hù Văn Páo?", "Trời mưa.", 1.0),
    ],
)
def test_the_share_that_is_said(question: str, text: str, share: float) -> None:
    assert share_said(question, text) == share


def test_a_weightier_word_counts_for_more() -> None:
    words = plain_words("Kho lúa cháy vì sao?", {"kho": 0.1, "lua": 0.1, "chay": 0.8})
    assert words.share_in("Kho lúa mới xây.") < 0.3 < words.share_in("Rừng cháy lớn.")


def test_one_that_died_is_said_by_any_word_for_it() -> None:
    words = plain_words("Bão Sơn Ca làm bao nhiêu người chết?", {"nguoi": 1.0, "chet": 1.0})
    assert words.share_in("Theo tỉnh, khoảng 120 người dân ven biển đã thiệt mạng vì bão Sơn Ca.") == 1.0
    assert words.share_in("Theo tỉnh, khoảng 120 người dân ven biển đã sơ tán vì bão Sơn Ca.") == 0.0
