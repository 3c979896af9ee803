"""From a question to the passages that may answer it. Knows which searches there are, not how they work."""

from rag.question import Question
from vectorstore.chunk import Filters, Passage
from vectorstore.encoder import Encoder
from vectorstore.library import Library


class Retriever:
    """Dense retrieval: the chunks whose embeddings lie nearest to the question's."""

    def __init__(self, library: Library, encoder: Encoder) -> None:
        library.check_encoder(encoder.fingerprint)
        self._library = library
        self._encoder = encoder

    def passages(self, question: Question, k: int, filters: Filters) -> list[Passage]:
        """Up to `k` passages, best first."""
        return self._library.dense_search(self._encoder.encode_query(question.understood_as), k, filters)
