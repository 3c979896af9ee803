"""What Open WebUI and LibreChat send, and what their readers see of what comes back; neither program runs here.

Their requests are rebuilt from their source: the fields are theirs, the words invented.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

import httpx

LIBRECHAT_HEADERS = {"User-Agent": "LibreChat", "X-Stainless-Lang": "js", "X-Conversation-Id": "c0ffee", "X-User": "an"}
OPEN_WEBUI_HEADERS = {"X-OpenWebUI-User-Name": "An", "X-OpenWebUI-User-Id": "7", "X-OpenWebUI-User-Role": "user"}
_CHIP = re.compile(r"\[(\d+)\](?!\()")
_LISTED = re.compile(r"^- (?:\[(\d+)\] )?\[.*\]\((\S+)\)$", re.MULTILINE)


@dataclass
class Shown:
    """A message as a chat program puts it together; `cited` are Open WebUI's sources, one an address, in order."""

    text: str = ""
    thoughts: str = ""
    cited: list[str] = field(default_factory=list)
    usage: dict[str, Any] | None = None
    finished: bool = False

    def chips(self) -> list[str | None]:
        """What each marker of the answer opens in Open WebUI: the n-th source that it was told of."""
        body = self.text.partition("\n\n**")[0]
        places = [int(number) - 1 for number in _CHIP.findall(body)]
        return [self.cited[place] if place < len(self.cited) else None for place in places]

    def links(self) -> list[tuple[str, str]]:
        """The list of sources below the answer, for programs that show Markdown alone: number and address."""
        return _LISTED.findall(self.text)


def open_webui(messages: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    """A question, as Open WebUI puts it."""
    system = {"role": "system", "content": "Bạn là trợ lý của tòa soạn. Hôm nay là thứ Hai."}
    return {
        "stream": True,
        "model": "hoibao",
        "messages": [system, *messages],
        "stream_options": {"include_usage": True},
        "temperature": 0.8,
        "max_tokens": 512,
        "frequency_penalty": 0,
        "seed": 11,
        **fields,
    }


def open_webui_task(kind: str, form: str, transcript: str) -> dict[str, Any]:
    """One of Open WebUI's own tasks about a conversation."""
    words = f"### Task:\nMake {kind} for the chat.\n### Output:\nJSON format: {form}\n### Chat History:\n"
    words += f"<chat_history>\n{transcript}\n</chat_history>"
    return {
        "model": "hoibao",
        "messages": [{"role": "user", "content": words}],
        "stream": False,
        "max_completion_tokens": 1000,
    }


def librechat(messages: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    """A question, as LibreChat puts it: parts of a message, tools that nobody calls."""
    tool = {"type": "function", "function": {"name": "web_search", "parameters": {"type": "object", "properties": {}}}}
    return {
        "model": "hoibao",
        "messages": [{"role": "system", "content": [{"type": "text", "text": "Trả lời ngắn."}]}, *messages],
        "stream": True,
        "stream_options": {"include_usage": True},
        "user": "665f1c",
        "top_p": 1,
        "presence_penalty": 0,
        "n": 1,
        "tools": [tool],
        "tool_choice": "auto",
        "parallel_tool_calls": True,
        **fields,
    }


def shown(port: int, body: dict[str, Any], headers: dict[str, str]) -> Shown:
    """What becomes of a stream, read line by line as these programs do."""
    made = Shown()
    url = f"http://127.0.0.1:{port}/v1/chat/completions"
    with httpx.stream("POST", url, json=body, headers={"Authorization": "Bearer none", **headers}, timeout=60) as reply:
        assert reply.status_code == 200, reply.read()
        for line in reply.iter_lines():
            if not line.startswith("data:"):
                continue
            payload = line.removeprefix("data:").strip()
            if payload == "[DONE]":
                made.finished = True
                continue
            document = json.loads(payload)
            made.usage = document.get("usage") or made.usage
            for choice in document["choices"]:
                _put(made, choice["delta"])
    return made


def _put(made: Shown, delta: dict[str, Any]) -> None:
    made.text += delta.get("content") or ""
    made.thoughts += delta.get("reasoning_content") or ""
    for annotation in delta.get("annotations") or ():
        address = annotation["url_citation"]["url"]
        if annotation["type"] == "url_citation" and address not in made.cited:
            made.cited.append(address)
