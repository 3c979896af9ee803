"""Lists of articles from a real library: true counts, the right order, days, and the turns that follow a list."""

from datetime import date

import pytest

from language.dates.dates import DateSpan
from rag.answer import Answer, Turn
from rag.assistant import Assistant
from rag.catalogue.days import Days, days_meant
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from tests.rag.llm_wire import Script, generator
from vectorstore.library import Library
from vectorstore.records import Article, Chunk, Entry, Filters

pytestmark = pytest.mark.stores("local", "postgres")

SAID = {
    "lo-1": ("Sạt lở ở Cồn Én làm 4 người bị thương.", "Sạt lở ở Cồn Én", "2024-03-01", "Báo Mía"),
    "lo-2": ("Cồn Én đã dọn xong chỗ sạt lở, thông đường sau ba ngày.", "Thông đường", "2024-03-04", "Tin Lúa"),
    "gia-1": ("Giá mía ở Tân Lập là 900 đồng một ký.", "Giá mía tháng 2", "2024-02-10", "Báo Mía"),
    "gia-2": ("Giá mía ở Tân Lập còn 850 đồng một ký.", "Giá mía tháng 3", "2024-03-06", "Báo Mía"),
    "chan-nuoi": ("Lở mồm long móng: trâu bò sạt giá.", "Trâu bò sạt giá", "2024-03-05", "Tin Lúa"),
}
OF = {"lo-1": {"topic": "Thiên tai"}, "gia-1": {"author": "Lê Nho"}, "gia-2": {"author": "Lê Nho"}}
ARTICLES = [Article(id_, *said, **OF.get(id_, {})) for id_, said in SAID.items()]


@pytest.fixture
def assistant(library: Library, encoder: FakeEncoder) -> Assistant:
    vectors = encoder.encode_documents([article.text for article in ARTICLES])
    entries = [Entry(a, [Chunk(0, len(a.text))], vector[None]) for a, vector in zip(ARTICLES, vectors, strict=True)]
    library.put(entries, encoder.fingerprint)
    return Assistant(library, Retriever(library, encoder))


def listed(answer: Answer) -> tuple[str, int, list[str]]:
    assert answer.listing
    return answer.listing.asks, answer.listing.total, [article.article_id for article in answer.listing.articles]


@pytest.mark.parametrize("question", ["Bài này nói gì?", "Tóm tắt bài này", "What does this article say?"])
def test_an_article_that_is_asked_alone_is_the_one_pointed_at(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, filters=Filters(article="gia-1"), history=(Turn("Sạt lở ở đâu?", "", ("lo-1",)),))
    assert [source.article_id for source in answer.sources] == ["gia-1"]
    assert answer.coverage.articles == 1


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Có bao nhiêu bài về sạt lở?", ("count", 2, ["lo-2", "lo-1"])),
        ("co bao nhieu bai ve sat lo", ("count", 2, ["lo-2", "lo-1"])),
        ("Báo Mía có bao nhiêu bài?", ("count", 3, ["gia-2", "lo-1", "gia-1"])),
        ("Liệt kê các bài của Tin Lúa", ("list", 2, ["chan-nuoi", "lo-2"])),
        ("Các bài của tác giả Lê Nho", ("list", 2, ["gia-2", "gia-1"])),
        ("Có mấy bài trong mục Thiên tai?", ("count", 1, ["lo-1"])),
        ("Ngày 4-3-2024 có tin gì?", ("list", 1, ["lo-2"])),
        ("Tháng 2 năm 2024 có tin gì về giá mía?", ("list", 1, ["gia-1"])),
        ("Tuần này có tin gì?", ("list", 4, ["gia-2", "chan-nuoi", "lo-2", "lo-1"])),
        ("Hôm nay có tin gì?", ("list", 1, ["gia-2"])),
        ("Tháng 2 có tin gì?", ("list", 1, ["gia-1"])),
        ("Ngày 4-3 có tin gì?", ("list", 1, ["lo-2"])),
        ("Bài mới nhất là bài nào?", ("newest", 5, ["gia-2", "chan-nuoi", "lo-2", "lo-1", "gia-1"])),
        ("Tin mới nhất về giá mía", ("newest", 2, ["gia-2", "gia-1"])),
        ("Bài đầu tiên về giá mía", ("oldest", 2, ["gia-1", "gia-2"])),
        ("Bài nào dài nhất?", ("longest", 5, ["lo-2", "gia-2", "lo-1", "gia-1", "chan-nuoi"])),
        ("What's new today?", ("list", 1, ["gia-2"])),
        ("How many articles mention Cồn Én?", ("count", 2, ["lo-2", "lo-1"])),
        ("Có bao nhiêu bài về voi?", ("count", 0, [])),
    ],
)
def test_a_true_list(assistant: Assistant, question: str, wanted: tuple[str, int, list[str]]) -> None:
    answer = assistant.ask(question)
    assert listed(answer) == wanted
    assert answer.abstained == (not answer.listing or answer.listing.total == 0)


