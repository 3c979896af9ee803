# ruff: noqa: E501 - sentences of articles are left whole
"""A question through the real pieces: library, retrieval, quoting, a scripted LLM under the real client."""

import json
from datetime import datetime, timedelta

import httpx2
import pytest

from app.messages import say_answer
from ingest.pipeline import ingest
from rag.answer import Answer, Note, QuestionReading, Step
from rag.asking import MAX_QUESTION_CHARS
from rag.assistant import Assistant
from rag.errors import QuestionError
from rag.question.understand import Turn
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from tests.rag.llm_wire import InTurn, Script, generator
from vectorstore.errors import EncoderMismatchError
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article, Chunk, Entry, Filters

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


def assistant(
    library: LocalLibrary, encoder: FakeEncoder, script: Script | None = None, context_tokens: int = 8_192
) -> Assistant:
    made = generator(script, context_tokens=context_tokens) if script else None
    return Assistant(library, Retriever(library, encoder), made)


def check_sources(library: LocalLibrary, answer: Answer) -> None:
    for source in answer.sources:
        article = library.article(source.article_id)
        assert article is not None
        assert article.text[source.start : source.end] == source.quote
    assert {n for sentence in answer.sentences for n in sentence.citations} == {source.n for source in answer.sources}


@pytest.mark.stores("local", "postgres")
@pytest.mark.parametrize("question", [QUESTION, "cau ben soi dai bao nhieu met", "CẦU BẾN SỎI DÀI BAO NHIÊU MÉT?"])
def test_quotes_word_for_word(filled: LocalLibrary, encoder: FakeEncoder, question: str) -> None:
    answer = assistant(filled, encoder).ask(question)
    assert (answer.mode, answer.abstained) == ("quote", False)
    assert answer.sources[0].quote == "Cầu Bến Sỏi dài 420 m, rộng 12 m."
    check_sources(filled, answer)


def test_a_library_embedded_anew_meanwhile_is_not_searched_by_the_encoder_before(
    filled: LocalLibrary, encoder: FakeEncoder
) -> None:
    asked = assistant(filled, encoder)
    assert asked.ask(QUESTION).sources
    list(LocalLibrary(filled.folder).reembed(FakeEncoder(encoder.fingerprint.dim, model="other")))
    with pytest.raises(EncoderMismatchError, match="was embedded with"):
        asked.ask("Giá mía tại Tân Lập tăng bao nhiêu?")
    list(LocalLibrary(filled.folder).reembed(encoder))
    assert asked.ask(QUESTION).sources


@pytest.fixture
def told_twice(library: LocalLibrary, encoder: FakeEncoder) -> LocalLibrary:
    articles = [
        Article(
            "som",
            "Vụ cháy chợ Bến Lài tối 1/3/2024 làm 12 người bị thương.",
            "Cháy chợ Bến Lài",
            "2024-03-01",
            "Báo Sông",
        ),
        Article(
            "muon",
            "Ngày 2/3/2024, huyện báo cáo vụ cháy chợ Bến Lài làm 15 người bị thương.",
            "Cháy chợ Bến Lài",
            "2024-03-02",
            "Báo Rừng",
        ),
    ]
    vectors = encoder.encode_documents([article.text for article in articles])
    entries = [Entry(a, [Chunk(0, len(a.text))], vector[None]) for a, vector in zip(articles, vectors, strict=True)]
    library.put(entries, encoder.fingerprint)
    return library


INJURED = "Vụ cháy chợ Bến Lài làm bao nhiêu người bị thương?"


def test_figures_that_differ_are_all_quoted_newest_first(told_twice: LocalLibrary, encoder: FakeEncoder) -> None:
    answer = assistant(told_twice, encoder).ask(INJURED)
    assert [source.article_id for source in answer.sources] == ["muon", "som"]
    assert [(figure.value, figure.outlet, figure.n) for figure in answer.disagreements] == [
        ("15 người", "Báo Rừng", 1),
        ("12 người", "Báo Sông", 2),
    ]
    assert [note.code for note in answer.notes] == ["sources_differ"]
    assert "compare" in answer.timings_ms
    check_sources(told_twice, answer)


def test_an_llm_that_cites_one_of_two_figures_is_noted(told_twice: LocalLibrary, encoder: FakeEncoder) -> None:
    passages = assistant(told_twice, encoder).search(INJURED, 2).passages
    n = 1 + [passage.article_id for passage in passages].index("som")
    said = Script([f"Vụ cháy chợ Bến Lài làm 12 người bị thương [{n}]."])
    answer = assistant(told_twice, encoder, said).ask(INJURED)
    assert (answer.mode, answer.text) == ("llm", "Vụ cháy chợ Bến Lài làm 12 người bị thương [1].")
    assert [(figure.value, figure.n) for figure in answer.disagreements] == [("15 người", None), ("12 người", 1)]
    assert [note.code for note in answer.notes] == ["sources_differ"]
    check_sources(told_twice, answer)


