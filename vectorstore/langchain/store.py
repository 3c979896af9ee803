"""The library behind LangChain's `VectorStore`: a document is an article of one chunk.

Knows LangChain's interface on one side and `Library` on the other; scores are cosines, higher is nearer.
"""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore

from vectorstore.encoders.encoder import Encoder, Fingerprint, Vectors, unit
from vectorstore.langchain.embeddings import EncoderEmbeddings
from vectorstore.library import Library
from vectorstore.local.library import LocalLibrary
from vectorstore.records import LANGCHAIN, Article, Chunk, Entry, Filters, Passage

# What is embedded to tell two models of one class and size apart, and how many components of it tell: from, up to.
_PROBE = "Sáng nay, hội nghị bàn kế hoạch năm tới. The meeting decided on a budget of 3 million."
_STANDING_OUT = (4, 24)
_SHOWN = ("title", "published", "outlet", "url", "author", "topic")


class LibraryVectorStore(VectorStore):
    """LangChain's view of a library. `filter` is a `Filters`, or a mapping of metadata fields to wanted values."""

    def __init__(self, library: Library, embedding: Embeddings | Encoder) -> None:
        self.library = library
        self._embedding = EncoderEmbeddings(embedding) if isinstance(embedding, Encoder) else embedding
        self._embeds_as: Fingerprint | None = None

    @property
    def embeddings(self) -> Embeddings:
        return self._embedding

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> list[str]:
        """Store texts under `ids` (made up where missing), replacing those of the same id; returns the ids."""
        texts = list(texts)
        names = [name or str(uuid.uuid4()) for name in (ids or [""] * len(texts))]
        vectors = self._encode(texts)
        articles = [
            _article(name, text, metadata)
            for name, text, metadata in zip(names, texts, metadatas or [{}] * len(texts), strict=True)
        ]
        entries = [
            Entry(article, [Chunk(0, len(article.text))], vector[np.newaxis])
            for article, vector in zip(articles, vectors, strict=True)
        ]
        if entries:
            self.library.put(entries, self._fingerprint(vectors.shape[1]))
        return names

    def delete(self, ids: list[str] | None = None, **kwargs: Any) -> bool | None:
        """Forget the documents with these ids; unknown ids are not an error. None means all of them."""
        self.library.remove(self.library.ids() if ids is None else ids)
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """The documents with these ids, in that order; unknown ids are left out."""
        articles = (self.library.article(name) for name in ids)
        return [
            Document(id=article.id, page_content=article.text, metadata=_metadata(article))
            for article in articles
            if article
        ]

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Document]:
        return [document for document, _ in self.similarity_search_with_score(query, k, **kwargs)]

    def similarity_search_with_score(self, query: str, k: int = 4, **kwargs: Any) -> list[tuple[Document, float]]:
        """Documents and their cosines, best first."""
        return self._search(np.asarray(self._embedding.embed_query(query), dtype=np.float32), k, **kwargs)

    def similarity_search_by_vector(self, embedding: list[float], k: int = 4, **kwargs: Any) -> list[Document]:
        return [document for document, _ in self._search(np.asarray(embedding, dtype=np.float32), k, **kwargs)]

    def _select_relevance_score_fn(self) -> Any:
        return lambda cosine: (cosine + 1) / 2

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        folder: str | Path = "library",
        **kwargs: Any,
    ) -> "LibraryVectorStore":
        """A store in `folder` that holds these texts besides what it held before."""
        store = cls(LocalLibrary(Path(folder), create=True), embedding)
        store.add_texts(texts, metadatas, ids=ids)
        return store

    def _search(
        self, vector: Vectors, k: int, filter: Filters | Mapping[str, Any] | None = None, **_: Any
    ) -> list[tuple[Document, float]]:
        wanted = filter if isinstance(filter, Filters) else Filters(metadata=filter or {})
        hits = self.library.dense_search(unit(vector.reshape(1, -1))[0], k, wanted, self._fingerprint(len(vector)))
        return [(self._document(passage), passage.score) for passage in self.library.passages(hits)]

    def _document(self, passage: Passage) -> Document:
        article = self.library.article(passage.article_id)
        metadata = _metadata(article) if article else {}
        if article and (passage.start, passage.end) == (0, len(article.text)):
            return Document(id=article.id, page_content=passage.text, metadata=metadata)
        place = {"article_id": passage.article_id, "start": passage.start, "end": passage.end}
        name = f"{passage.article_id}#{passage.start}-{passage.end}"
        return Document(id=name, page_content=passage.text, metadata=metadata | place)

    def _encode(self, texts: list[str]) -> Vectors:
        if isinstance(self._embedding, EncoderEmbeddings):
            return self._embedding.encoder.encode_documents(texts)
        vectors = np.asarray(self._embedding.embed_documents(texts), dtype=np.float32)
        return unit(vectors) if texts else vectors

    def _fingerprint(self, dim: int) -> Fingerprint:
        if isinstance(self._embedding, EncoderEmbeddings):
            return self._embedding.encoder.fingerprint
        if self._embeds_as is None:
            self._embeds_as = Fingerprint(_name(self._embedding), dim, f"probe {_digest(self._encode([_PROBE])[0])}")
        return self._embeds_as


def _name(embedding: Embeddings) -> str:
    """Its class and, where it tells, its model."""
    named = (getattr(embedding, name, None) for name in ("model", "model_name", "model_id", "deployment"))
    return " ".join([type(embedding).__name__, *[name for name in named if isinstance(name, str)][:1]])


def _digest(vector: Vectors) -> str:
    """Which components of an embedding stand out: another model's are others, while the last bits, in which one model
    differs from call to call and machine to machine, move none across the widest gap.
    """
    sizes = np.abs(vector)
    order = np.argsort(-sizes, kind="stable")[: max(_STANDING_OUT)]
    gaps = sizes[order][:-1] - sizes[order][1:]
    cut = (
        1 + min(_STANDING_OUT) + int(np.argmax(gaps[min(_STANDING_OUT) :])) if len(gaps) > min(_STANDING_OUT) else None
    )
    standing_out = sorted((int(at), bool(vector[at] > 0)) for at in order[:cut])
    return hashlib.sha256(repr(standing_out).encode()).hexdigest()[:12]


def _article(name: str, text: str, metadata: Mapping[str, Any]) -> Article:
    shown = {key: metadata[key] for key in _SHOWN if isinstance(metadata.get(key), str)}
    rest = {key: value for key, value in metadata.items() if key not in shown}
    return Article(id=name, text=text, source=LANGCHAIN, metadata=rest, **shown)


def _metadata(article: Article) -> dict[str, Any]:
    shown = {name: getattr(article, name) for name in _SHOWN if getattr(article, name)}
    return {**shown, **article.metadata}