@pytest.mark.parametrize(
    "question",
    ["Sạt lở ở Cồn Én làm mấy người bị thương?", "Giá mía ở Tân Lập là bao nhiêu?", "Báo Mía viết gì về giá mía?"],
)
def test_a_question_for_a_fact_is_searched(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).listing is None


def test_outlets_are_counted(assistant: Assistant) -> None:
    answer = assistant.ask("Những báo nào viết về sạt lở?")
    assert answer.listing
    assert [(one.outlet, one.articles) for one in answer.listing.outlets] == [("Báo Mía", 1), ("Tin Lúa", 1)]


def test_the_newest_of_a_subject_is_quoted_to_the_letter(assistant: Assistant) -> None:
    answer = assistant.ask("Bài mới nhất về giá mía nói gì?")
    (source,) = answer.sources
    article = next(article for article in ARTICLES if article.id == "gia-2")
    assert article.text[source.start : source.end] == source.quote == article.text
    assert answer.sentences[0].citations == (1,)


def test_a_day_without_articles_names_the_nearest(assistant: Assistant) -> None:
    answer = assistant.ask("Ngày 20-2-2024 có tin gì?")
    assert listed(answer) == ("list", 0, [])
    assert answer.abstained
    assert answer.listing
    assert answer.listing.nearest == ("2024-02-10", "2024-03-01")


def test_a_library_that_ended_says_so(assistant: Assistant) -> None:
    (note,) = assistant.ask("Hôm nay có tin gì?").notes
    assert (note.code, note.values["start"]) == ("library_ends_days", "2024-03-06")
    assert [note.code for note in assistant.ask("Bài mới nhất là bài nào?").notes] == ["library_until"]


def test_filters_hold(assistant: Assistant) -> None:
    within = Filters(published_from=date(2024, 3, 1), published_to=date(2024, 3, 5))
    assert listed(assistant.ask("Có bao nhiêu bài?", filters=within)) == ("count", 3, ["chan-nuoi", "lo-2", "lo-1"])
    assert listed(assistant.ask("Có bao nhiêu bài?", filters=Filters(outlet="tin lúa")))[1] == 2


def test_readings_can_be_taken_back(assistant: Assistant) -> None:
    assert assistant.ask("Có bao nhiêu bài về sạt lở?", without=["listing"]).listing is None
    assert listed(assistant.ask("Báo Mía có bao nhiêu bài?", without=["outlet"]))[1] == 5
    assert listed(assistant.ask("Ngày 4-3-2024 có tin gì?", without=["dates"]))[1] == 5


