from dataclasses import replace
from itertools import pairwise

import pytest

from rag.quote.confidence import ENOUGH, Signs, confidence_of
from vectorstore.encoders.encoder import BUNDLED

GOOD = Signs(passage=1.0, words=1.0, told=1.0, asked=1.0, close=1.0, fit=1.0, chance=0.8, cosine=0.92)
BAD = Signs(passage=0.1, words=0.1, cosine=0.78)


@pytest.mark.parametrize("model", [BUNDLED, "some/other-model"])
def test_tells_an_answer_from_none(model: str) -> None:
    confidence = confidence_of(model)
    assert confidence(BAD) < ENOUGH < confidence(GOOD)
    assert all(0 <= confidence(signs) <= 1 for signs in (GOOD, BAD))


@pytest.mark.parametrize("model", [BUNDLED, "some/other-model"])
def test_a_passage_about_the_subject_must_state_what_is_asked_of_it(model: str) -> None:
    about = replace(GOOD, told=0.0, asked=0.0, close=0.0, fit=0.0, chance=0.1)
    assert confidence_of(model)(about) < ENOUGH


@pytest.mark.parametrize("model", [BUNDLED, "some/other-model"])
def test_a_fitting_value_of_another_subject_answers_nothing(model: str) -> None:
    assert confidence_of(model)(replace(GOOD, passage=0.05, cosine=0.7)) < ENOUGH


@pytest.mark.parametrize("name", ["told", "asked", "close", "fit", "chance"])
def test_each_sign_speaks_for_an_answer(name: str) -> None:
    confidence = confidence_of(BUNDLED)
    middling = replace(GOOD, told=0.1, asked=0.1, close=0.1, fit=0.1, chance=0.1)
    scores = [confidence(replace(middling, **{name: value})) for value in (0.82, 0.85, 0.88)]
    assert all(low < high for low, high in pairwise(scores))


def test_words_to_search_for_are_answered_by_whatever_is_about_them() -> None:
    about = replace(GOOD, told=0.0, asked=0.0, close=0.0, fit=0.0, chance=0.1)
    assert confidence_of(BUNDLED)(about) < ENOUGH < confidence_of(BUNDLED)(replace(about, keywords=True))


def test_only_the_model_that_it_was_calibrated_for_is_trusted_with_a_cosine() -> None:
    other = confidence_of("some/other-model")
    assert other(replace(GOOD, cosine=0.1)) == other(GOOD)
    assert confidence_of(BUNDLED)(replace(GOOD, cosine=0.1)) < confidence_of(BUNDLED)(GOOD)


def test_across_languages_the_nearest_meaning_decides() -> None:
    confidence = confidence_of(BUNDLED)
    far = Signs(words=0.1, cosine=0.74, across=True)
    assert confidence(far) < ENOUGH < confidence(replace(far, cosine=0.85))
