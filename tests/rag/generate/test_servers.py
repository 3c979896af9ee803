"""Real clients against servers on loopback: Ollama's and vLLM's as they are documented, and servers that misbehave.

Whatever a server does, the reader gets the quoted answer and a plain note, and no key goes where it wasn't meant to.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any

import pytest

from app.llm import client
from app.llm.opening import open_generator
from app.messages import say_notes
from app.settings import Settings
from rag.answer import Answer, Step, Usage
from rag.assistant import Assistant
from rag.generate.streaming import STREAM
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from tests.rag.loopback import NDJSON, SSE, LoopbackServer, lines, serving, sse
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article, Chunk, Entry

pytestmark = pytest.mark.enable_socket

KEY = "sk-rat-bi-mat-0123456789"
DAM = "Đập Suối Cạn dài 310 m, xây xong năm 2019."
QUESTION = "Đập Suối Cạn dài bao nhiêu mét?"
SAID = ("Đập Suối Cạn ", "dài 310 m", " [1].")


@pytest.fixture
def dam(library: LocalLibrary, encoder: FakeEncoder) -> LocalLibrary:
    article = Article("dap", DAM, "Đập Suối Cạn", "2024-05-02", "Báo Đồng Bưng")
    vectors = encoder.encode_documents([DAM])
    library.put([Entry(article, [Chunk(0, len(DAM))], vectors)], encoder.fingerprint)
    library.flush()
    return library


@pytest.fixture
def elsewhere() -> Iterator[LoopbackServer]:
    with serving((200, SSE, sse(vllm({"content": SAID[1]}), *VLLM_END))) as server:
        yield server


Asked = Callable[..., tuple[list[Step], Answer]]


@pytest.fixture
def ask(dam: LocalLibrary, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> Asked:
    def asked(server: LoopbackServer, llm: str = "tiny", **environment: str) -> tuple[list[Step], Answer]:
        monkeypatch.setenv("OLLAMA_HOST", server.address)
        told = {"HOIBAO_LLM": llm, "HOIBAO_LLM_CONTEXT": "8192", "HOIBAO_LLM_TIMEOUT_S": "2", **environment}
        if not llm.startswith("ollama:"):
            told |= {"OPENAI_BASE_URL": f"{server.address}/v1", "OPENAI_API_KEY": KEY}
        generator = open_generator(Settings.from_env(told))
        *pieces, answer = Assistant(dam, Retriever(dam, encoder), generator).stream(QUESTION)
        assert isinstance(answer, Answer)
        return [piece for piece in pieces if isinstance(piece, Step)], answer

    return asked


def vllm(delta: dict[str, Any], finish: str | None = None, **more: Any) -> dict[str, Any]:
    """A chunk as vLLM's `/v1/chat/completions` streams it."""
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish, "stop_reason": None}
    head = {"id": "chatcmpl-9f", "object": "chat.completion.chunk", "created": 1764500000, "model": "tiny"}
    return {**head, "choices": [choice], **more}


def ollama(content: str, **more: Any) -> dict[str, Any]:
    """A line as Ollama's `/api/chat` streams it."""
    message = {"role": "assistant", "content": content, **more.pop("message", {})}
    return {"model": "qwen3:8b", "created_at": "2026-01-01T00:00:00Z", "message": message, "done": False, **more}


DONE = {"done": True, "done_reason": "stop", "total_duration": 9, "prompt_eval_count": 321, "eval_count": 12}
VLLM_END: tuple[dict[str, Any] | str, ...] = (
    vllm({"content": ""}, "stop"),
    {**vllm({}), "choices": [], "usage": {"prompt_tokens": 321, "completion_tokens": 12, "total_tokens": 333}},
    "[DONE]",
)


def test_vllm_with_a_reasoning_parser(ask: Asked) -> None:
    thought = [vllm({"reasoning_content": "Tìm số đo. ", "content": None}) for _ in range(5)]
    body = sse(
        vllm({"role": "assistant", "content": ""}), *thought, *(vllm({"content": one}) for one in SAID), *VLLM_END
    )
    with serving((200, SSE, body)) as server:
        steps, answer = ask(server)
    assert [step.code for step in steps] == ["thinking"]
    assert (answer.mode, answer.sources[0].quote, answer.usage) == ("llm", DAM, Usage(321, 12))
    path, headers, sent = server.requests[0]
    assert (path, headers["authorization"], sent["stream"]) == ("/v1/chat/completions", f"Bearer {KEY}", True)


def test_ollama_by_its_own_api(ask: Asked) -> None:
    thought = [ollama("", message={"thinking": "Tìm số đo. "}) for _ in range(5)]
    with serving((200, NDJSON, lines(*thought, *map(ollama, SAID), ollama("", **DONE)))) as server:
        steps, answer = ask(server, "ollama:qwen3:8b")
    assert [step.code for step in steps] == ["thinking"]
    assert (answer.mode, answer.sources[0].quote, answer.usage) == ("llm", DAM, Usage(321, 12))
    path, _, sent = server.requests[0]
    assert (path, sent["model"], sent["options"]["num_ctx"]) == ("/api/chat", "qwen3:8b", 8192)


