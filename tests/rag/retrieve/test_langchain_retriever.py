# ruff: noqa: E501 - sentences of articles are left whole
"""LangChain's own tests of a retriever, over a library made from files; and what its documents say."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from ingest.pipeline import ingest
from rag.question.understand import understand
from rag.retrieve.langchain_retriever import NewsRetriever
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary

pytestmark = pytest.mark.stores("local", "postgres")
ARTICLES = {
    "de": "Xã Cồn Én đắp đê trước mùa lũ\n\nXã Cồn Én huy động 240 người đắp 1,8 km đê bao trước mùa lũ. Mặt đê rộng 3 m, xe tải nhỏ đi được.",
    "lu": "Nước lũ ở Cồn Én rút chậm\n\nNước lũ ở Cồn Én rút 20 cm mỗi ngày. Hơn 300 hộ dân vẫn ngập sâu, học sinh nghỉ học sang tuần thứ hai.",
    "giong": "Phát 6 tấn lúa giống cho vùng lũ\n\nSau lũ, huyện Tân Lập phát 6 tấn lúa giống cho nông dân Cồn Én và hai xã lân cận.",
    "hoc": "Lớp học trên ghe\n\nTrường tiểu học Cồn Én mở bốn lớp học trên ghe cho trẻ vùng lũ. Cô Trần Thị Sáu dạy hai buổi mỗi ngày.",
    "chay": "Hội đua ghe ngo khai mạc\n\nHội đua ghe ngo năm nay có 32 đội, đông hơn năm ngoái 5 đội. Chung kết diễn ra chiều 12-11.",
}


@pytest.fixture
def filled(library: LocalLibrary, encoder: FakeEncoder, tmp_path_factory: pytest.TempPathFactory) -> LocalLibrary:
    folder: Path = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    ingest([folder], library, encoder)
    return library


def parts(library: LocalLibrary, encoder: FakeEncoder) -> dict[str, Any]:
    understood = partial(understand, vocabulary=library, today=date(2024, 11, 1))
    return {"retriever": Retriever(library, encoder), "understand": understood}


class TestConformance(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def over_a_library(self, filled: LocalLibrary, encoder: FakeEncoder) -> None:
        self.parts = parts(filled, encoder)

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return NewsRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return self.parts

    @property
    def retriever_query_example(self) -> str:
        return "nuoc lu o Con En rut the nao?"


def test_documents_say_where_they_stand(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    found = NewsRetriever(**parts(filled, encoder), k=2).invoke("Bao nhiêu hộ dân vẫn ngập?")
    assert len(found) == 2
    place = found[0].metadata
    assert (place["article_id"], place["title"]) == ("lu", "Nước lũ ở Cồn Én rút chậm")
    article = filled.article("lu")
    assert article is not None
    assert article.text[place["start"] : place["end"]] == found[0].page_content
    assert found[0].id == f"lu#{place['start']}-{place['end']}"
