"""A scripted OpenAI-compatible server under the real client: no network, every way to fail."""

import json
import time
from collections.abc import Iterator

import httpx2
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from rag.generate.capacity import Capacity
from rag.generate.generator import Generator

HANGING_S = 1.0
KEY = "sk-very-secret-0123456789"


def event(text: str, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": text} if text else {}, "finish_reason": finish}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(chunk)}\n\n".encode()


class Stream(httpx2.SyncByteStream):
    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        yield from self._parts


class Script(httpx2.BaseTransport):
    """Answers every request by `behaviour`: a status, or the text to stream, or "hang" / "drop" / "cut" / "flood"."""

    def __init__(self, behaviour: int | str | list[str]) -> None:
        self.behaviour = behaviour
        self.requests: list[dict[str, object]] = []
        self.hangs = behaviour == "hang"

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(json.loads(request.read()))
        if isinstance(self.behaviour, int):
            return httpx2.Response(self.behaviour, json={"error": {"message": f"no, {KEY} is wrong"}})
        headers = {"content-type": "text/event-stream"}
        return httpx2.Response(200, headers=headers, stream=Stream(self._parts()))

    def _parts(self) -> Iterator[bytes]:
        if isinstance(self.behaviour, list):
            for piece in self.behaviour:
                yield event(piece)
            yield event("", "stop")
            yield b"data: [DONE]\n\n"
        elif self.behaviour == "hang":
            yield b": keep-alive\n\n"
            for _ in range(100):
                time.sleep(0.05)
                yield b": keep-alive\n\n"
        elif self.behaviour == "drop":
            yield event("Cầu dài ")
            raise httpx2.RemoteProtocolError("peer closed connection")
        elif self.behaviour == "cut":
            yield event("Cầu dài ")
        elif self.behaviour == "garbage":
            yield b"data: {not json\n\n"
        elif self.behaviour == "flood":
            while True:
                yield event("mãi mãi " * 20)


class InTurn(Script):
    """Answers the first request by the first behaviour, and so on."""

    def __init__(self, *behaviours: int | str | list[str]) -> None:
        super().__init__(behaviours[0])
        self._behaviours = list(behaviours)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.behaviour = self._behaviours.pop(0)
        return super().handle_request(request)


def generator(
    script: Script, timeout_s: float | None = None, context_tokens: int = 8_192, *, checks: bool = False
) -> Generator:
    """Patient, so that a busy machine is no silent server; but not with one that hangs."""
    timeout_s = timeout_s or (HANGING_S if script.hangs else 30.0)
    model = ChatOpenAI(
        model="tiny",
        api_key=SecretStr(KEY),
        base_url="http://llm.test/v1",
        http_client=httpx2.Client(transport=script),
        max_retries=0,
        timeout=timeout_s,
    )
    return Generator(model, "tiny", timeout_s, lambda: Capacity(context_tokens), checks=checks)
