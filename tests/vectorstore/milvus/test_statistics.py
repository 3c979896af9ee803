"""Sums as a log: whatever is added and taken away in whatever pieces, the same numbers come out."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.milvus.library import MilvusLibrary
from vectorstore.milvus.parts import Place
from vectorstore.milvus.statistics import MAX_DOCUMENTS, Numbers, from_document, of_terms, summed, to_sum

VECTORS = st.lists(st.dictionaries(st.integers(0, 40), st.just(1.0), max_size=6), max_size=8)


@given(st.lists(VECTORS, max_size=6), st.integers(0, 5))
def test_what_is_taken_away_leaves_the_rest(batches: list[list[dict[int, float]]], gone: int) -> None:
    numbers = []
    for at, vectors in enumerate(batches):
        terms, counts = of_terms(vectors)
        numbers.append(Numbers(1, len(vectors), {f"2024-01-0{at + 1}": 1}, {"Báo": 1}, terms, counts))
    taken = [
        Numbers(-n.articles, -n.chunks, dict.fromkeys(n.days, -1), {"Báo": -1}, n.terms, -n.counts) for n in numbers
    ]
    left = summed([*numbers, *taken[:gone]])
    kept = [vector for vectors in batches[gone:] for vector in vectors]
    expected = Counter(term for vector in kept for term in vector)
    assert left.chunks == len(kept)
    assert {term: left.standing_in(term) for term in range(41)} == {term: expected[term] for term in range(41)}
    assert left.coverage().articles == len(batches[gone:])
    again = from_document(summed([summed(numbers[:2]), *numbers[2:], *taken[:gone]]).to_document())
    assert (again.days, again.outlets, again.chunks) == (left.days, left.outlets, left.chunks)
    assert np.array_equal(again.terms, left.terms)
    assert np.array_equal(again.counts, left.counts)


def test_documents_stay_few_and_large_ones_are_rarely_read_again() -> None:
    documents: list[Place] = []
    read = 0
    for batch in range(2_000):
        documents.append(Place(batch * 1_000, 1))
        if old := to_sum(documents):
            read += sum(place.rows for place in old)
            rest = [place for place in documents if place not in old]
            documents = [*rest, Place(batch * 1_000 + 1, sum(place.rows for place in old))]
        assert len(documents) <= MAX_DOCUMENTS
    assert read < 20 * 2_000


def test_sums_that_are_merged_meanwhile_are_read_again(milvus: str, encoder: FakeEncoder) -> None:
    library = MilvusLibrary(f"{milvus}/merged", create=True)
    for n in range(MAX_DOCUMENTS + 1):
        library.put([entry(f"{n}", [f"Mía {n}."], encoder)], encoder.fingerprint)
    fresh = MilvusLibrary(f"{milvus}/merged")
    before = fresh._state()
    library.flush()
    assert fresh._numbers(before).articles == MAX_DOCUMENTS + 1
