"""What a question asks for, typed with or without diacritics."""

import pytest

from language.normal_form import fold
from rag.question.expected_answer import AnswerType, expected_answer

KINDS: list[tuple[str, set[AnswerType]]] = [
    ("Vé tàu giá bao nhiêu?", {"money"}),
    ("Cầu dài bao nhiêu mét?", {"measure"}),
    ("Bản có bao nhiêu hộ?", {"count"}),
    ("Bao nhiêu phần trăm hộ có điện?", {"share"}),
    ("Trưởng bản bao nhiêu tuổi?", {"age"}),
    ("Làm đường trong bao lâu?", {"span"}),
    ("Chợ mở mấy giờ?", {"when"}),
    ("Cầu khánh thành ngày nào?", {"when"}),
    ("Ai xây cầu?", {"who"}),
    ("Bến phà nằm ở đâu?", {"where"}),
    ("Vì sao kho cháy?", {"why"}),
    ("Đập nước để làm gì?", {"purpose"}),
    ("Họ tìm ra bằng cách nào?", {"way"}),
    ("Xe mang biển số nào?", {"code"}),
    ("Cơn bão tên gì?", {"name"}),
    ("Chợ mở từ năm mấy?", {"when"}),
    ("Tháng mấy gặt lúa?", {"when"}),
    ("Páo ghi bàn ở phút thứ mấy?", {"count"}),
    ("Diện tích đất bị thu tiền là bao nhiêu?", {"measure"}),
    ("Chiều dài con đường do xã bỏ tiền làm là bao nhiêu?", {"measure"}),
    ("Chị Mẩy bị phạt bao nhiêu năm tù?", {"span"}),
    ("Bạn gái của Páo tên là gì?", {"who"}),
    ("Giám đốc bến phà tên gì?", {"who"}),
    ("When was the bridge opened?", {"when"}),
    ("How many people died when the ferry sank?", {"count"}),
    ("How long had the ferry run when it sank?", {"span"}),
]


@pytest.mark.parametrize(("question", "kinds"), KINDS)
def test_the_kind_asked_for(question: str, kinds: set[AnswerType]) -> None:
    assert expected_answer(question).kinds == kinds


@pytest.mark.parametrize(("question", "kinds"), KINDS)
def test_typed_without_diacritics_it_asks_for_the_same(question: str, kinds: set[AnswerType]) -> None:
    assert kinds <= expected_answer(fold(question)).kinds


@pytest.mark.parametrize(
    "question",
    ["Liệt kê các việc năm nay", "Kể tên ba bản được khen", "Hội nghị bàn những gì?", "Đoàn gồm những ai?"],
)
def test_lists_however_asked_for(question: str) -> None:
    assert expected_answer(question).lists


def test_what_stands_next_to_the_asking_words_weighs_more() -> None:
    focus = expected_answer("Chợ đầu mối Nậm Pa mở năm 2025 có giá thuê sạp bao nhiêu?").focus
    assert focus["sap"] > focus["pa"]


def test_who_did_not() -> None:
    assert expected_answer("Quán nào không bị phạt?").negated
    assert not expected_answer("Quán nào bị phạt?").negated
    assert not expected_answer("Hàng không nào bay đến đảo?").negated


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How long is the Nam Pa bridge?", "measure"),
        ("how long are the new dykes", "measure"),
        ("How long was the strike at the port?", "span"),
        ("How long did it take to build the bridge?", "span"),
    ],
)
def test_how_long_in_metres_or_in_days(question: str, kind: AnswerType) -> None:
    assert expected_answer(question).kinds == {kind}


def test_a_word_that_sounds_like_not_denies_nothing() -> None:
    assert not expected_answer("Vị nào trong đền là chúa rừng?").negated
    assert expected_answer("vi nao chua ve?").negated


def test_a_number_named_in_passing_is_not_asked_for() -> None:
    assert not expected_answer("Số lượng thuyền của bản nào tăng nhanh nhất?").figure
    assert expected_answer("Số lượng thuyền là bao nhiêu?").figure


def test_what_something_is_need_be_no_name() -> None:
    assert expected_answer("Giải nhì cuộc đua thuyền là gì?").what_is
    assert expected_answer("giai nhi cuoc dua thuyen la gi").what_is
    assert not expected_answer("Giải nhì cuộc đua thuyền về tay ai?").what_is
