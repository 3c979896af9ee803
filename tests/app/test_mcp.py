"""The official client over both transports: every tool, every quote to the letter, articles as resources."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from app.api.gate import Gate
from app.api.limits import ServerLimits
from app.conversation.places import parameters, place_in, span_of
from app.keys import KeyFile
from app.mcp.server import ArticleServer
from app.settings import Settings
from rag.assistant import Assistant
from rag.retrieve.retriever import Retriever
from tests.app.api.served import ARTICLES, QUESTION, QUOTE, filled, running
from tests.app.browser import ROOT, environment
from tests.app.test_cli import answered
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary

TOOLS = {"search_articles", "read_article", "ask", "list_articles", "timeline"}


@pytest.fixture
def library(tmp_path: Path) -> LocalLibrary:
    return filled(tmp_path)


@pytest.fixture
def server(library: LocalLibrary) -> ArticleServer:
    assistant = Assistant(library, Retriever(library, FakeEncoder()))
    return ArticleServer(library, assistant, Settings(library=library.folder))


async def called(client: Client, tool: str, **arguments: Any) -> Any:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result
    return result.structured_content


async def check(client: Client) -> None:
    """Every tool is listed and called, and what it quotes stands in the article that it names."""
    listed = (await client.list_tools()).tools
    assert {tool.name for tool in listed} == TOOLS
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in listed)
    assert all(tool.description and tool.output_schema for tool in listed)
    (passage, *_) = (await called(client, "search_articles", query=QUESTION, limit=3))["passages"]
    answer = await called(client, "ask", question=QUESTION)
    assert (answer["abstained"], answer["mode"]) == (False, "quote")
    for quote in (passage, *answer["sources"]):
        article = await called(client, "read_article", id=quote["article_id"])
        assert article["text"][quote["start"] : quote["end"]] == quote["quote"]
        place = place_in(parameters(quote["link"].partition("/?")[2]))
        assert place is not None
        assert span_of(place, article["text"]) == (quote["start"], quote["end"])
    articles = await called(client, "list_articles")
    assert articles["total"] == len(articles["articles"])
    assert (await called(client, "timeline", topic="cầu"))["events"] == []
    first = (await client.list_resources()).resources[0]
    content: Any = (await client.read_resource(str(first.uri))).contents[0]
    assert content.text == (await called(client, "read_article", id=first.name))["text"]


async def test_every_tool_answers_in_process(server: ArticleServer) -> None:
    async with Client(server) as client:
        await check(client)
        answer = await called(client, "ask", question=QUESTION)
        assert [source["quote"] for source in answer["sources"]] == [QUOTE]


async def test_what_cant_be_done_is_told_to_the_agent(server: ArticleServer, library: LocalLibrary) -> None:
    async with Client(server) as client:
        for tool, arguments in (
            ("read_article", {"id": "../../etc/passwd"}),
            ("search_articles", {"query": "cầu", "outlet": "Báo Mía"}),
            ("search_articles", {"query": "cầu", "published_from": "hôm qua"}),
            ("ask", {"question": " "}),
            ("ask", {"question": QUESTION, "collection": "Sông"}),
        ):
            result = await client.call_tool(tool, arguments)
            assert result.is_error, tool
            told = json.dumps([part.model_dump() for part in result.content])
            assert "Traceback" not in told
            assert str(library.folder) not in told
        with pytest.raises(Exception, match=r"no article|not found"):
            await client.read_resource("hoibao://articles/../../etc/passwd")


async def test_days_narrow_a_search(server: ArticleServer) -> None:
    async with Client(server) as client:
        found = await called(client, "search_articles", query="cầu", published_from="2030-01-01")
        assert found["passages"] == []
        assert {article["id"] for article in (await called(client, "list_articles"))["articles"]} == set(ARTICLES)


@pytest.fixture
def address(server: ArticleServer, library: LocalLibrary, socket_enabled: None) -> Iterator[str]:
    app = server.streamable_http_app(stateless_http=True)
    gate = Gate(
        app,
        keys=KeyFile(library.folder / "keys.json"),
        exposed=False,
        per_minute=600,
        limits=ServerLimits(),
        language="vi",
    )
    with running(gate) as port:
        yield f"http://127.0.0.1:{port}/mcp"


async def test_every_tool_answers_over_http(address: str) -> None:
    async with Client(address) as client:
        await check(client)


async def test_over_http_a_key_is_asked_for_where_there_are_some(address: str, library: LocalLibrary) -> None:
    KeyFile(library.folder / "keys.json").add("An", ["ask"])
    with pytest.raises(Exception, match=r"401|unhandled errors"):
        async with Client(address) as client:
            await client.list_tools()


@pytest.mark.slow
async def test_every_tool_answers_over_stdin_and_stdout(tmp_path: Path) -> None:
    articles = ROOT / "examples" / "articles"
    few = [articles / name for name in ("thong-xe-cau-an-thach.txt", "chay-cho-ben-vat.jsonl")]
    answered("ingest", *few, "--library", tmp_path / "library")
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "app.cli", "mcp", "--library", str(tmp_path / "library")],
        env=environment(PYTHONPATH=str(ROOT)),
        cwd=tmp_path,
    )
    async with Client(command) as client:
        listed = (await client.list_tools()).tools
        assert {tool.name for tool in listed} == TOOLS
        answer = await called(client, "ask", question="Cầu An Thạch dài bao nhiêu mét?")
        assert "684,5 m" in answer["answer"]
        course = await called(client, "timeline", topic="vụ cháy chợ Bến Vạt")
        assert len(course["events"]) > 2
