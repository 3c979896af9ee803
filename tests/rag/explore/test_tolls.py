"""An event's toll is told as it changed; two events are never told as one, however alike their articles are."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest

from rag.explore.tolls import TollCourse, toll_courses
from vectorstore.encoders.encoder import Vectors
from vectorstore.readable import ReadableLibrary
from vectorstore.records import Article

FIRE = np.array([1.0, 0, 0, 0], np.float32)
FERRY = np.array([0, 1.0, 0, 0], np.float32)
OTHERS = [Article(f"khac-{n}", "Giá mía tăng.", f"Giá mía phiên {n}", "2026-03-01") for n in range(4)]


class Held:
    """A library of articles that are what `kinds` says they are like."""

    def __init__(self, *kinds: tuple[Article, Vectors]) -> None:
        others = [(article, np.eye(4, dtype=np.float32)[2 + n % 2]) for n, article in enumerate(OTHERS)]
        self.kinds = {article.id: vector for article, vector in [*kinds, *others]}
        self.all = [article for article, _ in [*kinds, *others]]

    def articles(self, limit: int | None = None) -> list[tuple[Article, int]]:
        return [(article, 1) for article in self.all[:limit]]

    def centroids(self, ids: Sequence[str]) -> Vectors:
        return np.array([self.kinds[each] for each in ids])


def courses(*kinds: tuple[Article, Vectors]) -> list[TollCourse]:
    return toll_courses(cast(ReadableLibrary, Held(*kinds)))


def told(day: int, text: str, title: str = "Cháy chợ Bến Vạt", **facts: Any) -> Article:
    return Article(f"{title}-{day}", f"{text} Nguyên nhân đang được làm rõ.", title, f"2026-03-{day:02}", **facts)


def test_a_toll_that_rose() -> None:
    first = told(3, "Vụ cháy chợ Bến Vạt làm 2 người chết và 5 người bị thương.", outlet="Báo Mía")
    same = told(4, "Hai người chết trong vụ cháy chợ Bến Vạt.")
    later = told(6, "Đến sáng nay, vụ cháy chợ Bến Vạt đã làm 4 người chết và 5 người bị thương.")
    (course,) = courses((first, FIRE), (same, FIRE), (later, FIRE))
    assert (course.fate, course.name, course.title) == ("dead", "bến vạt", later.title)
    assert [(point.words, point.source.published) for point in course.points] == [
        ("2 người", "2026-03-03"),
        ("4 người", "2026-03-06"),
    ]
    for point, article in zip(course.points, (first, later), strict=True):
        assert article.text[point.source.start : point.source.end] == point.source.quote


FIRST = told(3, "Vụ cháy chợ Bến Vạt làm 2 người chết.")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param((told(6, "Vụ cháy chợ Bến Vạt làm 2 người chết."), FIRE), id="did not change"),
        pytest.param((told(6, "Vụ cháy chợ Bến Vạt làm một người chết."), FIRE), id="fell"),
        pytest.param((told(6, "Vụ cháy chợ Bến Vạt làm 40 người chết."), FIRE), id="of another size"),
        pytest.param((told(6, "Vụ cháy chợ Tân Bửu làm 4 người chết.", "Cháy chợ Tân Bửu"), FIRE), id="elsewhere"),
        pytest.param((told(6, "Vụ chìm phà ở Bến Vạt làm 4 người chết.", "Chìm phà Bến Vạt"), FERRY), id="not alike"),
        pytest.param((told(25, "Vụ cháy chợ Bến Vạt làm 4 người chết."), FIRE), id="weeks later"),
        pytest.param(
            (told(3, "Vụ cháy chợ Bến Vạt làm 4 người chết.", "Thêm người chết ở chợ Bến Vạt"), FIRE), id="the same day"
        ),
        pytest.param((told(6, "Vụ cháy chợ Bến Vạt có thể làm 4 người chết."), FIRE), id="a guess"),
        pytest.param((told(6, "Vụ cháy chợ Bến Vạt làm 4 người bị thương."), FIRE), id="another fate"),
        pytest.param((told(6, "Vụ cháy chợ Bến Vạt năm 1999 làm 4 người chết."), FIRE), id="another year"),
        pytest.param((replace(told(6, "Vụ cháy chợ Bến Vạt làm 4 người chết."), published=None), FIRE), id="undated"),
    ],
)
def test_silent_where_it_may_be_another_or_has_not_changed(other: tuple[Article, Vectors]) -> None:
    assert courses((FIRST, FIRE), other) == []


def test_nothing_of_few_articles() -> None:
    assert courses() == []
    assert courses((FIRST, FIRE)) == []


def test_in_english() -> None:
    first = told(3, "The fire at Ben Vat market killed 2 people. It broke out at night.", "Ben Vat market fire")
    later = told(5, "The fire at Ben Vat market killed 5 people. It broke out at night.", "Ben Vat market fire: more")
    (course,) = courses((first, FIRE), (later, FIRE))
    assert [point.words for point in course.points] == ["2 people", "5 people"]
