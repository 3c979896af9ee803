import pytest
from langchain_core.documents import Document
from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings
from langchain_core.vectorstores import VectorStore
from langchain_tests.integration_tests import VectorStoreIntegrationTests

from tests.conftest import FakeEncoder
from vectorstore.errors import EncoderMismatchError
from vectorstore.langchain.store import LibraryVectorStore
from vectorstore.library import Library

pytestmark = pytest.mark.stores("local", "postgres")


class TestConformance(VectorStoreIntegrationTests):
    @pytest.fixture
    def vectorstore(self, library: Library) -> VectorStore:
        return LibraryVectorStore(library, self.get_embeddings())


@pytest.fixture
def store(library: Library, encoder: FakeEncoder) -> LibraryVectorStore:
    store = LibraryVectorStore(library, encoder)
    store.add_documents(
        [
            Document(
                "Nước mặn lấn sâu vào kênh Vĩnh Lạc.", metadata={"outlet": "Báo Đồng Bưng", "topic": "nông nghiệp"}
            ),
            Document(
                "Đội Sông Trà thắng trận chung kết.", metadata={"outlet": "Tin Thể Thao", "published": "2024-05-02"}
            ),
            Document(
                "Nước mặn rút khỏi kênh Vĩnh Lạc.", metadata={"outlet": "Tin Thể Thao", "published": "2024-06-11"}
            ),
        ],
        ids=["a", "b", "c"],
    )
    return store


def test_scores_are_cosines_best_first(store: LibraryVectorStore, encoder: FakeEncoder) -> None:
    found = store.similarity_search_with_score("Nước mặn lấn sâu vào kênh Vĩnh Lạc.", k=3)
    assert found[0][0].id == "a"
    assert found[0][1] == pytest.approx(1.0, abs=2e-3)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert all(-1.001 <= score <= 1.001 for _, score in found)


def test_filter_by_metadata_of_either_kind(store: LibraryVectorStore) -> None:
    assert [d.id for d in store.similarity_search("nước mặn", k=3, filter={"outlet": "Tin Thể Thao"})] == ["c", "b"]
    assert [d.id for d in store.similarity_search("nước mặn", k=3, filter={"topic": "nông nghiệp"})] == ["a"]
    assert {d.id for d in store.similarity_search("nước", k=3, filter={"published": ["2024-05-02", "2024-06-11"]})} == {
        "b",
        "c",
    }
    assert store.similarity_search("nước mặn", k=3, filter={"outlet": "không có"}) == []


def test_a_hostile_filter_name_matches_nothing(store: LibraryVectorStore) -> None:
    assert store.similarity_search("nước", k=3, filter={"x\"') OR 1=1 --": "y"}) == []


def test_delete_by_id_forgets_in_search_too(store: LibraryVectorStore) -> None:
    store.delete(["a", "never there"])
    assert "a" not in [d.id for d in store.similarity_search("nước mặn", k=3)]


def test_retriever_face(store: LibraryVectorStore) -> None:
    assert store.as_retriever(search_kwargs={"k": 1}).invoke("trận chung kết")[0].id == "b"


def test_an_encoder_is_shown_to_langchain_as_embeddings(store: LibraryVectorStore, encoder: FakeEncoder) -> None:
    embeddings = store.embeddings
    assert embeddings.embed_query("nước mặn") == pytest.approx(encoder.encode_query("nước mặn").tolist())
    assert embeddings.embed_documents(["a", "b"]) == encoder.encode_documents(["a", "b"]).tolist()


class Turned(Embeddings):
    """Models of one class and size; `off` is by how much a model differs from itself from call to call."""

    def __init__(self, turn: int, off: float = 0.0, model: str = "") -> None:
        self.turn, self.off, self.model = turn, off, model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        own = DeterministicFakeEmbedding(size=48).embed_documents([f"{self.turn} {text}" for text in texts])
        return [[x + self.off * (-1) ** at for at, x in enumerate(vector)] for vector in own]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


@pytest.mark.parametrize("other", [Turned(2), Turned(2, model="large"), Turned(1, model="large")])
def test_another_model_of_the_same_class_and_size_is_refused(library: Library, other: Turned) -> None:
    LibraryVectorStore(library, Turned(1)).add_texts(["Nước mặn lấn sâu."], ids=["a"])
    another = LibraryVectorStore(library, other)
    with pytest.raises(EncoderMismatchError):
        another.add_texts(["Cầu thông xe."])
    with pytest.raises(EncoderMismatchError):
        another.similarity_search("nước mặn")


@pytest.mark.parametrize("off", [0.0, 1e-6, 1e-4, -1e-4])
def test_a_model_is_itself_however_its_last_bits_fall(library: Library, off: float) -> None:
    LibraryVectorStore(library, Turned(1)).add_texts(["Nước mặn lấn sâu."], ids=["a"])
    assert [found.id for found in LibraryVectorStore(library, Turned(1, off)).similarity_search("nước mặn")] == ["a"]
