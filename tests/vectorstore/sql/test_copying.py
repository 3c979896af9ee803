"""A library copied from one database to another is the same there, also where the copy is broken off half-way."""

from pathlib import Path

import pytest

from app.settings import Settings
from app.wiring import open_database, open_library
from tests.conftest import FakeEncoder, drop
from tests.vectorstore.test_library import SENTENCES, entry, fill
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from vectorstore.sql import copying
from vectorstore.sql.copying import TABLES, copy
from vectorstore.sql.database import Database

pytestmark = pytest.mark.stores("local", "postgres")


class StopError(Exception):
    pass


@pytest.fixture
def filled(library: Library, encoder: FakeEncoder) -> Library:
    fill(library, encoder)
    library.remove(["bai-1"])
    library.collections.create("Mía")
    library.collections.add("Mía", ["bai-0"])
    key = library.conversations.keep("c", {"q": "Giá mía?"}, "Giá mía bao nhiêu?", name="Hỏi giá")
    library.conversations.rate(key, "up")
    return library


def where(place: Settings) -> str:
    return place.store or str(place.library)


def content(database: Database) -> dict[str, list[tuple[object, ...]]]:
    rows = {table.name: database.rows(f"SELECT {table.columns} FROM {table.name}") for table in TABLES}
    return {name: sorted(rows[name], key=repr) for name in rows}


@pytest.mark.parametrize("block_rows", [1, 3, 2_000])
def test_there_and_back_it_is_the_same(
    place: Settings,
    filled: Library,
    encoder: FakeEncoder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    block_rows: int,
) -> None:
    monkeypatch.setattr(copying, "BLOCK_ROWS", block_rows)
    source = open_database(where(place))
    copy(source, open_database(str(tmp_path / "copy"), create=True), lambda rows: None)
    there = open_library(tmp_path / "copy")
    assert content(open_database(str(tmp_path / "copy"))) == content(source)
    for text in SENTENCES:
        query = encoder.encode_query(text)
        assert there.dense_search(query, 20) == filled.dense_search(query, 20)
        assert there.keyword_search(text, 20) == filled.keyword_search(text, 20)
    assert [found.id for found in there.conversations.listed(search="gia mia")] == ["c"]
    there.flush()
    assert there.faults() == []
    for library in (there, filled):  # keys go on from the same place
        library.put([entry("moi", ["Tin mới.", "Tin nữa."], encoder)], encoder.fingerprint)
        library.conversations.keep("c", {"q": 2}, "")
    assert content(open_database(str(tmp_path / "copy")))["chunks"] == content(source)["chunks"]


@pytest.mark.stores("postgres")
def test_a_copy_into_a_server_is_the_same(
    place: Settings, filled: Library, encoder: FakeEncoder, tmp_path: Path
) -> None:
    copy(open_database(where(place)), open_database(str(tmp_path / "copy"), create=True), lambda rows: None)
    back = Settings(store=f"{place.store}_back")
    try:
        copy(open_database(str(tmp_path / "copy")), open_database(str(back.store), create=True), lambda rows: None)
        assert content(open_database(str(back.store))) == content(open_database(where(place)))
        library = open_library(back)
        library.put([entry("moi", SENTENCES[:2], encoder)], encoder.fingerprint)
        assert library.conversations.keep("d", {"q": 1}, "") > library.conversations.turns("c")[-1].key
        library.collections.create("Lúa")
        assert library.faults() == []
        library.close()
    finally:
        drop(back)


def test_one_that_was_broken_off_says_so_and_is_gone_on_with(
    place: Settings, filled: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "BLOCK_ROWS", 2)
    blocks = 0

    def stop(rows: int) -> None:
        nonlocal blocks
        blocks += 1
        if blocks == 6:
            raise StopError

    source, target = open_database(where(place)), open_database(str(tmp_path / "copy"), create=True)
    with pytest.raises(StopError):
        copy(source, target, stop)
    with pytest.raises(LibraryError) as unfinished:
        open_library(tmp_path / "copy")
    assert unfinished.value.problem == "copying"
    copied = list[int]()
    copy(source, target, copied.append)
    assert sum(copied) < sum(map(len, content(source).values()))
    assert content(target) == content(source)


def test_one_of_a_library_that_changed_begins_anew(
    place: Settings, filled: Library, encoder: FakeEncoder, tmp_path: Path
) -> None:
    def stop(rows: int) -> None:
        raise StopError

    source, target = open_database(where(place)), open_database(str(tmp_path / "copy"), create=True)
    with pytest.raises(StopError):
        copy(source, target, stop)
    filled.put([entry("bai-0", ["Viết lại."], encoder)], encoder.fingerprint)
    copy(source, target, lambda rows: None)
    assert content(target) == content(source)


def test_nothing_is_copied_over_another_library(
    place: Settings, filled: Library, encoder: FakeEncoder, tmp_path: Path
) -> None:
    other = open_library(tmp_path / "other", create=True)
    fill(other, encoder)
    with pytest.raises(LibraryError) as occupied:
        copy(open_database(where(place)), open_database(str(tmp_path / "other")), lambda rows: None)
    assert occupied.value.problem == "occupied"
    assert other.coverage().articles == 4
