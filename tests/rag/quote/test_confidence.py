from dataclasses import replace
from itertools import pairwise

import pytest

from rag.quote.confidence import ENOUGH, Signs, confidence_of
from vectorstore.encoders.encoder import BUNDLED

GOOD = Signs(passage=1.0, words=1.0, close=1.0, unmet=0.0, cosine=0.92)
BAD = Signs(passage=0.1, words=0.1, cosine=0.78, unmet=1.0)


@pytest.mark.parametrize("model", [BUNDLED, "some/other-model"])
def test_tells_an_answer_from_none(model: str) -> None:
    confidence = confidence_of(model)
    assert confidence(BAD) < ENOUGH < confidence(GOOD)
    assert all(0 <= confidence(signs) <= 1 for signs in (GOOD, BAD))


@pytest.mark.parametrize("model", [BUNDLED, "some/other-model"])
def test_what_is_not_named_speaks_against(model: str) -> None:
    confidence = confidence_of(model)
    assert confidence(replace(GOOD, unmet=1.0)) < confidence(GOOD)


@pytest.mark.parametrize("name", ["passage", "words", "close", "cosine"])
def test_each_sign_speaks_for_an_answer(name: str) -> None:
    confidence = confidence_of(BUNDLED)
    scores = [confidence(replace(BAD, **{name: value})) for value in (0.2, 0.5, 0.9)]
    assert all(low < high for low, high in pairwise(scores))


def test_only_the_model_that_it_was_calibrated_for_is_trusted_with_a_cosine() -> None:
    other = confidence_of("some/other-model")
    assert other(replace(GOOD, cosine=0.1)) == other(GOOD)
    assert confidence_of(BUNDLED)(replace(GOOD, cosine=0.1)) < confidence_of(BUNDLED)(GOOD)


def test_across_languages_the_nearest_meaning_decides() -> None:
    confidence = confidence_of(BUNDLED)
    far = Signs(words=0.1, cosine=0.74, unmet=0.0, across=True)
    assert confidence(far) < ENOUGH < confidence(replace(far, cosine=0.85))
