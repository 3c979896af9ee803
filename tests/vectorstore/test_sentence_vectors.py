"""Embeddings of sentences in 8 bits: cosines hardly move, spans and order stay."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.encoders.encoder import unit
from vectorstore.records import Sentences
from vectorstore.sentence_vectors import best_cosines, cosines, packed, sentence_spans, unpacked


def drawn(seed: int, count: int, dim: int = 384) -> np.ndarray:
    return unit(np.random.default_rng(seed).standard_normal((count, dim)).astype(np.float32))


@given(st.lists(st.integers(0, 6), max_size=8), st.integers(0, 1_000))
def test_cosines_are_those_of_the_whole_vectors(counts: list[int], seed: int) -> None:
    """Chunks with no sentence among them."""
    query = drawn(seed, 1)[0]
    chunks = [
        Sentences([(10 * n, 10 * n + 9) for n in range(count)], drawn(seed + at, count))
        for at, count in enumerate(counts)
    ]
    found = cosines(query, [(at, *packed(chunk)) for at, chunk in enumerate(chunks)])
    assert list(found) == list(range(len(chunks)))
    for at, chunk in enumerate(chunks):
        assert [(start, end) for start, end, _ in found[at]] == list(chunk.spans)
        np.testing.assert_allclose([score for *_, score in found[at]], chunk.vectors @ query, atol=0.005)
    best = best_cosines(query, [(at, *packed(chunk)) for at, chunk in enumerate(chunks)])
    assert best == {at: max(score for *_, score in of) for at, of in found.items() if of}


def test_what_is_packed_comes_back() -> None:
    chunk = Sentences([(3, 40), (41, 90)], drawn(1, 2))
    back = unpacked(*packed(chunk), 384)
    assert back.spans == chunk.spans
    np.testing.assert_allclose(np.sum(back.vectors * chunk.vectors, axis=1), 1, atol=1e-4)
    assert unpacked(b"", b"", 384).spans == []


def test_packing_what_was_packed_changes_nothing() -> None:
    """An article that is cut anew takes its sentences over."""
    once = packed(Sentences([(0, 9)] * 5, drawn(2, 5)))
    assert packed(unpacked(*once, 384)) == once


def test_a_vector_of_zeros_is_like_nothing() -> None:
    zero = Sentences([(0, 4)], np.zeros((1, 384), np.float32))
    assert cosines(drawn(3, 1)[0], [(7, *packed(zero))]) == {7: [(0, 4, 0.0)]}


def test_spans_are_offsets_into_the_article() -> None:
    text = "Tựa bài\nXã có 5 hộ. Mưa lớn. Nước rút."
    spans = sentence_spans(text, 8, len(text))
    assert [text[start:end] for start, end in spans] == ["Xã có 5 hộ.", "Mưa lớn.", "Nước rút."]
