"""What is exported can be checked by somebody who has only the articles, and holds no Markdown of theirs."""

import json
from hashlib import sha256

import pytest

from app.conversation.exchange import Exchange
from app.conversation.export import conversation_json, conversation_markdown
from app.conversation.stored import from_record, to_record
from app.page.chat import Chat
from app.page.state import Session
from tests.app.page.test_highlight import PAYLOADS
from tests.app.page.test_main import ARTICLE, QUOTE, TEXT, FakeAssistant
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Chunk, Entry


@pytest.fixture
def chat(library: LocalLibrary, encoder: FakeEncoder) -> Chat:
    library.put([Entry(ARTICLE, [Chunk(0, len(TEXT))], encoder.encode_documents([TEXT]))], encoder.fingerprint)
    return Chat(Session(), library, lambda: FakeAssistant(library))  # type: ignore[arg-type,return-value]


def asked(chat: Chat, question: str) -> Exchange:
    chat.put(question)
    exchange = chat.session.exchanges[-1]
    chat.begin()
    assert exchange.progress is not None
    exchange.progress.wait_for_end()
    chat.suggest(exchange)
    return exchange


@pytest.mark.parametrize("question", ["Báo Miền Tây hồi tháng 2 viết gì?", "giá vàng", "Xin chào", "Có lỗi gì?"])
def test_a_turn_comes_back_the_same(chat: Chat, question: str) -> None:
    exchange = asked(chat, question)
    back = from_record(json.loads(json.dumps(to_record(exchange))))
    back.key = exchange.key
    assert back == exchange


def test_fields_of_a_newer_version_are_no_harm(chat: Chat) -> None:
    record = to_record(asked(chat, "Ghe lớn cỡ nào?"))
    record["more"] = 1
    record["answer"]["more"] = {"x": 1}
    assert from_record(record).answer is not None


def test_every_quote_can_be_checked(chat: Chat) -> None:
    exchange = asked(chat, "Ghe lớn cỡ nào?")
    chat.library.remove([ARTICLE.id])
    document = json.loads(conversation_json("Tên", [exchange], "vi"))
    (source,) = document["turns"][0]["answer"]["sources"]
    assert TEXT[source["start"] : source["end"]] == source["quote"] == QUOTE
    assert source["sha256"] == sha256(TEXT.encode()).hexdigest()
    assert document["turns"][0]["asked"].endswith("+00:00")
    told = conversation_markdown("Tên", [exchange], "vi")
    assert source["sha256"] in told
    assert f"ký tự {source['start']}–{source['end']} của bài cho-noi" in told


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_markdown_is_ours_alone(chat: Chat, payload: str) -> None:
    exchange = asked(chat, f"{payload} có gì?")
    told = conversation_markdown(payload, [exchange], "en")
    for sign in "<>[]*`":
        bare = told.replace("\\" + sign, "").replace("<https://example.org/cho>", "")
        for ours in ("[1]", "[start, end)", "`text[start:end]`"):
            bare = bare.replace(ours, "")
        assert sign not in bare
    assert [line.split(" ")[0] for line in told.splitlines() if line.startswith("#")] == ["#", "##"]
