"""A press review: of its days alone, day by day, every item with its outlet; as an answer and as a document."""

from datetime import datetime, timedelta

import pytest

from app.conversation.exchange import Exchange
from app.conversation.export import conversation_markdown
from rag.answer import Answer, Step
from rag.assistant import Assistant
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from tests.rag.generate.test_agent import cites, search
from tests.rag.scripted_model import ScriptedModel, generator_of, scripted
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article, Chunk, Entry

HIGH = "Nước hồ Đá Bạc lên 42 m, hai cửa xả được mở."
LOW = "Nước hồ Đá Bạc xuống 39 m, các cửa xả đã đóng."
LONG_AGO = "Hồ Đá Bạc cạn trơ đáy, nước chỉ còn 12 m."
REVIEW = (
    "## Đầu tuần\n- **Báo Đồng Bưng**: nước hồ Đá Bạc lên 42 m [1].\n\n"
    "## Cuối tuần\n- **Tin Miệt Vườn**: nước hồ Đá Bạc xuống 39 m [2]."
)


def day(ago: int) -> str:
    return (datetime.now().astimezone().date() - timedelta(days=ago)).isoformat()


def filled(library: LocalLibrary, encoder: FakeEncoder, *days: str) -> LocalLibrary:
    outlets = ("Báo Đồng Bưng", "Tin Miệt Vườn", "Báo Đồng Bưng")
    texts = zip(("cao", "thap", "xua"), (HIGH, LOW, LONG_AGO), days, outlets, strict=True)
    for name, text, published, outlet in texts:
        article = Article(name, text, f"Hồ Đá Bạc {name}", published, outlet)
        vectors = encoder.encode_documents([text])
        library.put([Entry(article, [Chunk(0, len(text))], vectors)], encoder.fingerprint)
    library.flush()
    return library


def reviewed(library: LocalLibrary, encoder: FakeEncoder, model: ScriptedModel, question: str) -> Answer:
    assistant = Assistant(library, Retriever(library, encoder), generator_of(model))
    *pieces, answer = assistant.stream(question, research=True)
    assert isinstance(answer, Answer)
    assert any(isinstance(piece, Step) for piece in pieces)
    return answer


@pytest.mark.parametrize(
    ("days", "note"),
    [((day(4), day(1), "2020-01-05"), "days"), (("2021-03-04", "2021-03-06", "2020-01-05"), "library_ends_days")],
)
def test_a_press_review_is_of_its_days_and_can_be_exported(
    library: LocalLibrary, encoder: FakeEncoder, days: tuple[str, str, str], note: str
) -> None:
    held = filled(library, encoder, *days)
    model = scripted([search("hồ Đá Bạc"), ("list_articles", {})], "XONG", cites(REVIEW, HIGH, LOW))
    answer = reviewed(held, encoder, model, "Điểm báo tuần qua về hồ Đá Bạc")
    assert [one.code for one in answer.notes] == [note]
    assert {passage.article_id for passage in answer.consulted} == {"cao", "thap"}
    assert [sentence.support for sentence in answer.sentences if sentence.citations] == ["supported", "supported"]
    assert [source.outlet for source in answer.sources] == ["Báo Đồng Bưng", "Tin Miệt Vườn"]
    document = conversation_markdown("Điểm báo", [Exchange(answer.question, answer=answer)], "vi")
    assert "#### Đầu tuần\n- **Báo Đồng Bưng**: nước hồ Đá Bạc lên 42 m [1]." in document
    assert HIGH in document
    assert "Tin Miệt Vườn" in document


def test_days_without_articles_bound_nothing(library: LocalLibrary, encoder: FakeEncoder) -> None:
    held = filled(library, encoder, day(9), day(0), "2020-01-05")
    model = scripted([search("hồ Đá Bạc")], "XONG", cites(REVIEW, HIGH, LOW))
    answer = reviewed(held, encoder, model, "Điểm báo hôm qua về hồ Đá Bạc")
    assert [one.code for one in answer.notes] == ["no_such_days"]
    assert {"cao", "thap"} <= {passage.article_id for passage in answer.consulted}


def test_without_a_model_it_is_a_dated_list(library: LocalLibrary, encoder: FakeEncoder) -> None:
    held = filled(library, encoder, day(4), day(1), "2020-01-05")
    answer = Assistant(held, Retriever(held, encoder)).ask("Điểm báo tuần qua về hồ Đá Bạc")
    assert answer.listing
    assert [one.article_id for one in answer.listing.articles] == ["thap", "cao"]