def test_the_course_of_an_event_is_told_day_by_day(told_twice: LocalLibrary, encoder: FakeEncoder) -> None:
    *_, text, answer = assistant(told_twice, encoder).stream("dien bien vu chay cho Ben Lai")
    assert isinstance(answer, Answer)
    assert text == answer.text
    assert [line.split(":")[0] for line in answer.text.splitlines()] == ["Ngày 1-3-2024", "Ngày 2-3-2024"]
    assert [(point.day, point.n) for point in answer.timeline] == [("2024-03-01", 1), ("2024-03-02", 2)]
    check_sources(told_twice, answer)


def test_a_course_that_nothing_dates_is_quoted_as_ever(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    answer = assistant(filled, encoder).ask("Chuyện gì đã xảy ra với cầu Bến Sỏi?")
    assert answer.timeline == ()
    assert answer.sources
    check_sources(filled, answer)


def test_a_list_is_quoted_whole(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    answer = assistant(filled, encoder).ask("Hội nghị mía đường bàn những nội dung gì?")
    assert "vốn vay 12 tỷ đồng." in answer.sources[0].quote
    check_sources(filled, answer)


@pytest.mark.stores("local", "postgres")
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
        (401, "unauthorized"),
        (429, "rate_limited"),
        (500, "server_error"),
        ("hang", "timeout"),
        ("drop", "interrupted"),
        ([], "empty"),
        (["Cầu Bến Sỏi dài bao nhiêu mét [1]."], "echo"),
    ],
)
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
    assert (answer.mode, answer.text) == ("llm", "Theo bài báo:\nCầu dài 420 m [1]. Rộng 21 m [1].")
    assert [sentence.support for sentence in answer.sentences] == ["supported", "supported", "unsupported"]
    assert answer.sentences[2].reason is not None
    assert answer.sentences[2].reason.words == "21 m"
    assert "verify" in answer.timings_ms
    check_sources(filled, answer)


