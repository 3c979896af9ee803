"""What is sent to a server, which lite doesn't need and a cluster does."""

from typing import Any

import pytest

from vectorstore.milvus.connection import Connection


class Client:
    """A client of no server, which remembers what it was asked to do."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Any:
        def answer(*given: Any, **named: Any) -> Any:
            self.asked.append((name, named))
            return {"has_collection": False, "list_indexes": ["none"]}.get(name, [])

        return answer


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def connection(milvus: str, client: Client) -> Connection:
    connection = Connection(f"{milvus}/fake")
    connection._client = client  # type: ignore[assignment]
    return connection


def test_collections_are_strong_for_scans_go_by_that(connection: Connection, client: Client) -> None:
    connection.create("places", connection.new_schema(), {})
    assert dict(client.asked)["create_collection"]["consistency_level"] == "Strong"
