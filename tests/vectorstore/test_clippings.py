"""Quotes are kept in folders, each owner's own, with their sources, and outlive their articles."""

from dataclasses import replace

import pytest

from app.settings import Settings
from app.wiring import open_library
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import fill
from vectorstore.clippings import MAX_FOLDER_CHARS, Clipping, folder_named
from vectorstore.library import Library

pytestmark = pytest.mark.stores("local", "postgres")
MIA = Clipping("bai-0", "Giá mía", "2024-01-05", "Báo Mía", "https://example.org/mia", 12, "Giá mía tăng 8%.")
DUA = Clipping("bai-1", "Giá dừa", None, None, None, 0, "Giá dừa giảm.")


def bare(kept: list[Clipping]) -> list[Clipping]:
    return [replace(one, key=0, added="") for one in kept]


def test_quotes_come_back_in_their_order(place: Settings, library: Library, encoder: FakeEncoder) -> None:
    fill(library, encoder)
    clippings = library.clippings
    assert clippings.add("  Bài  mía ", [DUA, MIA, DUA]) == 2
    assert clippings.add("Bài mía", [MIA]) == 0  # it is there
    assert clippings.add("", [MIA]) == 0
    assert clippings.add("Áp thấp", [MIA], owner="an") == 1
    library.remove(["bai-0", "bai-1"])
    again = open_library(place).clippings
    assert bare(again.listed("Bài mía")) == [DUA, MIA]
    assert again.folders() == [("Bài mía", 2)]
    assert again.folders(owner="an") == [("Áp thấp", 1)]


def test_notes_and_removal_are_their_owners(library: Library) -> None:
    clippings = library.clippings
    clippings.add("Mía", [MIA])
    (kept,) = clippings.listed("Mía")
    clippings.note(kept.key, "của người khác", owner="an")
    assert clippings.listed("Mía") == [kept]
    clippings.note(kept.key, "  hỏi lại\0ông Lực  ")
    assert [one.note for one in clippings.listed("Mía")] == ["hỏi lại ông Lực"]
    assert clippings.remove([kept.key], owner="an") == 0
    assert clippings.remove([kept.key]) == 1
    assert clippings.folders() == []


def test_a_folder_that_takes_anothers_name_joins_it(library: Library) -> None:
    clippings = library.clippings
    clippings.add("Mía", [MIA, DUA])
    clippings.add("Đường", [MIA])
    clippings.rename("Đường", " ")
    clippings.rename("Đường", "Mía")
    assert bare(clippings.listed("Mía")) == [MIA, DUA]
    assert clippings.folders() == [("Mía", 2)]
    clippings.rename("Mía", "Nông sản")
    assert clippings.folders() == [("Nông sản", 2)]


def test_a_folders_name_is_one_short_line() -> None:
    assert folder_named(" Bài\n\tmía\0 ") == "Bài mía"
    assert len(folder_named("mía " * 100)) <= MAX_FOLDER_CHARS
