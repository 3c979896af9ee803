# ruff: noqa: E501 - sentences of articles are left whole
"""A question through the real pieces: library, retrieval, quoting, a scripted LLM under the real client."""

import pytest

from ingest.pipeline import ingest
from rag.answer import Answer, Note
from rag.assistant import MAX_QUESTION_CHARS, Assistant
from rag.errors import QuestionError
from rag.news_retriever import NewsRetriever
from rag.question import understand
from rag.retrieve import Retriever
from tests.conftest import FakeEncoder
from tests.rag.llm_wire import Script, generator
from vectorstore.library import LocalLibrary

ARTICLES = {
    "cau": "Cầu Bến Sỏi thông xe\n\nCầu Bến Sỏi dài 420 m, rộng 12 m. Vốn đầu tư 96 tỷ đồng. Ông Lê Văn Thảo cắt băng khánh thành.",
    "lu": "Lũ rút chậm ở Cồn Én\n\nNước lũ rút 20 cm mỗi ngày. Hơn 300 hộ dân Cồn Én vẫn ngập sâu.",
    "mia": "Giá mía tăng trở lại\n\nGiá mía tại Tân Lập tăng 5% so với tháng trước.\n\nHội nghị mía đường sẽ bàn các nội dung:\n- giá sàn;\n- giống mới;\n- vốn vay 12 tỷ đồng.",
}
QUESTION = "Cầu Bến Sỏi dài bao nhiêu mét?"


@pytest.fixture
def filled(library: LocalLibrary, encoder: FakeEncoder, tmp_path_factory: pytest.TempPathFactory) -> LocalLibrary:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    ingest([folder], library, encoder)
    return library


def assistant(library: LocalLibrary, encoder: FakeEncoder, script: Script | None = None) -> Assistant:
    return Assistant(library, Retriever(library, encoder), generator(script) if script else None)


def check_sources(library: LocalLibrary, answer: Answer) -> None:
    for source in answer.sources:
        article = library.article(source.article_id)
        assert article is not None
        assert article.text[source.start : source.end] == source.quote
    assert {n for sentence in answer.sentences for n in sentence.citations} == {source.n for source in answer.sources}


@pytest.mark.parametrize("question", [QUESTION, "cau ben soi dai bao nhieu met", "CẦU BẾN SỎI DÀI BAO NHIÊU MÉT?"])
def test_quotes_word_for_word(filled: LocalLibrary, encoder: FakeEncoder, question: str) -> None:
    answer = assistant(filled, encoder).ask(question)
    assert (answer.mode, answer.abstained) == ("quote", False)
    assert answer.sources[0].quote == "Cầu Bến Sỏi dài 420 m, rộng 12 m."
    check_sources(filled, answer)


