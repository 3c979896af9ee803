from dataclasses import replace
from itertools import pairwise

import pytest

from rag.quote.confidence import ENOUGH, Signs, confidence_of
from vectorstore.encoders.encoder import BUNDLED

GOOD = Signs(words=1.0, pairs=1.0, cosine=0.92, unmet=False, across=False)
BAD = Signs(words=0.1, pairs=0.0, cosine=0.78, unmet=True, across=False)


@pytest.mark.parametrize("model", [BUNDLED, "some/other-model"])
def test_tells_an_answer_from_none(model: str) -> None:
    confidence = confidence_of(model)
    assert confidence(BAD) < ENOUGH < confidence(GOOD)
    assert all(0 <= confidence(signs) <= 1 for signs in (GOOD, BAD))


@pytest.mark.parametrize("model", [BUNDLED, "some/other-model"])
def test_what_is_not_named_speaks_against(model: str) -> None:
    confidence = confidence_of(model)
    assert confidence(replace(GOOD, unmet=True)) < confidence(GOOD)


def test_more_words_and_a_nearer_meaning_speak_for_it() -> None:
    confidence = confidence_of(BUNDLED)
    for name in ("words", "pairs", "cosine"):
        scores = [confidence(replace(BAD, **{name: value})) for value in (0.2, 0.5, 0.9)]
        assert all(low < high for low, high in pairwise(scores))


def test_only_the_model_that_it_was_calibrated_for_is_trusted_with_a_cosine() -> None:
    other = confidence_of("some/other-model")
    assert other(replace(GOOD, cosine=0.1)) == other(GOOD)
    assert confidence_of(BUNDLED)(replace(GOOD, cosine=0.1)) < confidence_of(BUNDLED)(GOOD)


def test_across_languages_the_nearest_meaning_decides() -> None:
    confidence = confidence_of(BUNDLED)
    far = Signs(words=0.1, pairs=0.0, cosine=0.74, unmet=False, across=True)
    assert confidence(far) < ENOUGH < confidence(replace(far, cosine=0.85))