def test_an_answer_cut_by_ollama_says_so(ask: Asked) -> None:
    end = ollama("", **{**DONE, "done_reason": "length"})
    with serving((200, NDJSON, lines(*map(ollama, SAID), end))) as server:
        _, answer = ask(server, "ollama:qwen3:8b")
    assert "llm_length" in {note.code for note in answer.notes}


CALL = {"index": 0, "id": "c1", "type": "function", "function": {"name": "rm", "arguments": '{"path": "/"}'}}
SPOKEN = vllm({"content": "Đập dài "})
MISBEHAVING: list[tuple[str, str, Sequence[bytes], int, dict[str, str]]] = [
    ("tool calls", "empty", sse(vllm({"tool_calls": [CALL]}), vllm({}, "tool_calls"), "[DONE]"), 200, SSE),
    ("nothing", "foreign", [], 200, SSE),
    ("a page", "foreign", [b"<!doctype html><html><h1>Welcome</h1></html>\n"], 200, {"Content-Type": "text/html"}),
    ("a JSON page", "foreign", [b'{"status": "ok"}'], 200, {"Content-Type": "application/json"}),
    ("broken UTF-8", "foreign", [b'data: {"choices": [{"delta": {"content": "\xff\xfe\xc3"}}]}\n\n'], 200, SSE),
    ("broken UTF-8 later", "interrupted", [*sse(SPOKEN), b'data: {"choices": "\xff\xc3\x28"}\n\n'], 200, SSE),
    ("no JSON later", "interrupted", [*sse(SPOKEN), b"data: {not json\n\n"], 200, SSE),
    ("an error later", "interrupted", sse(SPOKEN, {"error": {"message": f"{KEY} is used up", "code": 500}}), 200, SSE),
    ("cut", "interrupted", sse(SPOKEN), 200, SSE),
    ("a redirect", "redirected", [], 307, {"Location": "/elsewhere"}),
    ("too long", "too_long", [b'{"error": {"message": "maximum context length is 4096 tokens"}}'], 400, {}),
]


@pytest.mark.parametrize(
    ("kind", "body", "status", "headers"), [row[1:] for row in MISBEHAVING], ids=[row[0] for row in MISBEHAVING]
)
def test_a_server_that_misbehaves_leaves_the_quoted_answer(
    ask: Asked, kind: str, body: Sequence[bytes], status: int, headers: dict[str, str]
) -> None:
    with serving((status, headers, body)) as server:
        _, answer = ask(server)
    assert (answer.mode, answer.sources[0].quote) == ("quote", DAM)
    assert [(note.code, note.values.get("kind")) for note in answer.notes] == [("llm_failed", kind)]
    assert KEY not in " ".join(say_notes(answer))


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("not_found", b'{"error": "model \'qwen3:8b\' not found"}', 404),
        ("server_error", b'{"error": "llama runner process has terminated"}', 500),
        ("redirected", b"", 302),
        ("interrupted", b"".join(lines(ollama("Dap dai "), {"error": "an error was encountered"})), 200),
    ],
)
def test_ollama_that_fails_leaves_the_quoted_answer(ask: Asked, kind: str, body: bytes, status: int) -> None:
    with serving((status, {"Location": "/x"} if status == 302 else NDJSON, [body])) as server:
        _, answer = ask(server, "ollama:qwen3:8b")
    assert (answer.mode, answer.sources[0].quote) == ("quote", DAM)
    assert [note.values.get("kind") for note in answer.notes] == [kind]


def endless(piece: bytes) -> Iterator[bytes]:
    yield from repeat(piece)


def test_an_endless_answer_and_a_giant_token_are_cut(ask: Asked) -> None:
    many = endless(b"".join(sse(vllm({"content": "Đập dài 310 m [1]. "}))))
    giant = sse(vllm({"content": "Đập dài 310 m [1]. " * 200_000}), *VLLM_END)
    for body in (many, giant):
        with serving((200, SSE, body)) as server:  # type: ignore[arg-type]
            _, answer = ask(server)
        assert answer.mode == "llm"
        assert len(answer.text) < 2 * STREAM.answer_chars
        assert "llm_length" in {note.code for note in answer.notes}


def test_a_line_without_end_is_not_kept_in_memory(ask: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "MAX_ANSWER_BYTES", 1_000_000)
    with serving((200, SSE, endless(b"x" * 65_536))) as server:  # type: ignore[arg-type]
        _, answer = ask(server)
    assert (answer.mode, [note.values.get("kind") for note in answer.notes]) == ("quote", ["interrupted"])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("llm", ["tiny", "ollama:qwen3:8b"])
def test_neither_key_nor_articles_follow_a_redirect(
    ask: Asked, elsewhere: LoopbackServer, llm: str, status: int
) -> None:
    away = f"{elsewhere.address}/v1/chat/completions"
    with serving((status, {"Location": away}, [])) as server:
        _, answer = ask(server, llm)
    assert elsewhere.requests == []
    assert [note.values.get("kind") for note in answer.notes] == ["redirected"]
    assert answer.sources[0].quote == DAM
