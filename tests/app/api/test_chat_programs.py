"""Open WebUI and LibreChat pointed at the API: what they send is answered, and every source can be clicked."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.api.bodies import ChatBody
from app.api.service import ApiService
from app.api.side_tasks import side_task
from tests.app.api.chat_programs import (
    LIBRECHAT_HEADERS,
    OPEN_WEBUI_HEADERS,
    Shown,
    librechat,
    open_webui,
    open_webui_task,
    shown,
)
from tests.app.api.served import QUESTION, filled, service, serving
from tests.rag.llm_wire import Script

ASKED = {"role": "user", "content": QUESTION}
ANSWERED = "Cầu Bến Sỏi dài 420 m [1].\n\n**Nguồn**\n- [1] [Cầu](http://127.0.0.1:8501/?article=cau)"
TRANSCRIPT = f"USER: {QUESTION}\nASSISTANT: {ANSWERED}"
TITLE_FORM = '{ "title": "your concise title here" }'
PROGRAMS: list[Any] = [
    pytest.param(open_webui, OPEN_WEBUI_HEADERS, id="open-webui"),
    pytest.param(librechat, LIBRECHAT_HEADERS, id="librechat"),
]
Program = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def quoting(tmp_path_factory: pytest.TempPathFactory) -> ApiService:
    return service(filled(tmp_path_factory.mktemp("programs")))


@pytest.fixture
def port(quoting: ApiService, socket_enabled: None) -> Iterator[int]:
    with serving(quoting) as port:
        yield port


def holds(made: Shown) -> None:
    """Every marker opens in Open WebUI what the list below names by its number, for a program without markers."""
    listed = dict(made.links())
    assert made.finished
    assert made.cited == list(listed.values())
    assert made.chips()
    assert None not in made.chips()
    assert all(link.startswith("http://127.0.0.1:8501/?article=") for link in made.cited)


@pytest.mark.parametrize(("program", "headers"), PROGRAMS)
def test_a_reader_can_click_every_source(port: int, program: Program, headers: dict[str, str]) -> None:
    made = shown(port, program([ASKED]), headers)
    assert "420 m" in made.text
    assert made.usage is not None
    holds(made)


@pytest.mark.parametrize(("program", "headers"), PROGRAMS)
def test_a_worded_answer_is_read_apart_from_its_draft(
    tmp_path: Path, socket_enabled: None, program: Program, headers: dict[str, str]
) -> None:
    words = ["Nước lũ rút 20 cm mỗi ngày [2]. ", "Cầu Bến Sỏi dài 420 m [1]. ", "Hơn 300 hộ dân vẫn ngập sâu [2]."]
    with serving(service(filled(tmp_path), Script(words))) as port:
        made = shown(port, program([{"role": "user", "content": "Lũ ở Cồn Én và cầu Bến Sỏi thế nào?"}]), headers)
    assert words[0].strip()[:20] in made.thoughts
    assert len(made.cited) > 1
    holds(made)


@pytest.mark.parametrize(("program", "headers"), PROGRAMS)
def test_a_picture_beside_the_question_is_passed_over(port: int, program: Program, headers: dict[str, str]) -> None:
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA", "detail": "auto"}}
    parts = [{"type": "text", "text": QUESTION}, picture]
    holds(shown(port, program([{"role": "user", "content": parts}]), headers))
    reply = httpx.post(
        f"http://127.0.0.1:{port}/v1/chat/completions", json=program([{"role": "user", "content": [picture]}])
    )
    assert (reply.status_code, reply.json()["error"]["code"]) == (400, "no_question")


@pytest.mark.parametrize(
    "kept", ["", "<think>\nnháp\n</think>\n", '<details type="reasoning" done="true">x</details>\n']
)
@pytest.mark.parametrize(("program", "headers"), PROGRAMS)
def test_a_follow_up_is_understood_whatever_was_kept_of_the_draft(
    port: int, program: Program, headers: dict[str, str], kept: str
) -> None:
    before = [ASKED, {"role": "assistant", "content": kept + ANSWERED, "tool_calls": None}]
    made = shown(port, program([*before, {"role": "user", "content": "Vốn đầu tư bao nhiêu?"}]), headers)
    assert "96 tỷ" in made.text
    holds(made)


def test_a_title_is_what_was_asked_and_costs_no_llm(tmp_path: Path, socket_enabled: None) -> None:
    script = Script(["Không được hỏi."])
    made = service(filled(tmp_path), script)
    with serving(made) as port:
        url = f"http://127.0.0.1:{port}/v1/chat/completions"
        told = [
            httpx.post(url, json=open_webui_task(*task, TRANSCRIPT)).json()["choices"][0]["message"]["content"]
            for task in (("a title", TITLE_FORM), ("tags", '{ "tags": ["a", "b"] }'), ("an emoji", "😀"))
        ]
        streamed = shown(port, open_webui_task("a title", TITLE_FORM, TRANSCRIPT) | {"stream": True}, {})
    assert [json.loads(words) for words in told] == [{"title": QUESTION}, {}, {}]
    assert (json.loads(streamed.text), streamed.finished) == ({"title": QUESTION}, True)
    assert script.requests == []
    assert next(iter(made.metrics.questions.collect())).samples == []


def test_what_to_ask_next_is_what_the_articles_answer(quoting: ApiService) -> None:
    form = '{ "follow_ups": ["Question 1?"] }'
    body = ChatBody.model_validate(open_webui_task("questions", form, TRANSCRIPT))
    asked = json.loads(side_task(quoting, body) or "")["follow_ups"]
    expected = quoting.assistant.suggestions(quoting.assistant.ask(QUESTION, mode="quote"))
    assert asked == list(expected)


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({}, QUESTION),
        (
            {"response_format": {"type": "json_schema", "json_schema": {"name": "extract", "schema": {}}}},
            {"language": "vi", "title": QUESTION},
        ),
    ],
)
def test_librechat_gets_a_title_in_either_form(quoting: ApiService, fields: dict[str, Any], title: Any) -> None:
    words = f"Provide a concise title.\n\nConversation:\nUser: {QUESTION}\nAI: {ANSWERED}"
    body = ChatBody.model_validate({"model": "hoibao", "messages": [{"role": "user", "content": words}], **fields})
    told = side_task(quoting, body)
    assert told is not None
    assert (json.loads(told) if fields else told) == title


def test_a_long_question_makes_a_short_title(quoting: ApiService) -> None:
    body = ChatBody.model_validate(open_webui_task("a title", TITLE_FORM, f"USER: {QUESTION} {'và gì nữa ' * 20}"))
    title = json.loads(side_task(quoting, body) or "")["title"]
    assert len(title) <= 61
    assert title.endswith("…")
    assert QUESTION in title


@pytest.mark.parametrize(
    "words",
    [
        QUESTION,
        "### Task: cầu Bến Sỏi dài bao nhiêu?",
        "Thẻ <chat_history> trong bài là gì?",
        "User: an, AI: máy, bài nào nói đến?",
        "",
    ],
)
def test_a_readers_question_is_no_task(quoting: ApiService, words: str) -> None:
    body = ChatBody.model_validate({"model": "hoibao", "messages": [{"role": "user", "content": words}]})
    assert side_task(quoting, body) is None


def test_a_task_without_a_conversation_is_answered_by_nothing(quoting: ApiService) -> None:
    assert side_task(quoting, ChatBody.model_validate(open_webui_task("a title", TITLE_FORM, "…"))) == "{}"
