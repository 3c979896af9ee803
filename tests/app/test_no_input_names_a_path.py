"""No field that a reader or a program fills in names a file of the server: each is found by itself and given a path.

What the process opens, lists or moves is listened to; and whether the file is there makes no difference that is told.
"""

import ast
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import streamlit as st
from fastapi.testclient import TestClient
from mcp import Client
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app import wiring
from app.api.application import application
from app.api.service import ApiService
from app.keys import KeyFile
from app.mcp.server import ArticleServer
from app.page.main import SECTIONS
from app.settings import Settings
from tests.app.api.served import HERE, filled, service
from tests.app.page.test_main import PAGE
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary

APP = Path(wiring.__file__).parent
SECRET = "Mật khẩu của kho lúa là 950 tấn."
MARK = "kho-bí-mật-không-ai-được-mở"
TOUCHES = ("open", "os.", "shutil.", "glob.", "pathlib.", "sqlite3.", "subprocess.")
touched: list[str] = []


def listen(event: str, given: tuple[Any, ...]) -> None:
    if event.startswith(TOUCHES) and any(MARK in str(each) for each in given if isinstance(each, str | bytes | Path)):
        touched.append(f"{event} {given[0]}")


sys.addaudithook(listen)  # for good: it can't be taken away, and hears of nothing but this name


@pytest.fixture
def secret(tmp_path: Path) -> Iterator[Path]:
    """A file of the server that everything may read."""
    file = tmp_path / MARK / "mật.txt"
    file.parent.mkdir()
    file.write_text(SECRET, encoding="utf-8")
    touched.clear()
    yield file
    assert touched == []


def test_what_is_opened_is_heard(secret: Path) -> None:
    secret.read_text(encoding="utf-8")
    list(secret.parent.iterdir())
    assert [each.split()[0] for each in touched] == ["open", "os.listdir"]
    touched.clear()


def resolved(schema: dict[str, Any], root: dict[str, Any]) -> list[dict[str, Any]]:
    """The shapes that a value may have, each by itself."""
    if "$ref" in schema:
        named = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            named = named[part]
        return resolved(named, root)
    options = [*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())]
    return [shape for option in options for shape in resolved(option, root)] or [schema]


def sample(schema: dict[str, Any], root: dict[str, Any]) -> Any:
    """A value that may be sent."""
    shape = resolved(schema, root)[0]
    if "enum" in shape or "const" in shape:
        return shape.get("const", *shape.get("enum", (None,))[:1])
    properties = shape.get("properties", {})
    by_type = {
        "object": {name: sample(properties[name], root) for name in shape.get("required", ())},
        "array": [sample(shape["items"], root)] if shape.get("minItems") else [],
        "integer": shape.get("minimum", 1),
        "number": 1,
        "boolean": False,
        "null": None,
    }
    return by_type.get(shape.get("type", "string"), "cầu")


