"""A backup is one moment of a library in use, whole and sound, or it is no backup; nothing is overwritten by it."""

import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry, fill
from vectorstore.errors import BackupError, LibraryError
from vectorstore.local.library import LocalLibrary
from vectorstore.sql import backup
from vectorstore.sql.backup import TRAILER_BYTES, back_up, restore
from vectorstore.sql.database import Database
from vectorstore.sql.sqlite import FILE, SqliteDatabase


@pytest.fixture
def library(tmp_path: Path, encoder: FakeEncoder) -> LocalLibrary:
    library = LocalLibrary(tmp_path / "library", create=True)
    fill(library, encoder)
    library.collections.add(library.collections.create("Lũ"), ["bai-1"])
    library.conversations.keep("c1", {"question": "Có gì mới?"}, "Có gì mới?", name="Tin mới")
    return library


def of(library: LocalLibrary) -> SqliteDatabase:
    database: Database = library.catalogue.database
    assert isinstance(database, SqliteDatabase)
    return database


def everything(library: LocalLibrary) -> dict[str, list[object]]:
    tables = of(library).rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name: list(of(library).rows(f"SELECT * FROM {name}")) for (name,) in tables}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_library_comes_back_as_it_was(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    trailer = back_up(of(library), tmp_path / "a.backup")
    assert restore(tmp_path / "a.backup", tmp_path / "new" / "back") == trailer
    back = LocalLibrary(tmp_path / "new" / "back")
    assert everything(back) == everything(library)
    assert back.catalogue.faults() == []
    query = encoder.encode_query("lũ")
    assert sorted(back.dense_search(query, 50)) == sorted(library.dense_search(query, 50))
    assert names(tmp_path) == {"library", "a.backup", "new"}


def test_one_moment_of_a_library_that_is_written(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer is let in between any two pages; each change replaces two articles, which must be of one version."""
    monkeypatch.setattr(backup, "_PAGES", 1)
    versions = count()

    def write() -> None:
        version = next(versions)
        both = [entry(f"doi-{name}", [f"Bản {version} của bài."], encoder) for name in "ab"]
        library.put(both, encoder.fingerprint)

    write()

    def advance(done: int, total: int) -> None:
        writer = threading.Thread(target=lambda: (write(), library.close()))
        writer.start()
        writer.join()

    for number in range(3):
        file, folder = tmp_path / f"{number}.backup", tmp_path / f"back-{number}"
        back_up(of(library), file, advance)
        restore(file, folder)
        back = LocalLibrary(folder)
        texts = {back.article(f"doi-{name}").text for name in "ab"}  # type: ignore[union-attr]
        assert (len(texts), back.catalogue.faults()) == (1, [])
    assert next(versions) > 30


def test_nothing_is_overwritten(library: LocalLibrary, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    file.write_text("mine")
    with pytest.raises(BackupError) as error:
        back_up(of(library), file)
    assert (error.value.problem, file.read_text()) == ("taken", "mine")
    file.unlink()
    back_up(of(library), file)
    for name in (FILE, f"{FILE}-wal"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / name).write_text("mine")
        with pytest.raises(BackupError) as error:
            restore(file, folder)
        assert (error.value.problem, (folder / name).read_text()) == ("occupied", "mine")


def damaged(content: bytes) -> Iterator[bytes]:
    """Torn, longer, empty, and with one byte changed: in each page, and in the trailer's text."""
    yield from (b"", content[:-1], content[: len(content) // 2], content + b"\0", b"x" * 2_000)
    for at in [
        *range(17, len(content) - TRAILER_BYTES, 32_768),
        *range(len(content) - TRAILER_BYTES, len(content), 31),
    ]:
        if content[at : at + 1] != b" ":
            yield content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_a_damaged_backup_makes_no_library(library: LocalLibrary, tmp_path: Path) -> None:
    back_up(of(library), tmp_path / "a.backup")
    content, tried = (tmp_path / "a.backup").read_bytes(), 0
    for tried, bytes_of in enumerate(damaged(content), 1):  # noqa: B007
        (tmp_path / "bad.backup").write_bytes(bytes_of)
        with pytest.raises(BackupError) as error:
            restore(tmp_path / "bad.backup", tmp_path / "back")
        assert error.value.problem in ("damaged", "foreign", "newer")
        assert list((tmp_path / "back").iterdir()) == []
    assert tried > 15


def test_a_damaged_library_gives_no_backup(library: LocalLibrary, tmp_path: Path) -> None:
    path = of(library).path
    library.close()
    content = bytearray(path.read_bytes())
    content[4_096 * 3 : 4_096 * 4] = b"\xff" * 4_096
    path.write_bytes(content)
    with pytest.raises((BackupError, LibraryError)):
        back_up(SqliteDatabase(path.parent), tmp_path / "a.backup")
    assert "a.backup" not in names(tmp_path)


def test_stopped_half_way_nothing_is_left(library: LocalLibrary, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(of(library), tmp_path / "a.backup", stop)
    assert names(tmp_path) == {"library"}
    back_up(of(library), tmp_path / "a.backup")
    with pytest.raises(KeyboardInterrupt):
        restore(tmp_path / "a.backup", tmp_path / "back", stop)
    assert list((tmp_path / "back").iterdir()) == []


@pytest.mark.parametrize("place", ["gone/a.backup", "library"])
def test_where_nothing_can_be_written(library: LocalLibrary, tmp_path: Path, place: str) -> None:
    with pytest.raises(BackupError) as error:
        back_up(of(library), tmp_path / place)
    assert error.value.problem == ("taken" if place == "library" else "unusable")
    with pytest.raises(BackupError, match="unusable"):
        restore(tmp_path / place, tmp_path / "back")
