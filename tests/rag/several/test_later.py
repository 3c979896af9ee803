"""A figure that a later article gives instead of the one that is quoted."""

from datetime import date

import pytest

from language.dates.dates import DateSpan
from rag.answer import Source, source_of
from rag.question.understand import Question
from rag.several.later import later_figure
from vectorstore.records import Passage

QUESTION = Question("Giá mía ở Tân Lập là bao nhiêu?", "Giá mía ở Tân Lập là bao nhiêu tiền?", "vi", "full")


def passage(n: int, text: str, published: str | None) -> Passage:
    return Passage(n, 1.0, f"bai-{n}", "Giá mía ở Tân Lập", published, "Báo Mía", None, 0, len(text), "", text)


OLD = passage(1, "Giá mía ở Tân Lập là 900 đồng một ký.", "2024-02-10")


def whole(one: Passage) -> Source:
    return source_of(1, one, 0, len(one.text), one.text)


def later(other: Passage, question: Question = QUESTION) -> str | None:
    figure = later_figure(question, [whole(OLD)], [OLD, other])
    return figure and figure.value


def test_a_later_article_gives_another_figure() -> None:
    assert later(passage(2, "Giá mía ở Tân Lập là 850 đồng một ký.", "2024-04-06")) == "850 đồng"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Giá mía ở Tân Lập là 850 đồng một ký.", "2024-01-06"),
        ("Giá mía ở Tân Lập là 850 đồng một ký.", "2024-02-10"),
        ("Giá mía ở Tân Lập là 850 đồng một ký.", None),
        ("Giá mía ở Tân Lập vẫn là 900 đồng một ký.", "2024-04-06"),
        ("Giá lúa ở Bến Lài là 850 đồng một ký.", "2024-04-06"),
        ("Mía ở Tân Lập đã chặt xong 850 ha.", "2024-04-06"),
    ],
)
def test_no_word_where_none_does(text: str, published: str | None) -> None:
    assert later(passage(2, text, published)) is None


def test_no_word_where_a_time_is_asked_about() -> None:
    february = DateSpan(date(2024, 2, 1), date(2024, 2, 29), "tháng 2", strict=False)
    asked = Question(QUESTION.text, QUESTION.understood_as, "vi", "full", dates=february)
    assert later(passage(2, "Giá mía ở Tân Lập là 850 đồng một ký.", "2024-04-06"), asked) is None
