import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.question.understand import Question, Turn, understand
from tests.rag.vocabulary import EMPTY, NEWS

TODAY = date(2023, 11, 23)
HISTORY = [Turn("Giá sầu riêng tăng bao nhiêu trong tháng 7/2023?", "12.000 đồng, ông Nguyễn Văn Mận cho biết.")]


def asked(text: str, *turns: Turn) -> Question:
    return understand(text, vocabulary=NEWS, outlets=["Báo Sông Hồng"], history=turns, today=TODAY)


def test_a_full_question_is_understood_as_typed() -> None:
    question = asked("  Hội nghị Trung ương 8\nbàn những vấn đề gì? ")
    assert question == Question(
        text="Hội nghị Trung ương 8 bàn những vấn đề gì?",
        understood_as="Hội nghị Trung ương 8 bàn những vấn đề gì?",
        language="vi",
        accents="full",
        terms=("TW", "TƯ", "HNTW"),
    )


def test_everything_at_once() -> None:
    question = asked("theo bao song hong, hom qua ubnd tinh ban nhung van de gi")
    assert question.understood_as == "theo báo sông hồng, hôm qua ubnd tỉnh bàn những vấn đề gì"
    assert (question.language, question.accents) == ("vi", "none")
    assert question.terms == ("ủy ban nhân dân",)
    assert question.outlet == "Báo Sông Hồng"
    assert question.dates
    assert (question.dates.start, question.dates.words, question.dates.strict) == (date(2023, 11, 22), "hôm qua", True)


def test_telex_is_undone_and_told() -> None:
    question = asked("hooji nghij trung uwowng 8 bafn gif")
    assert question.text == "hooji nghij trung uwowng 8 bafn gif"
    assert question.understood_as == "hội nghị trung ương 8 bàn gì"
    assert question.accents == "partial"


def test_english_is_left_as_it_is() -> None:
    question = asked("What did the conference discuss in July 2023?")
    assert question.understood_as == question.text
    assert (question.language, question.accents) == ("en", "full")
    assert question.dates
    assert question.dates.words == "July 2023"


def test_turns_are_chained() -> None:
    question = asked("vi sao?", *HISTORY, Turn("con thang 8 thi sao", "8.000 đồng"))
    assert question.understood_as == "Vì sao giá sầu riêng tăng trong tháng 8/2023?"
    assert question.follow_up
    assert question.dates
    assert question.dates.start == date(2023, 8, 1)


def test_a_change_of_subject_uses_no_turn() -> None:
    question = asked("Vườn quốc gia Vũ Quang thả mấy con voọc?", *HISTORY)
    assert not question.follow_up
    assert question.understood_as == question.text


def test_a_name_alone_keeps_the_language_of_the_talk() -> None:
    assert asked("Joe Biden?", Turn("Who won the race?", "Nobody.")).language == "en"


def test_decomposed_input_is_the_same_question() -> None:
    text = "Hội nghị Trung ương 8 họp hôm qua theo Báo Sông Hồng?"
    composed, decomposed = asked(text), asked(unicodedata.normalize("NFD", text))
    assert decomposed.text == decomposed.understood_as == text
    assert (decomposed.terms, decomposed.dates, decomposed.outlet) == (composed.terms, composed.dates, composed.outlet)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "😀😀",
        "a" * 2000,
        "ơi " * 660,
        "?" * 2000,
        "\ud800",
        "\x00\u200b",
        "còn?",
        "(" * 50,
        "1-" * 900,
        "và " * 600,
    ],
)
def test_survives(text: str) -> None:
    question = understand(text, vocabulary=EMPTY, history=[*HISTORY, Turn(text, text)], today=TODAY)
    question.understood_as.encode()
    question.text.encode()


WORDS = (
    "còn thì sao vì ông ấy nó này đó ở đâu năm 2022 tháng 7 hom qua tu 3 den 7-10 the it why what about ? , 28-7 31-2"
).split()


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)))
def test_survives_anything_and_is_stable(text: str) -> None:
    question = asked(text, *HISTORY)
    assert "  " not in question.text
    again = asked(question.understood_as)
    assert again.language in ("vi", "en")
    assert asked(text, *HISTORY) == question


@pytest.mark.parametrize(
    "before",
    [
        Turn("Hội nghị Trung ương 8 họp ở đâu?", "", abstained=True),
        Turn("Hội nghị Trung ương 8 họp ở đâu?", "Các bài không nêu nơi họp."),
        Turn("Where did the conference meet?", "The articles don't state where it met."),
    ],
)
def test_what_was_not_stated_is_gone_on_about_only_where_a_question_says_so(before: Turn) -> None:
    def asked_on(text: str) -> Question:
        return understand(text, vocabulary=NEWS, history=[before], today=TODAY, goes_on=lambda question, turn: True)

    assert not asked_on("cầu an thạch dài bao nhiêu mét").follow_up
    assert asked_on("vì sao?").follow_up
    assert asked_on("Nguyên nhân là gì?").follow_up
