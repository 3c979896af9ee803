"""Who may pass: keys and their scopes, this machine without them, how often, how large."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.api.application import application
from app.api.gate import scopes_of
from app.api.limits import ServerLimits
from app.api.service import ApiService
from app.keys import SCOPES, KeyFile, Scope
from tests.app.api.served import HERE, QUESTION, filled, service
from vectorstore.local.library import LocalLibrary

Opened = Callable[..., TestClient]


@pytest.fixture
def library(tmp_path: Path) -> LocalLibrary:
    return filled(tmp_path)


@pytest.fixture
def client(library: LocalLibrary) -> Iterator[Opened]:
    opened: list[TestClient] = []

    def open_client(*, exposed: bool = False, limits: ServerLimits = ServerLimits(), **settings: Any) -> TestClient:
        made: ApiService = service(library, limits=limits, **settings)
        app = application(made, KeyFile(made.settings.keys_file), exposed=exposed)
        opened.append(TestClient(app, base_url=HERE, raise_server_exceptions=False))
        return opened[-1]

    yield open_client
    for one in opened:
        one.close()


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def ask(client: TestClient, **headers: str) -> Any:
    return client.post("/api/ask", json={"question": QUESTION}, headers=headers)


def test_without_keys_this_machine_alone_is_answered(client: Opened) -> None:
    here = client()
    assert ask(here).status_code == 200
    assert ask(here, Host="localhost:8000").status_code == 200
    assert ask(here, Origin="http://localhost:3000").status_code == 200
    for headers in (
        {"Host": "hoibao.example.org"},
        {"Host": "127.0.0.1.example.org"},
        {"Host": "["},
        {"Origin": "https://evil.example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"X-Forwarded-For": "203.0.113.9"},
        {"X-Real-IP": "203.0.113.9"},
        {"Forwarded": "for=203.0.113.9"},
        {"Via": "1.1 proxy"},
    ):
        assert ask(here, **headers).json()["error"]["code"] == "not_here", headers


def test_no_page_of_the_web_is_told_that_it_may(client: Opened) -> None:
    asked = {"Origin": "https://evil.example.org", "Access-Control-Request-Method": "POST"}
    response = client().options("/api/ask", headers=asked)
    assert response.status_code in (403, 405)
    assert not [name for name in response.headers if name.startswith("access-control")]


def test_a_form_of_another_page_is_no_question(client: Opened) -> None:
    response = client().post(
        "/api/ask", content=json.dumps({"question": QUESTION}), headers={"Content-Type": "text/plain"}
    )
    assert response.status_code == 400


@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer nope", "Basic aGI6eA==", "bearer hb_x_y"])
def test_with_keys_nothing_is_answered_without_one(client: Opened, library: LocalLibrary, given: str | None) -> None:
    KeyFile(library.folder / "keys.json").add("An", ["ask"])
    response = ask(client(), **({} if given is None else {"Authorization": given}))
    assert (response.status_code, response.json()["error"]["type"]) == (401, "authentication_error")
    assert response.headers["www-authenticate"] == "Bearer"
    assert client().get("/api/health").status_code == 200


def test_a_server_that_others_reach_never_answers_without_keys(client: Opened) -> None:
    assert ask(client(exposed=True)).status_code == 401


REACHED: dict[Scope, list[tuple[str, str, Any]]] = {
    "ask": [
        ("POST", "/api/ask", {"question": QUESTION}),
        ("POST", "/api/search", {"query": "cầu"}),
        ("GET", "/v1/models", None),
        ("GET", "/api/conversations", None),
        ("GET", "/api/timeline?topic=cầu", None),
    ],
    "read": [("GET", "/api/articles", None), ("GET", "/api/articles/cau", None), ("GET", "/metrics", None)],
    "write": [
        ("PUT", "/api/articles/x", {"text": "Chợ họp."}),
        ("DELETE", "/api/articles/x", None),
        ("POST", "/api/collections", {"name": "x"}),
    ],
}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_key_reaches_what_it_is_for_and_no_more(client: Opened, library: LocalLibrary, scope: Scope) -> None:
    _, key = KeyFile(library.folder / "keys.json").add("An", [scope])
    opened = client()
    for wanted, requests in REACHED.items():
        for method, path, body in requests:
            status = opened.request(method, path, json=body, headers=bearer(key)).status_code
            assert (status == 403) == (wanted != scope), (path, status)


@given(method=st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]), path=st.text(max_size=40))
def test_no_address_but_three_is_open(method: str, path: str) -> None:
    assert scopes_of(method, f"/{path}") or f"/{path}" in ("/api/health", "/api/ready", "/openapi.json")


def test_revoking_a_key_takes_effect_at_once(client: Opened, library: LocalLibrary) -> None:
    keys = KeyFile(library.folder / "keys.json")
    record, key = keys.add("An", ["ask"])
    keys.add("Bình", ["ask"])
    opened = client()
    assert ask(opened, **bearer(key)).status_code == 200
    keys.revoke(record.id)
    assert ask(opened, **bearer(key)).status_code == 401


def test_each_key_has_its_own_conversations(client: Opened, library: LocalLibrary) -> None:
    keys = KeyFile(library.folder / "keys.json")
    (_, an), (_, binh) = keys.add("An", ["ask"]), keys.add("Bình", ["ask"])
    opened, body = client(), {"question": QUESTION, "conversation": "c1"}
    assert opened.post("/api/ask", json=body, headers=bearer(an)).status_code == 200
    assert opened.post("/api/ask", json=body, headers=bearer(binh)).status_code == 404
    assert opened.get("/api/conversations", headers=bearer(binh)).json() == {"conversations": []}
    assert opened.get("/api/conversations/c1", headers=bearer(binh)).status_code == 404
    assert opened.delete("/api/conversations/c1", headers=bearer(binh)).status_code == 404
    assert len(opened.get("/api/conversations/c1", headers=bearer(an)).json()["turns"]) == 1


def test_a_key_asks_so_often_and_no_more(client: Opened, library: LocalLibrary) -> None:
    keys = KeyFile(library.folder / "keys.json")
    (_, an), (_, binh) = keys.add("An", ["ask"]), keys.add("Bình", ["ask"])
    opened = client(requests_per_minute=3)
    statuses = [opened.get("/v1/models", headers=bearer(an)).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    refused = opened.get("/v1/models", headers=bearer(an))
    assert (refused.json()["error"]["type"], int(refused.headers["retry-after"])) == ("rate_limit_error", 20)
    assert opened.get("/v1/models", headers=bearer(binh)).status_code == 200


def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(client: Opened) -> None:
    opened = client(limits=ServerLimits(body_bytes=1_000))
    headers = {"Content-Type": "application/json"}
    whole = json.dumps({"question": "x" * 2_000}).encode()
    assert opened.post("/api/ask", content=whole, headers=headers).status_code == 413
    parts = (whole[at : at + 100] for at in range(0, len(whole), 100))
    response = opened.post("/api/ask", content=parts, headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (413, "too_large")


def test_more_requests_than_there_is_room_for_are_asked_to_come_again(client: Opened) -> None:
    response = ask(client(limits=ServerLimits(requests=0)))
    assert (response.status_code, response.json()["error"]["code"]) == (503, "busy")
    assert response.headers["retry-after"]


def test_the_log_has_neither_questions_nor_keys(
    client: Opened, library: LocalLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    record, key = KeyFile(library.folder / "keys.json").add("An", ["ask", "read"])
    opened = client()
    with caplog.at_level(logging.INFO, "hoibao.requests"):
        ask(opened, **bearer(key))
        opened.get("/api/timeline?topic=Bến+Sỏi", headers=bearer(key))
        opened.get("/api/articles/cau", headers=bearer(key))
    lines = [json.loads(line.getMessage()) for line in caplog.records if line.name == "hoibao.requests"]
    assert [line["path"] for line in lines] == ["/api/ask", "/api/timeline", "/api/articles/{article_id:path}"]
    assert {line["key"] for line in lines} == {record.id}
    assert "Sỏi" not in caplog.text
    assert key not in caplog.text


def test_the_log_has_questions_where_that_is_asked_for(client: Opened, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "hoibao.requests"):
        ask(client(log="questions"))
    asked, answered = [json.loads(line.getMessage()) for line in caplog.records if line.name == "hoibao.requests"]
    assert (asked["question"], answered["path"]) == (QUESTION, "/api/ask")
