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
    stored = np.frombuffer(vectors, VECTORS).astype(np.float32).reshape(_count(spans), dim)
    pairs = np.frombuffer(spans, SPANS).reshape(-1, 2).tolist()
    return Sentences([(start, end) for start, end in pairs], unit(stored))


def cosines(query: Vectors, rows: Sequence[PackedRow]) -> dict[int, SentenceCosines]:
    """By chunk, the cosine of each of its sentences to `query`, (dim,) of length 1. A hundred chunks take 0.5 ms."""
    spans = np.frombuffer(b"".join(row[1] for row in rows), SPANS).reshape(-1, 2).tolist()
    scores = _scores(query, rows).tolist()
    by_key: dict[int, SentenceCosines] = {}
    at = 0
    for key, its_spans, _ in rows:
        end = at + _count(its_spans)
        by_key[key] = [(*span, score) for span, score in zip(spans[at:end], scores[at:end], strict=True)]
        at = end
    return by_key


def best_cosines(query: Vectors, rows: Sequence[PackedRow]) -> dict[int, float]:
    """By chunk, the greatest of its `cosines`; chunks without a sentence are left out."""
    rows = [row for row in rows if row[1]]
    if not rows:
        return {}
    starts = np.cumsum([0, *(_count(spans) for _, spans, _ in rows[:-1])])
    best = np.maximum.reduceat(_scores(query, rows), starts).tolist()
    return {key: cosine for (key, *_), cosine in zip(rows, best, strict=True)}


def _scores(query: Vectors, rows: Sequence[PackedRow]) -> Vectors:
    """The cosine of every sentence of all rows, (n,)."""
    vectors = np.frombuffer(b"".join(row[2] for row in rows), VECTORS).reshape(-1, len(query)).astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    scores: Vectors = vectors @ query / np.maximum(lengths, 1)
    return scores


def _count(spans: bytes) -> int:
    return len(spans) // (2 * SPANS.itemsize)
