"""What is sent to a server, which lite doesn't need and a cluster does."""

from typing import Any

import pytest

from tests import milvus_server
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.errors import LibraryError
from vectorstore.milvus import connection as sending
from vectorstore.milvus.connection import Connection, Row, some_of
from vectorstore.milvus.library import MilvusLibrary
from vectorstore.sources import Seen

if not milvus_server.installed():
    pytest.skip(milvus_server.MISSING, allow_module_level=True)
from pymilvus.exceptions import MilvusException

SLOW = MilvusException(message="<_InactiveRpcError … StatusCode.DEADLINE_EXCEEDED>")


class Client:
    """A client of no server, which remembers what it was asked to do."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, list[Any]] = {"has_collection": [False], "get_load_state": [{"state": "Loaded"}]}

    def __getattr__(self, name: str) -> Any:
        def answer(*given: Any, **named: Any) -> Any:
            self.asked.append((name, named))
            answers = self.answers.get(name, [[]])
            found = answers.pop(0) if len(answers) > 1 else answers[0]
            if isinstance(found, Exception):
                raise found
            return found

        return answer


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def connection(milvus: str, client: Client) -> Connection:
    connection = Connection(f"{milvus}/fake")
    connection._client = client
    return connection


def test_collections_are_strong_for_scans_go_by_that(connection: Connection, client: Client) -> None:
    connection.create("places", connection.new_schema(), {})
    assert dict(client.asked)["create_collection"]["consistency_level"] == "Strong"


def test_a_collection_that_another_process_makes_meanwhile_is_made(
    connection: Connection, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    exists = MilvusException(message="collection 'fake_places' already exists")
    client.answers |= {"create_collection": [exists], "create_index": [exists], "has_collection": [False, False, True]}
    client.answers |= {"list_indexes": [[], ["none"]], "prepare_index_params": [Client()]}
    connection.create("places", connection.new_schema(), {"none": {}})
    assert client.asked[-1][0] == "load_collection"
    client.answers["has_collection"] = [False]
    monkeypatch.setattr(sending, "MADE_S", 0.0)
    with pytest.raises(LibraryError, match="already exists"):
        connection.create("places", connection.new_schema(), {})


def test_a_slow_answer_is_waited_for_where_the_server_is_there(connection: Connection, client: Client) -> None:
    client.answers |= {"query": [SLOW, [{"id": "a"}]], "has_collection": [True]}
    assert connection.query("places", "", ["id"]) == [{"id": "a"}]
    assert [named["timeout"] for name, named in client.asked if name == "query"] == [sending.ANSWER_S, sending.CALL_S]


def test_a_server_that_is_silent_is_not_waited_for_twice(connection: Connection, client: Client) -> None:
    client.answers |= {"query": [SLOW], "has_collection": [SLOW]}
    with pytest.raises(LibraryError) as away:
        connection.query("places", "", ["id"])
    assert away.value.problem == "unreachable"
    assert [named["timeout"] for _, named in client.asked] == [sending.ANSWER_S] * 2


def test_a_condition_names_so_many_values_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "NAMED", 2)
    assert some_of("id", "abcab") == ['id in ["a", "b"]', 'id in ["c"]']
    assert some_of("id", []) == []


def test_many_articles_go_in_several_requests(
    milvus: str, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, deleted = MilvusLibrary(f"{milvus}/many_gone", create=True), list[str]()
    names = [f"{n}.txt" for n in range(7)]
    seen = Seen(1, [(name, name, name) for name in names], (), [(name, "d") for name in names])
    library.put([entry(name, ["Mía."], encoder, source=name) for name in names], encoder.fingerprint, seen)
    library.collections.create("Mía")
    library.collections.add("Mía", names)
    through = Connection.delete

    def delete(self: Connection, collection: str, condition: str) -> None:
        deleted.append(condition if collection not in ("parts", "chunks_1") else "")
        through(self, collection, condition)

    monkeypatch.setattr(sending, "NAMED", 2)
    monkeypatch.setattr(Connection, "delete", delete)
    assert library.remove(names[:6]) == 6
    assert library.collections.take_out("Mía", names) == 1
    assert max(condition.count(", ") for condition in deleted) == 1
    assert library.ids() == ["6.txt"]
    assert library.collections.members("Mía") == []
    assert library.faults() == []


def test_a_document_of_many_articles_is_read_a_page_at_a_time(
    milvus: str, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, through = MilvusLibrary(f"{milvus}/many_lines", create=True), Connection.query

    def query(self: Connection, *given: Any) -> list[Row]:
        found = through(self, *given)
        assert len(found) <= sending.NAMED
        return found

    monkeypatch.setattr(Connection, "query", query)
    names = [f"tin:{n}" for n in range(sending.NAMED + 100)]
    entries = [entry(name, [f"{name} mía."], encoder, source=name) for name in names]
    seen = Seen(1, [(name, name, "tin") for name in names], (), [("tin", "d")])
    library.put(entries, encoder.fingerprint, seen)
    assert library.as_before("tin", "d") == (len(names), 0)
    assert library.as_before("tin", "e") is None
    library.see(Seen(2, skipped=["tin"]))
    assert library.remove_unseen(["tin"], 2, []) == 0
    library.see(Seen(3, [(name, name, "tin") for name in names[1:]], (), [("tin", "e")]))
    assert library.as_before("tin", "e") == (len(names) - 1, 0)
    assert library.remove_unseen(["tin"], 3, []) == 1
