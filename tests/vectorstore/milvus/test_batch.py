"""What a batch asks before it writes: that there is a state, and that it still has the lock."""

import time
from typing import Any

import pytest

from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.errors import CollectionError, LibraryError
from vectorstore.milvus import batch, lock, mending
from vectorstore.milvus.connection import Connection
from vectorstore.milvus.library import MilvusLibrary
from vectorstore.milvus.lock import Lock
from vectorstore.milvus.schema import NO_VECTOR


@pytest.fixture
def address(milvus: str, request: pytest.FixtureRequest) -> str:
    return f"{milvus}/{request.node.name}"


@pytest.fixture
def library(address: str, encoder: FakeEncoder) -> MilvusLibrary:
    library = MilvusLibrary(address, create=True)
    library.put([entry("a", ["Lúa a.", "Lúa b."], encoder)], encoder.fingerprint)
    return library


def test_a_state_that_is_gone_wipes_nothing_out(
    address: str, library: MilvusLibrary, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "STILL_S", 0.5)
    connection = Connection(address)
    (state,) = connection.query("meta", 'name == "state"', ["name", "value"])
    connection.delete("meta", 'name == "state"')
    for use in (
        lambda: library.put([entry("b", ["Mía."], encoder)], encoder.fingerprint),
        lambda: library.collections.create("Mía"),
        lambda: MilvusLibrary(address, create=True),
        library.coverage,
    ):
        with pytest.raises(LibraryError, match=r"damaged.*Restore"):
            use()
    connection.upsert("meta", [{**state, **NO_VECTOR}])
    again = MilvusLibrary(address, create=True)
    assert again.ids() == ["a"]
    assert again.faults() == []


def test_who_loses_the_lock_while_it_applies_writes_no_more(
    address: str, library: MilvusLibrary, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection, through, after = Connection(address), Connection.upsert, list[str]()
    committed = False

    def upsert(self: Connection, collection: str, rows: Any) -> None:
        nonlocal committed
        through(self, collection, rows)
        if committed:
            after.append(collection)
        if collection == "meta":
            committed = True
            connection.delete("locks", 'name != ""')

    with monkeypatch.context() as patched:
        patched.setattr(Connection, "upsert", upsert)
        with pytest.raises(LibraryError, match="Another process writes"):
            library.put([entry("b", ["Mía."], encoder)], encoder.fingerprint)
    assert after == []
    assert MilvusLibrary(address, create=True).ids() == ["a", "b"]


def test_a_refusal_leaves_nothing_to_be_mended(library: MilvusLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lock, "settle", lambda: pytest.fail("nothing was sent"))
    with pytest.raises(CollectionError):
        library.collections.add("Mía", ["a"])


def test_a_reader_sees_to_what_a_killed_writer_left(
    address: str, library: MilvusLibrary, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "STILL_S", 0.3)
    monkeypatch.setattr(mending, "LATE_S", 0.2)
    reader = MilvusLibrary(address)
    with monkeypatch.context() as patched:
        patched.setattr(batch, "finish", lambda connection, state, lock: pytest.fail("killed"))
        with pytest.raises(pytest.fail.Exception):
            library.put([entry("b", ["Mía."], encoder)], encoder.fingerprint)
    assert reader.ids() == ["a"]
    until = time.monotonic() + 20
    while reader.sequence() % 2 == 0:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert reader.ids() == ["a", "b"]
    assert reader.faults() == []
