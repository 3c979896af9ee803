import pytest

from rag.answer import Source
from rag.assistant import Assistant
from rag.question.question_parts import parts, parts_by_outlet
from rag.quote.joining import joined, together
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article, Chunk, Entry, Passage


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Cầu dài bao nhiêu mét và khánh thành khi nào?", ["Cầu dài bao nhiêu mét", "khánh thành khi nào?"]),
        ("cau dai bao nhieu met, khanh thanh khi nao", ["cau dai bao nhieu met", "khanh thanh khi nao"]),
        ("How long is the bridge and when did it open?", ["How long is the bridge", "when did it open?"]),
        (
            "Lũ làm mấy người chết và bao nhiêu người phải dời nhà?",
            ["Lũ làm mấy người chết", "bao nhiêu người phải dời nhà?"],
        ),
        ("Bão làm bao nhiêu người chết và bao nhiêu nhà sập?", ["Bão làm bao nhiêu người chết", "bao nhiêu nhà sập?"]),
        ("Ai thiết kế, ai thi công và khi nào xong cầu?", ["Ai thiết kế", "ai thi công", "khi nào xong cầu?"]),
        ("Vụ cháy xảy ra khi nào và ở đâu?", None),
        ("Ai là bí thư và chủ tịch?", None),
        ("Hội nghị bàn những gì về lúa và tôm?", None),
        ("Ai thiết kế và khi nào xong, " * 5 + "ở đâu?", None),
        (
            "Cuối năm, xưởng Cồn Én và xưởng Bến Sỏi mỗi nơi có mấy thợ?",
            ["Cuối năm, xưởng Cồn Én và xưởng Bến Sỏi mỗi nơi có mấy thợ?"],
        ),
        (
            "Đội Cồn Én, Gò Mây và Bến Sỏi mỗi đội có mấy ghe?",
            ["Đội Cồn Én có mấy ghe?", "Gò Mây có mấy ghe?", "Bến Sỏi có mấy ghe?"],
        ),
        (
            "Thuế của Cồn Én và Gò Mây lần lượt là bao nhiêu?",
            ["Thuế của Cồn Én là bao nhiêu?", "Thuế của Gò Mây là bao nhiêu?"],
        ),
        (
            "How many boats do Cồn Én and Gò Mây have respectively?",
            ["How many boats do Cồn Én have?", "How many boats do Gò Mây have?"],
        ),
        ("Xưởng ở Cồn Én và Gò Mây mỗi tháng trả bao nhiêu?", None),
        ("Mỗi năm Cồn Én và Gò Mây cần bao nhiêu nước?", None),
        ("Đường Cồn Én và Gò Mây dài bao nhiêu?", None),
    ],
)
def test_questions_in_parts(question: str, expected: list[str] | None) -> None:
    assert parts(question) == (expected or [question])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Lũ làm mấy người chết, theo Báo Sông và Báo Rừng?",
            ["Lũ làm mấy người chết, theo báo Sông?", "Lũ làm mấy người chết, theo báo Rừng?"],
        ),
        ("Báo Sông và Báo Rừng ghi số người chết khác nhau ra sao?", None),
        ("Theo Báo Sông, lũ làm mấy người chết?", []),
        ("Báo Sông viết gì về lũ, và vì sao Báo Rừng bị phạt?", []),
    ],
)
def test_a_question_of_several_outlets(question: str, expected: list[str] | None) -> None:
    whole = [question] if expected == [] else expected
    whole = whole or [f"báo {name} ghi số người chết ra sao?" for name in ("Sông", "Rừng")]
    assert parts_by_outlet(question, ["Báo Sông", "Báo Rừng"]) == whole


TEXT = "Cầu Én dài 420 m. Ông Lê Văn Thảo vẽ cầu Én. Cầu Én khánh thành sáng 5-3-2024."


def source(start: int, end: int, article: str = "cau") -> Source:
    return Source(7, article, "Cầu Én", None, None, None, TEXT[start:end], start, end)


