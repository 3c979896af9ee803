"""When two articles differ on the figure asked for, and when they only seem to."""

from dataclasses import replace

import pytest

from rag.answer import Source, source_of
from rag.question.understand import Question
from rag.several.disagreement import differing, figures_of, with_figures
from vectorstore.records import Passage

QUESTION = "Vụ cháy chợ Bến Lài làm bao nhiêu người bị thương?"
FIRST = "Vụ cháy chợ Bến Lài làm 12 người bị thương."


def passage(n: int, text: str, published: str | None, title: str = "Cháy chợ Bến Lài") -> Passage:
    return Passage(n, 1.0, f"bai-{n}", title, published, f"Báo {n}", None, 0, len(text), "", text)


def whole(one: Passage) -> Source:
    return source_of(1, one, 0, len(one.text), one.text)


def told(
    question: str, first: str, second: str, published: str | None = "2024-03-02", title: str = "Cháy chợ Bến Lài"
) -> list[str]:
    passages = [passage(1, first, "2024-03-01"), passage(2, second, published, title)]
    asked = Question(question, question, "vi", "full")
    return [one.words for one in differing(asked, [whole(passages[0])], passages)]


@pytest.mark.parametrize(
    ("second", "figures"),
    [
        ("Vụ cháy chợ Bến Lài làm 15 người bị thương.", ["15 người", "12 người"]),
        ("Số người bị thương trong vụ cháy chợ Bến Lài là 15.", ["15", "12 người"]),
        ("Vụ cháy chợ Bến Lài làm ít nhất 14 người bị thương.", ["ít nhất 14 người", "12 người"]),
        ("Vụ cháy chợ Bến Lài làm 15 người bị thương, thay vì 12 người như tin ban đầu.", ["15 người", "12 người"]),
    ],
)
def test_articles_that_differ(second: str, figures: list[str]) -> None:
    assert told(QUESTION, FIRST, second) == figures


@pytest.mark.parametrize(
    "second",
    [
        "Vụ cháy chợ Bến Lài làm mười hai người bị thương.",
        "Vụ cháy chợ Bến Lài làm hơn 10 người bị thương.",
        "Vụ cháy chợ Bến Lài làm 3 người bị thương nặng.",
        "Vụ cháy chợ Bến Lài làm 4 người chết.",
        "Vụ cháy chợ Bến Lài làm 12 người bị thương; hôm sau báo cáo ghi 15 người bị thương.",
        "Vụ cháy chợ Vạn Gò làm 15 người bị thương.",
        "Hồi tháng 5 năm ngoái, vụ cháy chợ Bến Lài làm 15 người bị thương.",
        "Riêng ở dãy C, vụ cháy chợ Bến Lài làm 5 người bị thương.",
        "Vụ cháy chợ Bến Lài làm 5 người ở huyện Kim Đường bị thương.",
    ],
)
def test_articles_that_only_seem_to_differ(second: str) -> None:
    assert told(QUESTION, FIRST, second, title="Tin trong ngày") == []


@pytest.mark.parametrize("published", ["2024-05-02", "2023-03-01", None])
def test_another_time_is_another_event(published: str | None) -> None:
    assert told(QUESTION, FIRST, "Vụ cháy chợ Bến Lài làm 15 người bị thương.", published) == []


def test_a_length_does_not_change_with_time() -> None:
    second = "Cầu Bến Sỏi dài 402 m."
    assert told("Cầu Bến Sỏi dài bao nhiêu mét?", "Cầu Bến Sỏi dài 420 m.", second, "2025-03-01") == ["402 m", "420 m"]
    assert told("Cầu Bến Sỏi dài bao nhiêu mét?", "Cầu Bến Sỏi dài 0,42 km.", "Cầu Bến Sỏi dài 420 m.") == []


def test_prices_of_two_days_do_not_differ() -> None:
    question = "Giá mía ở Tân Lập là bao nhiêu đồng?"
    assert told(question, "Giá mía ở Tân Lập là 1.100 đồng.", "Giá mía ở Tân Lập là 1.300 đồng.") == []


def test_round_numbers_agree() -> None:
    question = "Bao nhiêu người tham gia lễ hội Cửa Vường?"
    assert (
        told(
            question,
            "Lễ hội Cửa Vường có 1,98 triệu người tham gia.",
            "Lễ hội Cửa Vường có gần 2 triệu người tham gia.",
        )
        == []
    )


def test_figures_far_apart_are_of_different_things() -> None:
    assert told(QUESTION, FIRST, "Vụ cháy chợ Bến Lài làm 140 người bị thương.") == []


def test_the_day_asked_for_counts() -> None:
    question = "Tính đến ngày 1/3/2024, vụ cháy chợ Bến Lài làm bao nhiêu người bị thương?"
    assert told(question, FIRST, "Đến ngày 2/3, vụ cháy chợ Bến Lài làm 15 người bị thương.") == []


def test_the_figures_come_first_newest_first() -> None:
    passages = [
        passage(1, f"{FIRST} Lửa tắt lúc 21 giờ.", "2024-03-01"),
        passage(2, "Vụ cháy chợ Bến Lài làm 15 người bị thương.", "2024-03-02"),
        passage(3, "Vụ cháy chợ Bến Lài làm 16 người bị thương.", "2024-03-04"),
    ]
    quoted = [
        source_of(1, passages[0], len(FIRST) + 1, len(passages[0].text), "Lửa tắt lúc 21 giờ."),
        source_of(2, passages[0], 0, len(FIRST), FIRST),
    ]
    found = differing(Question(QUESTION, QUESTION, "vi", "full"), quoted, passages)
    sources = with_figures(quoted, found)
    assert [(source.n, source.article_id) for source in sources] == [
        (1, "bai-3"),
        (2, "bai-2"),
        (3, "bai-1"),
        (4, "bai-1"),
    ]
    assert [(figure.value, figure.n) for figure in figures_of(found, sources)] == [
        ("16 người", 1),
        ("15 người", 2),
        ("12 người", 3),
    ]
    assert [figure.n for figure in figures_of(found, quoted)] == [None, None, 2]


def test_a_sentence_that_states_a_figure_is_not_quoted_twice() -> None:
    """Nor with what leads to it in an answer, unless that part answers otherwise."""
    lead = "Lửa bùng lúc nửa đêm. "
    first, second = passage(1, lead + FIRST, "2024-03-01"), passage(2, FIRST.replace("12", "15"), "2024-03-02")
    sentence = source_of(1, first, len(lead), len(first.text), FIRST)
    stated = differing(Question(QUESTION, QUESTION, "vi", "full"), [sentence], [first, second])
    assert len(stated) == 2
    answering = replace(whole(first), answers_at=(len(lead), len(first.text)))
    assert [source.article_id for source in with_figures([answering], stated)] == ["bai-2", "bai-1"]
    leading = replace(answering, answers_at=(0, len(lead) - 1))
    assert len(with_figures([leading], stated)) == 3
