import pytest

from rag.check.absence import abstains, states_absence


@pytest.mark.parametrize(
    "sentence",
    [
        "Các bài không nêu giá vé.",
        "Các bài báo được cung cấp không nêu thông tin này.",
        "Không có bài nào đề cập đến lương của ông Thảo.",
        "Tôi không tìm thấy thông tin về giá vé trong các bài.",
        "Rất tiếc, không tìm thấy câu trả lời trong thư viện.",
        "Không thấy bài nào nói về việc này [2].",
        "Những đoạn trích trên chưa cho biết ai thiết kế cầu.",
        "Thông tin về giá vé không được nêu trong các bài.",
        "Trong các bài được cung cấp, không bài nào có thông tin về giá vé.",
        "**Các nguồn** đều không có số liệu năm 2021.",
        "The articles do not say who designed the bridge.",
        "The provided excerpts don't mention a ticket price.",
        "None of the articles states the price.",
        "There is no information about the price in the articles.",
        "The price is not given in the articles.",
        "I couldn't find this in the articles.",
        "No article names the designer.",
        "KHÔNG TÌM THẤY",
    ],
)
def test_an_absence_in_any_wording(sentence: str) -> None:
    assert states_absence(sentence)
    assert abstains(f"{sentence}\n\nCầu dài 420 m [1].")


@pytest.mark.parametrize(
    "sentence",
    [
        "Báo cáo không nêu nguyên nhân vụ cháy [1].",
        "Ông Thảo không nói gì với báo chí [1].",
        "Không tìm thấy nạn nhân nào khác [1].",
        "Công ty chưa công bố giá vé [2].",
        "The company did not say why it closed [1].",
        "No one was hurt [1].",
        "Bà con không có thông tin về giống mới nên chưa gieo [1].",
        "Cầu không có trụ giữa [1].",
    ],
)
def test_what_articles_themselves_deny_is_a_claim(sentence: str) -> None:
    assert not states_absence(sentence)


def test_an_answer_that_tells_something_first_is_no_abstention() -> None:
    assert not abstains("Cầu dài 420 m [1]. Các bài không nêu chiều rộng.")
    assert abstains("Trả lời:\n\nCác bài không nêu chiều rộng. Cầu dài 420 m [1].")
    assert not abstains("")
