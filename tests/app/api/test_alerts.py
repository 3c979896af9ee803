"""What is followed over HTTP: each key's own, its news, and its feed, which needs no key."""

from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from starlette.testclient import TestClient

from app.api.application import application
from app.api.service import ApiService
from app.keys import KeyFile
from tests.app.api.served import HERE, filled, service
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry


@pytest.fixture
def made(tmp_path: Path) -> ApiService:
    return service(filled(tmp_path), api_url="https://api.example.org")


@pytest.fixture
def keys(made: ApiService) -> KeyFile:
    return KeyFile(made.settings.keys_file)


@pytest.fixture
def client(made: ApiService, keys: KeyFile) -> Iterator[TestClient]:
    with TestClient(application(made, keys, exposed=True), base_url=HERE, raise_server_exceptions=False) as client:
        yield client


def bearer(keys: KeyFile, name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {keys.add(name, ['ask'])[1]}"}


def test_news_of_what_a_key_follows(client: TestClient, made: ApiService, keys: KeyFile) -> None:
    mine, other = bearer(keys, "toà soạn"), bearer(keys, "người khác")
    alert = client.post("/api/alerts", json={"words": "Cầu Bến Sỏi"}, headers=mine).json()
    assert alert["feed"] == f"https://api.example.org/feeds/{alert['id']}"
    assert client.get("/api/alerts", headers=mine).json() == {"alerts": [alert]}
    assert client.get("/api/alerts", headers=other).json() == {"alerts": []}
    assert client.get(f"/api/alerts/{alert['id']}", headers=mine).json()["hits"] == []
    text = "Cầu Bến Sỏi thu phí 5.000 đồng một lượt."
    made.library.put([entry("phi", [text], FakeEncoder(), title="Thu phí")], FakeEncoder().fingerprint)
    (hit,) = client.get(f"/api/alerts/{alert['id']}", headers=mine).json()["hits"]
    assert (hit["article_id"], hit["quote"], hit["start"], hit["end"]) == ("phi", text, 0, len(text))
    for do in (client.get, client.delete):
        assert do(f"/api/alerts/{alert['id']}", headers=other).status_code == 404
    assert client.delete(f"/api/alerts/{alert['id']}", headers=mine).status_code == 204
    assert client.get("/api/alerts", headers=mine).json() == {"alerts": []}


def test_a_feed_is_read_without_a_key_and_told_apart_by_its_version(
    client: TestClient, made: ApiService, keys: KeyFile
) -> None:
    alert = client.post("/api/alerts", json={"words": "Cầu dài bao nhiêu?"}, headers=bearer(keys, "a")).json()
    address = f"/feeds/{alert['id']}"
    empty = client.get(address)
    assert empty.headers["content-type"].startswith("application/atom+xml")
    assert feedparser.parse(empty.content).entries == []
    assert client.get(address, headers={"If-None-Match": empty.headers["etag"]}).status_code == 304
    made.library.put([entry("may", ["Cầu dài 77 m."], FakeEncoder(), title="Cầu Mây")], FakeEncoder().fingerprint)
    news = client.get(address, headers={"If-None-Match": empty.headers["etag"]})
    assert [each.title for each in feedparser.parse(news.content).entries] == ["Cầu Mây"]
    assert client.get("/feeds/khong-co").status_code == 404
    assert client.get("/feeds/../api/articles").status_code == 401
    assert client.post(address).status_code in (401, 405)
    assert client.get("/api/alerts").status_code == 401
