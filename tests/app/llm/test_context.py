"""What a model takes, as its profile or its server says; answer shapes are those that the servers document."""

import json
from types import SimpleNamespace

import httpx2
import pytest

from app.llm.context import capacity_of, server_context
from app.llm.opening import open_generator
from app.settings import Settings, SettingsError
from rag.generate.capacity import UNKNOWN_CONTEXT

VLLM = {"/v1/models": {"object": "list", "data": [{"id": "m", "object": "model", "max_model_len": 32768}]}}
LLAMA_CPP = {
    "/v1/models": {"object": "list", "data": [{"id": "m", "meta": {"n_ctx_train": 131072}}]},
    "/props": {"default_generation_settings": {"n_ctx": 16384}, "total_slots": 2},
}
OLLAMA = {
    "/v1/models": {"object": "list", "data": [{"id": "m", "object": "model", "owned_by": "library"}]},
    "/api/show": {"parameters": 'stop "<|im_end|>"', "model_info": {"qwen3.context_length": 40960}},
}
OLLAMA_SET_UP = {**OLLAMA, "/api/show": {**OLLAMA["/api/show"], "parameters": "num_ctx                        8192"}}


@pytest.mark.parametrize(
    ("server", "tokens"),
    [
        (VLLM, 32768),
        (LLAMA_CPP, 16384),
        (OLLAMA, 40960),
        (OLLAMA_SET_UP, 8192),
        ({}, None),
        ({"/v1/models": {"data": "none"}, "/props": [], "/api/show": {"model_info": None}}, None),
        ({"/v1/models": {"data": [{"id": "m", "max_model_len": "many"}]}}, None),
    ],
)
def test_a_server_is_asked_in_the_way_that_it_knows(server: dict[str, object], tokens: int | None) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        assert request.headers["authorization"] == "Bearer key"
        said = server.get(request.url.path)
        return httpx2.Response(404) if said is None else httpx2.Response(200, text=json.dumps(said))

    assert server_context("http://llm.test/v1/", "key", "m", httpx2.MockTransport(answer)) == tokens


@pytest.mark.parametrize(
    "answer", [httpx2.Response(200, html="<h1>x</h1>"), httpx2.Response(302, headers={"location": "http://evil.test"})]
)
def test_pages_and_redirects_tell_nothing(answer: httpx2.Response) -> None:
    asked: list[str] = []

    def hosts(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.host)
        return httpx2.Response(answer.status_code, content=answer.content, headers=answer.headers)

    assert server_context("http://llm.test/v1", "key", "m", httpx2.MockTransport(hosts)) is None
    assert set(asked) == {"llm.test"}


def settings(**env: str) -> Settings:
    return Settings.from_env(env)


def test_a_known_model_is_not_asked_about() -> None:
    made = open_generator(settings(HOIBAO_LLM="openai:gpt-5", OPENAI_API_KEY="k"))
    assert made is not None
    assert (made.capacity.context_tokens, made.capacity.tool_calling) == (272_000, True)
    assert made.capacity.roomy


def test_the_settings_overrule_and_a_guess_comes_last() -> None:
    said = settings(HOIBAO_LLM="m", OPENAI_API_KEY="k", HOIBAO_LLM_CONTEXT="4096")
    made = open_generator(said)
    assert made is not None
    assert made.capacity.context_tokens == 4_096
    unknown = open_generator(settings(HOIBAO_LLM="m", OPENAI_API_KEY="k"))
    assert unknown is not None
    assert capacity_of(unknown.model, settings(HOIBAO_LLM="m")).context_tokens == UNKNOWN_CONTEXT


def test_only_what_is_set_is_sent() -> None:
    bare = open_generator(settings(HOIBAO_LLM="m", OPENAI_API_KEY="k"))
    assert bare is not None
    assert [getattr(bare.model, name) for name in ("temperature", "max_tokens", "reasoning_effort")] == [None] * 3
    said = settings(
        HOIBAO_LLM="qwen3:8b",
        OPENAI_BASE_URL="http://127.0.0.1:1/v1",
        HOIBAO_LLM_TEMPERATURE="0",
        HOIBAO_LLM_MAX_TOKENS="900",
        HOIBAO_LLM_EFFORT="low",
    )
    made = open_generator(said)
    assert made is not None
    sent = [getattr(made.model, name) for name in ("model_name", "temperature", "max_tokens", "reasoning_effort")]
    assert sent == ["qwen3:8b", 0.0, 900, "low"]  # a tag after a colon is no provider


@pytest.mark.parametrize(
    ("named", "own", "checks"), [("llm", False, True), ("rules", False, False), ("llm", True, False)]
)
def test_the_servers_llm_checks_where_it_is_set_to(named: str, own: bool, checks: bool) -> None:
    made = open_generator(settings(HOIBAO_LLM="m", OPENAI_API_KEY="k", HOIBAO_CHECK=named), own=own)
    assert made is not None
    assert made.checks is checks


@pytest.mark.parametrize("field", ["_client", "client"])
@pytest.mark.parametrize("deep", [False, True])
def test_a_partners_client_follows_nobody(monkeypatch: pytest.MonkeyPatch, field: str, deep: bool) -> None:
    http = httpx2.Client(follow_redirects=True)
    made = SimpleNamespace(**{field: SimpleNamespace(_client=http) if deep else http})
    monkeypatch.setattr("app.llm.opening.find_spec", lambda module: module)
    monkeypatch.setattr("langchain.chat_models.init_chat_model", lambda *_, **__: made)
    assert open_generator(settings(HOIBAO_LLM="anthropic:claude-x")) is not None
    assert not http.follow_redirects


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.llm.opening.find_spec", lambda module: None)
    with pytest.raises(SettingsError) as missing:
        open_generator(settings(HOIBAO_LLM="anthropic:claude-x"))
    assert missing.value.wanted == "llm_package"
    assert missing.value.detail.endswith("[anthropic]")