def test_a_list_is_quoted_whole(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    answer = assistant(filled, encoder).ask("Hội nghị mía đường bàn những nội dung gì?")
    assert "vốn vay 12 tỷ đồng." in answer.sources[0].quote
    check_sources(filled, answer)


def test_says_no_to_what_is_not_there(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    answer = assistant(filled, encoder).ask("Huấn luyện viên đội bóng rổ Iceland tên gì?")
    assert answer.abstained
    assert answer.sources == answer.sentences == ()
    assert answer.coverage.articles == 3


def test_llm_answers_are_streamed_with_sources(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    *pieces, answer = assistant(filled, encoder, Script(["Cầu dài ", "420 m", " [1]", " [7]."])).stream(QUESTION)
    assert len(pieces) > 1
    assert isinstance(answer, Answer)
    assert (answer.mode, answer.model, answer.text) == ("llm", "tiny", "Cầu dài 420 m [1].")
    assert answer.sentences[0].support == "supported"
    check_sources(filled, answer)


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (401, "unauthorized"), (429, "rate_limited"), (500, "server_error"), ("hang", "timeout"), ("drop", "interrupted"),
        ([], "empty"), (["Cầu Bến Sỏi dài bao nhiêu mét [1]."], "echo"),
    ],
)  # fmt: skip
def test_when_the_llm_fails_the_quoted_answer_comes_and_says_why(
    filled: LocalLibrary, encoder: FakeEncoder, behaviour: int | str | list[str], kind: str
) -> None:
    answer = assistant(filled, encoder, Script(behaviour)).ask(QUESTION)
    assert (answer.mode, answer.model) == ("quote", None)
    assert [(note.code, note.values.get("kind")) for note in answer.notes] == [("llm_failed", kind)]
    assert "420 m" in answer.text
    check_sources(filled, answer)


def test_an_uncited_answer_that_is_borne_out_gets_its_sources(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    answer = assistant(filled, encoder, Script(["Theo bài báo:\n", "Cầu dài 420 m. Rộng 21 m [1]."])).ask(QUESTION)
    assert (answer.mode, answer.text) == ("llm", "Theo bài báo:\nCầu dài 420 m [1]. Rộng 21 m.")
    assert [sentence.support for sentence in answer.sentences] == ["supported", "supported", "unsupported"]
    assert answer.sentences[2].reason is not None
    assert answer.sentences[2].reason.words == "21 m"
    assert "verify" in answer.timings_ms
    check_sources(filled, answer)


def test_an_answer_of_which_little_is_borne_out_gives_way_to_quotes(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    said = ["Cầu dài 402 m [1]. ", "Cầu rộng 21 m [1]. ", "Vốn đầu tư 96 tỷ đồng [1]."]
    answer = assistant(filled, encoder, Script(said)).ask(QUESTION)
    assert (answer.mode, answer.model) == ("quote", None)
    assert answer.notes == (Note("llm_unsupported", {"claims": "3", "supported": "1"}),)
    assert answer.sources[0].quote == "Cầu Bến Sỏi dài 420 m, rộng 12 m."
    check_sources(filled, answer)


@pytest.mark.parametrize("said", ["KHÔNG TÌM THẤY", "Không tìm thấy.", "NOT FOUND"])
def test_a_model_that_finds_nothing_is_believed_and_shows_nothing(
    filled: LocalLibrary, encoder: FakeEncoder, said: str
) -> None:
    *pieces, answer = assistant(filled, encoder, Script(list(said))).stream(QUESTION)
    assert pieces == []
    assert isinstance(answer, Answer)
    assert (answer.abstained, answer.mode) == (True, "llm")


def test_the_llm_can_be_asked_for_when_there_is_none(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    answer = assistant(filled, encoder).ask(QUESTION, mode="llm")
    assert [note.code for note in answer.notes] == ["no_llm"]
    assert answer.mode == "quote"


@pytest.mark.parametrize(
    ("question", "problem"), [("", "empty"), (" \n ", "empty"), ("a" * (MAX_QUESTION_CHARS + 1), "too_long")]
)
def test_questions_that_cannot_be_asked(
    filled: LocalLibrary, encoder: FakeEncoder, question: str, problem: str
) -> None:
    with pytest.raises(QuestionError) as error:
        assistant(filled, encoder).ask(question)
    assert error.value.problem == problem


def test_langchain_sees_a_retriever(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    from datetime import date

    def understood(text: str) -> object:
        return understand(text, vocabulary=filled, today=date(2024, 5, 1))

    retriever = NewsRetriever(retriever=Retriever(filled, encoder), understand=understood, k=2)
    found = retriever.invoke("hộ dân vẫn ngập")
    assert found[0].metadata["article_id"] == "lu"
    assert len(retriever.invoke("nước", k=1)) == 1


def test_days_that_no_article_has_are_said_and_let_go(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    answer = assistant(filled, encoder).ask("Hôm qua cầu Bến Sỏi dài bao nhiêu mét?")
    assert [note.code for note in answer.notes] == ["no_such_days"]
    assert answer.filters.published_from is None
    assert "420 m" in answer.text
