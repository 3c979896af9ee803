"""Fakes and fixtures that several packages' tests share."""

import os
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from vectorstore.encoder import Encoder, Fingerprint, Vectors
from vectorstore.library import LocalLibrary
from vectorstore.text import syllables

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # as in app.wiring, before anything loads OpenMP


class FakeEncoder(Encoder):
    """A bag of hashed syllables: no model, deterministic, and texts that share words lie near each other."""

    def __init__(self, dim: int = 64, model: str = "fake") -> None:
        self.fingerprint = Fingerprint(model, dim, "test")

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.fingerprint.dim), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for syllable in syllables(text) or [""]:
                vector[crc32(syllable.encode()) % len(vector)] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True) if len(vectors) else vectors

    def encode_query(self, text: str) -> Vectors:
        query: Vectors = self.encode_documents([text])[0]
        return query


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def library(tmp_path: Path) -> LocalLibrary:
    return LocalLibrary(tmp_path / "library", create=True)
