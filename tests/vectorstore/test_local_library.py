"""What only a library on disk has: files that may be damaged, torn or behind, and another process on them."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import SENTENCES, entry, fill, found
from vectorstore.errors import LibraryDamagedError, LibraryError
from vectorstore.local import indexed as indexed_module
from vectorstore.local.dense import index as faiss_index
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Filters
from vectorstore.sql.articles import MATCHED_FILTERS
from vectorstore.sql.catalogue import Catalogue
from vectorstore.sql.sqlite import FILE


@pytest.fixture
def filled(library: LocalLibrary, encoder: FakeEncoder) -> LocalLibrary:
    fill(library, encoder)
    return library


@pytest.mark.parametrize("damage", ["missing", "truncated", "flipped", "empty", "garbage", "foreign"])
def test_a_bad_faiss_file_is_rebuilt_from_stored_embeddings(
    filled: LocalLibrary, encoder: FakeEncoder, damage: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    filled.flush()
    file = filled.folder / faiss_index.FILE
    content = file.read_bytes()
    if damage == "missing":
        file.unlink()
    elif damage == "foreign":
        other = LocalLibrary(tmp_path / "other", create=True)
        other.put([entry("khac", ["Chuyện khác."], encoder)], encoder.fingerprint)
        other.flush()
        file.write_bytes((other.folder / faiss_index.FILE).read_bytes())
    else:
        spoilt = {
            "truncated": content[: len(content) // 2],
            "flipped": content[:100] + bytes([content[100] ^ 1]) + content[101:],
            "empty": b"",
            "garbage": b"not an index" * 500,
        }
        file.write_bytes(spoilt[damage])
    again = LocalLibrary(filled.folder)
    assert [found(again, encoder, sentence)[0] for sentence in SENTENCES] == SENTENCES
    assert again.faults() == []
    if damage != "missing":
        assert "building it again" in caplog.text


def test_an_index_behind_the_catalogue_catches_up(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    filled.flush()
    behind = (filled.folder / faiss_index.FILE).read_bytes()
    filled.put([entry("moi", ["Tin mới nhất về mía."], encoder)], encoder.fingerprint)
    filled.remove(["bai-0"])
    filled.flush()
    (filled.folder / faiss_index.FILE).write_bytes(behind)
    again = LocalLibrary(filled.folder)
    assert found(again, encoder, "Tin mới nhất về mía.")[0] == "Tin mới nhất về mía."
    assert SENTENCES[0] not in found(again, encoder, SENTENCES[0])


def test_two_who_ask_first_share_what_is_opened(filled: LocalLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[Catalogue]()

    class Slow(faiss_index.FaissIndex):
        def __init__(self, catalogue: Catalogue) -> None:
            time.sleep(0.1)
            made.append(catalogue)
            super().__init__(catalogue)

    monkeypatch.setattr(indexed_module, "FaissIndex", Slow)
    again = LocalLibrary(filled.folder)
    with ThreadPoolExecutor(4) as pool:
        lengths = list(pool.map(lambda _: len(again.dense), range(4)))
    assert lengths == [len(SENTENCES)] * 4
    assert len(made) == 1


def test_opening_a_library_opens_neither_index(filled: LocalLibrary) -> None:
    before = {path.name for path in filled.folder.iterdir()}
    assert len(LocalLibrary(filled.folder).articles()) == 4
    assert {path.name for path in filled.folder.iterdir()} == before
    assert all(name.startswith("catalogue") for name in before)


def test_errors_are_clear(tmp_path: Path, library: LocalLibrary) -> None:
    with pytest.raises(LibraryError, match=r"There is no library in .*hoibao ingest") as missing:
        LocalLibrary(tmp_path / "nowhere")
    assert missing.value.problem == "missing"
    assert not (tmp_path / "nowhere").exists()

    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="can't be made"):
        LocalLibrary(tmp_path / "file" / "library", create=True)

    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "catalogue.sqlite").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(LibraryDamagedError, match="damaged"):
        LocalLibrary(damaged)

    with sqlite3.connect(library.folder / FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match="newer version") as newer:
        LocalLibrary(library.folder)
    assert newer.value.problem == "newer"


def test_the_keys_under_the_filters_asked_for_last_are_kept_until_a_change(
    filled: LocalLibrary, encoder: FakeEncoder
) -> None:
    matching = filled.catalogue.matching
    years = [Filters(published_from=date(year, 1, 1)) for year in range(2017, 2017 + MATCHED_FILTERS)]
    first = [matching(each) for each in years]
    assert all(matching(each) is keys for each, keys in zip(years, first, strict=True))
    matching(Filters(outlet="Báo Mía"))  # takes the place of the first
    assert matching(years[-1]) is first[-1]
    assert matching(years[0]) is not first[0]
    filled.put([entry("moi", ["Tin mới nhất về mía."], encoder, published="2024-06-01")], encoder.fingerprint)
    assert len(matching(years[-1])) == len(first[-1]) + 1


def test_nothing_is_pickled(filled: LocalLibrary) -> None:
    filled.flush()
    for path in filled.folder.rglob("*"):
        if path.is_file():
            assert not path.read_bytes().startswith(b"\x80"), path
