"""Indexes carried from one machine to another answer there as here, and are believed no further than their trailers."""

import shutil
from pathlib import Path

import pytest

from app.settings import Settings
from app.wiring import open_library
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import SENTENCES, entry, fill, found
from tests.vectorstore.test_sentences_of_chunks import entry as with_sentences
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from vectorstore.local.dense.index import FaissIndex
from vectorstore.local.keywords.index import LexicalIndex
from vectorstore.local.nodes import fetch, save

pytestmark = pytest.mark.stores("postgres")


@pytest.fixture
def saved(library: Library, encoder: FakeEncoder, tmp_path: Path) -> Path:
    """By a machine that then loses its disk."""
    fill(library, encoder)
    library.put([with_sentences("cau", encoder)], encoder.fingerprint)
    library.prepare()
    assert save(library.folder, library.identity(), str(tmp_path / "saved")) > 1_000
    shutil.rmtree(library.folder)
    return tmp_path / "saved"


def test_a_fresh_machine_answers_without_building(
    place: Settings, saved: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = open_library(place)
    fetch(fresh.folder, fresh.identity(), str(saved))
    assert fresh.lags()["sentences"] == 0
    fresh.put([entry("moi", ["Tin mới nhất về mía."], encoder)], encoder.fingerprint)

    def build(*arguments: object) -> None:
        pytest.fail("it was built anew")

    monkeypatch.setattr(FaissIndex, "_build", build)
    monkeypatch.setattr(LexicalIndex, "_build", build)
    assert found(fresh, encoder, SENTENCES[2])[0] == SENTENCES[2]
    assert found(fresh, encoder, "Tin mới nhất về mía.")[0] == "Tin mới nhất về mía."
    assert len(fresh.keyword_search("mía", 50)) > 1
    query = encoder.encode_query("đê")
    assert fresh.sentence_similarities(query, [key for key, _ in fresh.dense_search(query, 50)])


def test_a_torn_one_leaves_the_machine_as_it_was(place: Settings, saved: Path, encoder: FakeEncoder) -> None:
    (archive,) = saved.iterdir()
    archive.write_bytes(archive.read_bytes()[:2_000])
    fresh = open_library(place)
    with pytest.raises(LibraryError) as torn:
        fetch(fresh.folder, fresh.identity(), str(saved))
    assert torn.value.problem == "node"
    assert not list(fresh.folder.iterdir())
    assert found(fresh, encoder, SENTENCES[2])[0] == SENTENCES[2]


def test_where_nothing_was_saved_that_is_said(place: Settings, library: Library, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="can't be read from") as missing:
        fetch(library.folder, library.identity(), str(tmp_path / "nowhere"))
    assert missing.value.problem == "node"
