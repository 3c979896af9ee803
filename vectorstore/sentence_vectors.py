"""Embeddings of sentences in 8 bits: how those of a chunk are written in one row, and compared with a question.

Does not know stores. A vector's length is that of its bytes, so no scale is kept: cosines are off by less than 0.005
(tests/vectorstore/test_sentence_vectors.py), and no figure of docs/measurements/evaluation.md moves.
"""

from collections.abc import Sequence

import numpy as np

from language.sentences import sentences
from vectorstore.encoders.encoder import Vectors, unit
from vectorstore.records import SentenceCosines, Sentences

SPANS, VECTORS = np.dtype("<u4"), np.dtype("i1")
# A chunk's key, its spans and its vectors, as `packed` writes them.
PackedRow = tuple[int, bytes, bytes]


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of the chunk `text[start:end]`, as (start, end) in `text`."""
    return [(start + first, start + last) for first, last in sentences(text[start:end])]


def packed(chunk: Sentences) -> tuple[bytes, bytes]:
    """The bytes of the spans and of the vectors. Each vector is stretched until its largest component is 127."""
    peaks = np.abs(chunk.vectors).max(axis=1, keepdims=True, initial=1e-30)  # 127 divided by it is finite
    vectors = np.rint(chunk.vectors * (127 / peaks)).astype(VECTORS)
    return np.array(chunk.spans, dtype=SPANS).tobytes(), vectors.tobytes()


def unpacked(spans: bytes, vectors: bytes, dim: int) -> Sentences:
    """What `packed` wrote, the vectors of length 1 again."""
    stored = np.frombuffer(vectors, VECTORS).astype(np.float32).reshape(len(spans) // (2 * SPANS.itemsize), dim)
    pairs = np.frombuffer(spans, SPANS).reshape(-1, 2).tolist()
    return Sentences([(start, end) for start, end in pairs], unit(stored))


def cosines(query: Vectors, rows: Sequence[PackedRow]) -> dict[int, SentenceCosines]:
    """By chunk, the cosine of each of its sentences to `query`, (dim,) of length 1. A hundred chunks take 0.5 ms."""
    if not rows:
        return {}
    vectors = np.frombuffer(b"".join(row[2] for row in rows), VECTORS).reshape(-1, len(query)).astype(np.float32)
    spans = np.frombuffer(b"".join(row[1] for row in rows), SPANS).reshape(-1, 2).tolist()
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    scores = (vectors @ query / np.maximum(lengths, 1)).tolist()
    by_key: dict[int, SentenceCosines] = {}
    at = 0
    for key, its_spans, _ in rows:
        count = len(its_spans) // (2 * SPANS.itemsize)
        by_key[key] = [
            (*span, score) for span, score in zip(spans[at : at + count], scores[at : at + count], strict=True)
        ]
        at += count
    return by_key
