"""Which questions ask for the course of an event, and the dated points that answer them."""

import pytest

from rag.question.understand import Question
from rag.several.timeline import TIMELINE, Timeline, asks_timeline, timeline
from vectorstore.records import Passage

QUESTION = "Diễn biến vụ cháy chợ Bến Lài ra sao?"
FIRE = "Tối 1/3/2024, lửa bùng lên ở dãy C và thiêu rụi nửa chợ Bến Lài trong hai giờ."
CAUSE = "Ngày 4/3, công an kết luận vụ cháy chợ Bến Lài do chập điện ở một quầy đồ nhựa."
OPENED = "Chợ tạm Bến Lài họp phiên đầu tiên sau vụ cháy, có gần một trăm sạp hàng."


def passage(n: int, text: str, published: str | None, title: str = "Vụ cháy chợ Bến Lài") -> Passage:
    return Passage(n, 1.0, f"bai-{n}", title, published, "Báo Sông", None, 0, len(text), "", text)


def told(*passages: Passage, question: str = QUESTION, language: str = "vi") -> Timeline:
    return timeline(Question(question, question, "en" if language == "en" else "vi", "full"), passages)


@pytest.mark.parametrize(
    "question",
    [
        QUESTION,
        "dien bien vu chay cho Ben Lai",
        "Chuyện gì đã xảy ra với chợ Bến Lài?",
        "chuyen gi xay ra o cho Ben Lai",
        "Quá trình xây cầu Bến Sỏi diễn ra như thế nào?",
        "What happened in the Ben Lai market fire?",
        "Give me a timeline of the Ben Lai fire",
    ],
)
def test_asks_for_a_course(question: str) -> None:
    assert asks_timeline(question)


@pytest.mark.parametrize(
    "question",
    [
        "Vụ cháy chợ Bến Lài làm bao nhiêu người bị thương?",
        "Ai kể lại vụ cháy?",
        "Vụ sạt lở ở Nậm Lĩnh xảy ra lúc mấy giờ?",
        "Lễ hội cầu ngư diễn ra vào những ngày nào?",
        "What is the timetable of the ferry?",
        "Chuyện gì đã xảy ra?",
    ],
)
def test_asks_for_something_else(question: str) -> None:
    assert not asks_timeline(question)


def test_points_are_dated_cited_and_in_order() -> None:
    found = told(passage(2, CAUSE, "2024-03-05"), passage(3, OPENED, "2024-03-20"), passage(1, FIRE, "2024-03-02"))
    assert [(point.day, point.stated, point.n) for point in found.points] == [
        ("2024-03-01", True, 1),
        ("2024-03-04", True, 2),
        ("2024-03-20", False, 3),
    ]
    assert [sentence.text for sentence in found.sentences] == [
        f"Ngày 1-3-2024: “{FIRE}” [1]",
        f"Ngày 4-3-2024: “{CAUSE}” [2]",
        f"Bài đăng ngày 20-3-2024: “{OPENED}” [3]",
    ]
    assert [source.quote for source in found.sources] == [FIRE, CAUSE, OPENED]


def test_an_english_question_gets_english_words_around_the_quotes() -> None:
    question = "What happened in the Bến Lài market fire?"
    found = told(passage(1, FIRE, "2024-03-02"), passage(2, CAUSE, "2024-03-05"), question=question, language="en")
    assert [sentence.text.split(":")[0] for sentence in found.sentences] == ["On 1 March 2024", "On 4 March 2024"]


def test_one_day_is_no_course() -> None:
    assert told(passage(1, FIRE, "2024-03-02"), passage(2, FIRE, "2024-03-02")) == Timeline()


def test_undated_articles_and_other_events_are_left_out() -> None:
    other = "Ngày 9/3/2024, lửa thiêu rụi một dãy quầy ở chợ Vạn Gò sau vụ chập điện."
    found = told(
        passage(1, FIRE, "2024-03-02"),
        passage(2, CAUSE, None),
        passage(3, other, "2024-03-10", "Vụ cháy chợ Vạn Gò"),
    )
    assert found == Timeline()


def test_the_same_is_told_once() -> None:
    again = "Tối 1/3/2024, lửa bùng lên ở dãy C, thiêu rụi nửa chợ Bến Lài trong vòng hai giờ."
    found = told(passage(1, FIRE, "2024-03-02"), passage(2, again, "2024-03-02"), passage(3, CAUSE, "2024-03-05"))
    assert [point.day for point in found.points] == ["2024-03-01", "2024-03-04"]


def test_a_date_by_the_way_dates_nothing() -> None:
    text = "Ông Lê Văn Thảo bán vải ở chợ Bến Lài (mở cửa từ ngày 2/9/2023) mất trắng trong vụ cháy chợ Bến Lài."
    found = told(passage(1, FIRE, "2024-03-02"), passage(2, text, "2024-03-05"), passage(3, CAUSE, "2024-03-05"))
    assert "2023-09-02" not in [point.day for point in found.points]


def test_a_long_story_is_cut_to_its_main_points() -> None:
    works = (
        "dân quân dọn gạch vụn, thợ điện cắt nguồn, bảo vệ rào cổng, xe ben chở tro, y tế khám phổi, thuế giãn nợ, "
        "ngân hàng khoanh vốn, trường học quyên sách, nhà chùa nấu cháo, đoàn viên phát nước"
    ).split(", ")
    days = [
        passage(n, f"Ngày {n}/3/2024, {work} cho tiểu thương chợ Bến Lài sau vụ cháy.", "2024-03-25")
        for n, work in enumerate(works, 1)
    ]
    found = told(*days)
    assert len(found.points) == TIMELINE.most_points
    assert [point.day for point in found.points] == sorted(point.day for point in found.points)


def test_a_month_stands_after_its_days() -> None:
    plan = "Trong tháng 3 năm 2024, huyện sẽ xây lại chợ Bến Lài ngay trên nền đất cũ."
    found = told(passage(1, FIRE, "2024-03-02"), passage(2, plan, "2024-03-05"), passage(3, CAUSE, "2024-03-05"))
    assert [point.day for point in found.points] == ["2024-03-01", "2024-03-04", "2024-03"]
    assert found.sentences[-1].text.startswith("Tháng 3-2024: ")