def test_overlapping_quotes_become_one_and_numbers_begin_again() -> None:
    found = joined([[source(18, 43)], [source(0, 30), source(50, 60)], [source(0, 10, "lua")]])
    assert [(s.n, s.article_id, s.start, s.end) for s in found] == [
        (1, "cau", 0, 43),
        (2, "cau", 50, 60),
        (3, "lua", 0, 10),
    ]
    assert all(s.quote == TEXT[s.start : s.end] for s in found)


def passage(key: int) -> Passage:
    return Passage(key, 1.0, "cau", "", None, None, None, 0, 1, "", "C")


def test_passages_of_several_searches_take_turns() -> None:
    one, two, three, four = map(passage, range(4))
    assert together([[one, two, three], [two, four]], 3) == [one, two, four]


@pytest.fixture
def news(library: LocalLibrary, encoder: FakeEncoder) -> LocalLibrary:
    articles = [
        Article("dai", "Cầu Én dài 420 m, rộng 12 m, bắc qua sông Tiên.", "Thông xe cầu Én", "2024-03-05", "Báo Sông"),
        Article("ve", "Kiến trúc sư Lê Văn Thảo thiết kế cầu Én.", "Người vẽ cầu Én", "2024-03-06", "Báo Rừng"),
        Article("lua", "Giá lúa ở Tân Lập tăng 5% so với tháng trước.", "Giá lúa tăng", "2024-03-07", "Báo Sông"),
    ]
    vectors = encoder.encode_documents([article.text for article in articles])
    entries = [Entry(a, [Chunk(0, len(a.text))], vector[None]) for a, vector in zip(articles, vectors, strict=True)]
    library.put(entries, encoder.fingerprint)
    return library


def test_each_part_is_answered_from_its_own_article(news: LocalLibrary, encoder: FakeEncoder) -> None:
    answer = Assistant(news, Retriever(news, encoder)).ask("Cầu Én dài bao nhiêu mét và ai thiết kế?")
    assert {source.article_id for source in answer.sources} == {"dai", "ve"}
    assert "420 m" in answer.text
    assert "Lê Văn Thảo" in answer.text
    assert not answer.notes


def test_a_part_without_an_answer_is_named(news: LocalLibrary, encoder: FakeEncoder) -> None:
    question = "Cầu Én dài bao nhiêu mét và vì sao ông Trần Hữu Nghĩa từ chức?"
    answer = Assistant(news, Retriever(news, encoder)).ask(question)
    assert [(note.code, note.values["words"]) for note in answer.notes] == [
        ("part_unanswered", "vì sao ông Trần Hữu Nghĩa từ chức?")
    ]
    assert {source.article_id for source in answer.sources} == {"dai"}


def test_a_part_that_names_nothing_leaves_the_question_whole(news: LocalLibrary, encoder: FakeEncoder) -> None:
    answer = Assistant(news, Retriever(news, encoder)).ask("cau en dai bao nhieu met va ai thiet ke?")
    assert not [note for note in answer.notes if note.code == "part_unanswered"]
    assert "420 m" in answer.text


def test_each_outlet_is_asked_by_itself_and_named(library: LocalLibrary, encoder: FakeEncoder) -> None:
    articles = [
        Article("a", "Lũ ở Cồn Én làm 12 người chết.", "Lũ ở Cồn Én", "2024-03-05", "Báo Sông"),
        Article("b", "Lũ ở Cồn Én làm 14 người chết.", "Lũ lớn ở Cồn Én", "2024-03-05", "Báo Rừng"),
        Article("c", "Lũ ở Cồn Én làm 90 người chết.", "Lũ dữ ở Cồn Én", "2024-03-05", "Báo Núi"),
    ]
    vectors = encoder.encode_documents([article.text for article in articles])
    entries = [Entry(a, [Chunk(0, len(a.text))], vector[None]) for a, vector in zip(articles, vectors, strict=True)]
    library.put(entries, encoder.fingerprint)
    answer = Assistant(library, Retriever(library, encoder)).ask(
        "Lũ ở Cồn Én làm bao nhiêu người chết theo Báo Sông và Báo Rừng?"
    )
    assert {source.article_id for source in answer.sources} == {"a", "b"}
    told = sorted(sentence.text for sentence in answer.sentences)
    assert [text[:10] for text in told] == ["Theo Báo R", "Theo Báo S"]