def with_path(schema: dict[str, Any], root: dict[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    """Each place of a value that takes words, and the value with the path there."""
    for shape in resolved(schema, root):
        if shape.get("type") == "array":
            yield from ((f"[]{place}", [value]) for place, value in with_path(shape["items"], root, path))
        elif shape.get("type") == "object" or "properties" in shape:
            whole = sample(shape, root)
            for name, inner in shape.get("properties", {}).items():
                yield from ((f".{name}{place}", whole | {name: value}) for place, value in with_path(inner, root, path))
            if shape.get("additionalProperties"):
                yield ".*", whole | {"path": path}
        elif shape.get("type", "string") == "string" and "enum" not in shape and "const" not in shape:
            yield "", path


@pytest.fixture
def api(tmp_path: Path) -> ApiService:
    return service(filled(tmp_path))


def requests(document: dict[str, Any], path: str) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Place, method, address and what is sent, for each field of each operation."""
    for address, operations in document["paths"].items():
        for method, operation in operations.items():
            parameters = operation.get("parameters", [])
            plain = {each["name"]: "cau" for each in parameters if each["in"] == "path"}
            wanted = {
                each["name"]: sample(each["schema"], document)
                for each in parameters
                if each["in"] == "query" and each.get("required")
            }
            content = operation.get("requestBody", {}).get("content", {})
            body = content.get("application/json", {}).get("schema")
            sent: dict[str, Any] = {"params": wanted} | ({"json": sample(body, document)} if body else {})
            for each in parameters:
                place = f"{method} {address} {each['in']}:{each['name']}"
                if not any(True for _ in with_path(each["schema"], document, path)):
                    continue
                if each["in"] == "path":
                    yield place, method, address.format(**plain | {each["name"]: quote(path, safe="")}), sent
                elif each["in"] == "query":
                    yield place, method, address.format(**plain), sent | {"params": wanted | {each["name"]: path}}
                else:
                    yield place, method, address.format(**plain), sent | {"headers": {each["name"]: quote(path)}}
            for field, value in with_path(body, document, path) if body else ():
                yield f"{method} {address} body{field}", method, address.format(**plain), sent | {"json": value}
            if "multipart/form-data" in content:
                yield f"{method} {address} file", method, address, {"files": {"files": (path, "Cầu dài.".encode())}}


def test_no_field_of_the_api(api: ApiService, secret: Path) -> None:
    app = application(api, KeyFile(api.settings.keys_file), exposed=False)
    gone = str(secret).replace("mật.txt", "mất.txt")
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
        document = client.get("/openapi.json").json()
        tried = set()
        for form in ("{}", "file://{}", "../../../../../..{}"):
            there, not_there = (requests(document, form.format(path)) for path in (secret, gone))
            for (place, method, address, sent), (_, _, other_address, other_sent) in zip(there, not_there, strict=True):
                tried.add(place)
                response = client.request(method, address, **sent)
                assert response.status_code < 500, place
                assert SECRET not in response.text, place
                assert client.request(method, other_address, **other_sent).status_code == response.status_code, place
        until = time.monotonic() + 20
        while api.jobs.running() and time.monotonic() < until:
            time.sleep(0.02)
    assert all(SECRET not in article.text for article, _ in api.library.articles())
    with_fields = {
        f"{method} {address}"
        for address, operations in document["paths"].items()
        for method, operation in operations.items()
        if operation.get("parameters") or operation.get("requestBody")
    }
    assert {" ".join(place.split()[:2]) for place in tried} == with_fields
    assert len(tried) > 60


async def test_no_field_of_the_tools(tmp_path: Path, secret: Path) -> None:
    made = service(filled(tmp_path))
    server = ArticleServer(made.library, made.assistant, Settings(library=made.settings.library))
    tried = set()
    async with Client(server) as client:
        tools = (await client.list_tools()).tools
        for tool in tools:
            for place, arguments in with_path(tool.input_schema, tool.input_schema, str(secret)):
                tried.add(f"{tool.name}{place}")
                result = await client.call_tool(tool.name, arguments)
                assert SECRET not in str(result.content), (tool.name, place)
    assert {place.partition(".")[0] for place in tried} == {tool.name for tool in tools}
    assert len(tried) >= 8


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AppTest]:
    library: LocalLibrary = filled(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOIBAO_LIBRARY", str(library.folder))
    for name in ("HOIBAO_LLM", "HOIBAO_LANGUAGE", "HOIBAO_STORE", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(wiring, "open_encoder", lambda settings, one_question=False: FakeEncoder())
    st.cache_resource.clear()
    yield AppTest.from_file(PAGE, default_timeout=60).run()
    st.cache_resource.clear()


def test_no_box_of_the_page(page: AppTest, secret: Path) -> None:
    boxes = 0
    for section, _, _ in SECTIONS:
        page._page_hash = calc_hash("" if section == "chat" else section)  # AppTest can only switch to files
        page.run()
        for box in [*page.text_input, *page.text_area, *page.chat_input]:
            boxes += 1
            box.set_value(str(secret))
        page.run()
        assert not page.exception, section
        assert SECRET not in str(page.main), section
    assert boxes > 3


# What of the faces opens a file whose name it is not told by its own package: uploads, into a folder of their own.
FILES = {"incoming/jobs.py", "incoming/uploads.py"}
FACES = ("page", "api", "mcp", "incoming", "conversation", "alerts")
OPENING = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "glob", "rglob", "exists"}


def opens(tree: ast.AST) -> bool:
    """Whether a module opens a file, or makes a path, that isn't beside its own (`Path(__file__)`)."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        whole = ast.unparse(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "Path" and node.args and "__file__" not in whole:
            return True
        if name in OPENING and "__file__" not in whole and not whole.startswith(("wiring.", "web.")):
            return True
    return False


def test_nothing_else_of_the_faces_opens_files() -> None:
    modules = [module for face in FACES for module in (APP / face).rglob("*.py")]
    found = {
        module.relative_to(APP).as_posix() for module in modules if opens(ast.parse(module.read_text(encoding="utf-8")))
    }
    assert found == FILES
