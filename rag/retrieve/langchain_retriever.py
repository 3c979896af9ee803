"""The retriever behind LangChain's interface, in a file of its own: its import takes 0.6 s that no question pays."""

from collections.abc import Callable

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.question.understand import Question
from rag.retrieve.retriever import Retriever
from vectorstore.records import Passage


class NewsRetriever(BaseRetriever):
    """The retriever behind LangChain's interface: documents whose metadata say where each passage stands."""

    retriever: Retriever
    understand: Callable[[str], Question]
    k: int = 8

    model_config = ConfigDict(arbitrary_types_allowed=True)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        return [_document(passage) for passage in self.retriever.passages(self.understand(query), k or self.k)]


def _document(passage: Passage) -> Document:
    places = ("article_id", "title", "published", "outlet", "url", "start", "end", "score", "twins")
    name = f"{passage.article_id}#{passage.start}-{passage.end}"
    return Document(id=name, page_content=passage.text, metadata={place: getattr(passage, place) for place in places})
