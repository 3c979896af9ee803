"""What a reader keeps between questions."""

from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import fill
from vectorstore.milvus.library import MilvusLibrary


class Racing(MilvusLibrary):
    """Whatever list is kept, another thread has put its own there by the next look."""

    @property
    def _order(self) -> tuple[object, list[str]]:
        return None, ["another's"]

    @_order.setter
    def _order(self, kept: tuple[object, list[str]]) -> None:
        pass


def test_threads_get_their_own_lists(milvus: str, encoder: FakeEncoder) -> None:
    library = Racing(f"{milvus}/racing", create=True)
    fill(library, encoder)
    assert [article.id for article in library.listed().articles] == ["bai-2", "bai-1", "bai-0", "khong-ngay"]
