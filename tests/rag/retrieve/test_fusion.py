"""Each leg counts for what it can see: a leg that says nothing, or sees nothing, pulls no candidate down."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieve.fusion import FITTED, FusionWeights, Legs, fused, scaled, sight

NAN = float("nan")
numbers = st.floats(-1, 1, allow_subnormal=False)
column = st.lists(st.one_of(st.just(NAN), numbers), min_size=5, max_size=5)


def legs(chunk: list[float], sentence: list[float], keyword: list[float], seen: float) -> Legs:
    return Legs(np.array(chunk), np.array(sentence), np.array(keyword), seen)


@given(st.lists(numbers, min_size=5, max_size=5), column, column, st.floats(0, 1))
def test_scores_lie_between_nothing_and_all(
    chunk: list[float], sentence: list[float], keyword: list[float], seen: float
) -> None:
    scores = fused(legs(chunk, sentence, keyword, seen))
    assert np.all((scores >= 0) & (scores <= 1 + 1e-9))


@given(st.lists(numbers, min_size=5, max_size=5, unique=True), column, st.floats(0, FITTED.blind))
def test_keywords_that_see_nothing_count_nothing(chunk: list[float], keyword: list[float], seen: float) -> None:
    blind, without = legs(chunk, chunk, keyword, seen), legs(chunk, chunk, [NAN] * 5, 1.0)
    np.testing.assert_allclose(fused(blind), fused(without, FusionWeights(keyword=0)))


@given(st.lists(numbers, min_size=5, max_size=5), column)
def test_a_chunk_without_embedded_sentences_stands_for_them(chunk: list[float], keyword: list[float]) -> None:
    np.testing.assert_allclose(fused(legs(chunk, [NAN] * 5, keyword, 1.0)), fused(legs(chunk, chunk, keyword, 1.0)))


def test_the_best_sentence_lifts_its_chunk() -> None:
    scores = fused(legs([0.8, 0.8, 0.7], [0.7, 0.9, 0.7], [NAN, NAN, NAN], 0.0))
    assert scores.argmax() == 1


def test_nothing_found_is_no_error() -> None:
    assert len(fused(legs([], [], [], 0.0))) == 0


@pytest.mark.parametrize(
    ("given_", "wanted"), [([3.0, 1.0, 2.0], [1, 0, 0.5]), ([2.0, 2.0], [1, 1]), ([NAN, 4.0], [NAN, 1]), ([], [])]
)
def test_scores_are_moved_to_0_and_1(given_: list[float], wanted: list[float]) -> None:
    np.testing.assert_array_equal(scaled(np.array(given_, dtype=np.float64)), wanted)


def test_sight_is_the_share_of_weighted_terms() -> None:
    assert sight({"mía": 3.0, "giá": 1.0}, {"mía", "lúa"}) == 0.75
    assert sight({}, {"mía"}) == 0.0
