"""Answers move a score by bounded factors; what was not answered moves nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.matching.answers import BOUND, STEP, Expectation, answer_factors, combined

EXPECTED = [Expectation(f"q{n}", n % 3 > 0) for n in range(12)]
answers = st.dictionaries(st.sampled_from([one.answer for one in EXPECTED]), st.booleans())


def test_an_answer_as_expected_multiplies_and_one_against_it_divides() -> None:
    expected = [Expectation("supports", True), Expectation("against", False)]
    for given_, factors in [(True, [STEP, 1 / STEP]), (False, [1 / STEP, STEP])]:
        made = answer_factors(expected, {"supports": given_, "against": given_})
        assert [one.factor for one in made] == factors
        assert {one.given for one in made} == {given_}


def test_unknown_answers_and_questions_that_nobody_asks_move_nothing() -> None:
    assert answer_factors(EXPECTED, {}) == ()
    assert answer_factors(EXPECTED, {"something else": True}) == ()
    assert combined(()) == 1


@given(answers)
def test_all_answers_together_stay_within_the_bound(given_: dict[str, bool]) -> None:
    factors = answer_factors(EXPECTED, given_)
    assert len(factors) == len(given_)
    assert 1 / BOUND <= combined(factors) <= BOUND


@given(answers)
def test_opposite_answers_undo_each_other(given_: dict[str, bool]) -> None:
    opposite = {key: not value for key, value in given_.items()}
    product = combined(answer_factors(EXPECTED, given_)) * combined(answer_factors(EXPECTED, opposite))
    assert product == pytest.approx(1)
