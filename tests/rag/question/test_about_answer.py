import pytest

from rag.answer import Turn
from rag.question.about_answer import about_the_answer, answered_before, request_about_answer


@pytest.mark.parametrize(
    "request_",
    [
        "Ngắn gọn hơn",
        "ngắn gọn hơn nhé",
        "Viết ngắn lại",
        "Tóm tắt lại",
        "rút gọn câu trả lời trên",
        "Dịch sang tiếng Anh",
        "dịch câu trả lời này sang tiếng Anh",
        "viết lại bằng tiếng Anh giúp tôi",
        "Viết thành tin 100 chữ",
        "viết thành một bản tin ngắn khoảng 80 chữ",
        "Bạn chắc không?",
        "bạn có chắc chắn không",
        "Nói rõ hơn về bài thứ hai",
        "trình bày thành bảng",
        "Trong 3 câu",
        "Căn cứ vào đâu?",
        "dễ hiểu hơn đi",
        "Shorter please",
        "Translate it into English",
        "In 50 words",
        "Are you sure?",
        "as a table",
    ],
)
def test_requests_about_the_answer_before(request_: str) -> None:
    assert about_the_answer(request_)


@pytest.mark.parametrize(
    "question",
    [
        "Dịch sốt xuất huyết ở đâu?",
        "So với năm ngoái thì sao?",
        "Tóm tắt vụ cháy chợ Bến Lài",
        "Ai cắt băng?",
        "Cầu nào dài hơn?",
        "Bảng giá mía tháng này",
        "Vì sao?",
        "Đúng là cầu Bến Sỏi dài 420 m?",
        "How short is it?",
        "Viết về lũ ở Cồn Én",
        "Is that bridge the longest?",
        "",
    ],
)
def test_questions_are_none(question: str) -> None:
    assert not about_the_answer(question)


def test_what_was_answered_before_is_looked_for_past_other_requests_but_not_past_an_abstention() -> None:
    first, request_ = Turn("Cầu Bến Sỏi dài bao nhiêu?", "420 m [1]."), Turn("Ngắn gọn hơn", "420 m.")
    assert answered_before([first, request_]) == 0
    assert answered_before([first, Turn("Ai thiết kế?", "")]) is None
    assert answered_before([]) is None


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("ngắn hơn đi", "form"),
        ("dịch sang tiếng Anh", "form"),
        ("translate that into Vietnamese", "form"),
        ("lập bảng so sánh", "form"),
        ("bạn chắc chứ?", "doubt"),
        ("căn cứ vào đâu", "doubt"),
        ("really?", "doubt"),
        ("chi tiết hơn", "more"),
        ("nói rõ hơn về bài thứ hai", "more"),
        ("tell me more about the second article", "more"),
        ("Cầu nào dài hơn?", None),
    ],
)
def test_what_is_asked_of_the_answer(said: str, kind: str | None) -> None:
    assert request_about_answer(said) == kind
