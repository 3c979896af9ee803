"""What a machine keeps of the sentences' embeddings is what the catalogue has, row by row, or the catalogue answers."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import FakeEncoder
from tests.vectorstore.test_sentences_of_chunks import entry
from vectorstore.errors import LibraryError
from vectorstore.local import stored_sentences as sentences_module
from vectorstore.local.dense.stored_vectors import encoder_name
from vectorstore.local.library import LocalLibrary
from vectorstore.local.stored_sentences import FILE, StoredSentences
from vectorstore.sql import catalogue_reader
from vectorstore.sql.catalogue import Catalogue
from vectorstore.sql.sqlite import FILE as CATALOGUE
from vectorstore.sql.sqlite import opened


@pytest.fixture
def library(tmp_path: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalLibrary]:
    """A catalogue of four articles, whose blocks are of two chunks."""
    monkeypatch.setattr(catalogue_reader, "BLOCK", 2)
    library = LocalLibrary(tmp_path / "library", create=True)
    library.put([entry(f"bai-{n}", encoder) for n in range(4)], encoder.fingerprint)
    yield library
    library.close()


@pytest.fixture
def stored(library: LocalLibrary) -> Iterator[StoredSentences]:
    stored = StoredSentences(Catalogue(opened(library.folder)))
    yield stored
    stored.close()


def all_keys(library: LocalLibrary) -> list[int]:
    return [row[0] for row in library.catalogue.rows("SELECT key FROM chunks")]


def same(stored: StoredSentences, library: LocalLibrary) -> bool:
    """Whether it gives what the catalogue has, for every chunk that is there, and one that isn't."""
    keys = [*all_keys(library), 9_999]
    encoder = encoder_name(library.catalogue.encoder())
    return sorted(stored.rows(keys, encoder)) == sorted(library.catalogue.sentence_rows(keys))


