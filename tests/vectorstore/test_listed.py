"""Articles listed in an order, counted by what they carry, and found by words that stand together."""

from datetime import date

import pytest

from tests.conftest import FakeEncoder
from vectorstore.library import Library
from vectorstore.records import Article, ArticleTitle, Chunk, Entry, Filters, Order

pytestmark = pytest.mark.stores("local", "postgres")

ARTICLES = [
    Article(
        "a", "Sạt lở ở Cồn Én làm sập bờ kè.", "Cồn Én", "2026-03-01", "Báo Mía", author="Lê Nho", topic="Thiên tai"
    ),
    Article("b", "Lở mồm, bụi cát sạt qua.", "Gia súc", "2026-03-04", "Báo Mía", topic="Nông nghiệp"),
    Article(
        "c", "Cồn Én sạt lở thêm hai đoạn dài, dân phải dời đi.", "Lại lở", "2026-03-02", "Tin Lúa", author="Lê Nho"
    ),
    Article("d", "Không ghi ngày.", "Không ngày"),
]


@pytest.fixture
def filled(library: Library, encoder: FakeEncoder) -> Library:
    vectors = encoder.encode_documents([article.text for article in ARTICLES])
    entries = [Entry(a, [Chunk(0, len(a.text))], vector[None]) for a, vector in zip(ARTICLES, vectors, strict=True)]
    library.put(entries, encoder.fingerprint)
    return library


def test_titles_come_newest_first_without_texts(filled: Library, encoder: FakeEncoder) -> None:
    untitled = Article("e", "Không có tiêu đề.", published="2026-04-01")
    filled.put([Entry(untitled, [Chunk(0, 5)], encoder.encode_documents(["x"]))], encoder.fingerprint)
    assert [title.id for title in filled.titles(9)] == list("bcad")
    assert filled.titles(1) == [ArticleTitle("b", "Gia súc", "2026-03-04", "Báo Mía")]


@pytest.mark.parametrize(
    ("order", "ids"), [("newest", "bcad"), ("oldest", "acbd"), ("longest", "cabd"), ("shortest", "dbac")]
)
def test_in_each_order_the_undated_last(filled: Library, order: Order, ids: str) -> None:
    assert [article.id for article in filled.listed(order=order).articles] == list(ids)
    assert [article.id for article in filled.listed(order=order, limit=2, offset=1).articles] == list(ids[1:3])


@pytest.mark.parametrize(
    ("words", "ids"),
    [("sạt lở", "bca"), ("sạt_lở", "ca"), ("sat_lo", "ca"), ("lở_sạt", ""), ("sạt_lở Cồn_Én", "ca"), ("_", "")],
)
def test_syllables_that_must_stand_together(filled: Library, words: str, ids: str) -> None:
    found = filled.listed(words=words)
    assert [article.id for article in found.articles] == list(ids)
    assert found.total == len(ids)


def test_counts_by_what_articles_carry(filled: Library) -> None:
    assert filled.counts("outlet") == [("Báo Mía", 2), ("Tin Lúa", 1)]
    assert filled.counts("author") == [("Lê Nho", 2)]
    assert filled.counts("topic") == [("Nông nghiệp", 1), ("Thiên tai", 1)]
    assert filled.counts("outlet", words="sạt_lở") == [("Báo Mía", 1), ("Tin Lúa", 1)]
    assert filled.counts("outlet", Filters(published_from=date(2026, 3, 2))) == [("Báo Mía", 1), ("Tin Lúa", 1)]
    assert filled.counts("author", words="không có") == []
