"""What came in the last days: the library's own days, its stories, its sections."""

from datetime import date

import numpy as np
import pytest

from rag.explore.briefing import BRIEFING, briefing, stories_among
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article

TODAY = date(2031, 1, 1)
FLOOD = "Nước lũ sông Lịch dâng cao, xã Cẩm Thượng sơ tán dân"
CUP = "Đội Hồng Bàng thắng trận mở màn giải bóng chuyền"


@pytest.fixture
def desk(library: LocalLibrary, encoder: FakeEncoder) -> LocalLibrary:
    """Three articles of a flood in two outlets, two of a cup in one, twelve of other things, one of a mistyped year."""
    told = [
        ("lu-1", FLOOD, "2024-05-06", "Báo Lịch", "Thời sự"),
        ("lu-2", FLOOD, "2024-05-06T09:00:00", "Tin Sáng", "Thời sự"),
    ]
    told += [("lu-3", FLOOD, "2024-05-05", "Báo Lịch", "Thời sự"), ("cup-1", CUP, "2024-05-05", "Tin Sáng", "Thể thao")]
    told += [
        ("cup-2", CUP, "2024-05-04", "Tin Sáng", "Thể thao"),
        ("sai", "Giá mắm ruốc", "2204-05-06", "Tin Sáng", "Kinh tế"),
    ]
    entries = [
        entry(
            name,
            [f"{title}.", f"Chi tiết thứ {name}."],
            encoder,
            title=title,
            published=day,
            outlet=outlet,
            topic=topic,
        )
        for name, title, day, outlet, topic in told
    ]
    others = "cau duong tau hang gao muoi dua chuoi dien nuoc rung bien".split()
    entries += [
        entry(
            f"khac-{n}",
            [f"{word} {word}xa {word}gan {n}."],
            encoder,
            title=word,
            published="2024-04-01",
            outlet="Báo Lịch",
        )
        for n, word in enumerate(others)
    ]
    library.put(entries, encoder.fingerprint)
    return library


def test_the_last_days_are_the_librarys_own(desk: LocalLibrary) -> None:
    seen = briefing(desk, TODAY)
    assert (seen.first, seen.last) == ("2024-04-01", "2024-05-06")  # five articles in a week are too few
    assert seen.total == 17
    assert "sai" not in {one.article_id for group in seen.groups for one in group.articles}
    assert dict(seen.outlets)["Tin Sáng"] == 3


def test_a_week_is_enough_where_it_has_articles(desk: LocalLibrary, encoder: FakeEncoder) -> None:
    desk.put(
        [entry("lu-4", [FLOOD], encoder, title=FLOOD, published="2024-05-06", topic="Thời sự")], encoder.fingerprint
    )
    seen = briefing(desk, TODAY)
    assert (seen.first, seen.last, seen.total, seen.by) == ("2024-05-04", "2024-05-06", 6, "section")
    assert [(group.name, len(group.articles)) for group in seen.groups] == [("Thời sự", 4), ("Thể thao", 2)]
    assert [one.article_id for one in seen.groups[1].articles] == ["cup-1", "cup-2"]


def test_stories_are_those_of_most_outlets_first(desk: LocalLibrary) -> None:
    flood, cup = briefing(desk, TODAY).stories
    assert [one.article_id for one in flood.articles] == ["lu-2", "lu-1", "lu-3"]
    assert flood.outlets == 2
    assert {one.article_id for one in cup.articles} == {"cup-1", "cup-2"}
    assert flood.opening is not None
    article = desk.article("lu-2")
    assert article is not None
    assert article.text[flood.opening.start : flood.opening.end] == flood.opening.quote


def test_without_sections_days_order_and_without_days_the_added(library: LocalLibrary, encoder: FakeEncoder) -> None:
    assert briefing(library, TODAY).groups == ()
    library.put([entry("a", ["Tin một."], encoder), entry("b", ["Tin hai."], encoder)], encoder.fingerprint)
    seen = briefing(library, TODAY)
    assert (seen.first, seen.last, seen.by) == (None, None, "day")
    assert [[one.article_id for one in group.articles] for group in seen.groups] == [["b", "a"]]
    library.put(
        [entry(f"c{n}", [f"Tin {n}."], encoder, published=f"2024-01-0{n}") for n in (1, 2)], encoder.fingerprint
    )
    assert [group.name for group in briefing(library, TODAY).groups] == ["2024-01-02", "2024-01-01"]


def test_groups_join_by_their_mean_not_by_one_pair() -> None:
    """A chain whose ends have nothing in common is not one story."""
    angles = np.radians([0, 55, 110])
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    articles = [Article(str(n), "x") for n in range(3)]
    assert BRIEFING.alike_cosine < np.cos(np.radians(55))
    assert stories_among(articles, vectors) == [[0, 1]]
    assert stories_among([], np.zeros((0, 2), np.float32)) == []
