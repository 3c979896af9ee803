"""OpenAI's own client on a real port: both interfaces, streamed and not, and their citations."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai
import pytest

from app.api.bodies import ChatMessage
from app.api.openai_chat import conversation_of, stretches
from app.api.service import ApiService
from rag.answer import Turn
from tests.app.api.served import QUESTION, QUOTE, filled, service, serving
from tests.rag.llm_wire import Script

ASKED: Any = [{"role": "user", "content": QUESTION}]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> ApiService:
    return service(filled(tmp_path_factory.mktemp("openai")))


@pytest.fixture
def client(made: ApiService, socket_enabled: None) -> Iterator[openai.OpenAI]:
    with serving(made) as port:
        yield openai.OpenAI(base_url=f"http://127.0.0.1:{port}/v1", api_key="none", max_retries=0)


def check(text: str, citations: list[Any]) -> None:
    assert text.startswith(f"{QUOTE} [1]")
    (citation,) = citations
    assert text[citation.start_index : citation.end_index] == "[1]"
    assert (citation.quote, citation.article_id) == (QUOTE, "cau")
    assert citation.url in text


def test_a_chat_completion_names_its_sources(client: openai.OpenAI) -> None:
    message = client.chat.completions.create(model="hoibao", messages=ASKED).choices[0].message
    check(message.content or "", [annotation.url_citation for annotation in message.annotations or ()])


def test_a_streamed_chat_completion_is_the_same(client: openai.OpenAI) -> None:
    text, annotations, usage, finish = "", [], None, []
    options: Any = {"include_usage": True}
    for chunk in client.chat.completions.create(model="hoibao", messages=ASKED, stream=True, stream_options=options):
        usage = chunk.usage or usage
        for choice in chunk.choices:
            text += choice.delta.content or ""
            annotations += getattr(choice.delta, "annotations", None) or []
            finish += [choice.finish_reason] if choice.finish_reason else []
    whole = client.chat.completions.create(model="hoibao", messages=ASKED).choices[0].message
    assert text == whole.content
    assert annotations == [annotation.model_dump() for annotation in whole.annotations or ()]
    assert finish == ["stop"]
    assert usage is not None


def test_responses_are_the_same_streamed_or_not(client: openai.OpenAI) -> None:
    whole = client.responses.create(model="hoibao", input=QUESTION)
    content: Any = whole.output[0].content[0]  # type: ignore[union-attr, index]
    check(whole.output_text, content.annotations)
    with client.responses.stream(model="hoibao", input=ASKED) as stream:
        kinds = [event.type for event in stream]
        final = stream.get_final_response()
    assert final.output_text == whole.output_text
    streamed: Any = final.output[0].content[0]  # type: ignore[union-attr, index]
    assert streamed.annotations == content.annotations
    assert kinds[0] == "response.created"
    assert kinds[-1] == "response.completed"
    assert "response.output_text.annotation.added" in kinds


def test_a_follow_up_is_understood_from_the_messages(client: openai.OpenAI) -> None:
    create = client.chat.completions.create
    first = create(model="hoibao-quote", messages=ASKED).choices[0].message.content
    asked: Any = [*ASKED, {"role": "assistant", "content": first}]
    asked.append({"role": "user", "content": "Vốn đầu tư bao nhiêu?"})
    assert "96 tỷ" in (create(model="hoibao", messages=asked).choices[0].message.content or "")


def test_errors_are_the_clients_own(client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as error:
        client.chat.completions.create(model="gpt-5", messages=ASKED)
    assert error.value.code == "no_model_named"
    with pytest.raises(openai.BadRequestError):
        client.chat.completions.create(model="hoibao", messages=[{"role": "user", "content": "x" * 3_000}])
    assert [model.id for model in client.models.list()] == ["hoibao", "hoibao-quote", "hoibao-research"]


def test_what_a_model_writes_before_it_is_checked_is_no_content(tmp_path: Path, socket_enabled: None) -> None:
    script = Script(["Cầu Bến Sỏi dài ", "420 m [3]."])
    with serving(service(filled(tmp_path), script)) as port:
        client = openai.OpenAI(base_url=f"http://127.0.0.1:{port}/v1", api_key="none", max_retries=0)
        text, draft = "", ""
        for chunk in client.chat.completions.create(model="hoibao", messages=ASKED, stream=True):
            text += chunk.choices[0].delta.content or ""
            draft += getattr(chunk.choices[0].delta, "reasoning_content", None) or ""
    assert "Cầu Bến Sỏi dài 420 m" in draft
    assert text.startswith("Cầu Bến Sỏi dài 420 m [1].")


def test_turns_are_pairs_of_what_was_said() -> None:
    said = [
        ChatMessage(role="system", content="Be brief."),
        ChatMessage(role="assistant", content="Chào bạn!"),
        ChatMessage(role="user", content="Một?"),
        ChatMessage(role="user", content="Hai?"),
        ChatMessage(role="assistant", content="2."),
        ChatMessage(role="user", content="Ba?"),
    ]
    assert conversation_of(said) == ("Ba?", [Turn("Hai?", "2.")])


@pytest.mark.parametrize("text", ["", "một hai", "  a\n\nb " * 40, "x" * 200, "tiếng\tViệt " * 9])
def test_a_text_is_the_sum_of_its_stretches(text: str) -> None:
    assert "".join(stretches(text)) == text
