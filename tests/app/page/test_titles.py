"""Titles by what somebody begins to type."""

from collections.abc import Sequence

import pytest

from app.page import titles
from app.page.titles import Titles
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.local.library import LocalLibrary

TITLES = {
    "vinh": "Thông xe cầu Cả Vịnh",
    "vong": "Khởi công cầu Cả Vọng",
    "ca": "Giá cá lóc ở Cầu Ngang",
    "uc": "Ngư dân được mùa",
}


@pytest.fixture
def filled(library: LocalLibrary, encoder: FakeEncoder) -> LocalLibrary:
    put(library, encoder, TITLES)
    return library


def put(library: LocalLibrary, encoder: FakeEncoder, named: dict[str, str]) -> None:
    entries = [entry(key, [f"Bài {key}."], encoder, title=title) for key, title in named.items()]
    library.put(entries, encoder.fingerprint)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("vinh", ["vinh"]),
        ("cau ca v", ["vong", "vinh"]),
        ("cầu cả", ["vong", "vinh", "ca"]),  # where it stands as typed comes first
        ("ca cau", ["ca", "vong", "vinh"]),
        ("duoc", ["uc"]),
        ("đư", ["uc"]),
        ("Đươ", ["uc"]),
        ("ầu", []),
        ("<b>", []),
        ("(", ["uc", "ca", "vong", "vinh"]),
        ("", ["uc", "ca", "vong", "vinh"]),
    ],
)
def test_each_word_typed_begins_one_of_the_title(filled: LocalLibrary, typed: str, wanted: Sequence[str]) -> None:
    assert [title.id for title in Titles(filled).like(typed)] == wanted


def test_what_came_in_and_what_went_is_known(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    known = Titles(filled)
    assert len(known.like("")) == len(TITLES)
    put(filled, encoder, {"moi": "Bến phà Cả Vịnh đóng cửa"})
    filled.remove(["vinh"])
    assert [title.id for title in known.like("ca vinh")] == ["moi"]


def test_titles_older_than_the_newest_are_chosen_by_whole_words(
    filled: LocalLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(titles, "NEWEST", 2)
    assert [title.id for title in Titles(filled).like("Vịnh")] == ["vinh"]
    assert [title.id for title in Titles(filled).like("vin")] == []
