"""Chunks into a new collection, while others write, do the same, or have left something behind."""

from collections.abc import Iterator

import pytest

from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import SENTENCES, entry, fill, found
from vectorstore.errors import LibraryError
from vectorstore.milvus import copying, lock
from vectorstore.milvus.connection import Connection
from vectorstore.milvus.library import MilvusLibrary


@pytest.fixture
def address(milvus: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(lock, "SETTLED_S", 0.0)
    return f"{milvus}/{request.node.name}"


@pytest.fixture
def library(address: str, encoder: FakeEncoder) -> MilvusLibrary:
    library = MilvusLibrary(address, create=True)
    fill(library, encoder)
    return library


def orphan(connection: Connection, article: str, n: int = 0) -> None:
    """A chunk as one lands that was sent before its writer was killed, and came after it was wiped out."""
    fields = [*copying.CHUNK, "sparse"]
    row = connection.query("chunks_1", 'article != ""', fields)[n]
    late = {**row, "key": row["key"] + 1_000, "version": row["version"] - 1, "article": article}
    connection.upsert("chunks_1", [late])


def test_two_at_once_leave_one_library(address: str, library: MilvusLibrary) -> None:
    other = FakeEncoder(dim=16, model="other")
    first, second = (each.reembed(other, batch_size=5) for each in (library, MilvusLibrary(address)))
    assert [next(first), next(second)] == [5, 5]
    assert list(first) == [10, 12]
    with pytest.raises(LibraryError, match="Another process re-indexes"):
        list(second)
    again = MilvusLibrary(address)
    assert found(again, other, SENTENCES[0])[0] == SENTENCES[0]
    assert again.faults() == []


def test_one_that_begins_anew_stops_the_other(address: str, library: MilvusLibrary) -> None:
    models = [FakeEncoder(dim=16, model=name) for name in ("one", "two")]
    first, second = (library.reembed(model, batch_size=5) for model in models)
    assert [next(first), next(second)] == [5, 5]
    with pytest.raises(LibraryError, match="Another process re-indexes"):
        list(first)
    assert list(second) == [10, 12]
    library.check_encoder(models[1].fingerprint)
    assert library.faults() == []


def test_what_is_put_while_it_ends_is_kept(
    address: str, library: MilvusLibrary, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    through, held = copying._end, list[bool]()

    def end(connection: Connection, writer: object, copy: object) -> None:
        held.append(bool(library._changing.writer._lock._depth))
        through(connection, writer, copy)  # type: ignore[arg-type]

    monkeypatch.setattr(copying, "_end", end)
    library.rebuild()
    assert held == [True]


def test_chunks_that_a_killed_writer_left_hold_nothing_up(
    address: str, library: MilvusLibrary, encoder: FakeEncoder
) -> None:
    connection = Connection(address)
    (name, *_), before = library.ids(), library._numbers(library._state())
    orphan(connection, name)
    orphan(connection, "bài không còn", 1)
    assert library.rebuild() == before.chunks
    assert library.faults() == []


def test_chunks_that_a_killed_writer_left_are_in_no_sum(
    address: str, library: MilvusLibrary, encoder: FakeEncoder
) -> None:
    names: Iterator[str] = iter(library.ids())
    orphan(Connection(address), name := next(names))
    library.put([entry(name, ["Mía."], encoder)], encoder.fingerprint)
    assert library.faults() == []
    library.remove([name, *names])
    assert not library._numbers(library._state())