def answers_alone(stored: StoredSentences, library: LocalLibrary, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether it needs the catalogue for no row."""
    with monkeypatch.context() as patch:
        patch.setattr(Catalogue, "sentence_rows", lambda *_: pytest.fail("the catalogue was asked"))
        return bool(stored.rows(all_keys(library), encoder_name(library.catalogue.encoder())))


def test_the_file_answers_alone_once_it_holds_the_last_change(
    stored: StoredSentences, library: LocalLibrary, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answers_alone(stored, library, monkeypatch)
    assert same(stored, library)
    assert stored.lag() == 0
    library.put([entry("moi", encoder)], encoder.fingerprint)
    assert stored.lag() == 1
    assert same(stored, library)
    stored.save()
    assert stored.lag() == 0
    assert answers_alone(stored, library, monkeypatch)


def test_it_follows_beside_the_questions(
    stored: StoredSentences, library: LocalLibrary, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert same(stored, library)
    library.remove(["bai-1"])
    assert same(stored, library)
    assert stored._work is not None
    stored._work.result(timeout=30)
    assert answers_alone(stored, library, monkeypatch)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_changes_it_follows_row_by_row(
    stored: StoredSentences, library: LocalLibrary, encoder: FakeEncoder, seed: int
) -> None:
    chance, encoders = random.Random(seed), {"own": encoder, "other": FakeEncoder(dim=32, model="other")}
    for _ in range(25):
        own = next(each for each in encoders.values() if each.fingerprint == library.catalogue.encoder())
        name = f"bai-{chance.randrange(6)}"
        match chance.randrange(5):
            case 0 | 1:
                library.put([entry(name, own, sentences=chance.random() < 0.6)], own.fingerprint)
            case 2:
                library.remove([name])
            case 3:
                list(library.reembed(chance.choice(list(encoders.values()))))
            case 4:
                given = entry(name, own)
                library.rechunk(
                    [replace(given, chunks=given.chunks[:1], vectors=given.vectors[:1], sentences=given.sentences[:1])],
                    own.fingerprint,
                )
        if chance.random() < 0.7:
            stored.save()
            assert stored.lag() == 0
            assert stored.fault() is None
        assert same(stored, library)


def damaged(path: Path, damage: str) -> None:
    if damage == "a vector":
        with closing(sqlite3.connect(path)) as file, file:
            file.execute("UPDATE sentences SET vectors = zeroblob(length(vectors)) WHERE chunk = 2")
    elif damage == "a row gone":
        with closing(sqlite3.connect(path)) as file, file:
            file.execute("DELETE FROM sentences WHERE chunk = 2")
    elif damage == "no tables":
        path.unlink()
        sqlite3.connect(path).close()
        path.touch()
    else:
        path.write_bytes(b"no database " * 999)


@pytest.mark.parametrize("damage", ["a vector", "no tables", "no database"])
def test_a_damaged_file_is_noticed_and_fetched_again(
    stored: StoredSentences, library: LocalLibrary, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    assert same(stored, library)
    stored.close()
    damaged(library.folder / FILE, damage)
    assert stored.fault() is not None
    assert same(stored, library)
    stored.save()
    assert stored.fault() is None
    assert answers_alone(stored, library, monkeypatch)


def test_doctor_notices_a_row_that_is_gone(stored: StoredSentences, library: LocalLibrary) -> None:
    stored.save()
    damaged(library.folder / FILE, "a row gone")
    assert "lost step" in str(stored.fault())
    stored.rebuild()
    assert stored.fault() is None


def test_what_holds_changes_that_were_lost_is_not_believed(
    stored: StoredSentences, library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """The catalogue is put back from a copy, and as many chunks come again, of other texts."""
    copy = tmp_path / "copy.sqlite"
    library.catalogue.database.rows("VACUUM INTO ?", str(copy))
    library.put([entry("lost", encoder)], encoder.fingerprint)
    stored.save()
    stored._catalogue.close()
    library.close()
    for path in library.folder.glob(f"{CATALOGUE}*"):
        path.unlink()
    (library.folder / CATALOGUE).write_bytes(copy.read_bytes())
    again, other = LocalLibrary(library.folder), FakeEncoder(model=encoder.fingerprint.model)
    given = entry("other", other)
    turned = [replace(of, vectors=of.vectors[:, ::-1].copy()) for of in given.sentences]
    again.put([replace(given, sentences=turned)], encoder.fingerprint)
    stored._catalogue = again.catalogue
    assert "past" in str(stored.fault())
    assert same(stored, again)
    stored.save()
    assert stored.fault() is None
    assert same(stored, again)


def test_one_that_was_stopped_in_the_middle_is_finished(
    stored: StoredSentences, library: LocalLibrary, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored.save()
    library.put([entry(f"moi-{n}", encoder) for n in range(3)], encoder.fingerprint)
    blocks = Catalogue.sentences_since

    def first(catalogue: Catalogue, sequence: int) -> Iterator[object]:
        yield next(blocks(catalogue, sequence))
        raise LibraryError("the server is gone", catalogue.folder)

    with monkeypatch.context() as patch:
        patch.setattr(Catalogue, "sentences_since", first)
        with pytest.raises(LibraryError):
            stored.save()
    assert same(stored, library)
    library.remove(["moi-0"])
    stored.save()
    assert stored.fault() is None
    assert answers_alone(stored, library, monkeypatch)
    assert same(stored, library)


def test_where_there_is_no_room_the_catalogue_answers(
    stored: StoredSentences, library: LocalLibrary, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(path: Path) -> sqlite3.Connection:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(sentences_module, "_made", full)
    for _ in range(3):
        assert same(stored, library)
    assert caplog.text.count("disk is full") == 1


def test_another_process_at_it_is_not_waited_for(stored: StoredSentences, library: LocalLibrary) -> None:
    from filelock import FileLock

    with FileLock(library.folder / sentences_module.LOCK):
        assert same(stored, library)
        stored.save()
    stored.save()
    assert stored.lag() == 0