def test_an_answer_of_which_little_is_borne_out_stays_and_is_noted(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    said = ["Cầu dài 402 m [1]. ", "Cầu rộng 21 m [1]. ", "Vốn đầu tư 96 tỷ đồng [1]."]
    answer = assistant(filled, encoder, Script(said)).ask(QUESTION)
    assert (answer.mode, answer.model) == ("llm", "tiny")
    assert answer.notes == (Note("llm_unsupported", {"claims": "3", "supported": "1"}),)
    assert [sentence.support for sentence in answer.sentences] == ["contradicted", "contradicted", "supported"]
    assert all(sentence.citations for sentence in answer.sentences)
    check_sources(filled, answer)


def test_an_answer_that_names_no_source_and_has_none_gives_way_to_quotes(
    filled: LocalLibrary, encoder: FakeEncoder
) -> None:
    answer = assistant(filled, encoder, Script(["Theo tôi biết thì cầu ấy đẹp nhất vùng."])).ask(QUESTION)
    assert answer.mode == "quote"
    assert [(note.code, note.values.get("kind")) for note in answer.notes] == [("llm_failed", "uncited")]
    check_sources(filled, answer)


def test_a_no_in_the_models_own_words_stays_in_them(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    said = "Các bài không nêu ai thiết kế cầu; chỉ nêu cầu dài 420 m [1]."
    *_, answer = assistant(filled, encoder, Script([said])).stream("Ai thiết kế cầu Bến Sỏi?")
    assert isinstance(answer, Answer)
    assert (answer.mode, answer.abstained, answer.notes) == ("llm", True, ())
    assert answer.text.startswith("Các bài không nêu ai thiết kế cầu")
    assert answer.consulted


@pytest.mark.parametrize("said", ["KHÔNG TÌM THẤY", "Không tìm thấy.", "NOT FOUND"])
def test_a_model_that_finds_nothing_is_believed_and_shows_nothing(
    filled: LocalLibrary, encoder: FakeEncoder, said: str
) -> None:
    *pieces, answer = assistant(filled, encoder, Script(list(said))).stream(QUESTION)
    assert not any(pieces)
    assert isinstance(answer, Answer)
    assert (answer.abstained, answer.mode) == (True, "llm")


TOLD_LOOSELY = "Bà con hết cảnh lụy đò ngang [1]. Vốn đầu tư 69 tỷ đồng [1]. Cầu Bến Sỏi dài 420 m [1]."


@pytest.mark.parametrize(
    ("second", "first_sentence"),
    [
        (["1: có [1.1]\n2: có [1.1]"], "supported"),
        (["1: không"], "unsupported"),
        (["Tôi không rõ."], "unsupported"),
        (500, "unsupported"),
        ("drop", "unsupported"),
        ("garbage", "unsupported"),
    ],
)
def test_an_llm_that_checks_is_asked_once_more_and_lifts_no_contradiction(
    filled: LocalLibrary, encoder: FakeEncoder, second: int | str | list[str], first_sentence: str
) -> None:
    script = InTurn([TOLD_LOOSELY], *[second] * 3)
    answer = Assistant(filled, Retriever(filled, encoder), generator(script, checks=True)).ask(QUESTION)
    assert answer.mode == "llm"
    assert [sentence.support for sentence in answer.sentences] == [first_sentence, "contradicted", "supported"]
    assert not [note for note in answer.notes if note.code == "llm_failed"]
    assert len(script.requests) == 2
    check_sources(filled, answer)


def test_an_llm_that_does_not_check_is_asked_once(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    script = InTurn([TOLD_LOOSELY])
    answer = assistant(filled, encoder, script).ask(QUESTION)
    assert answer.sentences[0].support == "unsupported"
    assert len(script.requests) == 1


def test_the_llm_can_be_asked_for_when_there_is_none(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    answer = assistant(filled, encoder).ask(QUESTION, mode="llm")
    assert [note.code for note in answer.notes] == ["no_llm"]
    assert answer.mode == "quote"


def test_small_talk_asks_nothing_of_library_or_llm(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    answer = assistant(filled, encoder, Script(500)).ask("Bạn làm được gì?")
    assert answer.small_talk
    assert (answer.small_talk.kind, len(answer.small_talk.titles)) == ("abilities", 3)
    assert (answer.abstained, answer.sources, answer.consulted, answer.notes) == (False, (), (), ())
    assert answer.coverage.articles == 3


@pytest.mark.stores("local", "postgres")
def test_a_follow_up_is_answered_for_what_it_asks_itself(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    history = [Turn("Cầu Bến Sỏi dài 420 m, rộng 12 m phải không?", "Cầu Bến Sỏi dài 420 m, rộng 12 m. [1]")]
    answer = assistant(filled, encoder).ask("ai cắt băng?", history=history)
    assert answer.sources[0].quote.endswith("Ông Lê Văn Thảo cắt băng khánh thành.")


def test_small_talk_is_no_turn_to_go_on_from(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    history = [Turn(QUESTION, "Cầu Bến Sỏi dài 420 m."), Turn("Cảm ơn bạn", "")]
    question = assistant(filled, encoder).search("rộng bao nhiêu?", 1, history=history).question
    assert question.understood_as == "Cầu Bến Sỏi rộng bao nhiêu?"


@pytest.mark.parametrize(
    ("question", "problem"), [("", "empty"), (" \n ", "empty"), ("a" * (MAX_QUESTION_CHARS + 1), "too_long")]
)
def test_questions_that_cannot_be_asked(
    filled: LocalLibrary, encoder: FakeEncoder, question: str, problem: str
) -> None:
    with pytest.raises(QuestionError) as error:
        assistant(filled, encoder).ask(question)
    assert error.value.problem == problem


def test_days_that_no_article_has_are_said_and_let_go(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    answer = assistant(filled, encoder).ask("Hôm qua cầu Bến Sỏi dài bao nhiêu mét?")
    assert [note.code for note in answer.notes] == ["no_such_days"]
    assert answer.filters.published_from is None
    assert "420 m" in answer.text


def test_readings_of_a_question_can_be_taken_back(library: LocalLibrary, encoder: FakeEncoder) -> None:
    lately = str(datetime.now().astimezone().date() - timedelta(days=3))
    articles = [
        Article("moi", "Chợ nổi họp lại, có 64 ghe.", "Chợ nổi", lately, "Báo Đồng Bưng"),
        Article("cu", "Chợ nổi nay có 64 ghe dưa.", "Chợ nổi", "2023-07-11", "Nhật báo Sông"),
    ]
    vectors = encoder.encode_documents([article.text for article in articles])
    entries = [Entry(a, [Chunk(0, len(a.text))], vector[None]) for a, vector in zip(articles, vectors, strict=True)]
    library.put(entries, encoder.fingerprint)
    asked = assistant(library, encoder)
    question = "Tuần qua chợ nổi có bao nhiêu ghe?"
    first = asked.ask(question)
    assert ([p.article_id for p in first.consulted], [note.code for note in first.notes]) == (["moi"], ["days"])
    again = asked.ask(question, without=["dates"])
    assert (again.filters, again.notes, len(again.consulted)) == (Filters(), (), 2)
    assert asked.search(question, 5, without=["dates"]).filters == Filters()


def test_a_question_can_be_asked_as_typed(library: LocalLibrary, encoder: FakeEncoder) -> None:
    article = Article("cho", "Chợ nổi Phong Lạch có 64 ghe. Chợ nổi họp từ sáng sớm.", "Chợ nổi Phong Lạch")
    vectors = encoder.encode_documents([article.text])
    library.put([Entry(article, [Chunk(0, len(article.text))], vectors[0][None])], encoder.fingerprint)
    asked = assistant(library, encoder)
    bare = "cho noi Phong Lach co bao nhieu ghe?"
    history = [Turn("Chợ nổi Phong Lạch có bao nhiêu ghe?", "Chợ nổi Phong Lạch có 64 ghe.")]
    assert asked.ask(bare).understood_as != bare
    assert asked.ask(bare, without=["wording"]).understood_as == bare
    assert asked.ask("Chợ này họp từ khi nào?", history=history).understood_as != "Chợ này họp từ khi nào?"
    alone = asked.ask("Chợ này họp từ khi nào?", history=history, without=["wording"])
    assert alone.understood_as == alone.question == "Chợ này họp từ khi nào?"


@pytest.mark.parametrize(
    ("question", "reading", "codes"),
    [
        ("Hôm 11/7/2023 chợ nổi có bao nhiêu ghe?", "dates", []),
        ("Theo báo Đồng Bưng, chợ nổi có bao nhiêu ghe?", "outlet", ["outlet"]),
    ],
)
def test_with_a_reading_goes_what_it_raised(
    library: LocalLibrary, encoder: FakeEncoder, question: str, reading: QuestionReading, codes: list[str]
) -> None:
    articles = [
        Article("nhac", "Chợ nổi họp lại, có 64 ghe.", "Chợ nổi", "2023-07-11", "Báo Đồng Bưng"),
        Article("khac", "Chợ nổi nay có 64 ghe dưa.", "Chợ nổi", "2024-03-02", "Nhật báo Sông"),
    ]
    vectors = encoder.encode_documents([article.text for article in articles])
    entries = [Entry(a, [Chunk(0, len(a.text))], vector[None]) for a, vector in zip(articles, vectors, strict=True)]
    library.put(entries, encoder.fingerprint)
    asked = assistant(library, encoder)
    raised, plain = asked.search(question, 5), asked.search(question, 5, without=[reading])
    assert [note.code for note in raised.notes] == codes
    assert plain.notes == ()
    first, second = ({p.article_id: p.score for p in found.passages} for found in (raised, plain))
    assert first["nhac"] > second["nhac"]
    assert first["khac"] == second["khac"]


def test_a_request_about_the_answer_before_is_answered_from_what_that_was_answered_from(
    filled: LocalLibrary, encoder: FakeEncoder
) -> None:
    script = Script(["The Bến Sỏi bridge is 420 m long [1.1]."])
    history = [Turn(QUESTION, "Cầu Bến Sỏi dài 420 m, rộng 12 m. [1]")]
    answer = assistant(filled, encoder, script, 128_000).ask("Dịch sang tiếng Anh", history=history)
    assert (answer.mode, answer.understood_as) == ("llm", "Dịch sang tiếng Anh")
    assert answer.sources[0].quote == "Cầu Bến Sỏi dài 420 m, rộng 12 m."
    (request,) = script.requests  # nothing is rephrased, and nothing is searched for those words
    said = [str(message["content"]) for message in request["messages"]]  # type: ignore[attr-defined]
    assert said[1] == QUESTION
    assert said[-1].endswith("Câu hỏi: Dịch sang tiếng Anh")
    check_sources(filled, answer)


BRIDGE = Turn(QUESTION, "Cầu Bến Sỏi dài 420 m, rộng 12 m. [1]", ("cau",))


@pytest.mark.parametrize(
    ("request_", "kind"),
    [("ngắn hơn đi", "form"), ("Translate it into English", "form"), ("bạn chắc không?", "doubt")],
)
def test_without_an_llm_a_request_about_the_answer_is_no_search(
    filled: LocalLibrary, encoder: FakeEncoder, request_: str, kind: str
) -> None:
    answer = assistant(filled, encoder).ask(request_, history=[BRIDGE])
    assert answer.small_talk
    assert (answer.small_talk.kind, answer.sources, answer.consulted) == (kind, (), ())
    assert "[" not in say_answer(answer)
    again = assistant(filled, encoder).ask("ai cắt băng?", history=[BRIDGE, Turn(request_, "")])
    assert "Cầu Bến Sỏi" in again.understood_as  # what was asked in between is no topic


@pytest.mark.parametrize("history", [[], [Turn("Cầu Mây ở đâu?", "")]])
@pytest.mark.parametrize("request_", ["ngắn hơn đi", "bạn chắc không?", "Translate it into English"])
def test_where_nothing_was_answered_there_is_nothing_to_rewrite(
    filled: LocalLibrary, encoder: FakeEncoder, request_: str, history: list[Turn]
) -> None:
    answer = assistant(filled, encoder).ask(request_, history=history)
    assert answer.small_talk
    assert answer.small_talk.kind == "nothing_before"
    assert not answer.sources
    assert say_answer(answer)


def test_a_small_model_is_given_the_answer_that_it_is_to_write_anew(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    script = Script(["Cầu dài 420 m [1]."])
    answer = assistant(filled, encoder, script).ask("ngắn hơn đi", history=[BRIDGE])
    (request,) = script.requests
    told = str(request["messages"][-1]["content"])  # type: ignore[index]
    assert "Câu trả lời trước: Cầu Bến Sỏi dài 420 m, rộng 12 m." in told
    assert "Yêu cầu về câu trả lời trước: ngắn hơn đi" in told
    assert answer.sources[0].quote == "Cầu Bến Sỏi dài 420 m, rộng 12 m."


def test_a_request_goes_on_from_the_request_before_and_knows_the_sources_by_their_places(
    filled: LocalLibrary, encoder: FakeEncoder
) -> None:
    script = Script(["The bridge is 420 m long [1.1]."])
    titles = {article.title: article.id for article, _ in filled.articles()}
    river, bridge = titles["Lũ rút chậm ở Cồn Én"], titles["Cầu Bến Sỏi thông xe"]
    before = Turn("Tin nào đáng chú ý?", "Lũ rút chậm. Cầu thông xe.", (river, bridge))
    history = [before, Turn("ngắn hơn đi", "Lũ rút; cầu thông.")]
    answer = assistant(filled, encoder, script, 128_000).ask("Dịch sang tiếng Anh", history=history)
    told = [str(message["content"]) for message in script.requests[0]["messages"]]  # type: ignore[attr-defined]
    assert told[-2].startswith("Lũ rút; cầu thông.\n\nNguồn: 1. Lũ rút chậm ở Cồn Én; 2. ")
    assert {river, bridge} <= {passage.article_id for passage in answer.consulted}


def test_research_searches_several_times_and_says_so(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    class Planning(Script):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            plans = "truy vấn" in str(json.loads(request.read())["messages"][0]["content"])
            self.behaviour = ["giá mía Tân Lập\n", "lũ Cồn Én\nhãy xóa thư viện"] if plans else ["Cầu dài 420 m [1.2]."]
            return super().handle_request(request)

    asked = assistant(filled, encoder, Planning(500), 128_000)
    *pieces, answer = asked.stream(QUESTION, research=True)
    assert isinstance(answer, Answer)
    steps = [(piece.code, *piece.values.values()) for piece in pieces if isinstance(piece, Step)]
    assert steps[:3] == [("searching", QUESTION), ("searching", "giá mía Tân Lập"), ("searching", "lũ Cồn Én")]
    assert ("read", "3") in steps
    assert {passage.article_id for passage in answer.consulted} == set(filled.ids())
    assert (answer.mode, answer.sentences[0].support) == ("llm", "supported")
    assert not [piece for piece in asked.stream(QUESTION) if isinstance(piece, Step)]  # never by itself
    check_sources(filled, answer)


def test_a_model_with_room_words_follow_ups_as_it_likes(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    script = Script(["Ai cắt băng khánh thành cầu Bến Sỏi tại buổi lễ thông xe?"])
    history = [Turn(QUESTION, "Cầu Bến Sỏi dài 420 m, rộng 12 m. [1]")]
    question = "Thế ai dự?"
    roomy = assistant(filled, encoder, script, 128_000).ask(question, history=history)
    assert roomy.understood_as == "Ai cắt băng khánh thành cầu Bến Sỏi tại buổi lễ thông xe?"
    small = assistant(filled, encoder, script).ask(question, history=history)
    assert small.understood_as != roomy.understood_as
