"""Answers move a score by bounded factors; what was not answered moves nothing; one answer may imply another."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.atlas.shipped import load_atlas
from bodymap.cli import main
from bodymap.drawing.file import write_drawing
from bodymap.drawing.model import AnswerValue, Drawing, Mark
from bodymap.matching.answers import (
    BOUND,
    STEP,
    Expectation,
    answer_factors,
    checked_answers,
    combined,
    unknown_answers,
    yes_or_no,
)
from bodymap.matching.match import Match, match_drawing
from tests.matching.strategies import drawings, given_answers
from tests.refusals import refused

TABLE = load_atlas().answers

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


# What one answer implies


@pytest.mark.parametrize(
    ("given_", "implied"),
    [
        ({"pain_days": 0}, {"a_week_or_less": True, "chronic": False}),
        ({"pain_days": 7}, {"a_week_or_less": True, "chronic": False}),
        ({"pain_days": 8}, {"a_week_or_less": False, "chronic": False}),
        ({"pain_days": 89}, {"a_week_or_less": False, "chronic": False}),
        ({"pain_days": 90}, {"a_week_or_less": False, "chronic": True}),
        ({"pain_strength": 0}, {"unbearable_pain": False}),
        ({"pain_strength": 6}, {"unbearable_pain": False}),
        ({"pain_strength": 7}, {}),
        ({"pain_strength": 8}, {}),
        ({"pain_strength": 9}, {"unbearable_pain": True}),
        ({"comes_and_goes": True}, {"comes_and_goes": True, "constant_pain": False}),
        ({"comes_and_goes": False}, {"comes_and_goes": False, "constant_pain": True}),
        ({"worse_side": "left"}, {}),
        ({}, {}),
    ],
)
def test_an_answer_implies_what_the_table_says_and_no_more(
    given_: dict[str, AnswerValue], implied: dict[str, bool]
) -> None:
    assert yes_or_no(TABLE, given_) == implied


@given(given_answers())
def test_what_was_answered_comes_before_what_is_implied(given_: dict[str, AnswerValue]) -> None:
    known = yes_or_no(TABLE, given_)
    said = {name: value for name, value in given_.items() if isinstance(value, bool)}
    assert known.items() >= said.items()
    for name in known.keys() - said.keys():
        implied = TABLE[name].implied
        assert implied is not None
        assert implied.by in given_
    only_implied = {name: value for name, value in given_.items() if name not in known or name in said}
    assert yes_or_no(TABLE, only_implied) == known


def test_a_contradiction_is_left_to_the_patient() -> None:
    both = yes_or_no(TABLE, {"comes_and_goes": True, "constant_pain": True, "pain_days": 400, "chronic": False})
    assert both["constant_pain"]
    assert not both["chronic"]


# Answers of the wrong kind, and to questions that nobody asks

WRONG: list[tuple[str, AnswerValue, str, str]] = [
    ("limp", 1, "1", "yes_no"),
    ("limp", "left", '"left"', "yes_no"),
    ("pain_days", True, "true", "days"),
    ("pain_days", "both", '"both"', "days"),
    ("pain_strength", 11, "11", "strength"),
    ("pain_strength", False, "false", "strength"),
    ("worse_side", True, "true", "side"),
    ("worse_side", 0, "0", "side"),
]


@pytest.mark.parametrize(("name", "value", "shown", "wanted"), WRONG)
def test_an_answer_of_the_wrong_kind_is_refused(name: str, value: AnswerValue, shown: str, wanted: str) -> None:
    with refused("answer.wrong_kind", answer=name, value=shown, wanted=wanted):
        match_drawing(Drawing(answers={name: value}))


@given(given_answers())
def test_an_answer_of_its_question_s_kind_is_taken(given_: dict[str, AnswerValue]) -> None:
    checked_answers(TABLE, given_)
    assert unknown_answers(TABLE, given_) == ()


def test_rank_tells_the_wrong_kind_with_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "drawing.json"
    write_drawing(Drawing(answers={"limp": 3}), path)
    assert main(["rank", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "'limp' is 3" in said.err


def test_unknown_answers_are_listed_and_move_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "drawing.json"
    marks = (Mark(region="back/lumbar-right"), Mark(region="back/buttock-upper-right"))
    found = []
    strange: dict[str, AnswerValue] = {"likes_tea": True, "shoe_size": 42, "writing_hand": "left"}
    for more in ({}, strange):
        write_drawing(Drawing(marks=marks, answers={"worse_upright": True, **more}), path)
        assert main(["rank", str(path), "--format", "json"]) == 0
        found.append(json.loads(capsys.readouterr().out))
    plain, stranger = found
    assert stranger.pop("unknown_answers") == ["likes_tea", "shoe_size", "writing_hand"]
    assert plain.pop("unknown_answers") == []
    assert plain == stranger


# What they do to a ranking


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.frozensets(st.sampled_from("xy"))), max_size=6))
def test_an_answer_bears_on_the_points_that_it_names_or_on_all(lines: list[tuple[str, bool, frozenset[str]]]) -> None:
    expected = [Expectation(*line) for line in lines]
    given_ = {"a": True, "b": False}
    for point in ("x", "y", "z"):
        bearing = [one for one in expected if one.answer in given_ and (not one.points or point in one.points)]
        assert [one.answer for one in answer_factors(expected, given_, point)] == [one.answer for one in bearing]
    of_all = [one.answer for one in expected if one.answer in given_ and not one.points]
    assert [one.answer for one in answer_factors(expected, given_)] == of_all


def test_a_no_says_nothing_where_only_some_patients_have_it() -> None:
    expected = [Expectation("q", True, only_yes=True), Expectation("r", False, only_yes=True)]
    assert answer_factors(expected, {"q": False, "r": False}) == ()
    assert [one.factor for one in answer_factors(expected, {"q": True, "r": True})] == [STEP, 1 / STEP]


def matched(*regions: str, **answers: AnswerValue) -> Match:
    """The match of a drawing of whole regions with answers."""
    return match_drawing(Drawing(marks=tuple(Mark(region=region) for region in regions), answers=answers))


@settings(max_examples=12)
@given(drawings(), given_answers(most=20))
def test_answers_reorder_within_the_bound_and_bring_in_nobody(drawing: Drawing, given_: dict[str, AnswerValue]) -> None:
    silent = match_drawing(drawing.model_copy(update={"answers": {}})).ranking
    told = match_drawing(drawing.model_copy(update={"answers": given_})).ranking
    assert silent.by_key.keys() == told.by_key.keys()
    for row in told.rows:
        before = {point.name: point.score for point in silent.by_key[row.key].points}
        for point in row.points:
            assert 1 / BOUND <= point.answer_factor <= BOUND
            assert point.score == pytest.approx(min(1.0, before[point.name] * point.answer_factor), abs=2e-9)
            assert point.score > 0 or before[point.name] == 0


def test_a_chronic_case_lifts_two_points_of_gluteus_medius_and_leaves_the_medial_one() -> None:
    ranking = matched("back/lumbar-right", "back/buttock-upper-right", pain_days=90).ranking
    row = ranking.by_key["gluteus_medius", "right"]
    factors = {point.name: point.answer_factor for point in row.points}
    assert factors == {"middle": pytest.approx(STEP), "lateral": pytest.approx(STEP), "medial": 1}


HIP_BUTTOCK_GROIN = [
    f"{name}-{side}"
    for name in ("back/hip-back", "back/buttock-upper", "back/buttock-lower", "front/groin", "front/hip-front")
    for side in ("left", "right")
]
history = st.sampled_from(["chronic", "history_of_low_back_pain"])


@settings(max_examples=12)
@given(st.sets(st.sampled_from(HIP_BUTTOCK_GROIN), min_size=1, max_size=4), history, st.sampled_from(["left", "right"]))
def test_a_history_speaks_for_quadratus_lumborum_where_the_low_back_does_not_hurt(
    regions: set[str], said: str, low_back: str
) -> None:
    for row in matched(*regions, **{said: True}).ranking.rows:
        if row.muscle == "quadratus_lumborum":
            on_its_side = any(region.endswith(row.side) for region in regions)
            assert (said in {one.answer for one in row.factors}) == on_its_side
    for row in matched(*regions, f"back/lumbar-{low_back}", **{said: True}).ranking.rows:
        if row.key == ("quadratus_lumborum", low_back):
            assert said not in {one.answer for one in row.factors}


def test_every_answer_that_a_muscle_names_is_a_yes_or_no() -> None:
    """The factors know no other: a number speaks through the yes or no that it implies."""
    for muscle in load_atlas().muscles.values():
        assert {TABLE[one.id].kind for one in muscle.answers} <= {"yes_no"}
