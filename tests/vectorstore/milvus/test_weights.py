"""Keywords as sparse vectors: the product of both sides is BM25, and what it finds is what the local index finds."""

import math
from pathlib import Path

import pytest

from tests.conftest import FakeEncoder
from vectorstore.catalogue import Entry
from vectorstore.chunk import Article, Chunk
from vectorstore.library import LocalLibrary
from vectorstore.milvus.library import MilvusLibrary
from vectorstore.milvus.weights import K1, MEAN_TERMS, B, chunk_weights, number_of, question_weights

TEXTS = [
    "Cầu Rạch Vẹt dài 180 m thông xe sáng 12-3.",
    "Chợ nổi Ba Láng họp lại, có 64 ghe bán trái cây.",
    "Nông dân xã Hòa Bình gặt lúa hè thu, năng suất 6,5 tấn mỗi hecta. Lúa được giá.",
    "Bão số 6 đổ bộ, xã Hòa Bình sơ tán 300 hộ dân.",
    "Cầu tạm ở xã Tân Lập bị lũ cuốn trôi; người dân đi đò.",
]


def test_the_product_is_bm25() -> None:
    text = "lúa lúa gạo"
    held = chunk_weights("", "", text)
    asked = question_weights({"lúa": 1.0}, 10, lambda number: 4 if number == number_of("body", "lúa") else 0)
    ((number, weight),) = asked.items()
    assert weight == pytest.approx(math.log(1 + (10 - 4 + 0.5) / (4 + 0.5)))
    terms = 3 + 2  # syllables and pairs
    saturated = 2 * (K1 + 1) / (2 + K1 * (1 - B + B * terms / MEAN_TERMS["body"]))
    assert held[number] == pytest.approx(saturated, abs=1e-4)


def test_a_chunk_without_terms_has_a_vector_that_nothing_asks_for() -> None:
    assert set(chunk_weights("", "", "!?")) == {0}
    assert question_weights("!?", 10, lambda number: 1) == {}


@pytest.mark.parametrize("count", [0, -1])
def test_a_term_that_stands_nowhere_is_not_asked_for(count: int) -> None:
    assert question_weights("lúa", 10, lambda number: count) == {}


@pytest.mark.parametrize(
    "question",
    [
        "xã Hòa Bình",
        "xa hoa binh",
        "lúa được giá",
        "cầu",
        "cau tam",
        "người dân đi đò xã Tân Lập",
        {"lúa": 1.0, "bão": 0.3},
    ],
)
def test_both_stores_rank_alike(question: str, milvus: str, tmp_path: Path) -> None:
    encoder = FakeEncoder()
    entries = [
        Entry(Article(f"bai-{n}", text), [Chunk(0, len(text))], encoder.encode_documents([text]))
        for n, text in enumerate(TEXTS)
    ]
    found = []
    for library in (
        LocalLibrary(tmp_path, create=True),
        MilvusLibrary(f"{milvus}/r{abs(hash(str(question)))}", create=True),
    ):
        library.put(entries, encoder.fingerprint)
        hits = library.keyword_search(question, 3)
        found.append([passage.article_id for passage in library.passages(hits)])
    assert found[0] == found[1] != []


def test_a_fresh_article_is_weighed_like_the_old_ones(milvus: str) -> None:
    """An engine that counts idf in each segment lets an article that is alone in its own sink."""
    library, encoder = MilvusLibrary(f"{milvus}/fresh", create=True), FakeEncoder()

    def put(name: str, text: str) -> None:
        entry = Entry(Article(name, text), [Chunk(0, len(text))], encoder.encode_documents([text]))
        library.put([entry], encoder.fingerprint)

    for n in range(40):
        put(f"cu-{n}", f"Tin cũ số {n} nhắc qua vụ sạt lở ở một nơi khác, rồi nói sang chuyện giá vàng trong nước.")
    library._connection.flush(library._state().chunks)
    put("moi", "Sạt lở ở Mường Lân: sạt lở làm hỏng đường.")
    best, *_ = library.passages(library.keyword_search("sạt lở Mường Lân", 5))
    assert best.article_id == "moi"
