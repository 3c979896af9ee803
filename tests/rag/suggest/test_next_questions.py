"""The questions made from sentences: what reads well, and what must not be asked."""

import pytest

from rag.suggest.next_questions import about, candidates, topic_of


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Cầu Bến Sỏi dài 420 m, rộng 12 m.", "Cầu Bến Sỏi dài bao nhiêu mét?"),
        (
            "Vinamai dành hơn 1.500 tỉ đồng mua sữa của nông dân.",
            "Vinamai dành bao nhiêu tỷ đồng mua sữa của nông dân?",
        ),
        (
            "Tỉnh Hải Lâm đã sơ tán 12.430 người khỏi vùng nguy hiểm.",
            "Tỉnh Hải Lâm đã sơ tán bao nhiêu người khỏi vùng nguy hiểm?",
        ),
        ("Bà Hồ Thị Nhạn, Chủ tịch UBND xã An Thạch, đến thăm.", "Ai là chủ tịch UBND xã An Thạch?"),
        ("Ông Lê Văn Thảo cho biết chợ sẽ được xây lại.", "Ông Lê Văn Thảo nói gì về vụ cháy chợ Bến Lài?"),
        ("Lửa làm 12 người bị thương và 3 người chết.", "Vụ cháy chợ Bến Lài làm bao nhiêu người bị thương?"),
        ("Lễ hội Cửa Vường khai mạc sáng 21/2/2024 tại bến cá.", "Lễ hội Cửa Vường khai mạc khi nào?"),
        ("Giá mía Tân Lập tăng mạnh là do nhà máy thiếu hàng.", "Vì sao giá mía Tân Lập tăng mạnh?"),
    ],
)
def test_a_question_that_the_sentence_answers(sentence: str, question: str) -> None:
    assert question in [one.question for one in candidates(sentence, "vụ cháy chợ Bến Lài", "vi")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cuộc thi năm nay thu hút 48 đội tuyển.",  # which one?
        "Cúp Đồng bằng 2024 có nhiều bất ngờ.",
        "Hoàn tất giai đoạn 2 công trình Bến Sỏi.",
        "Ông cho biết có 12 người bị lạc.",
        "Theo ông Thảo, cầu Bến Sỏi dài 420 m.",
        "Cầu Bến Sỏi dài 420 m hay 402 m?",
        "UBND tỉnh đã chi 25 tỷ đồng hỗ trợ khẩn cấp.",
        "Trận đấu diễn ra sôi nổi.",
        "Cầu An Thạch bắt đầu thu phí từ tháng 7/2024.",  # what begins?
    ],
)
def test_nothing_is_asked_that_would_read_badly(sentence: str) -> None:
    assert list(candidates(sentence, None, "vi")) == []


def test_english_questions() -> None:
    sentence = "Dương Hoài Khởi, chairman of Tam Lục town, said that the lane was narrow."
    assert [one.question for one in candidates(sentence, None, "en")] == [
        "What position does Dương Hoài Khởi hold?",
        "What did Dương Hoài Khởi say?",
    ]
    asked = list(candidates("The Ben Soi bridge opened on March 5, 2024.", None, "en"))
    assert [one.question for one in asked] == ["When did the Ben Soi bridge open?"]


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("Lở đất ở Mường Lân", "vụ lở đất ở Mường Lân"),
        ("Vụ cháy chợ Bến Lài làm người chết", "vụ cháy chợ Bến Lài"),
        ("Vụ cháy chợ Bến Lài diễn biến thế nào", "vụ cháy chợ Bến Lài"),
        ("Cầu An Thạch", "cầu An Thạch"),
        ("Cập nhật thiệt hại", None),
        ("Vụ cháy", None),
    ],
)
def test_what_a_title_is_about(words: str, topic: str | None) -> None:
    assert topic_of(words) == topic


def test_no_question_holds_what_was_glued_to_its_sentence() -> None:
    glued = "Trường Giang Theo Tri Thức Vụ tai nạn xảy ra trưa ngày 1/3 trên quốc lộ 1A, cách cầu vượt Bến Lài 200m."
    asked = [one.question for one in candidates(glued, None, "vi")]
    assert not [question for question in asked if "Theo" in question or " Vụ" in question]


def test_questions_about_an_event() -> None:
    assert [one.question for one in about("vụ lở đất ở Mường Lân")] == [
        "Diễn biến vụ lở đất ở Mường Lân ra sao?",
        "Nguyên nhân vụ lở đất ở Mường Lân là gì?",
        "Vụ lở đất ở Mường Lân xảy ra khi nào?",
    ]
    assert [one.question for one in about("lễ hội Cửa Vường")] == ["Lễ hội Cửa Vường diễn ra khi nào?"]
    assert list(about("cầu An Thạch")) == []
