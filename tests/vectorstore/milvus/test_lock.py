"""One writer at a time: threads and processes take turns, and one that is gone holds nobody up."""

import json
import threading
import time

import pytest

from vectorstore.errors import LibraryError
from vectorstore.milvus import lock
from vectorstore.milvus.connection import Connection
from vectorstore.milvus.library import MilvusLibrary
from vectorstore.milvus.lock import Lock
from vectorstore.milvus.schema import NO_VECTOR


@pytest.fixture
def connection(milvus: str, request: pytest.FixtureRequest) -> Connection:
    address = f"{milvus}/{request.node.name}"
    MilvusLibrary(address, create=True)
    return Connection(address)


def held_by(connection: Connection, machine: str, process: int) -> str:
    name = f"x/{process}"
    holder = {"machine": machine, "host": "may-khac", "process": process, "hold": 1}
    connection.upsert("locks", [{"name": name, "value": json.dumps(holder), **NO_VECTOR}])
    return name


def test_two_never_hold_it_at_once(connection: Connection) -> None:
    inside, most, done = 0, 0, 0

    def work() -> None:
        nonlocal inside, most, done
        own = Lock(connection, "x")
        own.inherited = False
        for _ in range(5):
            with own.held():
                inside += 1
                most = max(most, inside)
                own.check()
                inside -= 1
                done += 1

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, done) == (1, 15)


def test_a_dead_process_of_this_machine_holds_nobody_up(connection: Connection) -> None:
    held_by(connection, lock._machine(), 2**22 - 1)
    own = Lock(connection, "x")
    own.inherited = False
    with own.held():
        assert own.inherited  # something may have been left half done


def test_one_on_another_machine_is_told_of_and_waited_for_until_it_stands_still(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "STILL_S", 1.0)
    held_by(connection, "may-khac/1", 7)
    told: list[str] = []
    with Lock(connection, "x").held(told.append):
        assert told == ["7 (may-khac)"]


def test_a_wait_can_be_ended(connection: Connection) -> None:
    held_by(connection, "may-khac/1", 7)
    with pytest.raises(KeyboardInterrupt), Lock(connection, "x").held(stopping=lambda: True):
        pass
    assert connection.count("locks", 'name != ""') == 1


def test_a_writer_whose_lock_was_taken_away_commits_nothing(connection: Connection) -> None:
    own = Lock(connection, "x")
    with own.held():
        connection.delete("locks", 'name != ""')
        with pytest.raises(LibraryError, match="Another process writes"):
            own.check()


def test_no_two_holds_look_alike(connection: Connection) -> None:
    """A waiter that sees the same holder again must not take two holds for one that stands still."""
    own, looking, seen = Lock(connection, "x"), Lock(connection, "x"), set()
    own.inherited = False
    for _ in range(3):
        with own.held():
            looking._look()
            seen |= set(looking._seen.values())
    assert len({beat for beat, _ in seen}) == 3


def test_who_did_not_look_for_long_begins_to_wait_anew(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "STILL_S", 0.5)
    monkeypatch.setattr(lock, "AWAY_S", 0.3)
    claim, looking = held_by(connection, "may-khac/1", 7), Lock(connection, "x")
    looking._look()
    time.sleep(0.6)
    assert claim in looking._look()[0]
    until = time.monotonic() + 5
    while claim in looking._look()[0]:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_who_waits_writes_nothing(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    held_by(connection, "may-khac/1", 7)
    written: list[str] = []
    monkeypatch.setattr(Connection, "upsert", lambda self, collection, rows: written.append(collection))
    with pytest.raises(KeyboardInterrupt), Lock(connection, "x").held(stopping=lambda: True):
        pass
    assert written == []


def test_a_beat_does_not_bring_back_a_lock_that_was_taken_away(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "BEAT_S", 0.02)
    own = Lock(connection, "x")
    with own.held():
        connection.delete("locks", 'name != ""')
        time.sleep(0.2)
        with pytest.raises(LibraryError, match="Another process writes"):
            own.check()
        own.inherited = False
    time.sleep(0.1)
    assert connection.count("locks", 'name != ""') == 0


def test_a_claim_of_an_earlier_hold_is_none_of_this_one(connection: Connection) -> None:
    own = Lock(connection, "x")
    with own.held():
        (old,) = connection.query("locks", 'name != ""', ["name", "value"])
    with own.held():
        own.check()
        connection.upsert("locks", [{**old, **NO_VECTOR}])
        with pytest.raises(LibraryError):
            own.check()


def test_numbers_of_processes_tell_nothing_where_the_machine_is_not_known(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_machine", lambda: "")
    claim = held_by(connection, "", 2**22 - 1)
    assert claim in Lock(connection, "x")._look()[0]
