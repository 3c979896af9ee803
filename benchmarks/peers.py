"""What a user would build instead, for `make bench`: LangChain's tutorial pipeline and LlamaIndex's default one.

Both embed by the bundled encoder, so that they differ from Hỏi Báo in all but the model. LangChain: its recursive
splitter at 1000/200 characters and FAISS's flat L2 index in memory with a dict of documents, as the tutorial's vector
store holds them (langchain-community, which that is in, is retired). LlamaIndex: its sentence splitter at 1024/200
tokens, its vector index and its simple vector store.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import faiss
import numpy as np

from vectorstore.chunk import Article, Passage
from vectorstore.embeddings import EncoderEmbeddings
from vectorstore.encoder import Encoder, Vectors


class Peer(ABC):
    """A pipeline in memory."""

    name: str

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    @abstractmethod
    def ingest(self, articles: Sequence[Article]) -> int:
        """Split, embed and index as its documentation does; returns the number of chunks."""

    @abstractmethod
    def hold(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Index chunks that are embedded already."""

    @abstractmethod
    def search(self, question: str, k: int) -> list[Passage]:
        """The best `k`, the question's embedding included."""


def _passage(text: str, article_id: str, title: str, start: int) -> Passage:
    return Passage(
        key=0, article_id=article_id, title=title, published=None, outlet=None, url=None,
        start=start, end=start + len(text), heading="", text=text, score=0.0,
    )  # fmt: skip


class LangChain(Peer):
    """`RecursiveCharacterTextSplitter` and `FAISS.from_documents`."""

    name = "LangChain tutorial"

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder)
        self._embeddings = EncoderEmbeddings(encoder)
        self._index = faiss.IndexFlatL2(encoder.fingerprint.dim)
        self._documents: dict[int, Any] = {}

    def ingest(self, articles: Sequence[Article]) -> int:
        from langchain_core.documents import Document
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        given = [Document(a.text, metadata={"id": a.id, "title": a.title}) for a in articles]
        found = splitter.split_documents(given)
        vectors = self._embeddings.embed_documents([each.page_content for each in found])
        self._add(found, np.array(vectors, np.float32))
        return len(found)

    def hold(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        from langchain_core.documents import Document

        self._add(
            [
                Document(p.text, metadata={"id": p.article_id, "title": p.title, "start_index": p.start})
                for p in passages
            ],
            vectors,
        )

    def _add(self, documents: Sequence[Any], vectors: Vectors) -> None:
        self._documents.update(enumerate(documents, self._index.ntotal))
        self._index.add(vectors)

    def search(self, question: str, k: int) -> list[Passage]:
        vector = np.array([self._embeddings.embed_query(question)], np.float32)
        _, found = self._index.search(vector, k)
        documents = [self._documents[at] for at in found[0] if at >= 0]
        told = [each.metadata for each in documents]
        return [
            _passage(each.page_content, of["id"], of["title"], of["start_index"])
            for each, of in zip(documents, told, strict=True)
        ]


class LlamaIndex(Peer):
    """`VectorStoreIndex.from_documents` with its defaults but for the embedding model."""

    name = "LlamaIndex defaults"

    def __init__(self, encoder: Encoder) -> None:
        from llama_index.core import VectorStoreIndex
        from llama_index.core.embeddings import BaseEmbedding

        class Bundled(BaseEmbedding):
            def _get_query_embedding(self, query: str) -> list[float]:
                vector: list[float] = encoder.encode_query(query).tolist()
                return vector

            async def _aget_query_embedding(self, query: str) -> list[float]:
                return self._get_query_embedding(query)

            def _get_text_embedding(self, text: str) -> list[float]:
                return self._get_text_embeddings([text])[0]

            def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
                vectors: list[list[float]] = encoder.encode_documents(texts).tolist()
                return vectors

        super().__init__(encoder)
        self._index = VectorStoreIndex([], embed_model=Bundled(embed_batch_size=100))
        self._retrievers: dict[int, Any] = {}

    def ingest(self, articles: Sequence[Article]) -> int:
        from llama_index.core import Document
        from llama_index.core.node_parser import SentenceSplitter

        documents = [Document(text=a.text, id_=a.id, metadata={"title": a.title}) for a in articles]
        nodes = SentenceSplitter(chunk_size=1024, chunk_overlap=200).get_nodes_from_documents(documents)
        self._index.insert_nodes(nodes)
        return len(nodes)

    def hold(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        from llama_index.core.schema import TextNode

        self._index.insert_nodes(
            [
                TextNode(text=p.text, embedding=vector.tolist(), metadata={"title": p.title}, start_char_idx=p.start)
                for p, vector in zip(passages, vectors, strict=True)
            ]
        )

    def search(self, question: str, k: int) -> list[Passage]:
        if k not in self._retrievers:
            self._retrievers[k] = self._index.as_retriever(similarity_top_k=k)
        nodes = [found.node for found in self._retrievers[k].retrieve(question)]
        return [
            _passage(node.text, node.ref_doc_id or "", node.metadata["title"], node.start_char_idx or 0)
            for node in nodes
        ]


def peers(encoder: Encoder) -> list[Peer]:
    """Those whose packages are installed."""
    kinds: dict[str, type[Peer]] = {"langchain_text_splitters": LangChain, "llama_index": LlamaIndex}
    return [kind(encoder) for package, kind in kinds.items() if find_spec(package)]
