"""The addresses of our own: shapes, versions, conversations, runs of ingest, and what may not pass."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.api.application import application
from app.api.service import ApiService
from app.keys import KeyFile
from tests.app.api.served import ARTICLES, HERE, QUESTION, QUOTE, filled, service


@pytest.fixture
def made(tmp_path: Path) -> ApiService:
    return service(filled(tmp_path))


@pytest.fixture
def client(made: ApiService) -> Iterator[TestClient]:
    app = application(made, KeyFile(made.settings.keys_file), exposed=False)
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
        yield client


def error_of(response: Any) -> tuple[int, str]:
    error = response.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    return response.status_code, error["code"]


def test_an_answer_has_the_shape_of_the_command_and_links_to_the_reader(client: TestClient, made: ApiService) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION}).json()
    (source,) = answer["sources"]
    assert (answer["mode"], answer["abstained"], source["quote"]) == ("quote", False, QUOTE)
    text = client.get(f"/api/articles/{source['article_id']}").json()["text"]
    assert text[source["start"] : source["end"]] == QUOTE
    assert source["link"].startswith(f"{made.settings.public_url}/?article=cau&quote=")
    assert "link" not in answer["nearest"]
    assert "suggestions" not in answer
    assert "suggestions" in client.post("/api/ask", json={"question": QUESTION, "suggest": True}).json()


def test_a_stream_ends_with_the_same_answer(client: TestClient) -> None:
    response = client.post("/api/ask/stream", json={"question": QUESTION})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [block.split("\n") for block in response.text.strip().split("\n\n")]
    kind, data = events[-1]
    assert kind == "event: answer"
    answer, whole = json.loads(data.removeprefix("data: ")), client.post("/api/ask", json={"question": QUESTION}).json()
    assert (answer["answer"], answer["sources"]) == (whole["answer"], whole["sources"])
    assert {event[0] for event in events[:-1]} <= {"event: piece", "event: step", ": "}


def test_an_address_that_is_none_of_the_web_is_not_kept(client: TestClient) -> None:
    body = {"text": "Chợ nổi Cái Mơn có 80 ghe.", "url": "javascript:alert(1)"}
    assert client.put("/api/articles/cho", json=body).status_code == 201
    assert client.get("/api/articles/cho").json()["url"] is None


def test_search_keeps_to_its_filters(client: TestClient) -> None:
    found = client.post("/api/search", json={"query": "cau ben soi", "k": 1}).json()
    assert [passage["article_id"] for passage in found["passages"]] == ["cau"]
    nothing = client.post("/api/search", json={"query": "cầu", "from": "2030-01-01"}).json()
    assert nothing["passages"] == []
    assert nothing["filters"]["from"] == "2030-01-01"


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/api/ask", {}, "bad_field"),
        ("/api/ask", {"question": "   "}, "bad_field"),
        ("/api/ask", {"question": "x" * 2_001}, "bad_field"),
        ("/api/ask", {"question": QUESTION, "surprise": 1}, "bad_field"),
        ("/api/search", {"query": "cầu", "k": 0}, "bad_field"),
        ("/api/search", {"query": "cầu", "from": 7}, "bad_field"),
        ("/api/search", {"query": "cầu", "from": "2024-02-31"}, "bad_field"),
        ("/api/search", {"query": "\ud800"}, "bad_field"),
        ("/api/ingest/addresses", {"addresses": ["/etc/passwd"]}, "bad_field"),
        ("/api/ingest/addresses", {"addresses": ["file:///etc/passwd"]}, "bad_field"),
        ("/v1/chat/completions", {"model": "hoibao", "messages": []}, "bad_field"),
        ("/v1/chat/completions", {"model": "hoibao", "messages": [{"role": "system", "content": "x"}]}, "no_question"),
        ("/v1/responses", {"model": "hoibao", "input": ""}, "no_question"),
        ("/v1/responses", {"model": "hoibao", "input": "x", "previous_response_id": "resp_1"}, "not_stored"),
    ],
)
def test_what_cant_be_used_is_refused_with_a_code(client: TestClient, path: str, body: Any, code: str) -> None:
    headers = {"Content-Type": "application/json"}
    assert error_of(client.post(path, content=json.dumps(body), headers=headers)) == (400, code)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b'{"question": NaN', b"[" * 100_000])
def test_bad_json_is_refused(client: TestClient, content: bytes) -> None:
    response = client.post("/api/ask", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == 400


def test_a_collection_that_there_is_not_is_said(client: TestClient) -> None:
    assert error_of(client.post("/api/ask", json={"question": QUESTION, "collection": "Sông"})) == (
        404,
        "collection_missing",
    )


def test_an_article_is_put_read_changed_and_forgotten_by_its_version(client: TestClient) -> None:
    body = {
        "title": "Chợ nổi họp lại",
        "text": "Chợ nổi Cái Mơn họp lại với 64 ghe.",
        "published": "2024-03-02",
        "muc": "x",
    }
    path = "/api/articles/cho/noi 7"
    made = client.put(path, json=body)
    assert (made.status_code, made.json()["status"], made.json()["id"]) == (201, "added", "cho/noi 7")
    read = client.get(path)
    assert (read.json()["text"], read.json()["metadata"]) == (body["text"], {"muc": "x"})
    tag = read.headers["etag"]
    assert tag == made.headers["etag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert client.put(path, json=body).json()["status"] == "unchanged"
    changed = client.put(path, json={**body, "text": "Chợ nổi Cái Mơn nay có 90 ghe."}, headers={"If-Match": tag})
    assert (changed.status_code, changed.json()["status"]) == (200, "updated")
    assert error_of(client.put(path, json=body, headers={"If-Match": tag})) == (412, "changed")
    assert error_of(client.put(path, json=body, headers={"If-None-Match": "*"})) == (412, "changed")
    assert "90 ghe" in client.post("/api/ask", json={"question": "Chợ nổi Cái Mơn có bao nhiêu ghe?"}).json()["answer"]
    assert error_of(client.delete(path, headers={"If-Match": tag})) == (412, "changed")
    assert client.delete(path).status_code == 204
    assert error_of(client.get(path)) == (404, "no_article")
    assert error_of(client.delete(path)) == (404, "no_article")


def test_an_article_is_read_as_a_line_of_a_file_is(client: TestClient) -> None:
    garbled = "Chôï noåi Caùi Môn hoïp laïi vôùi 64 ghe, ñoâng nhaát laø saùng chuû nhaät."
    body = {"title": "Chợ nổi họp lại", "text": f"<p>{garbled}</p><p>R&amp;D</p>", "sapo": "Chợ họp sau hai năm."}
    assert client.put("/api/articles/y", json=body | {"published": "02/03/2024"}).status_code == 201
    read = client.get("/api/articles/y").json()
    said = "Chợ nổi Cái Mơn họp lại với 64 ghe, đông nhất là sáng chủ nhật."
    assert read["text"] == f"Chợ họp sau hai năm.\n{said}\nR&D"
    assert read["published"] == "2024-03-02"


def test_an_article_that_cant_be_one_is_rejected(client: TestClient) -> None:
    for body in ({"text": " … "}, {"text": "Chợ họp.", "published": "hôm qua"}):
        assert error_of(client.put("/api/articles/x", json=body)) == (400, "rejected")


def test_articles_are_listed_by_pages(client: TestClient) -> None:
    listed = client.get("/api/articles").json()
    assert (listed["total"], {one["id"] for one in listed["articles"]}) == (2, set(ARTICLES))
    pages = [client.get("/api/articles", params={"limit": 1, "offset": at}).json() for at in range(3)]
    assert [[one["id"] for one in page["articles"]] for page in pages] == [
        [one["id"]] for one in listed["articles"]
    ] + [[]]
    assert client.get("/api/articles", params={"from": "2024-02-31"}).status_code == 400
    assert client.get("/api/articles", params={"outlet": "Báo Mía"}).json()["articles"] == []


def ended(client: TestClient, job: str) -> dict[str, Any]:
    import time

    for _ in range(400):
        document = client.get(f"/api/ingest/{job}").json()
        if document["state"] in ("done", "stopped", "failed"):
            return document
        time.sleep(0.05)
    raise AssertionError(document)


def test_uploaded_files_are_read_by_their_names_alone(client: TestClient, made: ApiService) -> None:
    text = "Hội rèn làng Đa Sĩ\n\nHội rèn làng Đa Sĩ mở ngày 12-3."
    files = [
        ("files", ("../../etc/hoi.txt", text.encode(), "text/plain")),
        ("files", ("anh.xyz", b"\x00", "image/x")),
    ]
    begun = client.post("/api/ingest", files=files)
    assert (begun.status_code, begun.json()["names"]) == (202, ["hoi.txt", "anh.xyz"])
    document = ended(client, begun.json()["id"])
    assert (document["state"], document["report"]["added"]) == ("done", 1)
    assert [each["source"] for each in document["report"]["rejected"]] == ["anh.xyz"]
    article = client.get("/api/articles/hoi").json()
    assert (article["source"], article["sources"]) == ("hoi.txt", ["hoi.txt"])
    original = client.get("/api/originals/hoi")
    assert original.content == text.encode()
    assert original.headers["content-disposition"] == "attachment; filename*=UTF-8''hoi.txt"
    assert error_of(client.get("/api/originals/hoi.txt")) == (404, "no_original")
    assert [job["id"] for job in client.get("/api/ingest").json()["jobs"]] == [document["id"]]
    assert client.delete(f"/api/ingest/{document['id']}").status_code == 202
    assert client.get("/api/ingest").json()["jobs"] == []
    assert error_of(client.get("/api/ingest/none")) == (404, "no_job")
    assert 'hoibao_ingested_total{verdict="added"} 1.0' in client.get("/metrics").text


@pytest.mark.enable_socket
def test_an_address_of_this_machine_is_not_read(client: TestClient) -> None:
    begun = client.post("/api/ingest/addresses", json={"addresses": ["http://127.0.0.1:9/bao"]}).json()
    report = ended(client, begun["id"])["report"]
    assert (report["added"], len(report["rejected"])) == (0, 1)


def test_collections_narrow_what_is_asked(client: TestClient) -> None:
    assert client.post("/api/collections", json={"name": "Sông nước"}).status_code == 201
    assert error_of(client.post("/api/collections", json={"name": "sông  nước"})) == (409, "collection_taken")
    assert client.post("/api/collections/song nuoc/articles", json={"ids": ["lu", "nope"]}).json() == {"articles": 1}
    assert client.get("/api/collections").json() == {"collections": [{"name": "Sông nước", "articles": 1}]}
    within = client.post("/api/search", json={"query": "cầu", "collection": "SÔNG NƯỚC"}).json()
    assert {passage["article_id"] for passage in within["passages"]} <= {"lu"}
    assert within["filters"]["collection"] == "Sông nước"
    renamed = client.patch("/api/collections/Sông nước", json={"name": "Lũ"}).json()
    assert renamed == {"name": "Lũ", "articles": 1}
    assert client.post("/api/collections/Lũ/articles/take-out", json={"ids": ["lu"]}).json() == {"articles": 1}
    assert client.delete("/api/collections/Lũ").status_code == 204
    assert error_of(client.delete("/api/collections/Lũ")) == (404, "collection_missing")


def test_a_conversation_goes_on_and_is_read_again(client: TestClient) -> None:
    first = client.post("/api/ask", json={"question": QUESTION, "conversation": "c1"}).json()
    assert first["conversation"] == "c1"
    second = client.post("/api/ask", json={"question": "Rộng bao nhiêu?", "conversation": "c1"}).json()
    assert "Bến Sỏi" in second["understood_as"]
    (listed,) = client.get("/api/conversations").json()["conversations"]
    assert (listed["id"], listed["name"], listed["turns"]) == ("c1", QUESTION, 2)
    turns = client.get("/api/conversations/c1").json()["turns"]
    assert [turn["answer"]["answer"] for turn in turns] == [first["answer"], second["answer"]]
    assert client.patch("/api/conversations/c1", json={"name": "Cầu"}).json()["name"] == "Cầu"
    assert client.delete("/api/conversations/c1").status_code == 204
    assert error_of(client.get("/api/conversations/c1")) == (404, "no_conversation")


def test_a_topic_without_a_course_has_no_points(client: TestClient) -> None:
    assert client.get("/api/timeline", params={"topic": "cầu Bến Sỏi"}).json() == {"topic": "cầu Bến Sỏi", "points": []}
    assert client.get("/api/timeline", params={"topic": "  "}).status_code == 400


def test_the_server_says_how_it_is(client: TestClient) -> None:
    assert client.get("/api/health").json()["ok"] is True
    assert client.get("/api/ready").json() == {"ready": True, "articles": 2, "chunks": 2}
    client.post("/api/ask", json={"question": QUESTION})
    text = client.get("/metrics").text
    assert 'hoibao_questions_total{mode="quote",outcome="answered"} 1.0' in text
    assert 'hoibao_index_lag_changes{index="dense"} 0.0' in text
    assert 'hoibao_step_seconds_count{step="retrieve"} 1.0' in text
    assert "Bến Sỏi" not in text


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/api", "/api/", "/etc/passwd", "/api/../../etc/passwd", "/static/..%2f..%2fetc/passwd"]
)
def test_there_is_nothing_else(client: TestClient, path: str) -> None:
    assert error_of(client.get(path)) == (404, "not_found")


@pytest.mark.parametrize(
    "article_id", ["../../etc/passwd", "/etc/passwd", "..%2F..%2Fetc%2Fpasswd", "library/catalogue.sqlite"]
)
def test_an_articles_id_is_no_path(client: TestClient, article_id: str) -> None:
    response = client.get(f"/api/articles/{article_id}")
    assert response.status_code == 404
    assert "root:" not in response.text


def test_a_library_that_cant_be_read_is_no_secret_spilt(made: ApiService, client: TestClient) -> None:
    made.library.catalogue.database.folder  # noqa: B018 - it is a local library
    catalogue = next(made.library.folder.glob("catalogue.sqlite"))
    made.library.close()
    catalogue.write_bytes(b"no database")
    for beside in made.library.folder.glob("catalogue.sqlite-*"):
        beside.unlink()
    response = client.get("/api/articles/cau")
    assert response.status_code in (500, 503)
    assert str(made.library.folder) not in response.text


def test_an_address_names_all_methods_that_it_takes(client: TestClient) -> None:
    refused = client.post("/api/articles/cau")
    assert error_of(refused) == (405, "method_not_allowed")
    assert refused.headers["allow"] == "DELETE, GET, PUT"


def test_addresses_that_stream_say_so(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for path in ("/v1/chat/completions", "/v1/responses"):
        content = paths[path]["post"]["responses"]["200"]["content"]
        assert set(content) == {"application/json", "text/event-stream"}
        assert "$ref" in content["application/json"]["schema"]
