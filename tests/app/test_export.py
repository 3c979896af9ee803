"""What is taken out of a conversation can be checked without us, and carries no Markdown or HTML of others."""

import json
import re
from hashlib import sha256

import pytest

from app.export import to_json, to_markdown
from app.stored import from_record, to_record
from rag.answer import Answer
from rag.assistant import Assistant
from rag.retrieve import Retriever
from tests.conftest import FakeEncoder
from vectorstore.catalogue import Entry
from vectorstore.chunk import Article, Chunk
from vectorstore.library import LocalLibrary

TEXT = "Cầu Bến Sỏi dài 420 m <b>đậm</b> ![x](http://evil.test/x.png). Ông Lê Văn Thảo cắt băng."
QUESTION = "Cầu Bến Sỏi dài bao nhiêu mét?"


@pytest.fixture
def answer(library: LocalLibrary, encoder: FakeEncoder) -> Answer:
    vectors = encoder.encode_documents([TEXT])
    article = Article("cau", TEXT, "# Cầu Bến Sỏi [9]", "2024-03-05", "Báo *Sông*", "https://example.org/cau")
    library.put([Entry(article, [Chunk(0, len(TEXT))], vectors)], encoder.fingerprint)
    return Assistant(library, Retriever(library, encoder)).ask(QUESTION)


def test_a_record_is_the_answer_again(answer: Answer) -> None:
    assert from_record(to_record(answer)) == answer
    assert from_record('{"question": "?"}') is None
    assert from_record("không phải JSON") is None


def test_json_can_be_checked_by_a_third_person(answer: Answer, library: LocalLibrary) -> None:
    made = json.loads(to_json("Tên", [answer], library.article))
    (turn,) = made["turns"]
    (source,) = turn["sources"]
    assert turn["question"] == QUESTION
    assert TEXT[source["start"] : source["end"]] == source["quote"]
    assert source["article_sha256"] == sha256(TEXT.encode()).hexdigest()
    assert source["quote_stands"] is True
    library.remove(["cau"])
    (source,) = json.loads(to_json("Tên", [answer], library.article))["turns"][0]["sources"]
    assert (source["article_sha256"], source["quote_stands"]) == (None, False)


def test_markdown_shows_words_as_words(answer: Answer, library: LocalLibrary) -> None:
    made = to_markdown("Hỏi <i>gì</i>\n# thế", [answer], library.article, "vi")
    assert made.splitlines()[0] == r"# Hỏi \<i\>gì\</i\> \# thế"
    assert f"## {QUESTION}" in made
    assert "Cầu Bến Sỏi dài 420 m" in made
    assert sha256(TEXT.encode()).hexdigest() in made
    assert "ký tự 0–" in made
    assert not re.search(r"(?<!\\)(?:<|!\[|\]\()", made)
    assert len(re.findall(r"^#", made, re.MULTILINE)) == 2
    library.remove(["cau"])
    assert "không còn trong thư viện" in to_markdown("Tên", [answer], library.article, "vi")