@pytest.mark.parametrize("known", [True, False], ids=["with ids", "by the text alone"])
@pytest.mark.parametrize(
    ("question", "article_id"),
    [
        ("Bài thứ hai nói gì?", "lo-1"),
        ("bai thu hai noi gi", "lo-1"),
        ("nói rõ hơn về bài thứ nhất", "lo-2"),
        ("Bài cuối viết gì?", "lo-1"),
        ("What does the second one say?", "lo-1"),
        ("Bài thứ hai có mấy người bị thương?", "lo-1"),
    ],
)
def test_one_of_a_list(assistant: Assistant, known: bool, question: str, article_id: str) -> None:
    before = assistant.ask("Có bao nhiêu bài về sạt lở?")
    assert before.listing
    text = "\n".join(f"{n}. “{a.title}” ({a.outlet})" for n, a in enumerate(before.listing.articles, 1))
    turn = Turn(before.question, "" if known else text, before.article_ids if known else ())
    answer = assistant.ask(question, history=[turn, Turn("ok", "")])
    assert {source.article_id for source in answer.sources} == {article_id}
    assert answer.listing is None


@pytest.mark.parametrize(
    ("before", "question", "wanted"),
    [
        ("Có bao nhiêu bài về sạt lở?", "Còn giá mía?", "Có bao nhiêu bài về giá mía?"),
        ("Báo Mía có bao nhiêu bài?", "Còn Tin Lúa?", "Tin Lúa có bao nhiêu bài?"),
        ("Hôm qua có tin gì?", "Còn hôm nay?", "Hôm nay có tin gì?"),
        ("Sạt lở ở Cồn Én làm mấy người bị thương?", "Hôm nay có tin gì?", "Hôm nay có tin gì?"),
        ("Có bao nhiêu bài về sạt lở?", "Nguyên nhân là gì?", "Về sạt lở, nguyên nhân là gì?"),
    ],
)
def test_what_follows_a_list(assistant: Assistant, before: str, question: str, wanted: str) -> None:
    assert assistant.search(question, 1, history=[Turn(before, "")]).question.understood_as == wanted


@pytest.mark.parametrize("question", ["Giá mía mới nhất là bao nhiêu?", "gia mia moi nhat la bao nhieu"])
def test_a_fact_is_quoted_from_the_newest_article_that_states_it(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.sources[0].article_id == "gia-2"
    assert "mới nhất" in answer.understood_as
    assert answer.question == question


def test_a_fact_of_today_is_the_newest_where_the_library_ended(assistant: Assistant) -> None:
    answer = assistant.ask("Hôm nay giá mía là bao nhiêu?")
    assert answer.sources[0].article_id == "gia-2"
    assert [note.code for note in answer.notes] == ["no_such_days"]


def test_an_llm_is_not_asked_for_a_list(assistant: Assistant, library: Library, encoder: FakeEncoder) -> None:
    asked = Assistant(library, Retriever(library, encoder), generator(Script([])))
    assert listed(asked.ask("Có bao nhiêu bài về sạt lở?"))[1] == 2


@pytest.mark.parametrize(
    ("latest", "wanted"),
    [
        (None, Days(date(2026, 5, 11), date(2026, 5, 17))),
        ("2026-05-11T06:00", Days(date(2026, 5, 11), date(2026, 5, 17))),
        ("2026-05-10", Days(date(2026, 5, 4), date(2026, 5, 10), until=date(2026, 5, 10))),
    ],
)
def test_the_week_of_a_library_that_ended(latest: str | None, wanted: Days) -> None:
    week = DateSpan(date(2026, 5, 11), date(2026, 5, 17), "tuần này", strict=True)
    assert days_meant(week, latest, date(2026, 5, 13)) == wanted
    before = DateSpan(date(2026, 5, 12), date(2026, 5, 12), "hôm qua", strict=True)
    ended = Days(date(2026, 5, 9), date(2026, 5, 9), until=date(2026, 5, 10))
    assert days_meant(before, "2026-05-10", date(2026, 5, 13)) == ended
    assert ended.note("hôm qua").code == "counted_from_end_days"
    past = DateSpan(date(2026, 5, 4), date(2026, 5, 10), "tuần trước", strict=True)
    assert days_meant(past, latest, date(2026, 5, 13)) == Days(past.start, past.end)
