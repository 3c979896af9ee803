"""What one would build instead: LangChain's tutorial pipeline and LlamaIndex's default one, by their own classes.

Both embed by the encoder that they are given, the product's, so that they differ in all but the model; LangChain's
also by the same weights in torch, which is what its tutorial gets one. LangChain:
`RecursiveCharacterTextSplitter` at 1000/200 characters and its `FAISS` store. LlamaIndex: `VectorStoreIndex` with its
defaults, which are sentences up to 1024 tokens and the simple vector store.
"""

import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.table import TableRow
from vectorstore.encoders.encoder import Encoder, Vectors
from vectorstore.langchain.embeddings import EncoderEmbeddings
from vectorstore.records import Article, Passage

CHARS, OVERLAP = 1000, 200
GAP = "\n\n"  # between title and text: pages that tutorials load have their titles in the text


class Peer(ABC):
    """A pipeline in memory, empty at first. Raises: ImportError when its packages are not installed."""

    name: str
    most_chunks: int | None = None
    most_saved: int | None = None

    @abstractmethod
    def __init__(self, encoder: Encoder) -> None: ...

    @abstractmethod
    def ingest(self, articles: Sequence[Article]) -> int:
        """Split, embed and index as its documentation does; returns the number of chunks."""

    @abstractmethod
    def hold(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Index chunks that are embedded already."""

    @abstractmethod
    def search(self, question: str, k: int) -> list[Passage]:
        """The best `k`, the question's embedding included."""

    @abstractmethod
    def save(self, folder: Path) -> None:
        """As its documentation keeps an index for the next process."""

    @abstractmethod
    def load(self, folder: Path) -> None:
        """What was saved there."""


def _passage(text: str, article_id: str, title: str, start: int) -> Passage:
    return Passage(
        key=0,
        article_id=article_id,
        title=title,
        published=None,
        outlet=None,
        url=None,
        start=start,
        end=start + len(text),
        heading="",
        text=text,
        score=0.0,
    )


class LangChain(Peer):
    """`FAISS.from_documents(splitter.split_documents(…))`."""

    name = "LangChain's tutorial"

    def __init__(self, encoder: Encoder) -> None:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        with warnings.catch_warnings():  # it says that it is being retired
            warnings.simplefilter("ignore", DeprecationWarning)
            from langchain_community.vectorstores import FAISS
        self._kind = FAISS
        self._embeddings = EncoderEmbeddings(encoder)
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=CHARS, chunk_overlap=OVERLAP, add_start_index=True)
        self._store: Any = None

    def ingest(self, articles: Sequence[Article]) -> int:
        from langchain_core.documents import Document

        given = [Document(f"{a.title}{GAP}{a.text}", metadata={"id": a.id, "title": a.title}) for a in articles]
        found = self._splitter.split_documents(given)
        for document in found:
            document.metadata["start"] = document.metadata["start_index"] - len(document.metadata["title"] + GAP)
        self._store = self._kind.from_documents(found, self._embeddings)
        return len(found)

    def hold(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        pairs = [(passage.text, vector.tolist()) for passage, vector in zip(passages, vectors, strict=True)]
        about = [{"id": p.article_id, "title": p.title, "start": p.start} for p in passages]
        if self._store is None:
            self._store = self._kind.from_embeddings(pairs, self._embeddings, about)
        else:
            self._store.add_embeddings(pairs, about)

    def search(self, question: str, k: int) -> list[Passage]:
        found = self._store.similarity_search(question, k=k)
        return [_passage(d.page_content, d.metadata["id"], d.metadata["title"], d.metadata["start"]) for d in found]

    def save(self, folder: Path) -> None:
        self._store.save_local(str(folder))

    def load(self, folder: Path) -> None:
        self._store = self._kind.load_local(str(folder), self._embeddings, allow_dangerous_deserialization=True)


class LlamaIndex(Peer):
    """`VectorStoreIndex.from_documents(…)`."""

    name = "LlamaIndex's defaults"
    # Its store keeps Python lists, 12 KB a chunk, and compares with them one by one.
    most_chunks = 100_000
    most_saved = 20_000  # as JSON, which takes minutes beyond

    def __init__(self, encoder: Encoder) -> None:
        from llama_index.core import VectorStoreIndex
        from llama_index.core.embeddings import BaseEmbedding

        class GivenEmbedding(BaseEmbedding):
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

        self._kind, self._embedding = VectorStoreIndex, GivenEmbedding()
        self._index: Any = None
        self._retrievers: dict[int, Any] = {}

    def ingest(self, articles: Sequence[Article]) -> int:
        from llama_index.core import Document

        documents = [Document(text=a.text, id_=a.id, metadata={"title": a.title}) for a in articles]
        self._index = self._kind.from_documents(documents, embed_model=self._embedding)
        return len(self._index.docstore.docs)

    def hold(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        from llama_index.core.schema import TextNode

        self._index = self._index or self._kind([], embed_model=self._embedding)
        self._retrievers = {}  # one knows only the nodes that there were when it was made
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
        return [_passage(n.text, n.ref_doc_id or "", n.metadata["title"], n.start_char_idx or 0) for n in nodes]

    def save(self, folder: Path) -> None:
        self._index.storage_context.persist(persist_dir=str(folder))

    def load(self, folder: Path) -> None:
        from llama_index.core import StorageContext, load_index_from_storage

        storage = StorageContext.from_defaults(persist_dir=str(folder))
        self._index = load_index_from_storage(storage, embed_model=self._embedding)


class LangChainInTorch(LangChain):
    """The same as the tutorial has it: the model run by sentence-transformers, as `HuggingFaceEmbeddings` runs it."""

    name = "LangChain's tutorial, torch"


PEERS: tuple[type[Peer], ...] = (LangChain, LlamaIndex, LangChainInTorch)


def opened(kind: type[Peer], encoder: Callable[[], Encoder], models: Path) -> Peer:
    """An empty one; `models` is where torch's model is written. Raises: ImportError."""
    if kind is LangChainInTorch:
        from benchmarks.engines import torch_encoder

        return kind(torch_encoder(models))
    return kind(encoder())


def missing() -> list[TableRow]:
    """A row for each whose packages are not installed, which says so."""
    found = []
    for name, package in {LangChain.name: "langchain_community", LlamaIndex.name: "llama_index"}.items():
        if find_spec(package) is None:
            found.append(TableRow("**a peer is missing**", "", name, f"SKIPPED: no {package}; make bench installs it"))
    return found


def peers(encoder: Encoder, models: Path) -> list[Peer]:
    """Those whose packages are installed, empty."""
    found = []
    for kind in PEERS:
        with suppress(ImportError):
            found.append(opened(kind, lambda: encoder, models))
    return found
