"""A catalogue that is put back from a copy, and goes on from there, is believed by no index of the time in between."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import SENTENCES, entry, fill, found
from vectorstore.local.library import LocalLibrary
from vectorstore.sql import database
from vectorstore.sql.sqlite import FILE

BATCHES = 3
Tree = dict[str, bytes]


def put(library: LocalLibrary, encoder: FakeEncoder, word: str) -> None:
    """As many changes, of as many chunks, whatever they say."""
    for n in range(BATCHES):
        library.put([entry(f"bai-{n}", [f"{word} lần {n}.", f"{word} {n} {n}."], encoder)], encoder.fingerprint)


def put_back(library: LocalLibrary, copy: Path) -> None:
    library.close()
    for path in library.folder.glob(f"{FILE}*"):
        path.unlink()
    shutil.copyfile(copy, library.folder / FILE)


def copied(library: LocalLibrary, into: Path) -> Path:
    library.catalogue.database.rows("VACUUM INTO ?", str(into))
    return into


def same_as_fresh(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    fresh = LocalLibrary(tmp_path / "fresh", create=True)
    fresh.close()
    for path in fresh.folder.glob(f"{FILE}*"):
        path.unlink()
    copied(library, fresh.folder / FILE)
    fresh = LocalLibrary(fresh.folder)
    for text in ("lũ", "hạn", *SENTENCES):
        query = encoder.encode_query(text)
        assert sorted(library.dense_search(query, 50)) == sorted(fresh.dense_search(query, 50))
        assert sorted(library.keyword_search(text, 50)) == sorted(fresh.keyword_search(text, 50))


@pytest.fixture
def put_back_library(tmp_path: Path, encoder: FakeEncoder) -> Callable[[], LocalLibrary]:
    library = LocalLibrary(tmp_path / "library", create=True)
    fill(library, encoder)
    copy = copied(library, tmp_path / "copy.sqlite")
    put(library, encoder, "Lũ")
    library.flush()

    def back() -> LocalLibrary:
        put_back(library, copy)
        return library

    return back


def test_files_of_the_time_that_is_lost_are_built_anew(
    put_back_library: Callable[[], LocalLibrary], encoder: FakeEncoder, tmp_path: Path
) -> None:
    folder = put_back_library().folder
    writer = LocalLibrary(folder)
    writer.catalogue.put([entry("bai-0", ["Hạn lần 0.", "Hạn 0 0."], encoder)], encoder.fingerprint)
    put(writer, encoder, "Hạn")
    again = LocalLibrary(folder)
    assert any("past" in fault for fault in again.faults())
    same_as_fresh(again, encoder, tmp_path)
    again.flush()
    assert again.faults() == []


def test_what_a_process_holds_in_memory_is_let_go(
    put_back_library: Callable[[], LocalLibrary], encoder: FakeEncoder, tmp_path: Path
) -> None:
    library = put_back_library()
    put(library, encoder, "Hạn")  # as many changes as were lost
    same_as_fresh(library, encoder, tmp_path)
    assert found(library, encoder, "Hạn lần 1.")[0] == "Hạn lần 1."
    assert not library.keyword_search("lũ", 5)


def test_deletions_are_pruned_and_who_lags_further_begins_anew(
    tmp_path: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "KEPT_CHANGES", 4)
    library = LocalLibrary(tmp_path / "library", create=True)
    fill(library, encoder)
    library.flush()
    for n in range(5):
        put(library, encoder, f"Đợt {n}")
    assert library.catalogue.rows("SELECT count(*) FROM changes") == [(4,)]
    assert library.catalogue.rows("SELECT count(*) FROM deletions") == [(8,)]
    same_as_fresh(library, encoder, tmp_path)
    same_as_fresh(LocalLibrary(library.folder), encoder, tmp_path / "other")
