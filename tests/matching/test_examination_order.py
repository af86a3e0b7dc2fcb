"""Company: who is looked at with whom, and the order of examination with its reasons."""

import pytest
from hypothesis import given, settings

from bodymap.atlas.shipped import load_atlas
from bodymap.drawing.findings import Findings, MuscleFinding
from bodymap.drawing.model import AnswerValue, Drawing, Mark
from bodymap.matching.examination_order import NEAR, TOP, company_notes, examination_order, rules_that_hold
from bodymap.matching.match import Match, match_drawing
from tests.matching.strategies import drawings


def drawn(*regions: str, **answers: AnswerValue) -> Drawing:
    """A drawing of whole regions, with answers."""
    return Drawing(marks=tuple(Mark(region=region) for region in regions), answers=answers)


def matched(*regions: str, **answers: AnswerValue) -> Match:
    """The match of whole regions, with answers."""
    return match_drawing(drawn(*regions, **answers))


def rules(match: Match) -> dict[str, frozenset[str]]:
    """The rules that hold, with their sides."""
    return {rule.id: frozenset(sides) for rule, sides in rules_that_hold(match)}


SCIATICA = ("back/buttock-lower-right", "back/thigh-back-right", "back/calf-inner-right")


@pytest.mark.statement("GEN-09")
def test_low_back_pain_brings_in_the_four_primary_muscles_of_its_side() -> None:
    match = matched("back/lumbar-right")
    assert rules(match) == {"primary_muscles": {"right"}}
    order = {step.key for step in examination_order(match)}
    for muscle in ("quadratus_lumborum", "gluteus_medius", "iliopsoas", "rectus_abdominis"):
        assert (muscle, "right") in order


@pytest.mark.statement("PIR-06", "GEN-14")
@pytest.mark.parametrize("answers", [{}, {"comes_and_goes": True}, {"constant_pain": True}])
def test_any_sciatica_has_gluteus_minimus_and_piriformis_examined_together(answers: dict[str, bool]) -> None:
    match = matched(*SCIATICA, **answers)
    assert rules(match)["sciatica"] == {"right"}
    order = [step.key for step in examination_order(match)]
    assert {("gluteus_minimus", "right"), ("piriformis", "right")} <= set(order)
    assert ("piriformis", "left") not in order


def test_pain_that_is_only_said_to_run_down_the_leg_brings_them_in_too() -> None:
    match = matched("back/lumbar-right", pain_runs_down_leg=True)
    order = {step.key for step in examination_order(match)}
    assert {("gluteus_minimus", "right"), ("piriformis", "right")} <= order


@pytest.mark.statement("IP-08")
def test_a_band_across_the_low_back_has_iliopsoas_of_both_sides() -> None:
    match = matched("back/lumbar-left", "back/lumbar-right")
    assert rules(match)["band"] == {"left", "right"}
    assert {("iliopsoas", "left"), ("iliopsoas", "right")} <= {step.key for step in examination_order(match)}
    assert "band" not in rules(matched("back/lumbar-left"))


@pytest.mark.statement("GEN-18")
def test_chronic_pain_of_low_back_or_buttock_is_one_disorder() -> None:
    gluteal = {"gluteus_maximus", "gluteus_minimus", "piriformis", "gluteus_medius", "quadratus_lumborum"}
    match = matched("back/lumbar-right", pain_days=200)
    assert "one_disorder" in rules(match)
    assert gluteal <= {step.muscle for step in examination_order(match)}
    assert "one_disorder" not in rules(matched("back/lumbar-right", pain_days=5))
    assert "one_disorder" not in rules(matched("back/lumbar-right"))


@pytest.mark.statement("QL-24", "QL-26")
def test_a_key_that_is_in_the_top_comes_before_its_satellite() -> None:
    match = matched("back/lumbar-right", "back/flank-right", *SCIATICA, "back/buttock-upper-right")
    order = [step.key for step in examination_order(match)]
    top = [row.key for row in match.ranking.rows[:TOP]]
    assert ("quadratus_lumborum", "right") in top
    assert order.index(("quadratus_lumborum", "right")) < order.index(("gluteus_minimus", "right"))


@pytest.mark.statement("QL-25", "GMED-10")
def test_companions_are_examined_one_after_the_other_and_both_rows_say_so() -> None:
    match = matched("back/lumbar-right", "back/flank-right")
    order = [step.key for step in examination_order(match)]
    place = order.index(("quadratus_lumborum", "right"))
    assert ("gluteus_medius", "right") in (order[place + 1], order[max(place - 1, 0)])
    for one, other in (("quadratus_lumborum", "gluteus_medius"), ("gluteus_medius", "quadratus_lumborum")):
        notes = company_notes(match, (one, "right"))
        assert any(note.kind == "companion" and note.muscle == other and note.sources for note in notes)


def test_what_the_drawing_does_not_touch_says_so() -> None:
    match = matched("back/flank-left", pain_days=400)
    ranked = match.ranking.by_key
    untouched = [step for step in examination_order(match) if step.key not in ranked]
    assert untouched
    assert all(step.reasons[0].kind == "untouched" for step in untouched)


def test_what_was_examined_goes_to_the_end_and_the_company_of_what_was_confirmed_comes_first() -> None:
    plain = examination_order(matched(*SCIATICA, "back/lumbar-right"))
    assert plain[0].key != ("piriformis", "right")
    first = MuscleFinding(muscle=plain[0].muscle, side=plain[0].side, verdict="ruled_out")
    sciatic = MuscleFinding(muscle="gluteus_minimus", side="right", verdict="confirmed")
    examined = drawn(*SCIATICA, "back/lumbar-right").model_copy(update={"findings": Findings(muscles=(first, sciatic))})
    order = [step.key for step in examination_order(match_drawing(examined))]
    assert set(order[-2:]) == {first.key, sciatic.key}
    assert order.index(("piriformis", "right")) < order.index(("iliopsoas", "right"))
    assert sorted(order) == sorted(step.key for step in plain)


def test_an_empty_drawing_has_no_order() -> None:
    assert examination_order(match_drawing(Drawing())) == ()


@settings(max_examples=30, deadline=None)
@given(drawings())
def test_every_step_has_a_reason_and_stands_once(drawing: Drawing) -> None:
    match = match_drawing(drawing)
    order = examination_order(match)
    keys = [step.key for step in order]
    assert len(keys) == len(set(keys))
    assert all(step.reasons for step in order)
    rows = match.ranking.rows
    top = {row.key for row in rows[:TOP] if row.score >= NEAR * rows[0].score}
    assert top | {step.row.key for step in match.cover} <= set(keys)
    assert {step.muscle for step in order} <= load_atlas().muscles.keys()
